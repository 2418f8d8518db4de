// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.serde.config.DeadLetterKeys;
import io.velostream.schema.serde.config.DeadLetterKeys.OnFailure;
import io.velostream.schema.serde.config.ListenerQueue;
import io.velostream.schema.serde.config.ResolverKeys;
import io.velostream.schema.serde.file.ConfigFiles;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the dead letters that Kafka Streams sends, or writes them itself where Streams is too old
 * for that, and tells listeners of its own, made from the keys of the application, of each. Safe
 * for use by many threads.
 */
public final class StreamsLetters {

  private final Map<String, Object> configs = new HashMap<>();
  private final @Nullable String topic;
  private final String application;

  /** Handlers are never closed, so these are no resolver's; their threads end when idle. */
  private final ListenerQueue listeners;

  private final boolean mayShowValues;

  /** For versions of Streams that send no dead letters. */
  private final DeadLetterWriter writer;

  private final RecordSource source;

  /** Guards {@link #source}, which belongs to one thread at a time. */
  private final ReentrantLock sourceLock = new ReentrantLock();

  private StreamsLetters(
      Map<String, ?> configs, Function<SchemaListener, DeadLetterWriter> writers) {
    this.topic = DeadLetterKeys.topic(configs);
    this.mayShowValues = DeadLetterKeys.mayShowValues(configs);
    this.listeners = new ListenerQueue(ResolverKeys.listeners(configs).open());
    this.writer = writers.apply(listeners);
    this.source = RecordSource.of(configs);
    Object id = configs.get("application.id");
    if (id != null) {
      this.configs.put("group.id", id);
    }
    this.application = String.valueOf(id);
    Object client = configs.get("client.id");
    if (client != null) {
      this.configs.put("client.id", client);
    }
  }

  /**
   * As the configuration of an application says.
   *
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong
   *     or unknown
   */
  public static StreamsLetters of(Map<String, ?> configs) {
    Map<String, Object> all = ConfigFiles.expand(configs);
    FailedReads.check(all, false);
    Map<String, Object> writerConfigs = new HashMap<>(all);
    writerConfigs.putIfAbsent("group.id", all.get("application.id"));
    return of(all, listener -> DeadLetterWriter.withOwnProducer(writerConfigs, listener));
  }

  static StreamsLetters of(
      Map<String, ?> configs, Function<SchemaListener, DeadLetterWriter> writers) {
    return new StreamsLetters(configs, writers);
  }

  /**
   * Writes the dead letter of a record, and returns when the broker has acknowledged it.
   *
   * @return whether it was written; false for a failure that says nothing about the record
   * @throws org.apache.kafka.common.KafkaException when it was not written
   */
  public boolean write(ConsumerRecord<byte[], byte[]> record, Exception failure) {
    if (!Failures.isOfRecord(failure)) {
      return false;
    }
    writer.write(FailedRecord.of(record), failure);
    count(record.topic(), failure);
    return true;
  }

  /**
   * As {@link #write(ConsumerRecord, Exception)}, for a record that is read again.
   *
   * @param partition where it is
   * @param offset where it is
   */
  public boolean write(TopicPartition partition, long offset, Exception failure) {
    if (!Failures.isOfRecord(failure)) {
      return false;
    }
    FailedRecord record;
    sourceLock.lock();
    try {
      record = source.readAgain(partition, offset);
    } finally {
      sourceLock.unlock();
    }
    writer.write(record, failure);
    count(partition.topic(), failure);
    return true;
  }

  /**
   * The letters of a handler that has been configured.
   *
   * @throws InvalidConfigurationException when it has not
   */
  public static StreamsLetters requireConfigured(@Nullable StreamsLetters letters) {
    if (letters == null) {
      throw new InvalidConfigurationException("configure was not called");
    }
    return letters;
  }

  /**
   * The dead letter of a record.
   *
   * @return null for a failure that says nothing about the record
   */
  public @Nullable ProducerRecord<byte[], byte[]> letter(
      ConsumerRecord<byte[], byte[]> record, Exception failure) {
    String letters = topic == null ? record.topic() + DeadLetterKeys.SUFFIX : topic;
    ProducerRecord<byte[], byte[]> letter = DeadLetter.letterOf(record, failure, letters, configs);
    if (letter != null) {
      count(record.topic(), failure);
      listeners.onEvent(
          new SchemaEvent.DeadLetterWritten(
              record.topic(),
              record.partition(),
              record.offset(),
              letters,
              Failures.cause(failure).getClass().getName(),
              Failures.reasonWithoutData(failure, false, mayShowValues)));
    }
    return letter;
  }

  /** An application without dead letters has no metrics of them. */
  private void count(String failedTopic, Exception failure) {
    DeadLetterCounters.ofStreams(application).count(OnFailure.DEAD_LETTER, failedTopic, failure);
  }
}
