// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.deadletter.DeadLetterConsumer;
import io.velostream.schema.deadletter.DeadLetterProducer;
import io.velostream.schema.examples.shop.OrderRecords;
import io.velostream.schema.examples.shop.ShopOrder;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.serde.file.ConfigFiles;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs clients with the samples of configuration files, with a real broker and registry. */
class ConfigurationSamplesTest {

  private static final Path FOLDER = Path.of("configs");
  private static final String AVRO_SOURCE = "kafka_orders_with_registry.yaml";
  private static final String AVRO_SINK = "processed_orders_sink.yaml";
  private static final String JSON_SOURCE = "json_orders_source.properties";
  private static final String JSON_SINK = "json_orders_sink.properties";

  /** Run by SqlDemoTest of the module sql-flink. */
  private static final String STATEMENTS = "orders.sql";

  private static final int COUNT = 20;

  private static EmbeddedKafka kafka;
  private static EmbeddedSchemaRegistry registry;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
    registry = EmbeddedSchemaRegistry.builder().basicAuth("orders", "example").start();
  }

  @AfterAll
  static void stop() {
    registry.close();
    kafka.close();
  }

  /** A configuration of a file, but for the ports of this test. */
  private static Map<String, Object> configs(String file) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.config.file", FOLDER.resolve(file).toString());
    configs.put("bootstrap.servers", kafka.bootstrapServers());
    configs.put("schema.registry.url", registry.url());
    return configs;
  }

  @Test
  void everySampleIsRunByATest() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(AVRO_SOURCE, AVRO_SINK, JSON_SOURCE, JSON_SINK, STATEMENTS);
    }
  }

  @Test
  void thePageShowsTheSampleOfASource() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "config-files.md"), UTF_8))
        .contains("```yaml\n" + Files.readString(FOLDER.resolve(AVRO_SOURCE), UTF_8) + "```\n");
  }

  @Test
  void clientsThatReadAFileWriteAndReadOrdersInAvro() {
    List<GenericRecord> orders = orders();
    try (DeadLetterProducer<String, GenericRecord> producer =
        DeadLetterProducer.create(configs(AVRO_SINK))) {
      orders.forEach(order -> producer.send(new ProducerRecord<>("orders", "key", order)));
    }

    try (DeadLetterConsumer<String, GenericRecord> consumer =
        DeadLetterConsumer.create(configs(AVRO_SOURCE))) {
      assertThat(read(consumer, "orders")).isEqualTo(orders);
    }
  }

  @Test
  void clientsThatReadAFileWriteAndReadOrdersInJson() {
    ObjectMapper mapper = new ObjectMapper().findAndRegisterModules();
    List<JsonNode> orders =
        orders().stream().<JsonNode>map(order -> mapper.valueToTree(ShopOrder.of(order))).toList();
    try (DeadLetterProducer<String, ShopOrder> producer =
        DeadLetterProducer.create(configs(JSON_SINK))) {
      for (GenericRecord order : orders()) {
        producer.send(new ProducerRecord<>("json-orders", "key", ShopOrder.of(order)));
      }
    }

    try (DeadLetterConsumer<String, JsonNode> consumer =
        DeadLetterConsumer.create(configs(JSON_SOURCE))) {
      assertThat(read(consumer, "json-orders")).hasSameSizeAs(orders);
    }
  }

  @Test
  void plainClientsTakeTheEntriesOfAFile() {
    Map<String, Object> writing = ConfigFiles.read(FOLDER.resolve(AVRO_SINK));
    writing.putAll(configs(AVRO_SINK));
    Map<String, Object> reading = ConfigFiles.read(FOLDER.resolve(AVRO_SOURCE));
    reading.putAll(configs(AVRO_SOURCE));
    List<GenericRecord> orders = orders();
    try (Producer<String, GenericRecord> producer = new KafkaProducer<>(writing)) {
      orders.forEach(order -> producer.send(new ProducerRecord<>("plain", "key", order)));
    }

    try (Consumer<String, GenericRecord> consumer = new KafkaConsumer<>(reading)) {
      assertThat(read(consumer, "plain")).isEqualTo(orders);
    }
  }

  private static List<GenericRecord> orders() {
    OrderRecords orders = new OrderRecords(7);
    return orders.records(COUNT).toList();
  }

  private static <T> List<T> read(Consumer<String, T> consumer, String topic) {
    consumer.subscribe(List.of(topic));
    List<T> values = new ArrayList<>();
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (values.size() < COUNT && System.nanoTime() < end) {
      for (ConsumerRecord<String, T> record : consumer.poll(Duration.ofMillis(200))) {
        values.add(record.value());
      }
    }
    return values;
  }
}
