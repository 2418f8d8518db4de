// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.ClassEncodings;
import io.velostream.schema.avro.compiled.io.ClassPolicy;
import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import io.velostream.schema.avro.compiled.io.Member;
import io.velostream.schema.avro.compiled.io.ObjectShape;
import io.velostream.schema.avro.compiled.io.TextClasses;
import io.velostream.schema.avro.compiled.io.TypeUse;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import org.apache.avro.Conversion;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** Turns a schema into steps that write its values. Safe for use by many threads. */
public final class WriteCompiler {

  private final GenericData model;

  /** The model, if it is that of classes without a schema. */
  private final @Nullable ReflectData reflectData;

  private final ReentrantLock lock = new ReentrantLock();

  /** By schema object; guarded by the lock. */
  private final IdentityHashMap<Schema, WriteStep> raw = new IdentityHashMap<>();

  /** Says for which record types classes are made. */
  private final ClassPolicy policy;

  public WriteCompiler(GenericData model, ClassPolicy policy) {
    this.model = model;
    this.policy = policy;
    this.reflectData = model instanceof ReflectData reflection ? reflection : null;
  }

  /** The step for values of a schema, converted first where the model has a conversion. */
  public WriteStep compile(Schema schema) {
    lock.lock();
    try {
      return value(schema);
    } finally {
      lock.unlock();
    }
  }

  /** How records of the value's class are written without a class made for it. */
  ObjectWrites shared(Object value, Schema schema, SimpleFields simple) {
    if (value instanceof SpecificRecordBase record) {
      return new IndexedWrites(fields(simple, field -> ofGenerated(simple, field, record)));
    }
    if (value instanceof IndexedRecord) {
      return new IndexedWrites(fields(simple, field -> ofField(simple, field)));
    }
    if (reflectData == null) {
      throw FallbackToAvro.here();
    }
    List<Member> members = shape(value.getClass(), schema).members();
    return new MemberWrites(
        fields(simple, field -> ofMember(simple, field, members.get(field))), members);
  }

  /** The use of such records, for which a class may be made. */
  TypeUse<ObjectWrites> use(ObjectWrites shared) {
    return new TypeUse<>(policy, (generated, trial) -> new TrialWrites(shared, generated, trial));
  }

  /** Makes a class for records like a value, of which nothing is kept. */
  static TypeUse.Maker<ObjectWrites> maker(Object value, Schema schema, FieldWrites fields) {
    if (value.getClass() == GenericData.Record.class) {
      return () ->
          fields.count() > ObjectShape.MOST_FIELDS ? null : RecordWriterGenerator.ofGeneric(fields);
    }
    if (value instanceof SpecificRecordBase record) {
      ObjectShape shape = ObjectShape.of(record, schema);
      return () -> shape == null ? null : RecordWriterGenerator.of(shape, fields);
    }
    Class<?> type = value.getClass();
    return value instanceof IndexedRecord
        ? () -> null
        : () -> RecordWriterGenerator.of(shape(type, schema), fields);
  }

  private static ObjectShape shape(Class<?> type, Schema schema) {
    ObjectShape shape = ObjectShape.reflected(type, schema);
    if (shape == null) {
      throw FallbackToAvro.here();
    }
    return shape;
  }

  private FieldWrites fields(SimpleFields simple, IntFunction<@Nullable WriteStep> maker) {
    lock.lock();
    try {
      @Nullable WriteStep[] steps = new @Nullable WriteStep[simple.count()];
      for (int i = 0; i < steps.length; i++) {
        steps[i] = maker.apply(i);
      }
      return new FieldWrites(simple, steps, this);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable WriteStep ofField(SimpleFields simple, int field) {
    return isForLater(simple, field) ? null : value(simple.schema(field));
  }

  /**
   * Whether a field can be compiled for certain, and few records need its step. Classes that a
   * property names may have an encoding of their own.
   */
  private boolean isForLater(SimpleFields simple, int field) {
    return simple.isSimple(field) && (reflectData == null || !hasProps(simple.schema(field)));
  }

  private static boolean hasProps(Schema simple) {
    return simple.getType() == Schema.Type.UNION
        ? simple.getTypes().get(0).hasProps() || simple.getTypes().get(1).hasProps()
        : simple.hasProps();
  }

  private @Nullable WriteStep ofGenerated(
      SimpleFields simple, int field, SpecificRecordBase generated) {
    return isForLater(simple, field)
        ? null
        : converted(simple.schema(field), generated.getConversion(field));
  }

  private @Nullable WriteStep ofMember(SimpleFields simple, int field, Member member) {
    return member.isText()
        ? new StringWriters.ByToString(value(simple.schema(field)))
        : ofField(simple, field);
  }

  private WriteStep converted(Schema schema, @Nullable Conversion<?> conversion) {
    WriteStep raw = raw(schema);
    if (conversion == null || schema.getLogicalType() == null) {
      return raw;
    }
    WriteStep always = new ConvertWrites.Always(schema, conversion, raw);
    WriteStep direct = LogicalWrites.of(schema, conversion, always);
    return direct == null ? always : direct;
  }

  private static final class IndexedWrites extends ObjectWrites {
    IndexedWrites(FieldWrites fields) {
      super(fields);
    }

    @Override
    public void write(Object object, BinaryWriter out) {
      fields().write((IndexedRecord) object, out);
    }
  }

  private static final class MemberWrites extends ObjectWrites {
    private final List<Member> members;

    MemberWrites(FieldWrites fields, List<Member> members) {
      super(fields);
      this.members = members;
    }

    @Override
    public void write(Object object, BinaryWriter out) {
      for (int i = 0; i < members.size(); i++) {
        fields().writeAny(i, members.get(i).get(object), out);
      }
    }
  }

  private WriteStep value(Schema schema) {
    WriteStep raw = raw(schema);
    LogicalType type = schema.getLogicalType();
    return type == null ? raw : convertedByClass(schema, type, raw);
  }

  private WriteStep convertedByClass(Schema schema, LogicalType type, WriteStep raw) {
    WriteStep step = raw;
    for (Conversion<?> conversion : model.getConversions()) {
      if (conversion.getLogicalTypeName().equals(type.getName())) {
        step = step == raw ? new ConvertWrites.ByClass(schema, model, raw) : step;
        WriteStep direct =
            conversion == model.getConversionByClass(conversion.getConvertedType(), type)
                ? LogicalWrites.of(schema, conversion, step)
                : null;
        step = direct == null ? step : direct;
      }
    }
    return step;
  }

  private WriteStep raw(Schema schema) {
    WriteStep known = raw.get(schema);
    if (known != null) {
      return known;
    }
    if (reflectData != null && ClassEncodings.concern(reflectData, schema)) {
      throw new IllegalArgumentException(schema.getFullName() + " has an encoding of its own");
    }
    WriteStep made = schema.getType() == Schema.Type.RECORD ? record(schema) : made(schema);
    raw.put(schema, made);
    return made;
  }

  private WriteStep made(Schema schema) {
    WriteStep step =
        switch (schema.getType()) {
          case UNION ->
              new UnionWrite(schema, model, schema.getTypes().stream().map(this::value).toList());
          case ARRAY ->
              new ArrayWrite(schema.getElementType().getType(), value(schema.getElementType()));
          case MAP -> new MapWrite(value(schema.getValueType()));
          case ENUM -> new EnumWrite(schema, model instanceof SpecificData);
          case FIXED -> new StringWriters.FixedWrite(schema);
          case STRING -> string();
          case BYTES -> new StringWriters.BytesWrite();
          default -> PrimitiveWriters.of(schema.getType());
        };
    return reflectData == null ? step : ReflectWrites.of(schema.getType(), step);
  }

  private WriteStep string() {
    return model instanceof TextClasses classes
        ? new StringWriters.AnyTextWrite(classes)
        : new StringWriters.StringWrite();
  }

  /**
   * Its fields are compiled at once, so that what cannot be is known before a value comes; but for
   * simple ones, which always can.
   */
  private WriteStep record(Schema schema) {
    SimpleFields simple = new SimpleFields(schema);
    RecordWrite made = new RecordWrite(schema, simple, this);
    raw.put(schema, made);
    for (int i = 0; i < simple.count(); i++) {
      if (!isForLater(simple, i)) {
        value(simple.schema(i));
      }
    }
    return made;
  }
}
