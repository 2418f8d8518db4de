// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be read or serialized, as a dead-letter topic keeps it. Immutable, as
 * long as nobody writes into its arrays.
 */
public final class DeadLetter {

  private final String topic;
  private final int partition;
  private final long offset;
  private final long timestamp;
  private final byte @Nullable [] key;
  private final byte @Nullable [] value;
  private final Headers all;

  private DeadLetter(
      DeadLetterOrigin origin, byte @Nullable [] key, byte @Nullable [] value, Headers all) {
    this.topic = origin.topic();
    this.partition = origin.partition();
    this.offset = origin.offset();
    this.timestamp = origin.timestamp();
    this.key = key;
    this.value = value;
    this.all = all;
  }

  /**
   * Makes the dead letter of a record that was read, for a program that sends it itself, such as in
   * its own transaction.
   *
   * @param record the record as it is in its topic
   * @param failure why it could not be processed
   * @param deadLetterTopic the topic of the dead letter
   * @param configs the configuration of the client, of which {@code client.id} and {@code group.id}
   *     are kept
   * @return the record to send, without a partition; null if the record does not cause the failure,
   *     such as a registry that does not answer
   */
  public static @Nullable ProducerRecord<byte[], byte[]> letterOf(
      ConsumerRecord<byte[], byte[]> record,
      Exception failure,
      String deadLetterTopic,
      Map<String, ?> configs) {
    if (!Failures.isOfRecord(failure)) {
      return null;
    }
    Headers headers =
        DeadLetterHeaders.of(FailedRecord.of(record), failure, configs, System.currentTimeMillis());
    return new ProducerRecord<>(deadLetterTopic, null, null, record.key(), record.value(), headers);
  }

  /**
   * Reads a record of a dead-letter topic.
   *
   * @return the dead letter; null for a record without the headers that say where it was
   */
  static @Nullable DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
    DeadLetterOrigin origin = DeadLetterOrigin.ofAny(record.headers());
    return origin == null
        ? null
        : new DeadLetter(origin, record.key(), record.value(), record.headers());
  }

  /**
   * Returns the key that could not be serialized.
   *
   * @return null for a key that was read, that is serialized or that {@link #withKey} has replaced
   */
  public @Nullable FailedPart failedKey() {
    return DeadLetterHeaders.failedPart(all, key, true);
  }

  /** As {@link #failedKey}, for the value. */
  public @Nullable FailedPart failedValue() {
    return DeadLetterHeaders.failedPart(all, value, false);
  }

  /** Returns the topic of the record. */
  public String topic() {
    return topic;
  }

  /** Returns the partition of the record; -1 where its producer had chosen none. */
  public int partition() {
    return partition;
  }

  /** Returns the offset of the record; -1 for one that could not be sent. */
  public long offset() {
    return offset;
  }

  /** Returns the timestamp of the record in milliseconds since the epoch; -1 for none. */
  public long timestamp() {
    return timestamp;
  }

  /** Returns the bytes of the key; null for none. */
  public byte @Nullable [] key() {
    return key;
  }

  /** Returns the bytes of the value; null for none. */
  public byte @Nullable [] value() {
    return value;
  }

  /** Returns the headers of the record, without those of the dead letter. */
  public Headers headers() {
    return DeadLetterHeaders.without(all);
  }

  /**
   * Returns the text of a header of the dead letter.
   *
   * @param name a constant of {@link DeadLetterHeaders}
   * @return null where the dead letter has no such header
   */
  public @Nullable String header(String name) {
    return DeadLetterHeaders.text(all, Objects.requireNonNull(name, "name"));
  }

  /** Returns the same dead letter with another key, null for none. */
  public DeadLetter withKey(byte @Nullable [] other) {
    return new DeadLetter(origin(), other, value, DeadLetterHeaders.withoutPart(all, true));
  }

  /** Returns the same dead letter with another value, null for none. */
  public DeadLetter withValue(byte @Nullable [] other) {
    return new DeadLetter(origin(), key, other, DeadLetterHeaders.withoutPart(all, false));
  }

  /** The same dead letter with other headers of the record. */
  DeadLetter withHeaders(Headers ofRecord) {
    return new DeadLetter(origin(), key, value, DeadLetterHeaders.replaceOthers(all, ofRecord));
  }

  DeadLetterOrigin origin() {
    return new DeadLetterOrigin(topic, partition, offset, timestamp);
  }

  /** Where the record was; holds no bytes of the record. */
  @Override
  public String toString() {
    return offset < 0
        ? "DeadLetter(for " + topic + ")"
        : "DeadLetter(" + topic + "-" + partition + " at offset " + offset + ")";
  }
}
