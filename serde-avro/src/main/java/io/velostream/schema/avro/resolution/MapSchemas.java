// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.resolution;

import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.jspecify.annotations.Nullable;

/**
 * Derives the schemas of top-level maps. The value schema is the schema of the first value; for an
 * empty map it is null, as in Confluent's {@code AvroSchemaUtils.getSchema} (Apache License 2.0).
 * Keys must be text, and all values must have the same schema. Thread-safe.
 */
public final class MapSchemas {

  private static final int MAX_DEPTH = 100;

  private static final String ADVICE =
      "; or write it in a registered schema: auto.register.schemas=false with"
          + " use.latest.version=true or use.schema.id";

  private static final Schema NULL = Schema.create(Schema.Type.NULL);

  /** The map schemas of primitive values, by value type. */
  private static final EnumMap<Schema.Type, Schema> PRIMITIVE_MAPS = primitiveMaps();

  /** The most recent schema. Benign data race: any of them is correct. */
  private @Nullable Schema recent;

  private static EnumMap<Schema.Type, Schema> primitiveMaps() {
    EnumMap<Schema.Type, Schema> created = new EnumMap<>(Schema.Type.class);
    Stream.of(
            NULL,
            PrimitiveSchemas.BOOLEAN,
            PrimitiveSchemas.INT,
            PrimitiveSchemas.LONG,
            PrimitiveSchemas.FLOAT,
            PrimitiveSchemas.DOUBLE,
            PrimitiveSchemas.STRING,
            PrimitiveSchemas.BYTES)
        .forEach(value -> created.put(value.getType(), Schema.createMap(value)));
    return created;
  }

  /**
   * Returns the schema of a map; null when it has none. Returns the same object for common maps.
   */
  @Nullable
  public Schema find(Map<?, ?> map) {
    Schema schema = schemaOfFirstValue(map, 0);
    return schema != null && matches(schema, map, 0) ? schema : null;
  }

  /**
   * Returns the schema of a map.
   *
   * @throws InvalidSchemaException when its keys are not text, or its values do not have the same
   *     schema
   */
  public Schema require(Map<?, ?> map) {
    Schema schema = find(map);
    if (schema == null) {
      throw new InvalidSchemaException(
          "no Avro schema can be had for a "
              + map.getClass().getName()
              + ": "
              + explain(map)
              + ADVICE);
    }
    return schema;
  }

  private @Nullable Schema schemaOfFirstValue(@Nullable Object value, int depth) {
    if (value == null) {
      return NULL;
    }
    if (value instanceof GenericContainer container) {
      return container.getSchema();
    }
    if (!(value instanceof Map<?, ?> map)) {
      return primitive(value);
    }
    if (depth > MAX_DEPTH) {
      return null;
    }
    Schema first =
        map.isEmpty() ? NULL : schemaOfFirstValue(map.values().iterator().next(), depth + 1);
    return first == null ? null : mapOf(first);
  }

  @SuppressWarnings("ReferenceEquality") // a cache by identity
  private Schema mapOf(Schema values) {
    Schema known = values.hasProps() ? null : PRIMITIVE_MAPS.get(values.getType());
    if (known != null) {
      return known;
    }
    Schema last = recent;
    if (last != null && last.getValueType() == values) {
      return last;
    }
    Schema created = Schema.createMap(values);
    recent = created;
    return created;
  }

  private static boolean matches(Schema schema, @Nullable Object value, int depth) {
    if (value == null || value instanceof GenericContainer || !(value instanceof Map<?, ?> map)) {
      return schema.equals(ownSchema(value));
    }
    if (schema.getType() != Schema.Type.MAP || depth > MAX_DEPTH) {
      return false;
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof CharSequence)
          || !matches(schema.getValueType(), entry.getValue(), depth + 1)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Schema ownSchema(@Nullable Object value) {
    if (value == null) {
      return NULL;
    }
    return value instanceof GenericContainer container ? container.getSchema() : primitive(value);
  }

  /** Avro's generic writers accept nested bytes only as ByteBuffer. */
  private static @Nullable Schema primitive(Object value) {
    return value instanceof byte[] ? null : PrimitiveSchemas.of(value);
  }

  /** Explains why a map has no schema. The message contains no data. */
  private String explain(Map<?, ?> map) {
    Schema schema = schemaOfFirstValue(map, 0);
    String found = schema == null ? explainFirstValue(map, 0) : findMismatch(schema, map, 0);
    return found == null ? "it was modified concurrently" : found;
  }

  private static String explainFirstValue(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      return "its maps nest deeper than " + MAX_DEPTH + ", or it contains itself";
    }
    return value instanceof Map<?, ?> map && !map.isEmpty()
        ? explainFirstValue(map.values().iterator().next(), depth + 1)
        : "its first value is a "
            + typeName(value)
            + ", which has no Avro schema; give"
            + " Avro's types, a ByteBuffer for bytes";
  }

  private static @Nullable String findMismatch(Schema schema, @Nullable Object value, int depth) {
    if (!(value instanceof Map<?, ?> map) || schema.getType() != Schema.Type.MAP) {
      return matches(schema, value, depth)
          ? null
          : "it has a value of "
              + typeName(value)
              + ", where its first value is of "
              + ExceptionMessages.bounded(schema.getFullName())
              + "; give values of one type";
    }
    if (depth > MAX_DEPTH) {
      return "its maps nest deeper than " + MAX_DEPTH + ", or it contains itself";
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof CharSequence)) {
        return "it has a key of " + typeName(entry.getKey()) + "; keys of Avro maps are strings";
      }
      String found = findMismatch(schema.getValueType(), entry.getValue(), depth + 1);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static String typeName(@Nullable Object value) {
    return value == null ? "null" : value.getClass().getTypeName();
  }
}
