// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import io.velostream.schema.serde.kafka.ClientConfigs;
import io.velostream.schema.serde.kafka.TransactionalClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Returns the records of a dead-letter topic to their original topics, each exactly once.
 *
 * <p>A record keeps its key, headers, timestamp and partition, and the records of one partition
 * keep their order. One transaction commits the returned records together with the offsets in the
 * dead-letter topic. So a replay that is killed resumes where it stopped, and consumers with {@code
 * isolation.level=read_committed} see each record once. Progress is that of the consumer group
 * {@code dead-letter-replay.} with the topic's name behind it, which is also the {@code
 * transactional.id}: a second replay of the same topic ends the first.
 *
 * <p>A consumer that crashes may write two dead letters for one record; only one is returned. To
 * detect them, a run reads the dead-letter topic from its beginning, and needs about 150 bytes of
 * memory for each dead letter in it. Records that others put into the dead-letter topic are kept.
 *
 * <p>Not thread-safe. After {@link #run} has thrown, close the replay and create a new one, which
 * resumes.
 */
public final class DeadLetterReplay implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterReplay.class);
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final DeadLetterRepair repair;
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<TopicPartition, Long> starts = new HashMap<>();
  private final Set<DeadLetterOrigin> seen = new HashSet<>();
  private final Map<String, Integer> partitionCounts = new HashMap<>();
  private long replayed;
  private long kept;
  private long repeated;

  DeadLetterReplay(
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      String topic,
      DeadLetterRepair repair) {
    this.consumer = consumer;
    this.producer = producer;
    this.topic = topic;
    this.repair = repair;
  }

  /**
   * A replay of one dead-letter topic. It makes no call yet.
   *
   * @param configs reach the cluster: {@code bootstrap.servers} and what a consumer needs for
   *     security; groups and deserializers in it are not used
   * @param topic the dead-letter topic
   * @param repair decides what is put back
   * @throws org.apache.kafka.common.config.ConfigException when {@code bootstrap.servers} is
   *     missing or a value is wrong
   */
  public static DeadLetterReplay create(
      Map<String, ?> configs, String topic, DeadLetterRepair repair) {
    TransactionalClients clients =
        TransactionalClients.create(configs, group(topic), ClientConfigs.Purpose.DEAD_LETTERS);
    return new DeadLetterReplay(clients.consumer(), clients.producer(), topic, repair);
  }

  private static String group(String topic) {
    return "dead-letter-replay." + topic;
  }

  /**
   * Replays all dead letters that the topic has now and that no earlier run has replayed. Those
   * that are kept are replayed by a later run. To be called once.
   *
   * @throws KafkaException when Kafka fails, or the repair does; nothing of the last transaction is
   *     then visible
   */
  public ReplayResult run() {
    producer.initTransactions(); // ends what an earlier run has left open
    find();
    long lastProgress = System.nanoTime();
    while (!isAtEnd()) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(WAIT);
      if (!records.isEmpty()) {
        replay(records);
        lastProgress = System.nanoTime();
      } else if (System.nanoTime() - lastProgress > TIMEOUT.toNanos()) {
        throw new TimeoutException(
            "no record of " + topic + " was received within " + TIMEOUT.toSeconds() + " s");
      }
    }
    return new ReplayResult(replayed, kept, repeated);
  }

  private void find() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException(
          "there is no topic " + topic + " to replay, or it may not be read");
    }
    consumer.assign(partitions);
    ends.putAll(consumer.endOffsets(partitions));
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
    for (TopicPartition each : partitions) {
      OffsetAndMetadata progress = committed.get(each);
      starts.put(each, progress == null ? 0 : progress.offset());
    }
    consumer.seekToBeginning(partitions);
  }

  private boolean isAtEnd() {
    return ends.entrySet().stream()
        .allMatch(each -> consumer.position(each.getKey()) >= each.getValue());
  }

  private void replay(ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, OffsetAndMetadata> progress = new HashMap<>();
    boolean inTransaction = false;
    try {
      for (ConsumerRecord<byte[], byte[]> each : records) {
        TopicPartition partition = new TopicPartition(each.topic(), each.partition());
        if (each.offset() < starts.getOrDefault(partition, 0L)) {
          remember(each.headers());
        } else if (each.offset() < ends.getOrDefault(partition, 0L)) {
          if (!inTransaction) {
            producer.beginTransaction();
            inTransaction = true;
          }
          replay(each);
          progress.put(partition, new OffsetAndMetadata(each.offset() + 1));
        }
      }
      if (inTransaction) {
        producer.sendOffsetsToTransaction(progress, consumer.groupMetadata());
        producer.commitTransaction();
      }
    } catch (RuntimeException e) {
      if (inTransaction) {
        abort(e);
      }
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

  private void replay(ConsumerRecord<byte[], byte[]> record) {
    DeadLetter letter = DeadLetter.of(record);
    if (letter == null) {
      keep(record);
      return;
    }
    if (!remember(record.headers())) {
      repeated++;
      return;
    }
    Optional<DeadLetter> repaired = repair.repair(letter);
    if (repaired.isEmpty() || isFailed(repaired.get()) || !hasPlace(repaired.get())) {
      keep(record);
      return;
    }
    putBack(repaired.get());
  }

  /** Whether a part is not serialized yet. */
  private static boolean isFailed(DeadLetter letter) {
    return letter.failedKey() != null || letter.failedValue() != null;
  }

  /** Whether the topic and partition of a record exist; one failed send would end the replay. */
  private boolean hasPlace(DeadLetter letter) {
    int partitions = partitions(letter.topic());
    if (partitions > Math.max(0, letter.partition())) {
      return true;
    }
    LOG.warn("{} is kept: its topic has {} partitions", letter, partitions);
    return false;
  }

  private int partitions(String of) {
    return partitionCounts.computeIfAbsent(
        of,
        name -> {
          try {
            List<PartitionInfo> found = consumer.partitionsFor(name);
            return found == null ? 0 : found.size();
          } catch (InvalidTopicException | UnknownTopicOrPartitionException e) {
            return 0;
          }
        });
  }

  private void putBack(DeadLetter repaired) {
    send(
        repaired.topic(),
        repaired.partition() < 0 ? null : repaired.partition(),
        repaired.timestamp() < 0 ? null : repaired.timestamp(),
        repaired.key(),
        repaired.value(),
        repaired.headers());
    replayed++;
  }

  /** Puts a dead letter at the end of its partition, for a later run. */
  private void keep(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = new RecordHeaders(record.headers());
    String before = DeadLetterHeaders.text(headers, DeadLetterHeaders.KEPT);
    headers.remove(DeadLetterHeaders.KEPT);
    DeadLetterHeaders.add(headers, DeadLetterHeaders.KEPT, times(before) + 1);
    send(topic, record.partition(), null, record.key(), record.value(), headers);
    kept++;
  }

  /** Failures show when the transaction is committed. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void send(
      String to,
      @Nullable Integer partition,
      @Nullable Long timestamp,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers) {
    producer.send(new ProducerRecord<>(to, partition, timestamp, key, value, headers));
  }

  private static long times(@Nullable String text) {
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /**
   * Whether a dead letter is the first of its record. One that was kept is a copy of one that was
   * met before, and counts as the first.
   */
  private boolean remember(Headers headers) {
    DeadLetterOrigin origin = DeadLetterOrigin.of(headers);
    return origin == null || seen.add(origin) || headers.lastHeader(DeadLetterHeaders.KEPT) != null;
  }

  /** Ends both clients. A transaction that is open is aborted. */
  @Override
  public void close() {
    new TransactionalClients(consumer, producer).close();
  }
}
