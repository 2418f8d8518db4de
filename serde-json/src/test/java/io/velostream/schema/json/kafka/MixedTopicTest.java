// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.kafka;

import static io.velostream.schema.json.Registry.TOPIC;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.Registry;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.serde.GlueSchemaLookup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.DeflaterOutputStream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One consumer reads the records that several serializers have written to one topic. */
class MixedTopicTest {

  private static final String ALL = "dual,apicurio-2,apicurio-3,glue,none";
  private static final UUID VERSION = UUID.fromString("b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63");
  static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}";

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  /** A copy of Glue's registry. */
  public static final class Lookup implements GlueSchemaLookup {
    @Override
    public SchemaDefinition schema(UUID schemaVersionId) {
      return schemaVersionId.equals(VERSION) ? SchemaDefinition.of("JSON", SCHEMA) : null;
    }
  }

  private KafkaJsonSchemaDeserializer<JsonNode> deserializer(
      boolean isKey, String frames, Object... settings) {
    Map<String, Object> configs = Registry.own(settings);
    configs.put((isKey ? "key" : "value") + ".schema.id.deserializer", frames);
    configs.put("schema.glue.lookup.class", Lookup.class.getName());
    configs.put(isKey ? JsonKeys.KEY_TYPE : JsonKeys.VALUE_TYPE, JsonNode.class);
    KafkaJsonSchemaDeserializer<JsonNode> deserializer =
        new KafkaJsonSchemaDeserializer<>(registry.resolver);
    deserializer.configure(configs, isKey);
    return deserializer;
  }

  static byte[] framed(byte[] payload, int... frame) {
    ByteBuffer record = ByteBuffer.allocate(frame.length + payload.length);
    for (int each : frame) {
      record.put((byte) each);
    }
    return record.put(payload).array();
  }

  static byte[] glue(boolean isCompressed, byte[] payload) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(compressed)) {
      out.write(payload);
    }
    byte[] rest = isCompressed ? compressed.toByteArray() : payload;
    return ByteBuffer.allocate(18 + rest.length)
        .put((byte) 3)
        .put((byte) (isCompressed ? 5 : 0))
        .putLong(VERSION.getMostSignificantBits())
        .putLong(VERSION.getLeastSignificantBits())
        .put(rest)
        .array();
  }

  private record Written(byte[] data, Headers headers) {}

  private List<Written> topic(boolean isKey, String text) throws IOException {
    int id =
        registry.server.register("JSON", TOPIC + (isKey ? "-key" : "-value"), SCHEMA, List.of());
    byte[] payload = text.getBytes(UTF_8);
    String what = isKey ? "key" : "value";
    Headers confluent =
        new RecordHeaders().add("__" + what + "_schema_id", new byte[] {0, 0, 0, 0, (byte) id});
    Headers apicurio =
        new RecordHeaders()
            .add("apicurio." + what + ".contentId", ByteBuffer.allocate(8).putLong(id).array())
            .add("apicurio." + what + ".msgType", "java.util.Map".getBytes(UTF_8));
    return List.of(
        new Written(framed(payload, 0, 0, 0, 0, id), null),
        new Written(payload, confluent),
        new Written(framed(payload, 0, 0, 0, 0, 0, 0, 0, 0, id), null),
        new Written(payload, apicurio),
        new Written(glue(false, payload), new RecordHeaders()),
        new Written(glue(true, payload), null),
        new Written(payload, null));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsATopicOfAllFramesInTurn(boolean isKey) throws IOException {
    JsonNode expected = new ObjectMapper().readTree("{\"n\":7}");
    List<Written> records = topic(isKey, "{\"n\":7}");
    try (KafkaJsonSchemaDeserializer<JsonNode> reader =
        deserializer(isKey, ALL, JsonKeys.FAIL_INVALID_SCHEMA, true)) {
      for (int round = 0; round < 3; round++) {
        for (Written record : records) {
          assertThat(reader.deserialize(TOPIC, record.headers(), record.data()))
              .isEqualTo(expected);
          ByteBuffer direct =
              ByteBuffer.allocateDirect(record.data().length).put(record.data()).flip();
          assertThat(reader.deserialize(TOPIC, record.headers(), direct)).isEqualTo(expected);
        }
      }
    }
  }

  /** What comes without a schema fits, unless one is configured. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void validatesInTheSchemaOfEachRecord(boolean isKey) throws IOException {
    List<Written> records = topic(isKey, "{\"n\":\"s3cret\"}");
    String what = isKey ? "key" : "value";
    try (KafkaJsonSchemaDeserializer<JsonNode> free =
            deserializer(isKey, ALL, JsonKeys.FAIL_INVALID_SCHEMA, true);
        KafkaJsonSchemaDeserializer<JsonNode> strict =
            deserializer(
                isKey, ALL, JsonKeys.FAIL_INVALID_SCHEMA, true, what + ".plain.schema", SCHEMA)) {
      for (Written record : records) {
        boolean isPlain = record.data()[0] == '{' && record.headers() == null;
        if (isPlain) {
          assertThat(free.deserialize(TOPIC, null, record.data())).isNotNull();
        } else {
          assertRefused(free, record);
        }
        assertRefused(strict, record);
      }
    }
  }

  private static void assertRefused(KafkaJsonSchemaDeserializer<JsonNode> reader, Written record) {
    assertThatThrownBy(() -> reader.deserialize(TOPIC, record.headers(), record.data()))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("/n")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void saysWhatARecordLooksLikeThatIsNoJson() throws IOException {
    byte[] ofGlue = glue(false, "{}".getBytes(UTF_8));
    try (KafkaJsonSchemaDeserializer<JsonNode> reader = deserializer(false, "none")) {
      assertThatThrownBy(() -> reader.deserialize(TOPIC, ofGlue))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("AWS Glue's serializer")
          .hasMessageContaining("value.schema.id.deserializer=glue,none reads it");
    }
    try (KafkaJsonSchemaDeserializer<JsonNode> reader = deserializer(false, "dual")) {
      assertThatThrownBy(() -> reader.deserialize(TOPIC, "{}".getBytes(UTF_8)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("value.schema.id.deserializer=dual,none reads it");
    }
  }

  @Test
  void refusesAvrosEncoding() {
    assertThatThrownBy(() -> deserializer(false, "dual,single-object"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("single-object")
        .hasMessageContaining("JSON has none");
  }

  /** A copy of Glue's registry that may be out of reach. */
  public static final class FailingLookup implements GlueSchemaLookup {

    private static volatile boolean fails;

    @Override
    public SchemaDefinition schema(UUID schemaVersionId) {
      if (fails) {
        throw new IllegalStateException("no answer");
      }
      return new Lookup().schema(schemaVersionId);
    }
  }

  private KafkaJsonSchemaDeserializer<JsonNode> inAnotherProcess(Path folder) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.server.url());
    configs.put("value.schema.id.deserializer", ALL);
    configs.put("schema.glue.lookup.class", FailingLookup.class);
    configs.put("schema.snapshot.path", folder.resolve("snapshot").toString());
    configs.put("schema.snapshot.encryption", "none");
    configs.put("schema.lookup.timeout.ms", 2_000);
    configs.put(JsonKeys.VALUE_TYPE, JsonNode.class);
    configs.put(JsonKeys.FAIL_INVALID_SCHEMA, true);
    KafkaJsonSchemaDeserializer<JsonNode> reader = new KafkaJsonSchemaDeserializer<>();
    reader.configure(configs, false);
    return reader;
  }

  @Test
  void readsAllFramesAfterARestartWhileNobodyAnswers(@TempDir Path folder) throws IOException {
    JsonNode expected = new ObjectMapper().readTree("{\"n\":7}");
    List<Written> records = topic(false, "{\"n\":7}");
    for (boolean isAnswered : List.of(true, false)) {
      try (KafkaJsonSchemaDeserializer<JsonNode> reader = inAnotherProcess(folder)) {
        for (Written record : records) {
          assertThat(reader.deserialize(TOPIC, record.headers(), record.data()))
              .as("answered: %s", isAnswered)
              .isEqualTo(expected);
        }
      } finally {
        FailingLookup.fails = isAnswered;
      }
      registry.server.stop();
    }
  }

  /** Frames whose schemas are in no registry need no URL of one. */
  @ParameterizedTest
  @ValueSource(strings = {"none", "glue", "glue,none"})
  void needsNoRegistryWhereNoFrameDoes(String frames) throws IOException {
    Map<String, Object> configs = new HashMap<>();
    configs.put("value.schema.id.deserializer", frames);
    configs.put("schema.glue.lookup.class", Lookup.class);
    configs.put(JsonKeys.VALUE_TYPE, JsonNode.class);
    try (KafkaJsonSchemaDeserializer<JsonNode> reader = new KafkaJsonSchemaDeserializer<>()) {
      reader.configure(configs, false);
      byte[] text = "{\"n\":7}".getBytes(UTF_8);
      byte[] record = frames.startsWith("glue") ? glue(true, text) : text;
      assertThat(reader.deserialize(TOPIC, record).path("n").asInt()).isEqualTo(7);
    }
  }
}
