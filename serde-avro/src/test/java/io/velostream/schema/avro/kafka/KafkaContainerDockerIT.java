// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.Samples;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.avro.generated.Order;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** Records through Kafka as it is shipped. Where Docker answers only: nothing else can run it. */
@EnabledIf(value = "dockerAnswers", disabledReason = "Docker does not answer")
class KafkaContainerDockerIT {

  private static final String IMAGE = "apache/kafka:4.3.1";
  private static final String TOPIC = "orders";
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static KafkaContainer kafka;
  private static EmbeddedSchemaRegistry registry;

  static boolean dockerAnswers() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  @BeforeAll
  static void start() {
    registry = EmbeddedSchemaRegistry.start();
    kafka = new KafkaContainer(IMAGE);
    kafka.start();
  }

  @AfterAll
  static void stop() {
    if (kafka != null) {
      kafka.stop();
    }
    if (registry != null) {
      registry.close();
    }
  }

  @Test
  void carriesKeysValuesAndTombstones() throws Exception {
    Address key = new Address("Main Street", "1");

    send(key, Samples.order());
    send(key, null);

    assertThat(receive(2)).containsExactly(new Entry(key, Samples.order()), new Entry(key, null));
    assertThat(registry.versions("orders-key")).containsExactly(1);
    assertThat(registry.versions("orders-value")).containsExactly(1);
  }

  private record Entry(Object key, Object value) {}

  private static void send(Object key, Object value) throws Exception {
    Map<String, Object> configs =
        Map.of(
            "bootstrap.servers",
            kafka.getBootstrapServers(),
            "schema.registry.url",
            registry.url(),
            "key.serializer",
            KafkaAvroSerializer.class,
            "value.serializer",
            KafkaAvroSerializer.class);
    try (KafkaProducer<Object, Object> producer = new KafkaProducer<>(configs)) {
      producer
          .send(new ProducerRecord<>(TOPIC, key, value))
          .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static List<Entry> receive(int count) {
    Map<String, Object> configs =
        Map.of(
            "bootstrap.servers",
            kafka.getBootstrapServers(),
            "group.id",
            "readers",
            "auto.offset.reset",
            "earliest",
            "schema.registry.url",
            registry.url(),
            "key.deserializer",
            KafkaAvroDeserializer.class,
            "value.deserializer",
            KafkaAvroDeserializer.class,
            AvroKeys.KEY_TYPE,
            Address.class,
            AvroKeys.VALUE_TYPE,
            Order.class);
    List<Entry> entries = new ArrayList<>();
    long start = System.nanoTime();
    try (KafkaConsumer<Object, Object> consumer = new KafkaConsumer<>(configs)) {
      consumer.subscribe(List.of(TOPIC));
      while (entries.size() < count && System.nanoTime() - start < DEADLINE.toNanos()) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> entries.add(new Entry(record.key(), record.value())));
      }
    }
    return entries;
  }
}
