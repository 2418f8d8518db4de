// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void carriesBytesThroughATopicThatNobodyCreated() throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      producer.send(record("on-first-use", "one")).get();
      producer.send(record("on-first-use", "two")).get();
    }

    assertThat(read("on-first-use", 2)).containsExactly("one", "two");
  }

  @Test
  void createsATopicWithTheWantedPartitions() {
    kafka.createTopic("three-ways", 3);

    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      assertThat(producer.partitionsFor("three-ways")).hasSize(3);
    }
    assertThatThrownBy(() -> kafka.createTopic("three-ways", 3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("three-ways")
        .hasCauseInstanceOf(TopicExistsException.class);
  }

  @Test
  void showsOnlyCommittedTransactions() {
    try (KafkaProducer<byte[], byte[]> producer =
        producer(Map.of("transactional.id", "till", "enable.idempotence", "true"))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(record("payments", "aborted"));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      producer.send(record("payments", "committed"));
      producer.commitTransaction();
    }

    assertThat(read("payments", 1)).containsExactly("committed");
  }

  @Test
  void leavesNoThreadAndNoDataWhenClosed() {
    Set<Thread> before = userThreads();
    EmbeddedKafka second = EmbeddedKafka.start();
    assertThat(second.bootstrapServers()).isNotEqualTo(kafka.bootstrapServers());
    assertThat(second.folder()).isNotEmptyDirectory();
    assertThat(userThreads()).hasSizeGreaterThan(before.size());

    second.close();
    second.close();

    assertThat(second.folder()).doesNotExist();
    Set<Thread> left = userThreads();
    left.removeAll(before);
    assertThat(left).isEmpty();
  }

  private static Set<Thread> userThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon())
        .collect(Collectors.toSet());
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String value) {
    return new ProducerRecord<>(topic, value.getBytes(UTF_8));
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> extra) {
    Map<String, Object> settings = new HashMap<>(extra);
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static List<String> read(String topic, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            topic,
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    List<String> values = new ArrayList<>();
    long start = System.nanoTime();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (values.size() < count && System.nanoTime() - start < DEADLINE.toNanos()) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(100))) {
          values.add(new String(each.value(), UTF_8));
        }
      }
    }
    return values;
  }
}
