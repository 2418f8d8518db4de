// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.ClassEncodings;
import io.velostream.schema.avro.compiled.io.ClassPolicy;
import io.velostream.schema.avro.compiled.io.ObjectShape;
import io.velostream.schema.avro.compiled.read.ArrayRead;
import io.velostream.schema.avro.compiled.read.CountedRead;
import io.velostream.schema.avro.compiled.read.MapRead;
import io.velostream.schema.avro.compiled.read.ObjectReads;
import io.velostream.schema.avro.compiled.read.OtherReads;
import io.velostream.schema.avro.compiled.read.PrimitiveReaders;
import io.velostream.schema.avro.compiled.read.ReadStep;
import io.velostream.schema.avro.compiled.read.RecordRead;
import io.velostream.schema.avro.compiled.read.RecordReaderGenerator;
import io.velostream.schema.avro.compiled.read.StepReads;
import io.velostream.schema.avro.compiled.read.StringReaders;
import io.velostream.schema.avro.compiled.read.UnionRead;
import io.velostream.schema.avro.compiled.write.LogicalReads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.avro.Conversion;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.parsing.ResolvingGrammarGenerator;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.internal.Accessor;
import org.jspecify.annotations.Nullable;

/** Turns a pair of schemas, resolved by Avro, into steps that read. For one use. */
final class ReadCompiler {

  private final SpecificData model;

  /** The model, if it is that of classes without a schema. */
  private final @Nullable ReflectData reflectData;

  private final Function<Schema, Class<?>> stringClasses;

  /** Which values are changed so that they mean the same to the reader. */
  private final Changes changes;

  /** The field that is being compiled, for messages; null outside all records. */
  private @Nullable Place place;

  /** Whether maps are read into ones that keep the order of their entries. */
  private boolean keepsOrderOfMaps;

  /** By {@link Resolved#key}. */
  private final IdentityHashMap<Object, ReadStep> records = new IdentityHashMap<>();

  private final IdentityHashMap<Schema, ReadStep> skippedRecords = new IdentityHashMap<>();
  private final ZeroWidth zeroWidth = new ZeroWidth();

  /** Says for which record types classes are made. */
  private final ClassPolicy policy;

  /** A field of the reader's. */
  private record Place(Schema.Field field, Schema record) {
    @Override
    public String toString() {
      return "the field " + field.name() + " of " + record.getFullName();
    }
  }

  ReadCompiler(
      SpecificData model,
      Function<Schema, Class<?>> stringClasses,
      ClassPolicy policy,
      Changes changes) {
    this.model = model;
    this.policy = policy;
    this.changes = changes;
    this.reflectData = model instanceof ReflectData reflection ? reflection : null;
    this.stringClasses = stringClasses;
  }

  /** Says whether maps compiled from now on keep the order of their entries; what held before. */
  boolean keepOrderOfMaps(boolean keeps) {
    boolean before = keepsOrderOfMaps;
    keepsOrderOfMaps = keeps;
    return before;
  }

  /** The step for a pair's values, converted where the model has a conversion. */
  ReadStep value(Resolved pair) {
    ReadStep raw = raw(pair);
    Conversion<?> conversion = model.getConversionFor(pair.reader().getLogicalType());
    return conversion == null ? raw : LogicalReads.converted(raw, pair.reader(), conversion);
  }

  ReadStep raw(Resolved pair) {
    if (reflectData != null && ClassEncodings.concern(reflectData, pair.reader())) {
      throw new IllegalArgumentException(pair.reader().getFullName() + " has its own encoding");
    }
    if (pair.isMisfit()) {
      return new OtherReads.Refused();
    }
    Resolver.Action.Type type = pair.type();
    return switch (type) {
      case DO_NOTHING, PROMOTE -> changed(pair.writer(), pair.reader());
      case CONTAINER -> container(pair);
      case ENUM -> enumeration(pair);
      case RECORD -> record(pair);
      case WRITER_UNION -> union(pair);
      case READER_UNION -> value(pair.branch(changes));
      case ERROR, SKIP -> throw new IllegalArgumentException(type + " is read by no step");
    };
  }

  /** What is written, as what the reader's logical type says. */
  private ReadStep changed(Schema writer, Schema reader) {
    LogicalChange change = changes.between(writer, reader);
    return change == null
        ? leaf(writer, reader)
        : new ChangedRead(
            writer, change, leaf(reader, reader), place == null ? "the value" : place.toString());
  }

  private ReadStep leaf(Schema writer, Schema reader) {
    return switch (reader.getType()) {
      case STRING -> StringReaders.string(stringClasses.apply(reader));
      case BYTES ->
          reflectData == null ? new StringReaders.BytesRead() : ReflectReads.bytes(reader, model);
      case FIXED -> fixed(reader);
      default -> number(writer, reader);
    };
  }

  private ReadStep number(Schema writer, Schema reader) {
    ReadStep step = PrimitiveReaders.of(writer.getType(), reader.getType());
    return reflectData == null || reader.getType() != Schema.Type.INT
        ? step
        : ReflectReads.integer(reader, step);
  }

  private ReadStep fixed(Schema reader) {
    if (reflectData != null) {
      throw new IllegalArgumentException(reader.getFullName() + " is fixed");
    }
    try {
      return new StringReaders.FixedRead(reader, model.getClass(reader));
    } catch (RuntimeException e) {
      return new OtherReads.Refused();
    }
  }

  private ReadStep container(Resolved pair) {
    ReadStep items = value(pair.element());
    Schema reader = pair.reader();
    if (reader.getType() == Schema.Type.ARRAY) {
      return reflectData == null
          ? new ArrayRead(reader, items, model)
          : ReflectReads.array(
              model.getClass(reader), model.getClass(reader.getElementType()), items);
    }
    return new MapRead(StringReaders.string(stringClasses.apply(reader)), items, keepsOrderOfMaps);
  }

  private ReadStep enumeration(Resolved pair) {
    @Nullable Object[] symbols = new @Nullable Object[pair.symbols()];
    for (int i = 0; i < symbols.length; i++) {
      int adjusted = pair.symbol(i);
      symbols[i] = adjusted < 0 ? null : symbol(pair.reader(), adjusted);
    }
    return new StringReaders.EnumRead(symbols);
  }

  private @Nullable Object symbol(Schema reader, int number) {
    try {
      return model.createEnum(reader.getEnumSymbols().get(number), reader);
    } catch (RuntimeException e) {
      return null;
    }
  }

  /**
   * Of each branch as the reader's branch in a union that is the same on both sides, and otherwise
   * as all of the reader's schema, of which the step around this one does the conversion.
   */
  private ReadStep union(Resolved pair) {
    ReadStep[] branches = new ReadStep[pair.branches()];
    for (int i = 0; i < branches.length; i++) {
      Resolved branch = pair.branch(i);
      branches[i] = pair.isSameUnion() ? value(branch) : raw(branch);
    }
    return new UnionRead(branches);
  }

  private ReadStep record(Resolved pair) {
    ReadStep known = records.get(pair.key());
    return known == null ? newRecord(pair) : known;
  }

  private ReadStep newRecord(Resolved pair) {
    if (reflectData != null) {
      return reflected(pair);
    }
    Object sample;
    try {
      sample = model.newRecord(null, pair.reader());
    } catch (RuntimeException e) {
      return new OtherReads.Refused();
    }
    if (!(sample instanceof IndexedRecord)) {
      throw new IllegalArgumentException(sample.getClass() + " is no Avro record");
    }
    Schema schema = pair.reader();
    Class<?> type = model.getClass(schema);
    RecordRead made = new RecordRead();
    ReadStep step = counted(zeroWidth.valuesIn(pair), made);
    records.put(pair.key(), step);
    List<RecordRead.Field> fields = fields(pair, fieldSteps(sample));
    made.setFields(fields);
    made.setReads(
        type == null
            ? new StepReads.Generic(schema, fields)
            : new StepReads.Generated(schema, type, fields),
        () -> generated(schema, sample, fields),
        policy);
    return step;
  }

  private static @Nullable ObjectReads generated(
      Schema schema, Object sample, List<RecordRead.Field> fields) {
    if (sample.getClass() == GenericData.Record.class) {
      return fields.size() > ObjectShape.MOST_FIELDS
          ? null
          : RecordReaderGenerator.ofGeneric(schema, fields);
    }
    ObjectShape shape =
        sample instanceof SpecificRecordBase record ? ObjectShape.of(record, schema) : null;
    return shape == null || sample instanceof SpecificData.SchemaConstructable
        ? null
        : RecordReaderGenerator.of(shape, fields);
  }

  /** Into a class without a schema, or a Java record. */
  private ReadStep reflected(Resolved pair) {
    Schema schema = pair.reader();
    Class<?> type = model.getClass(schema);
    ObjectShape shape =
        type == null || IndexedRecord.class.isAssignableFrom(type)
            ? null
            : ObjectShape.reflected(type, schema);
    if (shape == null || SpecificData.SchemaConstructable.class.isAssignableFrom(shape.type())) {
      throw new IllegalArgumentException(schema.getFullName() + " is of no simple class");
    }
    RecordRead made = new RecordRead();
    ReadStep step = counted(zeroWidth.valuesIn(pair), made);
    records.put(pair.key(), step);
    List<RecordRead.Field> fields =
        fields(
            pair,
            (field, read) ->
                ReflectReads.member(
                    this, model, field.schema(), shape.members().get(field.pos()), read));
    made.setFields(fields);
    made.setReads(
        ReflectReads.bySteps(shape, fields),
        () -> shape.isOpen() ? RecordReaderGenerator.of(shape, fields) : null,
        policy);
    return step;
  }

  /** Makes the step for a field. */
  private interface FieldSteps {
    ReadStep of(Schema.Field field, Resolved pair);
  }

  /** A generated class says itself what is converted in its fields. */
  private FieldSteps fieldSteps(Object sample) {
    return (field, pair) -> {
      if (!(sample instanceof SpecificRecordBase generated)) {
        return value(pair);
      }
      Conversion<?> conversion = generated.getConversion(field.pos());
      ReadStep raw = raw(pair);
      return conversion == null
          ? raw
          : LogicalReads.converted(raw, Objects.requireNonNull(field.schema()), conversion);
    };
  }

  private List<RecordRead.Field> fields(Resolved pair, FieldSteps steps) {
    List<Schema.Field> order = pair.readerOrder();
    List<RecordRead.Field> fields = new ArrayList<>(order.size());
    int next = 0;
    for (int i = 0; i < pair.fields(); i++) {
      Schema skipped = pair.skipped(i);
      if (skipped != null) {
        fields.add(new RecordRead.Field(-1, skipped(skipped)));
      } else {
        Schema.Field field = order.get(next++);
        Place outer = place;
        place = new Place(field, pair.reader());
        fields.add(new RecordRead.Field(field.pos(), steps.of(field, pair.field(i))));
        place = outer;
      }
    }
    for (; next < order.size(); next++) {
      Schema.Field field = order.get(next);
      fields.add(new RecordRead.Field(field.pos(), defaulted(field, steps)));
    }
    return fields;
  }

  private ReadStep defaulted(Schema.Field field, FieldSteps steps) {
    Schema schema = field.schema();
    ReadStep step = steps.of(field, Resolved.of(schema, schema));
    byte[] encoded = encodedDefault(field);
    Object value = step.read(BinaryReader.ofDefault(encoded));
    return value == null
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof String
            || value instanceof Enum
        ? new OtherReads.Constant(value)
        : new OtherReads.Defaulted(
            encoded, ZeroWidth.valuesInDefault(generic(schema, encoded)), step);
  }

  private static byte[] encodedDefault(Schema.Field field) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
      ResolvingGrammarGenerator.encode(out, field.schema(), Accessor.defaultValue(field));
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Object generic(Schema schema, byte[] encoded) {
    try {
      return new GenericDatumReader<@Nullable Object>(schema)
          .read(null, DecoderFactory.get().binaryDecoder(encoded, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ReadStep skipped(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> skippedRecord(schema);
      case UNION ->
          new UnionRead(schema.getTypes().stream().map(this::skipped).toArray(ReadStep[]::new));
      case ARRAY -> new ArrayRead(schema, skipped(schema.getElementType()), model);
      case MAP ->
          new MapRead(new StringReaders.StringRead(), skipped(schema.getValueType()), false);
      case ENUM -> new StringReaders.EnumRead(schema.getEnumSymbols().toArray());
      case FIXED -> new StringReaders.FixedRead(schema, null);
      case STRING -> new StringReaders.StringRead();
      case BYTES -> new StringReaders.BytesRead();
      default -> PrimitiveReaders.of(schema.getType(), schema.getType());
    };
  }

  private ReadStep skippedRecord(Schema schema) {
    ReadStep known = skippedRecords.get(schema);
    if (known != null) {
      return known;
    }
    RecordRead made = new RecordRead();
    ReadStep step = counted(zeroWidth.valuesIn(schema), made);
    skippedRecords.put(schema, step);
    made.setFields(
        schema.getFields().stream()
            .map(field -> new RecordRead.Field(-1, skipped(field.schema())))
            .toList());
    return step;
  }

  private static ReadStep counted(int values, RecordRead step) {
    return values == 0 ? step : new CountedRead(values, step);
  }
}
