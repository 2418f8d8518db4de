// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.compiled.io.BinaryReader;
import io.velostream.schema.avro.compiled.io.ClassLayout;
import io.velostream.schema.avro.compiled.io.CodeGenerationPolicy;
import io.velostream.schema.avro.compiled.io.CustomEncodings;
import io.velostream.schema.avro.compiled.read.ArrayReader;
import io.velostream.schema.avro.compiled.read.ConstantReader;
import io.velostream.schema.avro.compiled.read.DefaultValueReader;
import io.velostream.schema.avro.compiled.read.FallbackReader;
import io.velostream.schema.avro.compiled.read.MapReader;
import io.velostream.schema.avro.compiled.read.ObjectReader;
import io.velostream.schema.avro.compiled.read.PrimitiveReaders;
import io.velostream.schema.avro.compiled.read.RecordReader;
import io.velostream.schema.avro.compiled.read.RecordReaderGenerator;
import io.velostream.schema.avro.compiled.read.SharedObjectReaders;
import io.velostream.schema.avro.compiled.read.StringReaders;
import io.velostream.schema.avro.compiled.read.UnionReader;
import io.velostream.schema.avro.compiled.read.ValueReader;
import io.velostream.schema.avro.compiled.read.ZeroWidthRecordReader;
import io.velostream.schema.avro.compiled.write.LogicalTypeReaders;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.avro.Conversion;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** Compiles a resolved pair of schemas to a tree of readers. Single use. */
final class ReaderCompiler {

  private final SpecificData model;

  /** The model, if it is the reflection model. */
  private final @Nullable ReflectData reflectData;

  private final Function<Schema, Class<?>> stringClasses;

  /** Which values are cast to the logical types of the reader. */
  private final CastMode castMode;

  /** The field that is being compiled, for error messages; null outside records. */
  private @Nullable FieldLocation location;

  /** Whether maps preserve the order of their entries. */
  private boolean preservesMapOrder;

  /** By {@link ResolvedPair#key}. */
  private final IdentityHashMap<Object, ValueReader> records = new IdentityHashMap<>();

  private final IdentityHashMap<Schema, ValueReader> recordSkippers = new IdentityHashMap<>();
  private final ZeroWidthCounter zeroWidth = new ZeroWidthCounter();

  /** Decides for which record types classes are generated. */
  private final CodeGenerationPolicy policy;

  /** A field of the reader's schema. */
  private record FieldLocation(Schema.Field field, Schema record) {
    @Override
    public String toString() {
      return "the field " + field.name() + " of " + record.getFullName();
    }
  }

  ReaderCompiler(
      SpecificData model,
      Function<Schema, Class<?>> stringClasses,
      CodeGenerationPolicy policy,
      CastMode castMode) {
    this.model = model;
    this.policy = policy;
    this.castMode = castMode;
    this.reflectData = model instanceof ReflectData reflection ? reflection : null;
    this.stringClasses = stringClasses;
  }

  /**
   * Sets whether maps that are compiled from now on preserve the order of their entries. Returns
   * the previous setting.
   */
  boolean preserveMapOrder(boolean keeps) {
    boolean before = preservesMapOrder;
    preservesMapOrder = keeps;
    return before;
  }

  /** Compiles a reader, which converts logical types for which the model has a conversion. */
  ValueReader compile(ResolvedPair pair) {
    ValueReader raw = compileRaw(pair);
    Conversion<?> conversion = model.getConversionFor(pair.reader().getLogicalType());
    return conversion == null ? raw : LogicalTypeReaders.converted(raw, pair.reader(), conversion);
  }

  ValueReader compileRaw(ResolvedPair pair) {
    if (reflectData != null && CustomEncodings.appliesTo(reflectData, pair.reader())) {
      throw new IllegalArgumentException(pair.reader().getFullName() + " has a custom encoding");
    }
    if (pair.isUnresolvable()) {
      return new FallbackReader();
    }
    Resolver.Action.Type type = pair.type();
    return switch (type) {
      case DO_NOTHING, PROMOTE -> scalarWithCast(pair.writer(), pair.reader());
      case CONTAINER -> container(pair);
      case ENUM -> enumeration(pair);
      case RECORD -> record(pair);
      case WRITER_UNION -> union(pair);
      case READER_UNION -> compile(pair.branch(castMode));
      case ERROR, SKIP -> throw new IllegalArgumentException(type + " has no reader");
    };
  }

  /** Reads a scalar, cast to the reader's logical type if needed. */
  private ValueReader scalarWithCast(Schema writer, Schema reader) {
    LogicalTypeCast cast = castMode.between(writer, reader);
    return cast == null
        ? scalar(writer, reader)
        : new LogicalTypeCastReader(
            writer,
            cast,
            scalar(reader, reader),
            location == null ? "the value" : location.toString());
  }

  private ValueReader scalar(Schema writer, Schema reader) {
    return switch (reader.getType()) {
      case STRING -> StringReaders.string(stringClasses.apply(reader));
      case BYTES ->
          reflectData == null
              ? new StringReaders.ByteBufferReader()
              : ReflectReaders.bytes(reader, model);
      case FIXED -> fixed(reader);
      default -> primitive(writer, reader);
    };
  }

  private ValueReader primitive(Schema writer, Schema reader) {
    ValueReader valueReader = PrimitiveReaders.of(writer.getType(), reader.getType());
    return reflectData == null || reader.getType() != Schema.Type.INT
        ? valueReader
        : ReflectReaders.integer(reader, valueReader);
  }

  private ValueReader fixed(Schema reader) {
    if (reflectData != null) {
      throw new IllegalArgumentException(reader.getFullName() + " is fixed");
    }
    try {
      return new StringReaders.FixedReader(reader, model.getClass(reader));
    } catch (RuntimeException e) {
      return new FallbackReader();
    }
  }

  private ValueReader container(ResolvedPair pair) {
    ValueReader items = compile(pair.element());
    Schema reader = pair.reader();
    if (reader.getType() == Schema.Type.ARRAY) {
      return reflectData == null
          ? new ArrayReader(reader, items, model)
          : ReflectReaders.array(
              model.getClass(reader), model.getClass(reader.getElementType()), items);
    }
    return new MapReader(
        StringReaders.string(stringClasses.apply(reader)), items, preservesMapOrder);
  }

  private ValueReader enumeration(ResolvedPair pair) {
    @Nullable Object[] symbols = new @Nullable Object[pair.symbolCount()];
    for (int i = 0; i < symbols.length; i++) {
      int adjusted = pair.readerSymbol(i);
      symbols[i] = adjusted < 0 ? null : symbol(pair.reader(), adjusted);
    }
    return new StringReaders.EnumReader(symbols);
  }

  private @Nullable Object symbol(Schema reader, int number) {
    try {
      return model.createEnum(reader.getEnumSymbols().get(number), reader);
    } catch (RuntimeException e) {
      return null;
    }
  }

  /**
   * If both unions are the same, each branch is read as the reader's branch and converted here.
   * Otherwise it is read as the whole reader's schema, and the enclosing reader converts it.
   */
  private ValueReader union(ResolvedPair pair) {
    ValueReader[] branches = new ValueReader[pair.branchCount()];
    for (int i = 0; i < branches.length; i++) {
      ResolvedPair branch = pair.branch(i);
      branches[i] = pair.isSameUnion() ? compile(branch) : compileRaw(branch);
    }
    return new UnionReader(branches);
  }

  private ValueReader record(ResolvedPair pair) {
    ValueReader known = records.get(pair.key());
    return known == null ? newRecord(pair) : known;
  }

  private ValueReader newRecord(ResolvedPair pair) {
    if (reflectData != null) {
      return reflectedRecord(pair);
    }
    Object sample;
    try {
      sample = model.newRecord(null, pair.reader());
    } catch (RuntimeException e) {
      return new FallbackReader();
    }
    if (!(sample instanceof IndexedRecord)) {
      throw new IllegalArgumentException(sample.getClass() + " is not an Avro record");
    }
    Schema schema = pair.reader();
    Class<?> type = model.getClass(schema);
    RecordReader recordReader = new RecordReader();
    ValueReader valueReader = withZeroWidthCount(zeroWidth.countPerRecord(pair), recordReader);
    records.put(pair.key(), valueReader);
    List<RecordReader.Field> fields = fields(pair, fieldReaderFactory(sample));
    recordReader.setFields(fields);
    recordReader.setReaders(
        type == null
            ? new SharedObjectReaders.GenericRecordReader(schema, fields)
            : new SharedObjectReaders.GeneratedClassReader(schema, type, fields),
        () -> generatedReader(schema, sample, fields),
        policy);
    return valueReader;
  }

  private static @Nullable ObjectReader generatedReader(
      Schema schema, Object sample, List<RecordReader.Field> fields) {
    if (sample.getClass() == GenericData.Record.class) {
      return fields.size() > ClassLayout.MAX_FIELDS
          ? null
          : RecordReaderGenerator.ofGeneric(schema, fields);
    }
    ClassLayout layout =
        sample instanceof SpecificRecordBase record ? ClassLayout.of(record, schema) : null;
    return layout == null || sample instanceof SpecificData.SchemaConstructable
        ? null
        : RecordReaderGenerator.of(layout, fields);
  }

  /** Reads into a class without a schema, or a Java record. */
  private ValueReader reflectedRecord(ResolvedPair pair) {
    Schema schema = pair.reader();
    Class<?> type = model.getClass(schema);
    ClassLayout layout =
        type == null || IndexedRecord.class.isAssignableFrom(type)
            ? null
            : ClassLayout.reflected(type, schema);
    if (layout == null || SpecificData.SchemaConstructable.class.isAssignableFrom(layout.type())) {
      throw new IllegalArgumentException(schema.getFullName() + " has no supported class");
    }
    RecordReader recordReader = new RecordReader();
    ValueReader valueReader = withZeroWidthCount(zeroWidth.countPerRecord(pair), recordReader);
    records.put(pair.key(), valueReader);
    List<RecordReader.Field> fields =
        fields(
            pair,
            (field, read) ->
                ReflectReaders.forMember(
                    this, model, field.schema(), layout.members().get(field.pos()), read));
    recordReader.setFields(fields);
    recordReader.setReaders(
        ReflectReaders.sharedReader(layout, fields),
        () -> layout.isConstructible() ? RecordReaderGenerator.of(layout, fields) : null,
        policy);
    return valueReader;
  }

  /** Creates the reader of a field. */
  private interface FieldReaderFactory {
    ValueReader of(Schema.Field field, ResolvedPair pair);
  }

  /** A generated class declares the conversions of its own fields. */
  private FieldReaderFactory fieldReaderFactory(Object sample) {
    return (field, pair) -> {
      if (!(sample instanceof SpecificRecordBase generated)) {
        return compile(pair);
      }
      Conversion<?> conversion = generated.getConversion(field.pos());
      ValueReader raw = compileRaw(pair);
      return conversion == null
          ? raw
          : LogicalTypeReaders.converted(raw, Objects.requireNonNull(field.schema()), conversion);
    };
  }

  private List<RecordReader.Field> fields(ResolvedPair pair, FieldReaderFactory factory) {
    List<Schema.Field> order = pair.readerOrder();
    List<RecordReader.Field> fields = new ArrayList<>(order.size());
    int next = 0;
    for (int i = 0; i < pair.fieldCount(); i++) {
      Schema skipped = pair.skippedSchema(i);
      if (skipped != null) {
        fields.add(new RecordReader.Field(-1, skipper(skipped)));
      } else {
        Schema.Field field = order.get(next++);
        FieldLocation outer = location;
        location = new FieldLocation(field, pair.reader());
        fields.add(new RecordReader.Field(field.pos(), factory.of(field, pair.field(i))));
        location = outer;
      }
    }
    for (; next < order.size(); next++) {
      Schema.Field field = order.get(next);
      fields.add(new RecordReader.Field(field.pos(), defaultReader(field, factory)));
    }
    return fields;
  }

  private ValueReader defaultReader(Schema.Field field, FieldReaderFactory factory) {
    Schema schema = field.schema();
    ValueReader valueReader = factory.of(field, ResolvedPair.of(schema, schema));
    byte[] encoded = FieldDefaults.encode(field);
    Object value = valueReader.read(BinaryReader.ofDefault(encoded));
    return value == null
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof String
            || value instanceof Enum
        ? new ConstantReader(value)
        : new DefaultValueReader(
            encoded,
            ZeroWidthCounter.countInDefault(FieldDefaults.decode(schema, encoded)),
            valueReader);
  }

  private ValueReader skipper(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> recordSkipper(schema);
      case UNION ->
          new UnionReader(
              schema.getTypes().stream().map(this::skipper).toArray(ValueReader[]::new));
      case ARRAY -> new ArrayReader(schema, skipper(schema.getElementType()), model);
      case MAP ->
          new MapReader(new StringReaders.StringReader(), skipper(schema.getValueType()), false);
      case ENUM -> new StringReaders.EnumReader(schema.getEnumSymbols().toArray());
      case FIXED -> new StringReaders.FixedReader(schema, null);
      case STRING -> new StringReaders.StringReader();
      case BYTES -> new StringReaders.ByteBufferReader();
      default -> PrimitiveReaders.of(schema.getType(), schema.getType());
    };
  }

  private ValueReader recordSkipper(Schema schema) {
    ValueReader known = recordSkippers.get(schema);
    if (known != null) {
      return known;
    }
    RecordReader recordReader = new RecordReader();
    ValueReader valueReader = withZeroWidthCount(zeroWidth.countPerRecord(schema), recordReader);
    recordSkippers.put(schema, valueReader);
    recordReader.setFields(
        schema.getFields().stream()
            .map(field -> new RecordReader.Field(-1, skipper(field.schema())))
            .toList());
    return valueReader;
  }

  private static ValueReader withZeroWidthCount(int values, RecordReader valueReader) {
    return values == 0 ? valueReader : new ZeroWidthRecordReader(values, valueReader);
  }
}
