// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.velostream.schema.connect.data.LogicalValues;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Default values, as the JSON of Avro schemas and as values of Connect. */
final class DefaultValues {

  private DefaultValues() {}

  /** The JSON of a default of Connect: maps, lists, strings, numbers. */
  static Object ofConnect(AvroOptions options, Schema schema, @Nullable Object given) {
    if (given == null) {
      return JsonProperties.NULL_VALUE;
    }
    Object value = LogicalValues.toPlain(schema, given);
    return switch (schema.type()) {
      case INT8, INT16 -> ((Number) value).intValue();
      case BYTES -> new String(LogicalValues.bytes(value), ISO_8859_1);
      case ARRAY -> list(options, schema.valueSchema(), (Collection<?>) value);
      case MAP -> map(options, schema, (Map<?, ?>) value);
      case STRUCT -> struct(options, schema, (Struct) value);
      default -> value;
    };
  }

  /** A default of Avro, as a generic value of Avro's library or as its JSON, as one of Connect. */
  static @Nullable Object toConnect(Schema schema, @Nullable Object value) {
    if (value == null || value == JsonProperties.NULL_VALUE) {
      return null;
    }
    try {
      return present(schema, value);
    } catch (ClassCastException e) {
      throw new DataException(
          "a default of "
              + value.getClass().getSimpleName()
              + " does not fit its schema "
              + schema.type()
              + (schema.name() == null ? "" : " " + schema.name()),
          e);
    }
  }

  private static Object present(Schema schema, Object value) {
    return LogicalValues.ofPlain(
        schema,
        switch (schema.type()) {
          case INT8 -> (byte) integer(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
          case INT16 -> (short) integer(value, Short.MIN_VALUE, Short.MAX_VALUE);
          case INT32 -> (int) integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
          case INT64 -> ((Number) value).longValue();
          case FLOAT32 -> LogicalValues.number(value).floatValue();
          case FLOAT64 -> LogicalValues.number(value).doubleValue();
          case STRING -> value.toString();
          case BYTES ->
              ByteBuffer.wrap(
                  value instanceof String text
                      ? text.getBytes(ISO_8859_1)
                      : LogicalValues.bytes(value));
          case ARRAY -> {
            List<@Nullable Object> items = new ArrayList<>();
            ((Collection<?>) value)
                .forEach(each -> items.add(toConnect(schema.valueSchema(), each)));
            yield items;
          }
          case MAP -> toMap(schema, value);
          case STRUCT -> toStruct(schema, (Map<?, ?>) value);
          default -> value;
        });
  }

  private static long integer(Object value, long min, long max) {
    return LogicalValues.within(min, max, ((Number) value).longValue());
  }

  private static Map<@Nullable Object, @Nullable Object> toMap(Schema schema, Object value) {
    Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, each) -> entries.put(key.toString(), toConnect(schema.valueSchema(), each)));
      return entries;
    }
    for (Object each : (Collection<?>) value) {
      Map<?, ?> entry = (Map<?, ?>) each;
      entries.put(
          toConnect(schema.keySchema(), entry.get("key")),
          toConnect(schema.valueSchema(), entry.get("value")));
    }
    return entries;
  }

  private static Struct toStruct(Schema schema, Map<?, ?> value) {
    Struct struct = new Struct(schema);
    for (Field field : schema.fields()) {
      boolean hasOwn = value.containsKey(field.name());
      if (hasOwn || field.schema().defaultValue() == null) {
        struct.put(field, toConnect(field.schema(), value.get(field.name())));
      }
    }
    return struct;
  }

  private static List<Object> list(AvroOptions options, Schema items, Collection<?> values) {
    List<Object> list = new ArrayList<>();
    values.forEach(each -> list.add(ofConnect(options, items, each)));
    return list;
  }

  private static Object map(AvroOptions options, Schema schema, Map<?, ?> values) {
    if (options.isMap(schema)) {
      Map<String, Object> map = new LinkedHashMap<>();
      values.forEach(
          (key, each) -> map.put((String) key, ofConnect(options, schema.valueSchema(), each)));
      return map;
    }
    List<Object> entries = new ArrayList<>();
    values.forEach(
        (key, each) -> {
          Map<String, Object> entry = new LinkedHashMap<>();
          entry.put("key", ofConnect(options, schema.keySchema(), key));
          entry.put("value", ofConnect(options, schema.valueSchema(), each));
          entries.add(entry);
        });
    return entries;
  }

  private static Map<String, Object> struct(AvroOptions options, Schema schema, Struct struct) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Field field : schema.fields()) {
      map.put(options.name(field.name()), ofConnect(options, field.schema(), struct.get(field)));
    }
    return map;
  }
}
