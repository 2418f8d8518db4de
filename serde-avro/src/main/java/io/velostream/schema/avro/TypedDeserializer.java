// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import io.velostream.schema.avro.config.AvroKeys;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * {@link KafkaAvroDeserializer} for one type of values. Overrides the settings that select the
 * type.
 *
 * @param <T> the type; not checked if no class is given, or that of generic records
 */
final class TypedDeserializer<T> implements Deserializer<T> {

  private final KafkaAvroDeserializer deserializer;
  private final Map<String, ?> settings;
  private final @Nullable Class<T> type;

  /** Used in messages only; set before the first record. */
  private boolean isKey;

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
    this.isKey = isKey;
  }

  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] data) {
    return typed(topic, deserializer.deserialize(topic, data));
  }

  @Override
  public @Nullable T deserialize(String topic, @Nullable Headers headers, byte @Nullable [] data) {
    return typed(topic, deserializer.deserialize(topic, headers, data));
  }

  @Override
  public @Nullable T deserialize(
      String topic, @Nullable Headers headers, @Nullable ByteBuffer data) {
    return typed(topic, deserializer.deserialize(topic, headers, data));
  }

  /** Checks the class, which erasure would leave to a cast in the caller's code. */
  @SuppressWarnings("unchecked") // checked, or left open by the Serde
  private @Nullable T typed(String topic, @Nullable Object value) {
    if (value != null && type != null && !TypedSerializer.isOf(type, value)) {
      throw new SerializationException(
          "cannot deserialize a "
              + (isKey ? "key" : "value")
              + " of topic "
              + topic
              + ": its schema gives a value of "
              + value.getClass()
              + ", and the Serde is of "
              + type);
    }
    return (T) value;
  }

  @Override
  public void close() {
    deserializer.close();
  }
}
