// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import io.velostream.schema.avro.compiled.ComponentValue;
import io.velostream.schema.avro.compiled.Containers;
import io.velostream.schema.avro.compiled.io.EmptyArrays;
import io.velostream.schema.avro.compiled.io.UnfitValue;
import io.velostream.schema.avro.model.JavaFields;
import io.velostream.schema.avro.model.RecordShape;
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
 * Reads classes without a schema, Java records among them. What Avro looks up by class names in
 * schemas is overridden here, because Avro asks a list of its own that users cannot know of.
 */
public final class ReflectReader extends ReflectDatumReader<Object> implements ValueReader {

  private final ResolvingDecoder resolver;
  private final ReflectModel model;
  private final RecordWidths widths;
  private final FieldPlace place = new FieldPlace();
  private int depth;

  /** Whether maps are read into ones that keep the order of their entries. */
  private boolean keepsOrderOfMaps;

  private @Nullable BoundedDecoder payload;

  public ReflectReader(Schema writer, Schema reader, ReflectModel model) {
    super(writer, reader, model);
    this.model = model;
    this.resolver = ValueReader.resolver(writer, reader);
    this.widths = new RecordWidths(writer, reader);
  }

  @Override
  public FieldPlace place() {
    return place;
  }

  @Override
  public @Nullable Object read(BoundedDecoder payload) throws IOException {
    depth = 0;
    place.clear();
    keepsOrderOfMaps = false;
    this.payload = payload;
    resolver.configure(payload);
    Object value = read(null, getExpected(), resolver);
    resolver.drain();
    return value;
  }

  @Override
  protected Object readRecord(@Nullable Object old, Schema expected, ResolvingDecoder in)
      throws IOException {
    if (++depth > MAX_DEPTH) {
      throw new UnfitValue("the payload has more than " + MAX_DEPTH + " records within records");
    }
    BoundedDecoder from = Objects.requireNonNull(payload);
    int before = from.remaining();
    Class<?> type = model.getClass(expected);
    Object record =
        type != null && type.isRecord()
            ? readJavaRecord(type, in)
            : super.readRecord(old, expected, in);
    depth--;
    widths.count(from, before, expected);
    return record;
  }

  private Object readJavaRecord(Class<?> recordType, ResolvingDecoder in) throws IOException {
    RecordShape shape = RecordShape.of(recordType);
    @Nullable Object[] arguments = shape.emptyArguments();
    for (Schema.Field field : in.readFieldOrder()) {
      int index = shape.index(field.name());
      Class<?> type = index < 0 ? Object.class : shape.type(index);
      Supplier<String> outer = place.enter(recordType, field);
      boolean before = keepsOrderOfMaps;
      keepsOrderOfMaps = Map.class.isAssignableFrom(type) && ComponentValue.isMade(type);
      Object value = readComponent(field.schema(), type, in);
      keepsOrderOfMaps = before;
      if (index >= 0) {
        arguments[index] = ComponentValue.as(type, value);
      }
      place.leave(outer);
    }
    return shape.create(arguments);
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
   * Collects the items in a list first where an array or a map is wanted: a payload may hold its
   * items in several blocks, and a block's claim is no reason to allocate an array for it.
   */
  @Override
  protected Object readArray(@Nullable Object old, Schema expected, ResolvingDecoder in)
      throws IOException {
    Object items = super.readArray(old, expected, in);
    Class<?> type = model.namedBy(expected, SpecificData.CLASS_PROP);
    if (type == null || !(items instanceof Collection<?> collection)) {
      return items;
    }
    if (Map.class.isAssignableFrom(type)) {
      return asMap(collection, type, expected.getElementType());
    }
    return type.isArray() ? ComponentValue.asArray(type.getComponentType(), collection) : items;
  }

  /** A map whose keys are not strings is written as an array of pairs. */
  private Object asMap(Collection<?> pairs, Class<?> type, Schema pair) {
    Class<?> key = model.getClass(pair.getFields().get(0).schema());
    Supplier<Map<@Nullable Object, @Nullable Object>> empty = Containers.maps(type, key);
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
    Class<?> type = model.namedBy(schema, SpecificData.CLASS_PROP);
    if (type == null) {
      return EmptyArrays.of(old, size, schema, model);
    }
    if (type.isArray()
        || type.isAssignableFrom(ArrayList.class)
        || Map.class.isAssignableFrom(type)) {
      return new ArrayList<>();
    }
    Supplier<Collection<@Nullable Object>> empty =
        Containers.collections(type, model.getClass(schema.getElementType()));
    return empty == null ? SpecificData.newInstance(type, schema) : empty.get();
  }

  @Override
  protected Object newMap(@Nullable Object old, int size) {
    return keepsOrderOfMaps ? new LinkedHashMap<>() : super.newMap(old, size);
  }

  /** Sets a field that takes nothing that is read, but what is made of it. */
  @Override
  protected void readField(
      Object record,
      Schema.Field field,
      @Nullable Object old,
      ResolvingDecoder in,
      @Nullable Object state)
      throws IOException {
    Supplier<String> outer = place.enter(record, field);
    Class<?> type = JavaFields.type(record.getClass(), field.name());
    if (type == null || !ComponentValue.isMade(type)) {
      super.readField(record, field, old, in, state);
    } else {
      boolean before = keepsOrderOfMaps;
      keepsOrderOfMaps = Map.class.isAssignableFrom(type);
      Object value = readComponent(field.schema(), type, in);
      keepsOrderOfMaps = before;
      model.setField(record, field.name(), field.pos(), ComponentValue.as(type, value));
    }
    place.leave(outer);
  }

  @Override
  protected Object readBytes(@Nullable Object old, Schema schema, Decoder in) throws IOException {
    ByteBuffer bytes = in.readBytes(null);
    Class<?> type = model.namedBy(schema, SpecificData.CLASS_PROP);
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
