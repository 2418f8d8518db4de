// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.avro.resolution.MapSchemas;
import io.velostream.schema.avro.resolution.PrimitiveSchemas;
import io.velostream.schema.avro.resolution.SchemaTextEquality;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Determines the shape of a value, which is the lookup key of its encoder: the schema of a generic
 * value, or the class of a generated or reflected value. If objects of a specific record class have
 * different schemas, the shape is both class and schema. The shape of a map is the schema of its
 * contents; a map without one has its class as shape, and can only be written with a configured
 * schema.
 */
final class ValueShapes {

  /** Whether all objects of a class have the static schema of the class. */
  private static final ClassValue<Boolean> HAS_STATIC_SCHEMA =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return ReaderSchemaSelector.holdsSchema(type);
        }
      };

  /** A class and the schema of an object, for classes whose objects may have different schemas. */
  private record ClassAndSchema(Class<?> type, Schema schema) {}

  /** Null when maps are written by reflection. */
  private final @Nullable MapSchemas mapSchemas;

  /**
   * The most recent class that is its own shape. Avoids the slower checks of interfaces. Benign
   * data race: any such class is correct.
   */
  private @Nullable Class<?> lastShape;

  ValueShapes(@Nullable MapSchemas mapSchemas) {
    this.mapSchemas = mapSchemas;
  }

  /** Returns the shape of a value that is not a {@code GenericData.Record}. */
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

  /**
   * Whether two equal shapes also have the same schema text, so that they are registered as one
   * schema.
   */
  static boolean isSame(Object first, Object second) {
    if (first instanceof ClassAndSchema known && second instanceof ClassAndSchema next) {
      return SchemaTextEquality.of(known.schema, next.schema);
    }
    return !(first instanceof Schema known)
        || !(second instanceof Schema schema)
        || SchemaTextEquality.of(known, schema);
  }
}
