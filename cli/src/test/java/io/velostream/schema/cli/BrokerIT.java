// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli;

import static io.velostream.schema.cli.Program.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.deadletter.DeadLetterHeaders;
import io.velostream.schema.kafka.EmbeddedKafka;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commands cat and replay on a broker. */
class BrokerIT {

  private static EmbeddedKafka kafka;

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private Program cat(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "cat",
                "--registry",
                registry.url(),
                "-D",
                "bootstrap.servers=" + kafka.bootstrapServers()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  @Test
  void printsTheRecordsOfATopic() throws Exception {
    kafka.createTopic("orders", 2);
    Schema schema = SchemaBuilder.record("Order").fields().requiredInt("n").endRecord();
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        KafkaProducer<byte[], byte[]> producer = producer()) {
      serializer.configure(Map.of("schema.registry.url", registry.url()), false);
      for (int n = 0; n < 10; n++) {
        byte[] value =
            serializer.serialize("orders", new GenericRecordBuilder(schema).set("n", n).build());
        producer.send(new ProducerRecord<>("orders", n % 2, null, value)).get();
      }
      producer.send(new ProducerRecord<>("orders", 1, null, null)).get();
    }

    List<String> lines =
        cat("--topic", "orders", "-o", "json").assertStatus(0).out().lines().toList();
    assertThat(lines).hasSize(11);
    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    assertThat(first.path("subject").asText()).isEqualTo("orders-value");
    assertThat(first.path("value").has("n")).isTrue();
    assertThat(
            cat("--topic", "orders", "--partition", "1", "--from-offset", "4")
                .assertStatus(0)
                .out())
        .isEqualTo("orders-1@4  orders-value:1 (id 1)  {\"n\":9}\norders-1@5  null\n");
    assertThat(cat("--topic", "orders", "--max", "3").assertStatus(0).out().lines()).hasSize(3);
    cat("--topic", "missing").assertFails("missing");
  }

  @Test
  void replaysDeadLetters() throws Exception {
    kafka.createTopic("payments", 1);
    kafka.createTopic("payments.dead-letters", 1);
    registry.register("payments-value", "\"string\"");
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (String value : List.of("\0\0\0\0\1\2a", "no record")) {
        ProducerRecord<byte[], byte[]> letter =
            new ProducerRecord<>("payments.dead-letters", 0, null, value.getBytes(UTF_8));
        Map.of(
                DeadLetterHeaders.TOPIC,
                "payments",
                DeadLetterHeaders.PARTITION,
                "0",
                DeadLetterHeaders.OFFSET,
                String.valueOf(value.length()),
                DeadLetterHeaders.TIMESTAMP,
                "1")
            .forEach((name, text) -> letter.headers().add(name, text.getBytes(UTF_8)));
        producer.send(letter).get();
      }
    }
    String[] replay = {
      "replay",
      "payments.dead-letters",
      "--registry",
      registry.url(),
      "-Dbootstrap.servers=" + kafka.bootstrapServers(),
      "--value-deserializer",
      "io.velostream.schema.avro.KafkaAvroDeserializer",
      "-ojson"
    };

    JsonNode result = run(replay).assertStatus(1).json();

    assertThat(result.path("replayed").asInt()).isEqualTo(1);
    assertThat(result.path("kept").asInt()).isEqualTo(1);
    assertThat(
            run(
                    "replay",
                    "payments.dead-letters",
                    "-Dbootstrap.servers=" + kafka.bootstrapServers())
                .assertStatus(0)
                .out())
        .isEqualTo("replayed=1 kept=0 repeated=0\n");
  }
}
