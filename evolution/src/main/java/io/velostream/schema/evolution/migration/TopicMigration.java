// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.migration;

import io.velostream.schema.deadletter.DeadLetter;
import io.velostream.schema.evolution.transform.ConversionException;
import io.velostream.schema.serde.kafka.ClientConfigs.Purpose;
import io.velostream.schema.serde.kafka.TransactionalClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Copies a topic to another one and transforms each value, each record exactly once.
 *
 * <p>A record keeps its key, headers, timestamp and partition, and the records of one partition
 * keep their order. One transaction commits the written records together with the offsets in the
 * old topic. So a migration that is killed resumes where it stopped, and consumers with {@code
 * isolation.level=read_committed} see each record once. Progress is that of the consumer group
 * {@code topic-migration.OLD.NEW}, which is also the {@code transactional.id}: a second migration
 * of the same topics ends the first.
 *
 * <p>Keys are copied as bytes, so that the same key stays in the same partition. The new topic
 * needs at least as many partitions as the old one.
 *
 * <p>Not thread-safe. After a run has thrown, close the migration and create a new one, which
 * resumes.
 */
public final class TopicMigration implements AutoCloseable {

  private static final Duration WAIT = Duration.ofMillis(200);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final TransactionalClients clients;
  private final Topics topics;
  private final RecordMapping<?, ?> mapping;
  private final MigrationFailures failures;
  private long migrated;
  private long failed;

  /**
   * The topics of a migration.
   *
   * @param from the topic that is read
   * @param to the topic that is written; it has to exist
   */
  public record Topics(String from, String to) {

    public Topics {
      if (Objects.requireNonNull(from, "from").equals(Objects.requireNonNull(to, "to"))) {
        throw new IllegalArgumentException("a topic cannot be migrated to itself: " + from);
      }
    }

    String group() {
      return "topic-migration." + from + "." + to;
    }
  }

  TopicMigration(
      TransactionalClients clients,
      Topics topics,
      RecordMapping<?, ?> mapping,
      MigrationFailures failures) {
    this.clients = clients;
    this.consumer = clients.consumer();
    this.producer = clients.producer();
    this.topics = topics;
    this.mapping = mapping;
    this.failures = failures;
  }

  /**
   * A migration. It makes no call yet.
   *
   * @param configs reach the cluster: {@code bootstrap.servers} and what clients need for security;
   *     groups, serializers and deserializers in it are not used
   * @throws org.apache.kafka.common.config.ConfigException when {@code bootstrap.servers} is
   *     missing or a value is wrong
   */
  public static TopicMigration create(
      Map<String, ?> configs,
      Topics topics,
      RecordMapping<?, ?> mapping,
      MigrationFailures failures) {
    Objects.requireNonNull(mapping, "mapping");
    Objects.requireNonNull(failures, "failures");
    return new TopicMigration(
        TransactionalClients.create(configs, topics.group(), Purpose.TOPIC_MIGRATION),
        topics,
        mapping,
        failures);
  }

  /**
   * Migrates all records that the old topic has now and that no earlier run has migrated. To be
   * called once.
   *
   * @return the counts of this run
   * @throws ConversionException when a value cannot be transformed and failures end the migration
   * @throws KafkaException when Kafka, the deserializer or the serializer fails; nothing of the
   *     last transaction is then visible
   */
  public MigrationResult run() {
    List<TopicPartition> partitions = start();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long lastProgress = System.nanoTime();
    while (!isAt(ends)) {
      if (poll(ends)) {
        lastProgress = System.nanoTime();
      } else if (System.nanoTime() - lastProgress > TIMEOUT.toNanos()) {
        throw new TimeoutException(
            "no record of " + topics.from() + " was received within " + TIMEOUT.toSeconds() + " s");
      }
    }
    return new MigrationResult(migrated, failed);
  }

  /**
   * Migrates records as they come, until it is told to stop. To be called once.
   *
   * @param isStopped asked before each poll, which takes at most 200 ms if there is no record
   * @return the counts of this run
   * @throws KafkaException as {@link #run}
   * @throws ConversionException as {@link #run}
   */
  public MigrationResult follow(BooleanSupplier isStopped) {
    start();
    while (!isStopped.getAsBoolean()) {
      poll(Map.of());
    }
    return new MigrationResult(migrated, failed);
  }

  private List<TopicPartition> start() {
    producer.initTransactions(); // ends what an earlier run has left open
    List<TopicPartition> partitions =
        partitions(topics.from()).stream()
            .map(each -> new TopicPartition(topics.from(), each))
            .toList();
    int available = partitions(topics.to()).size();
    if (available < partitions.size()) {
      throw new IllegalStateException(
          topics.to()
              + " has "
              + available
              + " partitions, but needs at least "
              + partitions.size()
              + ", as "
              + topics.from()
              + " has, so that records keep their partition");
    }
    consumer.assign(partitions);
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    for (TopicPartition each : partitions) {
      OffsetAndMetadata progress = committed.get(each);
      long beginning = beginnings.getOrDefault(each, 0L);
      consumer.seek(each, progress == null ? beginning : Math.max(beginning, progress.offset()));
    }
    return partitions;
  }

  private List<Integer> partitions(String topic) {
    List<Integer> partitions =
        consumer.partitionsFor(topic).stream().map(each -> each.partition()).sorted().toList();
    if (partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException(
          "there is no topic " + topic + ", or it may not be read");
    }
    return partitions;
  }

  private boolean isAt(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(each -> consumer.position(each.getKey()) >= each.getValue());
  }

  private boolean poll(Map<TopicPartition, Long> ends) {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(WAIT);
    if (records.isEmpty()) {
      return false;
    }
    long migratedBefore = migrated;
    long failedBefore = failed;
    Map<TopicPartition, OffsetAndMetadata> progress = new HashMap<>();
    producer.beginTransaction();
    try {
      for (ConsumerRecord<byte[], byte[]> each : records) {
        TopicPartition partition = new TopicPartition(each.topic(), each.partition());
        if (each.offset() < ends.getOrDefault(partition, Long.MAX_VALUE)) {
          migrate(each);
          progress.put(partition, new OffsetAndMetadata(each.offset() + 1));
        }
      }
      producer.sendOffsetsToTransaction(progress, consumer.groupMetadata());
      producer.commitTransaction();
      return true;
    } catch (RuntimeException e) {
      migrated = migratedBefore;
      failed = failedBefore;
      abort(e);
      throw e;
    }
  }

  private void abort(RuntimeException first) {
    try {
      producer.abortTransaction();
    } catch (KafkaException | IllegalStateException e) {
      first.addSuppressed(e); // the next run ends the transaction
    }
  }

  private void migrate(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = new RecordHeaders(record.headers());
    byte[] value;
    try {
      value = mapping.apply(topics.from(), topics.to(), headers, record.value());
    } catch (RuntimeException e) {
      ProducerRecord<byte[], byte[]> letter = deadLetter(record, e);
      if (letter == null) {
        throw e;
      }
      send(letter);
      failed++;
      return;
    }
    Long timestamp = record.timestamp() < 0 ? null : record.timestamp();
    send(
        new ProducerRecord<>(
            topics.to(), record.partition(), timestamp, record.key(), value, headers));
    migrated++;
  }

  /**
   * The dead letter of a record; null if none is wanted, or the record does not cause the failure.
   */
  private @Nullable ProducerRecord<byte[], byte[]> deadLetter(
      ConsumerRecord<byte[], byte[]> record, RuntimeException failure) {
    return failures.deadLetterTopic() == null
        ? null
        : DeadLetter.letterOf(
            record, failure, failures.deadLetterTopic(), Map.of("group.id", topics.group()));
  }

  /** Failures show when the transaction is committed. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void send(ProducerRecord<byte[], byte[]> record) {
    producer.send(record);
  }

  /** Ends both clients. A transaction that is open is aborted. */
  @Override
  public void close() {
    clients.close();
  }
}
