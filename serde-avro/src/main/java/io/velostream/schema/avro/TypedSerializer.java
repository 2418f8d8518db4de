// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import io.velostream.schema.deadletter.DeadLetterSerializer;
import io.velostream.schema.deadletter.FailedPart;
import io.velostream.schema.serde.rollout.RolloutSerializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * {@link KafkaAvroSerializer} for one type of values. Overrides the settings that belong to the
 * type.
 *
 * @param <T> the type
 */
final class TypedSerializer<T> implements Serializer<T>, DeadLetterSerializer, RolloutSerializer {

  private final KafkaAvroSerializer serializer;
  private final Map<String, ?> settings;

  TypedSerializer(KafkaAvroSerializer serializer, Map<String, ?> settings) {
    this.serializer = serializer;
    this.settings = Map.copyOf(settings);
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    Map<String, Object> merged = new HashMap<>(configs);
    merged.putAll(settings);
    serializer.configure(merged, isKey);
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T data) {
    return serializer.serialize(topic, data);
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable Headers headers, @Nullable T data) {
    return serializer.serialize(topic, headers, data);
  }

  @Override
  public boolean followsRollouts() {
    return serializer.followsRollouts();
  }

  @Override
  public byte @Nullable [] serialize(
      String topic,
      Headers headers,
      @Nullable Object data,
      boolean hasKey,
      int keyHash,
      int partition) {
    return serializer.serialize(topic, headers, data, hasKey, keyHash, partition);
  }

  @Override
  public FailedPart failedPart(String topic, Object data) {
    return serializer.failedPart(topic, data);
  }

  @Override
  public byte[] serializePart(String topic, Headers headers, FailedPart part) {
    return serializer.serializePart(topic, headers, part);
  }

  @Override
  public void close() {
    serializer.close();
  }
}
