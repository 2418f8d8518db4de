// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.CollectionFactories;
import io.velostream.schema.avro.compiled.MemberValueConverter;
import io.velostream.schema.avro.compiled.io.ArrayFactory;
import io.velostream.schema.avro.compiled.io.AvroLimits;
import io.velostream.schema.avro.model.JavaFields;
import io.velostream.schema.avro.model.JavaRecordComponents;
import io.velostream.schema.avro.model.ReflectModel;
import io.velostream.schema.avro.model.StringClass;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.avro.Conversion;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.reflect.ReflectDatumReader;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain classes and Java records by reflection. Overrides all lookups of classes that schemas
 * name, because Avro uses its own allow list of classes.
 */
public final class ReflectReader extends ReflectDatumReader<Object> implements BoundedDatumReader {

  private final ResolvingDecoder resolver;
  private final ReflectModel model;
  private final ZeroWidthRecordCounter zeroWidthCounter;
  private final CurrentField currentField = new CurrentField();
  private int depth;

  /** Whether maps preserve the order of their entries. */
  private boolean preservesMapOrder;

  private @Nullable BoundedDecoder payload;

  public ReflectReader(Schema writer, Schema reader, ReflectModel model) {
    super(writer, reader, model);
    this.model = model;
    this.resolver = BoundedDatumReader.newResolver(writer, reader);
    this.zeroWidthCounter = new ZeroWidthRecordCounter(writer, reader);
  }

  @Override
  public CurrentField currentField() {
    return currentField;
  }

  @Override
  public @Nullable Object read(BoundedDecoder payload) throws IOException {
    depth = 0;
    currentField.clear();
    preservesMapOrder = false;
    this.payload = payload;
    resolver.configure(payload);
    Object value = read(null, getExpected(), resolver);
    resolver.drain();
    return value;
  }

  @Override
  protected Object readRecord(@Nullable Object old, Schema expected, ResolvingDecoder in)
      throws IOException {
    if (++depth > AvroLimits.MAX_DEPTH) {
      throw AvroLimits.payloadTooDeep();
    }
    BoundedDecoder from = Objects.requireNonNull(payload);
    int before = from.remaining();
    Class<?> type = model.getClass(expected);
    Object record =
        type != null && type.isRecord()
            ? readJavaRecord(type, in)
            : super.readRecord(old, expected, in);
    depth--;
    zeroWidthCounter.count(from, before, expected);
    return record;
  }

  private Object readJavaRecord(Class<?> recordType, ResolvingDecoder in) throws IOException {
    JavaRecordComponents components = JavaRecordComponents.of(recordType);
    @Nullable Object[] arguments = components.defaultArguments();
    for (Schema.Field field : in.readFieldOrder()) {
      int index = components.indexOf(field.name());
      Class<?> type = index < 0 ? Object.class : components.type(index);
      Supplier<String> outer = currentField.enter(recordType, field);
      boolean before = preservesMapOrder;
      preservesMapOrder =
          Map.class.isAssignableFrom(type) && MemberValueConverter.requiresConversion(type);
      Object value = readComponent(field.schema(), type, in);
      preservesMapOrder = before;
      if (index >= 0) {
        arguments[index] = MemberValueConverter.convert(type, value);
      }
      currentField.leave(outer);
    }
    return components.create(arguments);
  }

  private @Nullable Object readComponent(Schema schema, Class<?> type, ResolvingDecoder in)
      throws IOException {
    LogicalType logicalType = schema.getLogicalType();
    Conversion<?> conversion =
        logicalType == null ? null : model.getConversionByClass(type, logicalType);
    return logicalType != null && conversion != null
        ? readWithConversion(null, schema, logicalType, conversion, in)
        : read(null, schema, in);
  }

  /**
   * Collects the items of an array or a map in a list first: items may come in several blocks, and
   * the item count of a block is not trusted for allocation.
   */
  @Override
  protected Object readArray(@Nullable Object old, Schema expected, ResolvingDecoder in)
      throws IOException {
    Object items = super.readArray(old, expected, in);
    Class<?> type = model.classNamedBy(expected, SpecificData.CLASS_PROP);
    if (type == null || !(items instanceof Collection<?> collection)) {
      return items;
    }
    if (Map.class.isAssignableFrom(type)) {
      return asMap(collection, type, expected.getElementType());
    }
    return type.isArray()
        ? MemberValueConverter.toArray(type.getComponentType(), collection)
        : items;
  }

  /** Builds a map from an array of pairs, the encoding of a map whose keys are not strings. */
  private Object asMap(Collection<?> pairs, Class<?> type, Schema pair) {
    Class<?> key = model.getClass(pair.getFields().get(0).schema());
    Supplier<Map<@Nullable Object, @Nullable Object>> empty =
        CollectionFactories.mapFactory(type, key);
    Map<@Nullable Object, @Nullable Object> map =
        empty == null ? new LinkedHashMap<>() : empty.get();
    for (Object each : pairs) {
      IndexedRecord record = (IndexedRecord) each;
      map.put(record.get(0), record.get(1));
    }
    return map;
  }

  @Override
  protected Object newArray(@Nullable Object old, int size, Schema schema) {
    Class<?> type = model.classNamedBy(schema, SpecificData.CLASS_PROP);
    if (type == null) {
      return ArrayFactory.of(old, size, schema, model);
    }
    if (type.isArray()
        || type.isAssignableFrom(ArrayList.class)
        || Map.class.isAssignableFrom(type)) {
      return new ArrayList<>();
    }
    Supplier<Collection<@Nullable Object>> empty =
        CollectionFactories.collectionFactory(type, model.getClass(schema.getElementType()));
    return empty == null ? SpecificData.newInstance(type, schema) : empty.get();
  }

  @Override
  protected Object newMap(@Nullable Object old, int size) {
    return preservesMapOrder ? new LinkedHashMap<>() : super.newMap(old, size);
  }

  /** Sets a field. Converts the value if the type of the field requires it. */
  @Override
  protected void readField(
      Object record,
      Schema.Field field,
      @Nullable Object old,
      ResolvingDecoder in,
      @Nullable Object state)
      throws IOException {
    Supplier<String> outer = currentField.enter(record, field);
    Class<?> type = JavaFields.type(record.getClass(), field.name());
    if (type == null || !MemberValueConverter.requiresConversion(type)) {
      super.readField(record, field, old, in, state);
    } else {
      boolean before = preservesMapOrder;
      preservesMapOrder = Map.class.isAssignableFrom(type);
      Object value = readComponent(field.schema(), type, in);
      preservesMapOrder = before;
      model.setField(record, field.name(), field.pos(), MemberValueConverter.convert(type, value));
    }
    currentField.leave(outer);
  }

  @Override
  protected Object readBytes(@Nullable Object old, Schema schema, Decoder in) throws IOException {
    ByteBuffer bytes = in.readBytes(null);
    Class<?> type = model.classNamedBy(schema, SpecificData.CLASS_PROP);
    if (type == null || !type.isArray()) {
      return bytes;
    }
    byte[] array = new byte[bytes.remaining()];
    bytes.get(array);
    return array;
  }

  @Override
  protected Class<?> findStringClass(Schema schema) {
    return StringClass.of(schema, model.classes());
  }
}
