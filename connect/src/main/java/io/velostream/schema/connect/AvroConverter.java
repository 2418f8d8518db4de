// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect;

import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.connect.avro.ConnectAvroCodec;
import io.velostream.schema.connect.config.ConverterKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Converts keys or values of Kafka Connect to Avro with schemas of a registry, and back. It takes
 * the keys of the serializer and deserializer for Avro, and those of {@link ConverterKeys}.
 * Converters with equal connection settings share one resolver.
 *
 * <p>Errors: a {@link org.apache.kafka.connect.errors.DataException} for a record that cannot be
 * converted, a {@link org.apache.kafka.connect.errors.RetriableException} while the registry does
 * not answer. Safe for use by many threads once it is configured.
 */
public final class AvroConverter implements Converter, Versioned, AutoCloseable {

  private volatile @Nullable ConvertedData<?> data;

  /** Creates a converter. Connect calls {@link #configure} next. */
  public AvroConverter() {}

  /**
   * Configures the converter.
   *
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    ConfigDef writingKeys = ConverterKeys.with(AvroKeys.serializer(), ConverterKeys.avro());
    ConfigDef readingKeys = ConverterKeys.with(AvroKeys.deserializer(), ConverterKeys.avro());
    SerdeConfig writing = SerdeConfig.forSerializer(configs, isKey, writingKeys, readingKeys);
    SerdeConfig reading = SerdeConfig.forDeserializer(configs, isKey, readingKeys, writingKeys);
    close();
    data =
        ConvertedData.open(
            writing,
            writing.locating(() -> ConnectAvroCodec.forSerializer(writing)),
            reading,
            reading.locating(() -> ConnectAvroCodec.forDeserializer(reading)));
  }

  @Override
  public ConfigDef config() {
    ConfigDef keys = ConverterKeys.with(AvroKeys.serializer(), AvroKeys.deserializer());
    return ConverterKeys.with(
        ConverterKeys.with(SerdeConfig.sharedKeys(), keys), ConverterKeys.avro());
  }

  @Override
  public byte @Nullable [] fromConnectData(
      String topic, @Nullable Schema schema, @Nullable Object value) {
    return fromConnectData(topic, null, schema, value);
  }

  @Override
  public byte @Nullable [] fromConnectData(
      String topic, @Nullable Headers headers, @Nullable Schema schema, @Nullable Object value) {
    return data().fromConnect(topic, headers, schema, value);
  }

  @Override
  public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
    return toConnectData(topic, null, value);
  }

  @Override
  public SchemaAndValue toConnectData(
      String topic, @Nullable Headers headers, byte @Nullable [] value) {
    return data().toConnect(topic, headers, value);
  }

  @Override
  public String version() {
    String version = AvroConverter.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  private ConvertedData<?> data() {
    ConvertedData<?> configured = data;
    if (configured == null) {
      throw new ConnectException("configure was not called, or the converter is closed");
    }
    return configured;
  }

  @Override
  public void close() {
    ConvertedData<?> configured = data;
    data = null;
    if (configured != null) {
      configured.close();
    }
  }
}
