// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.velostream.schema.serde.TextCodec;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that another serializer has written are named for what they look like. */
class ForeignFrameTest {

  private static final String UUID_BYTES = "00112233445566778899aabbccddeeff";

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();

  @AfterEach
  void close() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"s3cret\"}",
        "[1]",
        "\"s3cret\"",
        " \t\r\n{}",
        "\uFEFF{}",
        "true",
        "null ",
        "-1.5e3"
      })
  void namesPlainJson(String text) {
    assertHint(text.getBytes(StandardCharsets.UTF_8), "looks like plain JSON text");
  }

  @ParameterizedTest
  @CsvSource({
    "c3010102030405060708aa, Avro's single-object encoding (C3 01",
    "c301, Avro's single-object encoding (C3 01",
    "0300" + UUID_BYTES + "02, AWS Glue's serializer (03 00 and a UUID)",
    "0305" + UUID_BYTES + "02, AWS Glue's serializer (03 05 and a UUID)",
    "4f626a0104, Avro container file"
  })
  void namesTheFramesOfOthers(String hex, String words) {
    assertHint(HexFormat.of().parseHex(hex), words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0300", "0307" + UUID_BYTES + "02", "c302aa", "68656c6c6f", "31aa", "20"})
  void namesNothingThatItDoesNotKnow(String hex) {
    for (boolean isKey : new boolean[] {true, false}) {
      assertThat(failure(isKey, "dual", new RecordHeaders(), HexFormat.of().parseHex(hex)))
          .hasMessageContaining("magic byte")
          .hasMessageNotContaining("looks like");
    }
  }

  @Test
  void namesTheHeadersOfApicurio() {
    Headers headers = new RecordHeaders().add("apicurio.value.contentId", new byte[8]);
    for (String placement : new String[] {"dual", "header"}) {
      assertThat(failure(false, placement, headers, new byte[] {2, 3}))
          .hasMessageContaining("it has the headers of Apicurio's serializer")
          .hasMessageContaining(
              "value.schema.id.deserializer=" + placement + ",apicurio-3 reads it");
    }
  }

  @Test
  void namesTheKeyThatReadsAFrameBeforeThePayload() {
    byte[] data = {0, 0, 0, 0, 1, 9};

    assertThat(failure(true, "header", new RecordHeaders(), data))
        .hasMessageContaining("no header __key_schema_id")
        .hasMessageContaining("which key.schema.id.deserializer=dual reads");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void namesApicuriosLongIdsAndContentIds(boolean isKey) {
    byte[] longId = HexFormat.of().parseHex("00000000000000000702");

    assertThat(failure(isKey, "dual", null, longId))
        .hasMessageContaining("no registry gives the id 0")
        .hasMessageContaining("8-byte ids of Apicurio's serializer")
        .hasMessageContaining(
            (isKey ? "key" : "value") + ".schema.id.deserializer=dual,apicurio-2 reads it");
    assertThat(failure(isKey, "prefix", null, new byte[] {0, 0, 0, 0, 7, 2}))
        .hasMessageContaining("id 7")
        .hasMessageContaining("contentId")
        .hasMessageContaining(
            (isKey ? "key" : "value") + ".schema.id.deserializer=apicurio-3 reads it")
        .hasMessageNotContaining("8-byte");
  }

  private void assertHint(byte[] data, String words) {
    for (boolean isKey : new boolean[] {true, false}) {
      for (String placement : new String[] {"dual", "prefix", "header"}) {
        assertThat(failure(isKey, placement, new RecordHeaders(), data))
            .hasMessageContaining(words)
            .hasMessageNotContaining("s3cret");
      }
    }
  }

  /** The failure on bytes, which is the same for arrays and buffers of each kind. */
  private SerializationException failure(
      boolean isKey, String placement, Headers headers, byte[] data) {
    Map<String, String> configs =
        Map.of(
            "schema.registry.url",
            registry.url(),
            (isKey ? "key" : "value") + ".schema.id.deserializer",
            placement);
    try (DeserializerEngine<String> reader =
        DeserializerEngine.create(
            SerdeConfig.forDeserializer(configs, isKey, new ConfigDef()), new TextCodec())) {
      SerializationException failure =
          catchThrowableOfType(
              SerializationException.class, () -> reader.deserialize("t", headers, data));
      ByteBuffer direct = ByteBuffer.allocateDirect(data.length + 3).position(3);
      direct.put(data).position(3);
      ByteBuffer sliced = ByteBuffer.allocate(data.length + 3).position(3);
      sliced.put(data).position(3);
      for (ByteBuffer buffer : new ByteBuffer[] {direct, sliced, direct.asReadOnlyBuffer()}) {
        SerializationException same =
            catchThrowableOfType(
                SerializationException.class, () -> reader.deserialize("t", headers, buffer));
        assertThat(same).hasMessage(failure.getMessage());
        assertThat(buffer.position()).isEqualTo(3);
      }
      return failure;
    }
  }
}
