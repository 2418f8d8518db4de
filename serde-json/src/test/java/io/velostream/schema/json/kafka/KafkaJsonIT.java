// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.json.Registry;
import io.velostream.schema.json.Samples;
import io.velostream.schema.json.Samples.Order;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.kafka.EmbeddedKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaJsonIT {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static EmbeddedKafka kafka;
  private static Registry registry;

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start();
    registry = new Registry();
    send(List.of("one", "two"));
  }

  @AfterAll
  static void stop() {
    registry.close();
    kafka.close();
  }

  @Test
  void carriesValidatedOrdersAndTombstonesThroughABroker() {
    List<Order> read =
        read(
            Map.of(
                "group.id",
                "typed",
                JsonKeys.VALUE_TYPE,
                Order.class.getName(),
                JsonKeys.FAIL_INVALID_SCHEMA,
                "true"));

    assertThat(read).containsExactly(Samples.order(), null, Samples.order(), null);
  }

  @Test
  void printsJsonWhereNoClassIsNamed() {
    List<Object> read = read(Map.of("group.id", "console"));

    assertThat(String.valueOf(read.get(0))).startsWith("{\"id\":\"o-1\"").contains("\"sku\":\"a\"");
  }

  private static void send(List<String> keys) throws Exception {
    Map<String, Object> settings =
        registry.configs(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "key.serializer",
            StringSerializer.class.getName(),
            "value.serializer",
            KafkaJsonSchemaSerializer.class.getName(),
            JsonKeys.FAIL_INVALID_SCHEMA,
            true);
    try (KafkaProducer<String, Order> producer = new KafkaProducer<>(settings)) {
      for (String key : keys) {
        producer.send(new ProducerRecord<>("orders", key, Samples.order())).get();
        producer.send(new ProducerRecord<>("orders", key, null)).get();
      }
    }
  }

  private static <T> List<T> read(Map<String, Object> extra) {
    Map<String, Object> settings =
        registry.configs(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "auto.offset.reset",
            "earliest",
            "key.deserializer",
            StringDeserializer.class.getName(),
            "value.deserializer",
            KafkaJsonSchemaDeserializer.class.getName());
    settings.putAll(extra);
    List<T> values = new ArrayList<>();
    long start = System.nanoTime();
    try (KafkaConsumer<String, T> consumer = new KafkaConsumer<>(settings)) {
      consumer.subscribe(List.of("orders"));
      while (values.size() < 4 && System.nanoTime() - start < DEADLINE.toNanos()) {
        consumer.poll(Duration.ofMillis(100)).forEach(each -> values.add(each.value()));
      }
    }
    return values;
  }
}
