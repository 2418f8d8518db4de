// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.write;

import io.velostream.schema.avro.compiled.io.ClassLayout;
import io.velostream.schema.avro.compiled.io.CodeGenerationPolicy;
import io.velostream.schema.avro.compiled.io.CustomEncodings;
import io.velostream.schema.avro.compiled.io.FallbackToAvro;
import io.velostream.schema.avro.compiled.io.Member;
import io.velostream.schema.avro.compiled.io.StringableClasses;
import io.velostream.schema.avro.compiled.io.TypeUsage;
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

/** Compiles a schema to a tree of writers. Thread-safe. */
public final class WriterCompiler {

  private final GenericData model;

  /** The model, if it is the reflection model. */
  private final @Nullable ReflectData reflectData;

  private final ReentrantLock lock = new ReentrantLock();

  /** By the identity of the schema. Guarded by the lock. */
  private final IdentityHashMap<Schema, ValueWriter> rawWriters = new IdentityHashMap<>();

  /** Decides for which record types classes are generated. */
  private final CodeGenerationPolicy policy;

  public WriterCompiler(GenericData model, CodeGenerationPolicy policy) {
    this.model = model;
    this.policy = policy;
    this.reflectData = model instanceof ReflectData reflection ? reflection : null;
  }

  /**
   * Compiles the writer of a schema, which converts logical types for which the model has a
   * conversion.
   */
  public ValueWriter compile(Schema schema) {
    lock.lock();
    try {
      return writerFor(schema);
    } finally {
      lock.unlock();
    }
  }

  /** Creates the shared writer for records of the class of a value. */
  ObjectWriter sharedWriter(Object value, Schema schema, PrimitiveFields primitiveFields) {
    if (value instanceof SpecificRecordBase record) {
      return new IndexedRecordWriter(
          fields(primitiveFields, field -> generatedFieldWriter(primitiveFields, field, record)));
    }
    if (value instanceof IndexedRecord) {
      return new IndexedRecordWriter(
          fields(primitiveFields, field -> fieldWriter(primitiveFields, field)));
    }
    if (reflectData == null) {
      throw FallbackToAvro.create();
    }
    List<Member> members = layout(value.getClass(), schema).members();
    return new MemberWriter(
        fields(primitiveFields, field -> memberWriter(primitiveFields, field, members.get(field))),
        members);
  }

  /** Creates the usage counter of such records. */
  TypeUsage<ObjectWriter> newUsage(ObjectWriter shared) {
    return new TypeUsage<>(
        policy, (generated, trial) -> new TrialObjectWriter(shared, generated, trial));
  }

  /**
   * Returns a factory of the generated class for records like a sample. Does not retain the sample.
   */
  static TypeUsage.Factory<ObjectWriter> generatedFactory(
      Object value, Schema schema, RecordFieldsWriter fields) {
    if (value.getClass() == GenericData.Record.class) {
      return () ->
          fields.count() > ClassLayout.MAX_FIELDS ? null : RecordWriterGenerator.ofGeneric(fields);
    }
    if (value instanceof SpecificRecordBase record) {
      ClassLayout layout = ClassLayout.of(record, schema);
      return () -> layout == null ? null : RecordWriterGenerator.of(layout, fields);
    }
    Class<?> type = value.getClass();
    return value instanceof IndexedRecord
        ? () -> null
        : () -> RecordWriterGenerator.of(layout(type, schema), fields);
  }

  private static ClassLayout layout(Class<?> type, Schema schema) {
    ClassLayout layout = ClassLayout.reflected(type, schema);
    if (layout == null) {
      throw FallbackToAvro.create();
    }
    return layout;
  }

  private RecordFieldsWriter fields(
      PrimitiveFields primitiveFields, IntFunction<@Nullable ValueWriter> factory) {
    lock.lock();
    try {
      @Nullable ValueWriter[] writers = new @Nullable ValueWriter[primitiveFields.count()];
      for (int i = 0; i < writers.length; i++) {
        writers[i] = factory.apply(i);
      }
      return new RecordFieldsWriter(primitiveFields, writers, this);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable ValueWriter fieldWriter(PrimitiveFields primitiveFields, int field) {
    return isCompiledLazily(primitiveFields, field)
        ? null
        : writerFor(primitiveFields.schema(field));
  }

  /**
   * Whether a field is compiled at first use: compilation cannot fail, and few records need the
   * writer. Classes that are named by a schema property may have a custom encoding.
   */
  private boolean isCompiledLazily(PrimitiveFields primitiveFields, int field) {
    return primitiveFields.isPrimitive(field)
        && (reflectData == null || !hasProps(primitiveFields.schema(field)));
  }

  private static boolean hasProps(Schema primitiveFields) {
    return primitiveFields.getType() == Schema.Type.UNION
        ? primitiveFields.getTypes().get(0).hasProps()
            || primitiveFields.getTypes().get(1).hasProps()
        : primitiveFields.hasProps();
  }

  private @Nullable ValueWriter generatedFieldWriter(
      PrimitiveFields primitiveFields, int field, SpecificRecordBase generated) {
    return isCompiledLazily(primitiveFields, field)
        ? null
        : convertingWriter(primitiveFields.schema(field), generated.getConversion(field));
  }

  private @Nullable ValueWriter memberWriter(
      PrimitiveFields primitiveFields, int field, Member member) {
    return member.isText()
        ? new StringWriters.ToStringWriter(writerFor(primitiveFields.schema(field)))
        : fieldWriter(primitiveFields, field);
  }

  private ValueWriter convertingWriter(Schema schema, @Nullable Conversion<?> conversion) {
    ValueWriter rawWriter = rawWriterFor(schema);
    if (conversion == null || schema.getLogicalType() == null) {
      return rawWriter;
    }
    ValueWriter always = new ConvertingWriters.FixedConversionWriter(schema, conversion, rawWriter);
    ValueWriter direct = LogicalTypeWriters.of(schema, conversion, always);
    return direct == null ? always : direct;
  }

  private static final class IndexedRecordWriter extends ObjectWriter {
    IndexedRecordWriter(RecordFieldsWriter fields) {
      super(fields);
    }

    @Override
    public void write(Object object, BinaryWriter out) {
      fields().write((IndexedRecord) object, out);
    }
  }

  private static final class MemberWriter extends ObjectWriter {
    private final List<Member> members;

    MemberWriter(RecordFieldsWriter fields, List<Member> members) {
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

  private ValueWriter writerFor(Schema schema) {
    ValueWriter rawWriter = rawWriterFor(schema);
    LogicalType type = schema.getLogicalType();
    return type == null ? rawWriter : classConvertingWriter(schema, type, rawWriter);
  }

  private ValueWriter classConvertingWriter(
      Schema schema, LogicalType type, ValueWriter rawWriter) {
    ValueWriter writer = rawWriter;
    for (Conversion<?> conversion : model.getConversions()) {
      if (conversion.getLogicalTypeName().equals(type.getName())) {
        writer =
            writer == rawWriter
                ? new ConvertingWriters.ClassConversionWriter(schema, model, rawWriter)
                : writer;
        ValueWriter direct =
            conversion == model.getConversionByClass(conversion.getConvertedType(), type)
                ? LogicalTypeWriters.of(schema, conversion, writer)
                : null;
        writer = direct == null ? writer : direct;
      }
    }
    return writer;
  }

  private ValueWriter rawWriterFor(Schema schema) {
    ValueWriter known = rawWriters.get(schema);
    if (known != null) {
      return known;
    }
    if (reflectData != null && CustomEncodings.appliesTo(reflectData, schema)) {
      throw new IllegalArgumentException(schema.getFullName() + " has a custom encoding");
    }
    ValueWriter created =
        schema.getType() == Schema.Type.RECORD ? recordWriter(schema) : newWriter(schema);
    rawWriters.put(schema, created);
    return created;
  }

  private ValueWriter newWriter(Schema schema) {
    ValueWriter writer =
        switch (schema.getType()) {
          case UNION ->
              new UnionWriter(
                  schema, model, schema.getTypes().stream().map(this::writerFor).toList());
          case ARRAY ->
              new ArrayWriter(
                  schema.getElementType().getType(), writerFor(schema.getElementType()));
          case MAP -> new MapWriter(writerFor(schema.getValueType()));
          case ENUM -> new EnumWriter(schema, model instanceof SpecificData);
          case FIXED -> new StringWriters.FixedWriter(schema);
          case STRING -> stringWriter();
          case BYTES -> new StringWriters.BytesWriter();
          default -> PrimitiveWriters.of(schema.getType());
        };
    return reflectData == null ? writer : ReflectWriters.of(schema.getType(), writer);
  }

  private ValueWriter stringWriter() {
    return model instanceof StringableClasses classes
        ? new StringWriters.StringableWriter(classes)
        : new StringWriters.StringWriter();
  }

  /**
   * Compiles the fields now, so that unsupported schemas are found before the first value.
   * Primitive fields are always supported and are compiled lazily.
   */
  private ValueWriter recordWriter(Schema schema) {
    PrimitiveFields primitiveFields = new PrimitiveFields(schema);
    RecordWriter created = new RecordWriter(schema, primitiveFields, this);
    rawWriters.put(schema, created);
    for (int i = 0; i < primitiveFields.count(); i++) {
      if (!isCompiledLazily(primitiveFields, i)) {
        writerFor(primitiveFields.schema(i));
      }
    }
    return created;
  }
}
