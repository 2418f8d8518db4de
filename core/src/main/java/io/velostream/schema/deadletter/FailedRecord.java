// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be read, as it is in its topic. The arrays belong to it.
 *
 * @param partition its partition number is -1 where only the topic is known
 * @param offset -1 where it is not known
 * @param timestamp milliseconds since the epoch, or -1 for none
 * @param key null for none
 * @param value null for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FailedRecord(
    TopicPartition partition,
    long offset,
    long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers) {

  /** Whether partition and offset are known. */
  boolean isPlaced() {
    return partition.partition() >= 0;
  }

  /** Where it is, in words. */
  String place() {
    return isPlaced() ? "at offset " + offset + " of " + partition : "of " + partition.topic();
  }
}
