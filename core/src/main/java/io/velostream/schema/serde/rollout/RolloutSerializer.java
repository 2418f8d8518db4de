// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.rollout;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A serializer that writes each value in the version that a rollout says. The serializers of this
 * library are; safe for use by many threads.
 */
public interface RolloutSerializer {

  /** Whether the serializer is configured to follow rollouts. */
  boolean followsRollouts();

  /**
   * Serializes the value of a record, as {@code Serializer.serialize} does.
   *
   * @param topic the topic of the record
   * @param headers the headers of the record
   * @param data the value; null stays null
   * @param hasKey whether the record has a key
   * @param keyHash the {@linkplain RolloutKey#hash hash} of the key
   * @param partition the partition of the record; -1 if it is not known yet
   * @throws org.apache.kafka.common.KafkaException as {@code Serializer.serialize}
   */
  byte @Nullable [] serialize(
      String topic,
      Headers headers,
      @Nullable Object data,
      boolean hasKey,
      int keyHash,
      int partition);
}
