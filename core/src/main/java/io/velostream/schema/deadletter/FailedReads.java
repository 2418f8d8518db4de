// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.serde.config.DeadLetterKeys;
import io.velostream.schema.serde.config.DeadLetterKeys.OnFailure;
import io.velostream.schema.serde.config.UnknownKeys;
import io.velostream.schema.serde.kafka.ClientConfigs;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles bytes that a deserializer cannot read, as {@value DeadLetterKeys#ON_FAILURE} configures:
 * throws, writes a dead letter, or warns. A deserializer knows the topic, the headers and the
 * bytes, but neither partition and offset nor the other part of the record. So its dead letters
 * cannot be replayed; those of {@link DeadLetterConsumer} can. Thread-safe. For the engines of
 * deserializers.
 */
public final class FailedReads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FailedReads.class);
  private static final int UNKNOWN = -1;

  private final OnFailure onFailure;
  private final @Nullable DeadLetterWriter writer;
  private final boolean isKey;

  public FailedReads(OnFailure onFailure, @Nullable DeadLetterWriter writer, boolean isKey) {
    this.onFailure = onFailure;
    this.writer = writer;
    this.isKey = isKey;
  }

  /**
   * What a configuration asks for. The producer of dead letters is made with the first of them,
   * from the same configuration.
   *
   * @param configs the configuration of the deserializer's consumer
   * @param isKey whether the deserializer reads keys, not values
   * @param listener receives an event for each dead letter
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong,
   *     and when {@code bootstrap.servers} is missing for dead letters
   */
  public static FailedReads of(Map<String, ?> configs, boolean isKey, SchemaListener listener) {
    OnFailure onFailure = DeadLetterKeys.onFailure(configs);
    if (onFailure != OnFailure.DEAD_LETTER) {
      return new FailedReads(onFailure, null, isKey);
    }
    requireServers(configs);
    return new FailedReads(onFailure, DeadLetterWriter.withOwnProducer(configs, listener), isKey);
  }

  /**
   * Checks the configuration of a client that handles failures in place of its deserializers or
   * serializers, as they would.
   *
   * @param needsServers whether a client of its own is needed for dead letters
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong
   *     or unknown, and when {@code bootstrap.servers} is missing for dead letters
   */
  static void check(Map<String, ?> configs, boolean needsServers) {
    UnknownKeys.refuse(configs);
    if (DeadLetterKeys.onFailure(configs) == OnFailure.DEAD_LETTER && needsServers) {
      requireServers(configs);
    }
  }

  private static void requireServers(Map<String, ?> configs) {
    ClientConfigs.requireServers(configs, ClientConfigs.Purpose.DEAD_LETTERS);
  }

  /**
   * Throws the failure, or writes the dead letter and waits for the acknowledgement, or warns.
   *
   * @param topic the topic of the record
   * @param headers the headers of the record; null when the deserializer was given none
   * @param data the bytes that cannot be read
   * @param failure why
   * @return null, in place of the value
   * @throws RuntimeException the failure itself, if the configuration asks for it, or if it says
   *     nothing about the record, such as a registry that does not answer
   * @throws org.apache.kafka.common.KafkaException when the dead letter was not written
   */
  public @Nullable Object handle(
      String topic, @Nullable Headers headers, byte @Nullable [] data, RuntimeException failure) {
    if (onFailure == OnFailure.FAIL || !Failures.isOfRecord(failure)) {
      throw failure;
    }
    if (writer == null) {
      LOG.warn(
          "Null stands for a {} of topic {} that cannot be read: {}",
          isKey ? "key" : "value",
          topic,
          Failures.reason(failure));
      return null;
    }
    writer.write(
        new FailedRecord(
            new TopicPartition(topic, UNKNOWN),
            UNKNOWN,
            UNKNOWN,
            isKey ? data : null,
            isKey ? null : data,
            headers == null ? new RecordHeaders() : headers),
        failure);
    return null;
  }

  /**
   * As for an array.
   *
   * @param data the bytes between position and limit; its position stays where it is
   */
  public @Nullable Object handle(
      String topic,
      @Nullable Headers headers,
      @Nullable ByteBuffer data,
      RuntimeException failure) {
    return handle(topic, headers, data == null ? null : bytes(data), failure);
  }

  /** Whether dead letters are written; else failed records are thrown or skipped. */
  public boolean writesDeadLetters() {
    return writer != null;
  }

  private static byte[] bytes(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.get(data.position(), bytes);
    return bytes;
  }

  /** Closes the producer, if there is one. */
  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
