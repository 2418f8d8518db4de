// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.serde.config.SerdeConfig;
import java.util.Map;
import java.util.Objects;

/** Schemas of classes, for tools that have no value of the class. No state; thread-safe. */
public final class DerivedSchemas {

  private DerivedSchemas() {}

  /**
   * Returns the schema with which a serializer writes values of a class: the one that an annotation
   * of the class gives, or else a generated one.
   *
   * @param type the class
   * @param configs keys of the serializer; others than those of JSON Schema have no effect
   * @throws InvalidSchemaException if the class cannot be described
   * @throws org.apache.kafka.common.config.ConfigException if a key or value is invalid
   */
  public static SchemaDefinition of(Class<?> type, Map<String, ?> configs) {
    JsonSettings settings =
        JsonSettings.ofSerializer(
            SerdeConfig.forSerializer(
                configs, false, JsonKeys.serializer(), JsonKeys.deserializer()));
    return new ClassSchemas(settings.mapper(), Objects.requireNonNull(settings.generation()))
        .of(type)
        .definition();
  }
}
