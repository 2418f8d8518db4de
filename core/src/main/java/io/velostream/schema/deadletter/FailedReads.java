// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import io.velostream.schema.serde.config.DeadLetterKeys;
import io.velostream.schema.serde.config.DeadLetterKeys.OnFailure;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a deserializer does with bytes that it cannot read, where {@value DeadLetterKeys#ON_FAILURE}
 * asks for something else than an exception. It knows the topic, the headers and the bytes, but
 * neither partition and offset nor the other part of the record, so that its dead letters cannot be
 * replayed; {@link DeadLetterConsumer} knows all of these. Safe for use by many threads.
 */
public final class FailedReads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FailedReads.class);
  private static final int UNKNOWN = -1;

  private final @Nullable DeadLetterWriter writer;
  private final boolean isKey;

  FailedReads(@Nullable DeadLetterWriter writer, boolean isKey) {
    this.writer = writer;
    this.isKey = isKey;
  }

  /**
   * What a configuration asks for. The producer of dead letters is made with the first of them,
   * from the same configuration.
   *
   * @param configs the configuration of the deserializer's consumer
   * @param isKey whether the deserializer reads keys, not values
   * @return null where exceptions are thrown
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong,
   *     and when {@code bootstrap.servers} is missing for dead letters
   */
  public static @Nullable FailedReads of(Map<String, ?> configs, boolean isKey) {
    OnFailure onFailure = DeadLetterKeys.onFailure(configs);
    if (onFailure == OnFailure.FAIL) {
      return null;
    }
    if (onFailure == OnFailure.SKIP) {
      return new FailedReads(null, isKey);
    }
    ClientConfigs.requireServers(configs);
    return new FailedReads(DeadLetterWriter.withOwnProducer(configs), isKey);
  }

  /**
   * Writes the dead letter and waits for the acknowledgement, or warns.
   *
   * @param topic the topic of the record
   * @param headers the headers of the record; null when the deserializer was given none
   * @param data the bytes that cannot be read
   * @param failure why
   * @throws RuntimeException the failure itself, if it says nothing about the record, such as a
   *     registry that does not answer
   * @throws org.apache.kafka.common.KafkaException when the dead letter was not written
   */
  public void pass(
      String topic, @Nullable Headers headers, byte @Nullable [] data, RuntimeException failure) {
    if (!Failures.isOfRecord(failure)) {
      throw failure;
    }
    if (writer == null) {
      LOG.warn(
          "Null stands for a {} of topic {} that cannot be read: {}",
          isKey ? "key" : "value",
          topic,
          Failures.reason(failure));
      return;
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
  }

  /**
   * As for an array.
   *
   * @param data the bytes between position and limit; its position stays where it is
   */
  public void pass(
      String topic,
      @Nullable Headers headers,
      @Nullable ByteBuffer data,
      RuntimeException failure) {
    pass(topic, headers, data == null ? null : bytes(data), failure);
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
