// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.derivation;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaDefinition;
import java.util.Map;

/** The schemas with which serializers write the values of classes. No state; thread-safe. */
public final class ClassSchemas {

  private ClassSchemas() {}

  /**
   * Derives the schema of a class, as the serializer of the schema language does.
   *
   * @param type the class
   * @param schemaType {@code AVRO} or {@code JSON}
   * @param configs keys of the serializer, such as {@code json.schema.spec.version} or {@code
   *     avro.reflection.allow.null}; those of the other language have no effect
   * @throws InvalidSchemaException if the class cannot be described, or the language is another one
   * @throws org.apache.kafka.common.config.ConfigException if a key or value is invalid
   */
  public static SchemaDefinition derive(Class<?> type, String schemaType, Map<String, ?> configs) {
    return switch (schemaType) {
      case AvroFormat.TYPE -> io.velostream.schema.avro.codec.DerivedSchemas.of(type, configs);
      case JsonFormat.TYPE -> io.velostream.schema.json.codec.DerivedSchemas.of(type, configs);
      default ->
          throw new InvalidSchemaException(
              "schemas of type "
                  + schemaType
                  + " cannot be derived from classes, only AVRO and JSON");
    };
  }
}
