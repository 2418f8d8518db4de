// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be read, as it is in its topic, or one that could not be serialized. The
 * arrays belong to it.
 *
 * @param partition its partition number is -1 where only the topic is known
 * @param offset -1 where it is not known
 * @param timestamp milliseconds since the epoch, or -1 for none
 * @param key null for none
 * @param value null for none
 * @param unsent what could not be serialized; null if the record was read, not sent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FailedRecord(
    TopicPartition partition,
    long offset,
    long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers,
    @Nullable Unsent unsent) {

  /** A record that was read. */
  FailedRecord(
      TopicPartition partition,
      long offset,
      long timestamp,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers) {
    this(partition, offset, timestamp, key, value, headers, null);
  }

  /** A record as a consumer gives it. */
  static FailedRecord of(ConsumerRecord<byte[], byte[]> record) {
    return new FailedRecord(
        new TopicPartition(record.topic(), record.partition()),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        record.headers());
  }

  /**
   * The parts of a record that could not be serialized.
   *
   * @param key null if the key was serialized
   * @param value null if the value was serialized
   */
  record Unsent(@Nullable FailedPart key, @Nullable FailedPart value) {}

  /** Whether partition and offset are known. */
  boolean isPlaced() {
    return offset >= 0;
  }

  /** Which record it is and what failed, in words. */
  String failure() {
    if (unsent != null) {
      return "The record for " + partition.topic() + " cannot be serialized";
    }
    String place =
        isPlaced() ? "at offset " + offset + " of " + partition : "of " + partition.topic();
    return "The record " + place + " cannot be read";
  }
}
