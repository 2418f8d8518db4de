// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.serde.config.DeadLetterKeys;
import io.velostream.schema.serde.kafka.ClientConfigs;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes dead letters and waits until the broker has them. Safe for use by many threads; none waits
 * for the broker while it holds the lock.
 */
final class DeadLetterWriter implements AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final Map<String, ?> configs;
  private final @Nullable String fixedTopic;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final boolean isOwn;
  private final SchemaListener listener;
  private final LongSupplier clockMillis;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock. */
  private @Nullable Producer<byte[], byte[]> producer;

  DeadLetterWriter(
      Map<String, ?> configs,
      Supplier<Producer<byte[], byte[]>> producers,
      boolean isOwn,
      SchemaListener listener,
      LongSupplier clockMillis) {
    this.configs = Map.copyOf(withoutNulls(configs));
    this.fixedTopic = DeadLetterKeys.topic(configs);
    this.producers = producers;
    this.isOwn = isOwn;
    this.listener = listener;
    this.clockMillis = clockMillis;
  }

  static DeadLetterWriter withOwnProducer(Map<String, ?> configs, SchemaListener listener) {
    return new DeadLetterWriter(
        configs,
        () ->
            new KafkaProducer<>(
                ClientConfigs.producer(configs, ClientConfigs.Purpose.DEAD_LETTERS),
                new ByteArraySerializer(),
                new ByteArraySerializer()),
        true,
        listener,
        System::currentTimeMillis);
  }

  static DeadLetterWriter with(
      Producer<byte[], byte[]> producer, Map<String, ?> configs, SchemaListener listener) {
    return new DeadLetterWriter(
        configs, () -> producer, false, listener, System::currentTimeMillis);
  }

  /**
   * Writes a record to its dead-letter topic, and returns when the broker has acknowledged it.
   *
   * @return where the dead letter is
   * @throws KafkaException when it has not
   */
  RecordMetadata write(FailedRecord record, Throwable failure) {
    String topic = topic(record, failure);
    Producer<byte[], byte[]> used = null;
    try {
      used = producer();
      RecordMetadata metadata = send(used, topic, record, failure);
      publish(topic, record, failure);
      return metadata;
    } catch (InterruptedException e) {
      throw new InterruptException(notWritten(topic, record), e);
    } catch (InterruptException e) {
      throw e;
    } catch (ExecutionException e) {
      discard(used);
      throw new KafkaException(notWritten(topic, record), e.getCause() == null ? e : e.getCause());
    } catch (KafkaException | IllegalStateException | TimeoutException e) {
      discard(used);
      throw new KafkaException(notWritten(topic, record), e);
    }
  }

  private void publish(String topic, FailedRecord record, Throwable failure) {
    listener.onEvent(
        new SchemaEvent.DeadLetterWritten(
            record.partition().topic(),
            record.partition().partition(),
            record.offset(),
            topic,
            Failures.cause(failure).getClass().getName(),
            Failures.reasonWithoutData(
                failure,
                !(listener instanceof SharedListeners),
                DeadLetterKeys.mayShowValues(configs))));
  }

  private Producer<byte[], byte[]> producer() {
    lock.lock();
    try {
      Producer<byte[], byte[]> open = producer;
      if (open == null) {
        open = producers.get();
        producer = open;
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  /** Replaces a failed producer at the next write, since some of its failures are permanent. */
  private void discard(@Nullable Producer<byte[], byte[]> failed) {
    if (failed != null && isOwn && replace(failed)) {
      failed.close(Duration.ZERO);
    }
  }

  /** Whether {@code failed} was the current producer, which no other thread has replaced. */
  private boolean replace(Producer<byte[], byte[]> failed) {
    lock.lock();
    try {
      boolean isCurrent = producer == failed;
      producer = isCurrent ? null : producer;
      return isCurrent;
    } finally {
      lock.unlock();
    }
  }

  private RecordMetadata send(
      Producer<byte[], byte[]> used, String topic, FailedRecord record, Throwable failure)
      throws InterruptedException, ExecutionException, TimeoutException {
    // Letters of one partition stay in one partition, so that a replay keeps their order.
    int partitions = record.isPlaced() ? used.partitionsFor(topic).size() : 0;
    Integer partition = partitions == 0 ? null : record.partition().partition() % partitions;
    return used.send(
            new ProducerRecord<>(
                topic,
                partition,
                null,
                record.key(),
                record.value(),
                DeadLetterHeaders.of(record, failure, configs, clockMillis.getAsLong())))
        .get(ClientConfigs.DELIVERY_MILLIS * 2L, TimeUnit.MILLISECONDS);
  }

  private String topic(FailedRecord record, Throwable failure) {
    String recordTopic = record.partition().topic();
    String topic = fixedTopic == null ? recordTopic + DeadLetterKeys.SUFFIX : fixedTopic;
    if (topic.equals(recordTopic)) {
      throw new KafkaException(
          record.failure()
              + ", and "
              + DeadLetterKeys.TOPIC
              + " names the topic that it is in: name another one",
          failure);
    }
    return topic;
  }

  private static String notWritten(String topic, FailedRecord record) {
    return record.failure()
        + ", and its dead letter was not written to "
        + topic
        + (record.unsent() == null ? "; the consumer's position stays at the record" : "")
        + ". Check that the topic exists, that this"
        + " client may write to it, and its max.message.bytes";
  }

  private static Map<String, Object> withoutNulls(Map<String, ?> configs) {
    Map<String, Object> present = new HashMap<>(configs);
    present.values().removeIf(Objects::isNull);
    return present;
  }

  @Override
  public void close() {
    Producer<byte[], byte[]> open;
    lock.lock();
    try {
      open = producer;
      producer = null;
    } finally {
      lock.unlock();
    }
    try {
      if (open != null && isOwn) {
        open.close(CLOSE_TIMEOUT);
      }
    } finally {
      if (listener instanceof SharedListeners sharedListeners) {
        sharedListeners.close();
      }
    }
  }
}
