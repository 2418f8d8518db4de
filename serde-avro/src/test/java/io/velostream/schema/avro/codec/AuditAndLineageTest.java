// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audit log and lineage of clients that name the listeners in their configuration. */
class AuditAndLineageTest {

  private static final Schema ORDER =
      new Schema.Parser()
          .parse(
              "{\"type\":\"record\",\"name\":\"Order\",\"fields\":"
                  + "[{\"name\":\"secret\",\"type\":\"string\"}]}");

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  @TempDir Path folder;

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void theAuditLogSaysWhoDidWhatWithWhichSchema() throws IOException {
    Path path = folder.resolve("audit.jsonl");
    Map<String, Object> configs = configs("shop");
    configs.put("schema.listeners", "io.velostream.schema.observe.audit.AuditListener");
    configs.put("schema.listeners.audit.path", path.toString());
    configs.put("schema.access.write.deny", "topic:payments");
    configs.put("basic.auth.credentials.source", "USER_INFO");
    configs.put("basic.auth.user.info", "alice:s3cret");
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
      serializer.configure(configs, false);
      deserializer.configure(configs, false);
      byte[] bytes = new byte[0];
      for (int i = 0; i < 5; i++) {
        bytes = serializer.serialize("orders", order("hidden"));
      }
      assertThat(deserializer.deserialize("orders", bytes)).isNotNull();
      assertThat(deserializer.deserialize("orders-copy", bytes)).isNotNull();
      for (int i = 0; i < 4; i++) {
        assertThatThrownBy(() -> serializer.serialize("payments", order("hidden")))
            .isInstanceOf(AuthorizationException.class);
      }
    }

    List<JsonNode> lines = lines(path);
    assertThat(lines)
        .extracting(AuditAndLineageTest::summary)
        .contains(
            "register shop alice orders orders-value:1",
            "read shop alice orders orders-value:1",
            "read shop alice orders-copy orders-value:1",
            "denied shop null payments null",
            "registered null null null orders-value:1");
    assertThat(lines)
        .filteredOn(line -> line.get("action").textValue().startsWith("records-"))
        .extracting(line -> summary(line) + " " + line.get("records"))
        .containsExactlyInAnyOrder(
            "records-written shop null orders null 5",
            "records-read shop null orders null 1",
            "records-read shop null orders-copy null 1");
    assertThat(lines)
        .filteredOn(line -> text(line, "action").equals("denied"))
        .extracting(line -> line.path("repeated").asInt())
        .as("one line at once, and one that counts the others")
        .containsExactly(0, 3);
    assertThat(Files.readString(path)).doesNotContain("hidden").doesNotContain("s3cret");
  }

  @Test
  void aRefusedRegistrationIsKeptWithWhatWasTried() throws IOException {
    Path path = folder.resolve("audit.jsonl");
    Map<String, Object> configs = configs("shop");
    configs.put("schema.audit.path", path.toString());
    registry.register("orders-value", "\"long\"");
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
      serializer.configure(configs, false);
      assertThatThrownBy(() -> serializer.serialize("orders", order("hidden")))
          .isInstanceOf(SerializationException.class);
    }

    assertThat(lines(path))
        .filteredOn(line -> text(line, "action").equals("registration-refused"))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(text(line, "subject")).isEqualTo("orders-value");
              assertThat(text(line, "text")).contains("\"secret\"");
              assertThat(text(line, "reason")).contains("incompatible");
            });
  }

  @Test
  void clientsWithOtherSettingsShareTheLog() throws IOException {
    Path path = folder.resolve("audit.jsonl");
    try (KafkaAvroSerializer one = new KafkaAvroSerializer();
        KafkaAvroSerializer other = new KafkaAvroSerializer()) {
      Map<String, Object> configs = configs("one");
      configs.put("schema.audit.path", path.toString());
      one.configure(configs, false);
      configs.put("client.id", "other");
      configs.put("schema.lookup.timeout.ms", "7000");
      other.configure(configs, false);
      one.serialize("orders", order("x"));
      one.close();
      other.serialize("payments", order("x"));
    }

    assertThat(lines(path))
        .extracting(AuditAndLineageTest::summary)
        .contains(
            "register one null orders orders-value:1",
            "register other null payments payments-value:1");
  }

  @Test
  void thePathOfTheLogIsGivenOnce() {
    Map<String, Object> configs = configs("shop");
    configs.put("schema.audit.path", folder.resolve("a").toString());
    configs.put("schema.listeners.audit.path", folder.resolve("b").toString());
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
      assertThatThrownBy(() -> serializer.configure(configs, false))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("schema.audit.path")
          .hasMessageContaining("schema.listeners.audit.path");
    }
  }

  @Test
  void aPathThatCannotBeWrittenIsAConfigurationError() throws IOException {
    Files.writeString(folder.resolve("file"), "text\n");
    Map<String, Object> configs = configs("shop");
    configs.put("schema.listeners", "io.velostream.schema.observe.audit.AuditListener");
    configs.put("schema.listeners.audit.path", folder.resolve("file").toString());
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
      assertThatThrownBy(() -> serializer.configure(configs, false))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("schema.listeners.audit.path")
          .hasMessageContaining("is no audit log");
    }
  }

  @Test
  void lineageSaysWhichClientUsesWhichTopicWithWhichSchema() throws IOException {
    Path path = folder.resolve("lineage").resolve("report.json");
    Map<String, Object> configs = configs("shop");
    configs.put("schema.listeners", "io.velostream.schema.observe.lineage.LineageListener");
    configs.put("schema.listeners.lineage.path", path.toString());
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
      serializer.configure(configs, false);
      configs.put("client.id", "billing");
      deserializer.configure(configs, false);
      byte[] bytes = serializer.serialize("orders", order("x"));
      assertThat(deserializer.deserialize("orders", bytes)).isNotNull();
      assertThat(deserializer.deserialize("orders-copy", bytes)).isNotNull();
    }

    JsonNode report = new ObjectMapper().readTree(Files.readString(path));
    assertThat(report.get("uses"))
        .extracting(
            use ->
                use.get("clientId").textValue()
                    + " "
                    + use.get("action").textValue()
                    + " "
                    + use.get("topic").textValue()
                    + " "
                    + use.get("schema").textValue())
        .containsExactly(
            "shop write orders orders-value:1",
            "billing read orders orders-value:1",
            "billing read orders-copy orders-value:1");
    assertThat(Files.readString(path.resolveSibling("report.json.mmd")))
        .startsWith("flowchart LR")
        .contains("n0 --> n1");
  }

  private static String summary(JsonNode line) {
    return text(line, "action")
        + " "
        + text(line, "clientId")
        + " "
        + text(line, "principal")
        + " "
        + text(line, "topic")
        + " "
        + text(line, "schema");
  }

  private static String text(JsonNode line, String name) {
    return line.hasNonNull(name) ? line.get(name).textValue() : "null";
  }

  private static List<JsonNode> lines(Path path) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(path)) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private static GenericRecord order(String secret) {
    GenericRecord order = new GenericData.Record(ORDER);
    order.put("secret", secret);
    return order;
  }

  private Map<String, Object> configs(String clientId) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.url());
    configs.put("client.id", clientId);
    return configs;
  }
}
