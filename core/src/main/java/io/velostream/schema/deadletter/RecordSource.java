// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import io.velostream.schema.serde.kafka.ClientConfigs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Gives the bytes of a record that could not be read: from the exception where it carries them, or
 * else from the broker, by a second consumer that is made when it is first needed. Not thread-safe:
 * used by the consumer's thread.
 */
final class RecordSource implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Whether exceptions carry their record, since kafka-clients 3.9. */
  static final boolean IS_CARRIED = isCarried();

  private final Supplier<Consumer<byte[], byte[]>> readers;
  private final boolean isCarried;
  private @Nullable Consumer<byte[], byte[]> reader;

  RecordSource(Supplier<Consumer<byte[], byte[]>> readers, boolean isCarried) {
    this.readers = readers;
    this.isCarried = isCarried;
  }

  static RecordSource of(Map<String, ?> configs) {
    return new RecordSource(
        () ->
            new KafkaConsumer<>(
                ClientConfigs.reader(configs, ClientConfigs.Purpose.DEAD_LETTERS, 1),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
        IS_CARRIED);
  }

  /**
   * The record that an exception speaks of.
   *
   * @throws TimeoutException when the broker does not give it in time
   * @throws org.apache.kafka.common.KafkaException when it cannot be read again
   */
  FailedRecord read(RecordDeserializationException failure) {
    FailedRecord carried = isCarried ? CarriedRecord.of(failure) : null;
    return carried != null ? carried : readAgain(failure.topicPartition(), failure.offset());
  }

  /**
   * The record at an offset, from the broker.
   *
   * @throws TimeoutException when the broker does not give it in time
   * @throws org.apache.kafka.common.KafkaException when it cannot be read again
   */
  FailedRecord readAgain(TopicPartition partition, long offset) {
    Consumer<byte[], byte[]> again = reader;
    if (again == null) {
      again = readers.get();
      reader = again;
    }
    again.assign(List.of(partition));
    again.seek(partition, offset);
    long start = System.nanoTime();
    while (System.nanoTime() - start < TIMEOUT.toNanos()) {
      for (ConsumerRecord<byte[], byte[]> each : again.poll(Duration.ofMillis(500))) {
        if (each.offset() == offset) {
          return new FailedRecord(
              partition, offset, each.timestamp(), each.key(), each.value(), each.headers());
        }
      }
    }
    throw new TimeoutException(
        "the record at offset "
            + offset
            + " of "
            + partition
            + ", which could not be deserialized, was not read again within "
            + TIMEOUT.toSeconds()
            + " s, and so it has no dead letter; the position stays");
  }

  private static boolean isCarried() {
    try {
      RecordDeserializationException.class.getMethod("valueBuffer");
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  @Override
  public void close() {
    Consumer<byte[], byte[]> open = reader;
    reader = null;
    if (open != null) {
      open.close();
    }
  }
}
