// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import io.velostream.schema.deadletter.DeadLetterSerializer;
import io.velostream.schema.deadletter.FailedPart;
import io.velostream.schema.serde.rollout.RolloutSerializer;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * {@link KafkaAvroSerializer} for one type of values. Overrides the settings that belong to the
 * type.
 *
 * @param <T> the type; not checked if no class is given
 */
final class TypedSerializer<T> implements Serializer<T>, DeadLetterSerializer, RolloutSerializer {

  private final KafkaAvroSerializer serializer;
  private final Map<String, ?> settings;
  private final @Nullable Class<T> type;

  /** Used in messages only; set before the first record. */
  private boolean isKey;

  /**
   * Creates a serializer.
   *
   * @param type the class of values; null if it is not checked
   */
  TypedSerializer(
      KafkaAvroSerializer serializer, Map<String, ?> settings, @Nullable Class<T> type) {
    this.serializer = serializer;
    this.settings = Map.copyOf(settings);
    this.type = type;
  }

  /** Whether a value is of a class. Avro's generic records are not told apart from other values. */
  static boolean isOf(Class<?> type, Object value) {
    return type == GenericRecord.class
        || type.isInstance(value)
        || (type.isPrimitive()
            && MethodType.methodType(type).wrap().returnType().isInstance(value));
  }

  private void check(String topic, @Nullable Object value) {
    if (value != null && type != null && !isOf(type, value)) {
      throw new SerializationException(
          "cannot serialize a "
              + (isKey ? "key" : "value")
              + " of "
              + value.getClass()
              + " for topic "
              + topic
              + ": the Serde is of "
              + type);
    }
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    Map<String, Object> merged = new HashMap<>(configs);
    merged.putAll(settings);
    serializer.configure(merged, isKey);
    this.isKey = isKey;
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T data) {
    check(topic, data);
    return serializer.serialize(topic, data);
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable Headers headers, @Nullable T data) {
    check(topic, data);
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
    check(topic, data);
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
