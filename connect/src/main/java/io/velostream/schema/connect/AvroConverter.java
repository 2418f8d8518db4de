// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect;

import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.connect.avro.AvroData;
import io.velostream.schema.connect.config.ConverterKeys;
import io.velostream.schema.connect.data.ConnectCodec;
import io.velostream.schema.serde.config.SerdeConfig;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Converts keys or values of Kafka Connect to Avro with schemas of a registry, and back. It takes
 * the keys of the serializer and deserializer for Avro, and those of {@link ConverterKeys}.
 * Converters with equal connection settings share one resolver.
 *
 * <p>Errors: a {@link org.apache.kafka.connect.errors.DataException} for a record that cannot be
 * converted, a {@link org.apache.kafka.connect.errors.RetriableException} while the registry does
 * not answer. Safe for use by many threads once it is configured.
 */
public final class AvroConverter extends RegistryConverter {

  /** Creates a converter. Connect calls {@link #configure} next. */
  public AvroConverter() {}

  @Override
  ConvertedData<?> open(Map<String, ?> configs, boolean isKey) {
    ConfigDef writingKeys = ConverterKeys.with(AvroKeys.serializer(), ConverterKeys.avro());
    ConfigDef readingKeys = ConverterKeys.with(AvroKeys.deserializer(), ConverterKeys.avro());
    SerdeConfig writing = SerdeConfig.forSerializer(configs, isKey, writingKeys, readingKeys);
    SerdeConfig reading = SerdeConfig.forDeserializer(configs, isKey, readingKeys, writingKeys);
    return ConvertedData.open(
        writing,
        writing.locating(() -> new ConnectCodec<>(AvroData.forSerializer(writing), writing)),
        reading,
        reading.locating(() -> new ConnectCodec<>(AvroData.forDeserializer(reading), reading)));
  }

  @Override
  public ConfigDef config() {
    ConfigDef keys = ConverterKeys.with(AvroKeys.serializer(), AvroKeys.deserializer());
    return ConverterKeys.with(
        ConverterKeys.with(SerdeConfig.sharedKeys(), keys), ConverterKeys.avro());
  }
}
