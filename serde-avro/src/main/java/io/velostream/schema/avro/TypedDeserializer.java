// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import io.velostream.schema.avro.config.AvroKeys;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * {@link KafkaAvroDeserializer} for one type of values. Overrides the settings that select the
 * type.
 *
 * @param <T> the type; not checked if no class is given
 */
final class TypedDeserializer<T> implements Deserializer<T> {

  private final KafkaAvroDeserializer deserializer;
  private final Map<String, ?> settings;
  private final @Nullable Class<T> type;

  TypedDeserializer(
      KafkaAvroDeserializer deserializer, Map<String, ?> settings, @Nullable Class<T> type) {
    this.deserializer = deserializer;
    this.settings = Map.copyOf(settings);
    this.type = type;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    Map<String, Object> merged = new HashMap<>(configs);
    merged.putAll(settings);
    if (type != null) {
      merged.put(isKey ? AvroKeys.KEY_TYPE : AvroKeys.VALUE_TYPE, type);
    }
    deserializer.configure(merged, isKey);
  }

  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] data) {
    return typed(deserializer.deserialize(topic, data));
  }

  @Override
  public @Nullable T deserialize(String topic, @Nullable Headers headers, byte @Nullable [] data) {
    return typed(deserializer.deserialize(topic, headers, data));
  }

  @Override
  public @Nullable T deserialize(
      String topic, @Nullable Headers headers, @Nullable ByteBuffer data) {
    return typed(deserializer.deserialize(topic, headers, data));
  }

  @SuppressWarnings("unchecked") // the deserializer is configured to read this type
  private @Nullable T typed(@Nullable Object value) {
    return (T) value;
  }

  @Override
  public void close() {
    deserializer.close();
  }
}
