// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.boot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes and reads the bytes of records, in topics of one partition. Belongs to one thread. */
final class Records implements AutoCloseable {

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final long SECONDS = 90;

  private final String servers;
  private final KafkaProducer<byte[], byte[]> producer;

  Records(String servers) {
    this.servers = servers;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Writes a record and waits until the broker has it. */
  void send(ProducerRecord<byte[], byte[]> record) throws Exception {
    producer.send(record).get();
  }

  /** The committed records of a topic, from the first to one that is waited for. */
  List<ConsumerRecord<byte[], byte[]>> until(
      String topic, Predicate<ConsumerRecord<byte[], byte[]>> last) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic, "read_committed")) {
      while (System.nanoTime() < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          records.add(record);
          if (last.test(record)) {
            return records;
          }
        }
      }
    }
    throw new AssertionError(topic + " lacks a record after " + SECONDS + " s: " + records);
  }

  /** All committed records that a topic has now. */
  List<ConsumerRecord<byte[], byte[]>> all(String topic) {
    return all(topic, "read_committed");
  }

  /** The same with those of transactions that were aborted. */
  List<ConsumerRecord<byte[], byte[]>> uncommitted(String topic) {
    return all(topic, "read_uncommitted");
  }

  private List<ConsumerRecord<byte[], byte[]>> all(String topic, String isolation) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic, isolation)) {
      TopicPartition partition = new TopicPartition(topic, 0);
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  private KafkaConsumer<byte[], byte[]> consumer(String topic, String isolation) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "isolation.level", isolation),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    TopicPartition partition = new TopicPartition(topic, 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    return consumer;
  }

  @Override
  public void close() {
    producer.close();
  }
}
