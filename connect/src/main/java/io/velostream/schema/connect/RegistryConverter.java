// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect;

import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/** What the converters of all formats share: their life cycle and the methods of Connect. */
abstract class RegistryConverter implements Converter, Versioned, AutoCloseable {

  private volatile @Nullable ConvertedData<?> data;

  /**
   * Configures the converter.
   *
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    ConvertedData<?> opened = open(configs, isKey);
    close();
    data = opened;
  }

  /** Opens the engines of the format. */
  abstract ConvertedData<?> open(Map<String, ?> configs, boolean isKey);

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
    String version = RegistryConverter.class.getPackage().getImplementationVersion();
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
