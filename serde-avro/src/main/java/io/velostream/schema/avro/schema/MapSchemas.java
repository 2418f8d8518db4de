// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.schema;

import io.velostream.schema.avro.model.ExceptionMessages;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of maps at the top level: the value schema is that of the map's first value, and of
 * an empty map it is null, as {@code AvroSchemaUtils.getSchema} of Confluent's (Apache License 2.0)
 * has it. Keys are text, and all other values must be of the same schema. Safe for use by many
 * threads.
 */
public final class MapSchemas {

  private static final int MAX_DEPTH = 100;

  private static final String ADVICE =
      "; or write it in a registered schema: auto.register.schemas=false with"
          + " use.latest.version=true or use.schema.id";

  private static final Schema NULL = Schema.create(Schema.Type.NULL);

  /** The map schemas of primitive types, by the type of their values. */
  private static final EnumMap<Schema.Type, Schema> PRIMITIVE_MAPS = primitiveMaps();

  /** The last one that was made. Benign data race: any of them will do. */
  private @Nullable Schema recent;

  private static EnumMap<Schema.Type, Schema> primitiveMaps() {
    EnumMap<Schema.Type, Schema> made = new EnumMap<>(Schema.Type.class);
    Stream.of(
            NULL,
            PrimitiveSchemas.BOOLEAN,
            PrimitiveSchemas.INT,
            PrimitiveSchemas.LONG,
            PrimitiveSchemas.FLOAT,
            PrimitiveSchemas.DOUBLE,
            PrimitiveSchemas.STRING,
            PrimitiveSchemas.BYTES)
        .forEach(value -> made.put(value.getType(), Schema.createMap(value)));
    return made;
  }

  /** The schema of a map; null when it has none. The same object again for the usual maps. */
  @Nullable
  public Schema find(Map<?, ?> map) {
    Schema schema = schemaOfFirstValue(map, 0);
    return schema != null && matches(schema, map, 0) ? schema : null;
  }

  /**
   * The schema of a map.
   *
   * @throws InvalidSchemaException when its keys are no text, or its values are not all of one
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

  @SuppressWarnings("ReferenceEquality") // the same schema object comes again, or one is made
  private Schema mapOf(Schema values) {
    Schema known = values.hasProps() ? null : PRIMITIVE_MAPS.get(values.getType());
    if (known != null) {
      return known;
    }
    Schema last = recent;
    if (last != null && last.getValueType() == values) {
      return last;
    }
    Schema made = Schema.createMap(values);
    recent = made;
    return made;
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

  /** Avro's generic writers take bytes within other values as buffers alone. */
  private static @Nullable Schema primitive(Object value) {
    return value instanceof byte[] ? null : PrimitiveSchemas.of(value);
  }

  /** What keeps a map from having a schema, in words that hold no value of it. */
  private String explain(Map<?, ?> map) {
    Schema schema = schemaOfFirstValue(map, 0);
    String found = schema == null ? explainFirstValue(map, 0) : findMismatch(schema, map, 0);
    return found == null ? "it changed meanwhile" : found;
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
        return "it has a key of " + typeName(entry.getKey()) + "; keys of Avro's maps are strings";
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
