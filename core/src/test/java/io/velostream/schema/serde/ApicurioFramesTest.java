// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.serde.TextCodec.Decoded;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ids of Apicurio's serializers, asked for in the registry's own interface. */
class ApicurioFramesTest {

  private static final String ONE = TextFormat.schema("One");
  private static final String OTHER = TextFormat.schema("Other");
  private static final long LARGE = (5L << 32) + 7;

  private final AtomicLong now = new AtomicLong();
  private final ApicurioStub registry = new ApicurioStub();
  private final SchemaResolver resolver =
      SchemaResolver.builder()
          .registry(RegistrySettings.builder().urls(List.of(URI.create(registry.url()))).build())
          .nanoTime(now::get)
          .build();

  @AfterEach
  void close() {
    resolver.close();
    registry.close();
  }

  private DeserializerEngine<String> reader(String frames, Object... settings) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("value.schema.id.deserializer", frames);
    for (int n = 0; n < settings.length; n += 2) {
      configs.put((String) settings[n], settings[n + 1]);
    }
    return DeserializerEngine.create(
        SerdeConfig.forDeserializer(configs, false, new ConfigDef()),
        new TextCodec(),
        resolver,
        now::get);
  }

  private static byte[] longId(long id) {
    return ByteBuffer.allocate(10).put((byte) 0).putLong(id).put((byte) 'x').array();
  }

  private static byte[] intId(int id) {
    return ByteBuffer.allocate(6).put((byte) 0).putInt(id).put((byte) 'x').array();
  }

  private static Decoded of(String schema) {
    return new Decoded("x", schema, null);
  }

  @Test
  void neverTakesAnIdOfOneKindForTheOther() {
    registry.add(7, 3, ONE, "[]");
    registry.add(3, 7, OTHER, "[]");
    try (DeserializerEngine<String> reader = reader("apicurio-3,apicurio-2")) {
      assertThat(reader.deserialize("t", null, longId(7))).isEqualTo(of(ONE));
      assertThat(reader.deserialize("t", null, intId(7))).isEqualTo(of(OTHER));
      assertThat(reader.deserialize("t", headers("globalId", 7), "x".getBytes(UTF_8)))
          .isEqualTo(of(ONE));
      assertThat(reader.deserialize("t", headers("contentId", 7), "x".getBytes(UTF_8)))
          .isEqualTo(of(OTHER));
    }
  }

  private static RecordHeaders headers(String name, long id) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("apicurio.value." + name, ByteBuffer.allocate(8).putLong(id).array());
    return headers;
  }

  @Test
  void asksOnceForEachId() {
    registry.add(7, 3, ONE, "[]");
    try (DeserializerEngine<String> reader = reader("apicurio-2")) {
      for (int round = 0; round < 3; round++) {
        assertThat(reader.deserialize("t", null, longId(7))).isEqualTo(of(ONE));
        assertThat(reader.deserialize("t", headers("globalId", 7), "x".getBytes(UTF_8)))
            .isEqualTo(of(ONE));
      }
      assertThat(registry.requests)
          .containsExactly(
              "/registry/v2/ids/globalIds/7", "/registry/v2/ids/globalIds/7/references");
    }
  }

  @Test
  void readsIdsThatDoNotFitIntoFourBytes() {
    registry.add(LARGE, LARGE, ONE, "[]");
    try (DeserializerEngine<String> alone = reader("apicurio-2");
        DeserializerEngine<String> mixed = reader("apicurio-2,dual")) {
      assertThat(alone.deserialize("t", null, longId(LARGE))).isEqualTo(of(ONE));
      assertThat(mixed.deserialize("t", headers("globalId", LARGE), "x".getBytes(UTF_8)))
          .isEqualTo(of(ONE));
      // documented: beside ids of 4 bytes, only those of 8 that begin with 0 are told apart
      assertThatThrownBy(() -> mixed.deserialize("t", null, longId(LARGE)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("schema id 5");
    }
  }

  @Test
  void takesIdsForWhatTheConfigurationSays() {
    registry.add(7, 3, ONE, "[]");
    registry.add(3, 7, OTHER, "[]");
    try (DeserializerEngine<String> content =
            reader("apicurio-2", "apicurio.registry.use-id", "contentId");
        DeserializerEngine<String> global =
            reader("apicurio-3", "apicurio.registry.use-id", "globalId")) {
      assertThat(content.deserialize("t", null, longId(7))).isEqualTo(of(OTHER));
      assertThat(global.deserialize("t", null, intId(7))).isEqualTo(of(ONE));
    }
    assertThatThrownBy(() -> reader("apicurio-2", "apicurio.registry.use-id", "hash"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("apicurio.registry.use-id");
  }

  @Test
  void followsReferencesToSubjects() {
    registry.add(
        7,
        3,
        ONE,
        "[{\"groupId\":null,\"artifactId\":\"customers-value\",\"version\":\"2\",\"name\":\"c\"}]");
    registry.bodies.put(
        "/ccompat/v7/subjects/customers-value/versions/2",
        "{\"subject\":\"customers-value\",\"version\":2,\"id\":4,\"schema\":\"\\\"string\\\"\"}");
    try (DeserializerEngine<String> reader = reader("apicurio-3")) {
      assertThat(reader.deserialize("t", null, intId(3))).isEqualTo(of(ONE));
      assertThat(registry.requests).contains("/ccompat/v7/subjects/customers-value/versions/2");
    }
  }

  @Test
  void saysWhichReferencesHaveNoSubject() {
    registry.add(
        7, 3, ONE, "[{\"groupId\":\"g\",\"artifactId\":\"a\",\"version\":\"2\",\"name\":\"c\"}]");
    registry.add(
        8, 4, ONE, "[{\"groupId\":\"\",\"artifactId\":\"a\",\"version\":\"1.0\",\"name\":\"c\"}]");
    try (DeserializerEngine<String> reader = reader("apicurio-3")) {
      assertThatThrownBy(() -> reader.deserialize("t", null, intId(3)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("artifact a of group g");
      assertThatThrownBy(() -> reader.deserialize("t", null, intId(4)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("artifact a at version 1.0");
    }
  }

  @Test
  void remembersThatAnIdIsNotThereForATime() {
    try (DeserializerEngine<String> reader = reader("apicurio-2")) {
      for (int round = 0; round < 3; round++) {
        assertThatThrownBy(() -> reader.deserialize("t", null, longId(7)))
            .isInstanceOf(SerializationException.class)
            .hasMessageContaining("a value of topic t written with Apicurio's globalId 7");
      }
      assertThat(registry.requests).hasSize(1);

      registry.add(7, 3, ONE, "[]");
      now.addAndGet(Duration.ofMillis(2_001).toNanos());

      assertThat(reader.deserialize("t", null, longId(7))).isEqualTo(of(ONE));
    }
  }

  @Test
  void asksAgainAfterAnOutage() {
    registry.add(7, 3, ONE, "[]");
    registry.isDown(true);
    try (DeserializerEngine<String> reader = reader("apicurio-2")) {
      assertThatThrownBy(() -> reader.deserialize("t", null, longId(7)))
          .isInstanceOf(TimeoutException.class)
          .hasMessageContaining("globalId 7");

      registry.isDown(false);

      assertThat(reader.deserialize("t", null, longId(7))).isEqualTo(of(ONE));
    }
  }

  @Test
  void readsWhatAnEarlierProcessHasReadDuringAnOutage(@TempDir Path folder) {
    registry.add(7, 3, ONE, "[]");
    registry.add(3, 7, OTHER, "[]");
    for (boolean isDown : List.of(false, true)) {
      registry.isDown(isDown);
      try (SchemaResolver process =
              SchemaResolver.builder()
                  .registry(RegistrySettings.of(URI.create(registry.url())))
                  .snapshot(
                      SnapshotSettings.of(
                          folder.resolve("snapshot").toString(), new SnapshotEncryption.None()))
                  .build();
          DeserializerEngine<String> reader =
              DeserializerEngine.create(
                  SerdeConfig.forDeserializer(
                      Map.of("value.schema.id.deserializer", "apicurio-3,apicurio-2"),
                      false,
                      new ConfigDef()),
                  new TextCodec(),
                  process)) {
        assertThat(reader.deserialize("t", null, longId(7))).isEqualTo(of(ONE));
        assertThat(reader.deserialize("t", null, intId(7))).isEqualTo(of(OTHER));
        assertThatThrownBy(() -> reader.deserialize("t", null, longId(8)))
            .isInstanceOf(KafkaException.class);
      }
    }
  }
}
