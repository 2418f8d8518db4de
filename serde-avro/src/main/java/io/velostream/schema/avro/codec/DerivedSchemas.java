// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.model.ClassFinder;
import io.velostream.schema.avro.model.ReflectModel;
import io.velostream.schema.avro.resolution.JavaStringProperty;
import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.serde.config.SerdeConfig;
import java.util.Map;
import org.apache.avro.Schema;

/** Schemas of classes, for tools that have no value of the class. No state; thread-safe. */
public final class DerivedSchemas {

  private DerivedSchemas() {}

  /**
   * Returns the schema with which a serializer writes values of a class: its own if it was
   * generated from a schema, or else one by reflection.
   *
   * @param type the class
   * @param configs keys of the serializer; others than those of Avro have no effect
   * @throws InvalidSchemaException if the class cannot be described
   * @throws org.apache.kafka.common.config.ConfigException if a key or value is invalid
   */
  public static SchemaDefinition of(Class<?> type, Map<String, ?> configs) {
    AvroSettings settings =
        AvroSettings.ofSerializer(
            SerdeConfig.forSerializer(
                configs, false, AvroKeys.serializer(), AvroKeys.deserializer()));
    ReflectModel model = new ReflectModel(ClassFinder.none(), settings.allowsNull());
    Schema schema = ReflectedSchemas.require(type, model);
    return AvroFormat.INSTANCE.definition(
        settings.removesJavaProperties() ? JavaStringProperty.removedFrom(schema) : schema);
  }
}
