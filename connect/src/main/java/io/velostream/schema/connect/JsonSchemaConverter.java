// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect;

import io.velostream.schema.connect.config.ConverterKeys;
import io.velostream.schema.connect.data.ConnectCodec;
import io.velostream.schema.connect.json.JsonData;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Converts keys or values of Kafka Connect to JSON Schema with schemas of a registry, and back. It
 * takes the keys of the serializer and deserializer for JSON Schema, and those of {@link
 * ConverterKeys}. Converters with equal connection settings share one resolver.
 *
 * <p>Errors: a {@link org.apache.kafka.connect.errors.DataException} for a record that cannot be
 * converted, a {@link org.apache.kafka.connect.errors.RetriableException} while the registry does
 * not answer. Safe for use by many threads once it is configured.
 */
public final class JsonSchemaConverter extends RegistryConverter {

  /** Creates a converter. Connect calls {@link #configure} next. */
  public JsonSchemaConverter() {}

  @Override
  ConvertedData<?> open(Map<String, ?> configs, boolean isKey) {
    ConfigDef writingKeys = ConverterKeys.with(JsonKeys.serializer(), ConverterKeys.json());
    ConfigDef readingKeys = ConverterKeys.with(JsonKeys.deserializer(), ConverterKeys.json());
    SerdeConfig writing = SerdeConfig.forSerializer(configs, isKey, writingKeys, readingKeys);
    SerdeConfig reading = SerdeConfig.forDeserializer(configs, isKey, readingKeys, writingKeys);
    return ConvertedData.open(
        writing,
        writing.locating(() -> new ConnectCodec<>(JsonData.forSerializer(writing), writing)),
        reading,
        reading.locating(() -> new ConnectCodec<>(JsonData.forDeserializer(reading), reading)));
  }

  @Override
  public ConfigDef config() {
    ConfigDef keys = ConverterKeys.with(JsonKeys.serializer(), JsonKeys.deserializer());
    return ConverterKeys.with(
        ConverterKeys.with(SerdeConfig.sharedKeys(), keys), ConverterKeys.json());
  }
}
