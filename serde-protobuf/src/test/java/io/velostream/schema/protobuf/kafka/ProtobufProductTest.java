// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.kafka;

import static io.velostream.schema.protobuf.Registry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import io.velostream.schema.protobuf.KafkaProtobufDeserializer;
import io.velostream.schema.protobuf.KafkaProtobufSerializer;
import io.velostream.schema.protobuf.Registry;
import io.velostream.schema.protobuf.shop.Money;
import io.velostream.schema.protobuf.shop.Order;
import io.velostream.schema.protobuf.shop.Product;
import io.velostream.schema.protobuf.shop.Types;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutFile;
import io.velostream.schema.rollout.RolloutStrategy.BlueGreen;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the product does around a format, configured as an application does. */
class ProtobufProductTest {

  private static final Order ORDER =
      Order.newBuilder()
          .setId("7")
          .addLines(
              Order.Line.newBuilder()
                  .setProduct(
                      Product.newBuilder().setName("pen").setPrice(Money.newBuilder().setCents(5)))
                  .setQuantity(2))
          .build();

  private final Registry registry = new Registry();
  @TempDir Path folder;

  @AfterEach
  void close() {
    registry.close();
  }

  private KafkaProtobufSerializer<Message> writer(boolean isKey, Object... settings) {
    KafkaProtobufSerializer<Message> writer = new KafkaProtobufSerializer<>();
    writer.configure(registry.configs(settings), isKey);
    return writer;
  }

  private KafkaProtobufDeserializer<Message> reader(boolean isKey, Object... settings) {
    KafkaProtobufDeserializer<Message> reader = new KafkaProtobufDeserializer<>();
    reader.configure(registry.configs(settings), isKey);
    return reader;
  }

  private static double records(String type, boolean isKey) throws Exception {
    ObjectName name =
        new ObjectName(
            "velostream.schema:type=%s,client-id=pb-metrics,is-key=%s,format=protobuf"
                .formatted(type, isKey));
    return (double) ManagementFactory.getPlatformMBeanServer().getAttribute(name, "record-total");
  }

  @Test
  void keysAndValuesAreCountedInJmxAsProtobuf() throws Exception {
    for (boolean isKey : new boolean[] {true, false}) {
      try (KafkaProtobufSerializer<Message> writer = writer(isKey, "client.id", "pb-metrics");
          KafkaProtobufDeserializer<Message> reader = reader(isKey, "client.id", "pb-metrics")) {
        for (int i = 0; i < 3; i++) {
          assertThat(reader.deserialize(TOPIC, writer.serialize(TOPIC, ORDER))).isNotNull();
        }
        assertThat(records("serializer-metrics", isKey)).isEqualTo(3);
        assertThat(records("deserializer-metrics", isKey)).isEqualTo(3);
      }
    }
    assertThat(registry.subjects()).contains("orders-key", "orders-value");
  }

  @Test
  void auditLogAndLineageNameSchemaAndImports() throws Exception {
    Path audit = folder.resolve("audit");
    Path events = folder.resolve("events.jsonl");
    Object[] settings = {
      "client.id",
      "shop",
      "schema.audit.path",
      audit.toString(),
      "schema.listeners",
      "io.velostream.schema.observe.lineage.LineageListener",
      "schema.listeners.lineage.openlineage.path",
      events.toString()
    };
    try (KafkaProtobufSerializer<Message> writer = writer(false, settings);
        KafkaProtobufDeserializer<Message> reader = reader(false, settings)) {
      assertThat(reader.deserialize(TOPIC, writer.serialize(TOPIC, ORDER))).isNotNull();
    }

    StringBuilder log = new StringBuilder();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).filter(f -> !f.equals(events)).toList()) {
        log.append(Files.readString(file));
      }
    }
    assertThat(log).contains("orders-value").contains("shop/money.proto");
    assertThat(Files.readString(events))
        .contains("\"type\":\"PROTOBUF\"")
        .contains("\"name\":\"id\",\"type\":\"string\"")
        .contains(
            "{\"name\":\"lines\",\"type\":\"array\",\"fields\":[{\"name\":\"_element\","
                + "\"type\":\"shop.Order.Line\",\"fields\":[{\"name\":\"product\",\"type\":\"shop.Product\"")
        .contains("\"name\":\"cents\"")
        .contains(
            "{\"name\":\"discounts\",\"type\":\"map\",\"fields\":[{\"name\":\"key\","
                + "\"type\":\"string\"},{\"name\":\"value\",\"type\":\"shop.Money\"");
  }

  @Test
  void freshClientsReadFromTheSnapshotWhenTheRegistryIsDown() {
    Object[] settings = {
      "schema.snapshot.path",
      folder.toString(),
      "schema.snapshot.encryption",
      "none",
      "schema.snapshot.interval.ms",
      0,
      "derive.type",
      true
    };
    byte[] bytes;
    try (KafkaProtobufSerializer<Message> writer = writer(false, settings);
        KafkaProtobufDeserializer<Message> reader = reader(false, settings)) {
      bytes = writer.serialize(TOPIC, ORDER);
      assertThat(reader.deserialize(TOPIC, bytes)).isEqualTo(ORDER);
    }
    registry.server.close();

    try (KafkaProtobufSerializer<Message> writer = writer(false, settings);
        KafkaProtobufDeserializer<Message> reader = reader(false, settings)) {
      assertThat(reader.deserialize(TOPIC, bytes)).isEqualTo(ORDER);
      assertThat(writer.serialize(TOPIC, ORDER)).isEqualTo(bytes);
    }
  }

  @Test
  void aFileOfRolloutsSaysWhichVersion() throws Exception {
    String text = "syntax = \"proto3\"; package shop; message Second { int32 number = 1;%s }";
    int first = registry.register("orders-value", text.formatted(""));
    int second = registry.register("orders-value", text.formatted(" string name = 2;"));
    Path file = folder.resolve("rollouts.json");
    Message plain = Types.Second.newBuilder().setNumber(5).build();
    for (boolean isNew : new boolean[] {false, true}) {
      RolloutFile.write(file, List.of(Rollout.running("orders-value", 1, 2, new BlueGreen(isNew))));
      try (KafkaProtobufSerializer<Message> writer =
          writer(false, "schema.rollout.file", file.toString())) {
        assertThat(writer.serialize(TOPIC, plain)[4]).isEqualTo((byte) (isNew ? second : first));
      }
    }
    Files.writeString(file, "{}");
    assertThatThrownBy(() -> writer(false, "schema.rollout.file", file.toString()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.rollout.file");
  }

  @Test
  void aConfigurationFileConfiguresBothEnds() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("registry.properties"),
            "schema.registry.url=" + registry.server.url() + "\nderive.type=true\n");
    Map<String, Object> configs = Map.of("schema.config.file", file.toString());
    try (KafkaProtobufSerializer<Message> writer = new KafkaProtobufSerializer<>();
        KafkaProtobufDeserializer<Message> reader = new KafkaProtobufDeserializer<>()) {
      writer.configure(configs, false);
      reader.configure(configs, false);

      assertThat(reader.deserialize(TOPIC, writer.serialize(TOPIC, ORDER))).isEqualTo(ORDER);
    }
  }

  @Test
  void headersCarryKeyAndValueApart() {
    RecordHeaders headers = new RecordHeaders();
    for (boolean isKey : new boolean[] {true, false}) {
      String key = (isKey ? "key" : "value") + ".schema.id.serializer";
      Message sent = isKey ? ORDER.getLines(0) : ORDER;
      try (KafkaProtobufSerializer<Message> writer = writer(isKey, key, "header");
          KafkaProtobufDeserializer<Message> reader = reader(isKey, "derive.type", true)) {
        byte[] bytes = writer.serialize(TOPIC, headers, sent);
        assertThat(bytes).isEqualTo(sent.toByteArray());
        assertThat(reader.deserialize(TOPIC, headers, bytes)).isEqualTo(sent);
      }
    }
    assertThat(headers.lastHeader("__key_schema_id")).isNotNull();
    assertThat(headers.lastHeader("__value_schema_id")).isNotNull();
  }
}
