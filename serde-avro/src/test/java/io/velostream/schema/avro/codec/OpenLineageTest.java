// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.model.SchemaReference;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenLineage events of Avro clients that name the listener in their configuration. */
class OpenLineageTest {

  private static final String MONEY =
      "{\"type\":\"record\",\"name\":\"Money\",\"namespace\":\"shop\",\"fields\":"
          + "[{\"name\":\"cents\",\"type\":\"long\"}]}";
  private static final String ORDER =
      "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"shop\",\"fields\":"
          + "[{\"name\":\"number\",\"type\":\"long\",\"doc\":\"The number on the bill.\"},"
          + "{\"name\":\"price\",\"type\":[\"null\",\"shop.Money\"]}]}";

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  @TempDir Path folder;

  @BeforeEach
  void register() {
    registry.register("money", MONEY);
    registry.register(
        "AVRO", "orders-value", ORDER, List.of(new SchemaReference("shop.Money", "money", 1)));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aFileHasTheRunsOfWriterAndReaderWithReferencedFields() throws IOException {
    Path path = folder.resolve("lineage").resolve("events.jsonl");
    Map<String, Object> configs = configs();
    configs.put("schema.listeners.lineage.openlineage.path", path.toString());
    configs.put("bootstrap.servers", List.of("broker:9092", "other:9092"));

    writeAndRead(configs);

    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(path)) {
      events.add(new ObjectMapper().readTree(line));
    }
    assertThat(events)
        .extracting(OpenLineageTest::summary)
        .contains(
            "START shop in null out orders",
            "COMPLETE shop in null out orders",
            "START billing in orders out null",
            "COMPLETE billing in orders out null");
    for (JsonNode event : events) {
      assertThat(event.at("/job/namespace").textValue()).isEqualTo("kafka://broker:9092");
      JsonNode topic = event.at(event.get("inputs").isEmpty() ? "/outputs/0" : "/inputs/0");
      assertThat(topic.get("namespace").textValue()).isEqualTo("kafka://broker:9092");
      JsonNode fields = topic.at("/facets/schema/fields");
      assertThat(fields.at("/0/name").textValue()).isEqualTo("number");
      assertThat(fields.at("/0/type").textValue()).isEqualTo("long");
      assertThat(fields.at("/0/description").textValue()).isEqualTo("The number on the bill.");
      assertThat(fields.at("/1/type").textValue()).isEqualTo("shop.Money");
      assertThat(fields.at("/1/fields/0/name").textValue()).isEqualTo("cents");
      JsonNode schema = topic.at("/facets/velostream_schemas/schemas/0");
      assertThat(schema.get("subject").textValue()).isEqualTo("orders-value");
      assertThat(schema.get("version").intValue()).isEqualTo(1);
      assertThat(schema.get("id").intValue()).isEqualTo(2);
      assertThat(schema.at("/references/0/subject").textValue()).isEqualTo("money");
    }
  }

  @Test
  void aServerReceivesTheStartWhileTheClientRunsAndTheEndWhenItCloses() throws Exception {
    BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/lineage",
        exchange -> {
          received.add(new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(201, -1);
          exchange.close();
        });
    server.start();
    Map<String, Object> configs = configs();
    configs.put(
        "schema.listeners.lineage.openlineage.url",
        "http://localhost:" + server.getAddress().getPort());
    JsonNode start;
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
      serializer.configure(configs, false);
      serializer.serialize("orders", order());
      start = received.poll(20, TimeUnit.SECONDS);
    } finally {
      server.stop(0);
    }

    assertThat(start).isNotNull();
    assertThat(summary(start)).isEqualTo("START shop in null out orders");
    List<JsonNode> later = List.copyOf(received);
    assertThat(later).isNotEmpty();
    JsonNode end = later.get(later.size() - 1);
    assertThat(summary(end)).isEqualTo("COMPLETE shop in null out orders");
    assertThat(end.at("/run/runId")).isEqualTo(start.at("/run/runId"));
  }

  @Test
  void recordsAreWrittenAndReadWhenNothingCanBeReported() throws IOException {
    Path blocked = folder.resolve("blocked");
    Files.writeString(blocked, "");
    Map<String, Object> configs = configs();
    configs.put(
        "schema.listeners.lineage.openlineage.path", blocked.resolve("events.jsonl").toString());
    configs.put("schema.listeners.lineage.openlineage.url", "http://localhost:1");

    writeAndRead(configs);

    assertThat(blocked).isEmptyFile();
  }

  private void writeAndRead(Map<String, Object> configs) {
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
      serializer.configure(configs, false);
      Map<String, Object> others = new HashMap<>(configs);
      others.put("client.id", "billing");
      deserializer.configure(others, false);
      byte[] bytes = serializer.serialize("orders", order());
      assertThat(deserializer.deserialize("orders", bytes)).isEqualTo(order());
    }
  }

  private static String summary(JsonNode event) {
    return event.get("eventType").textValue()
        + " "
        + event.at("/job/name").textValue()
        + " in "
        + event.at("/inputs/0/name").textValue()
        + " out "
        + event.at("/outputs/0/name").textValue();
  }

  private static GenericRecord order() {
    Schema.Parser parser = new Schema.Parser();
    Schema money = parser.parse(MONEY);
    GenericRecord price = new GenericData.Record(money);
    price.put("cents", 100L);
    GenericRecord order = new GenericData.Record(parser.parse(ORDER));
    order.put("number", 1L);
    order.put("price", price);
    return order;
  }

  private Map<String, Object> configs() {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.url());
    configs.put("client.id", "shop");
    configs.put("auto.register.schemas", "false");
    configs.put("use.latest.version", "true");
    configs.put("schema.listeners", "io.velostream.schema.observe.lineage.LineageListener");
    return configs;
  }
}
