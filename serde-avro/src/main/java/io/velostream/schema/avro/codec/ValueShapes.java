// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.avro.schema.MapSchemas;
import io.velostream.schema.avro.schema.PrimitiveSchemas;
import io.velostream.schema.avro.schema.SchemaTextEquality;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the encoder of a value is looked up by: the schema of a generic value, and the class of a
 * generated or reflected one. Records that follow the rules of generated classes, but bring a
 * schema with each object, have both. A map has the schema that its contents have; one without such
 * a schema has its class, and is only written in a schema that the configuration names.
 */
final class ValueShapes {

  /** Whether all objects of a class have the schema that the class holds. */
  private static final ClassValue<Boolean> HAS_STATIC_SCHEMA =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return ReaderSchemaSelector.holdsSchema(type);
        }
      };

  /** A class and the schema of one object, which other objects of the class need not have. */
  private record ClassAndSchema(Class<?> type, Schema schema) {}

  /** Null when maps are reflected. */
  private final @Nullable MapSchemas mapSchemas;

  /**
   * The class that was last a shape by itself, since to ask for its interfaces takes longer. Not
   * volatile: any of them will do.
   */
  private @Nullable Class<?> lastShape;

  ValueShapes(@Nullable MapSchemas mapSchemas) {
    this.mapSchemas = mapSchemas;
  }

  /** The shape of any value but a {@code GenericData.Record}, whose schema is its shape. */
  Object of(Object value) {
    Class<?> type = value.getClass();
    if (type == lastShape) {
      return type;
    }
    Object shape = of(value, type);
    if (shape == type && (mapSchemas == null || !(value instanceof Map))) {
      lastShape = type;
    }
    return shape;
  }

  private Object of(Object value, Class<?> type) {
    if (value instanceof SpecificRecord record) {
      return HAS_STATIC_SCHEMA.get(type) ? type : new ClassAndSchema(type, record.getSchema());
    }
    if (value instanceof GenericContainer container) {
      return container.getSchema();
    }
    Schema known =
        mapSchemas != null && value instanceof Map<?, ?> map
            ? mapSchemas.find(map)
            : PrimitiveSchemas.of(value);
    return known == null ? type : known;
  }

  /** Whether two shapes that are equal are also registered as one. */
  static boolean isSame(Object one, Object other) {
    if (one instanceof ClassAndSchema known && other instanceof ClassAndSchema next) {
      return SchemaTextEquality.of(known.schema, next.schema);
    }
    return !(one instanceof Schema known)
        || !(other instanceof Schema schema)
        || SchemaTextEquality.of(known, schema);
  }
}
