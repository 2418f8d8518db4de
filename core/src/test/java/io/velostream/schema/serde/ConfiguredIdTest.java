// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.serde.TextCodec.Decoded;
import io.velostream.schema.serde.TextCodec.Text;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.serde.wire.WireFormat;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas that the configuration names, by id or GUID, for writing and for bare payloads. */
class ConfiguredIdTest {

  private static final String ORDER = TextFormat.schema("Order");

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final SchemaResolver resolver =
      SchemaResolver.builder().registry(RegistrySettings.of(URI.create(registry.url()))).build();

  @AfterEach
  void close() {
    resolver.close();
    registry.close();
  }

  private SerializerEngine<String> writer(Object... settings) {
    Map<String, Object> configs = configs(settings);
    configs.put("auto.register.schemas", false);
    return SerializerEngine.create(
        SerdeConfig.forSerializer(configs, false, new ConfigDef()), new TextCodec(), resolver);
  }

  private DeserializerEngine<String> reader(boolean isKey, Object... settings) {
    return DeserializerEngine.create(
        SerdeConfig.forDeserializer(configs(settings), isKey, new ConfigDef()),
        new TextCodec(),
        resolver);
  }

  private static Map<String, Object> configs(Object... settings) {
    Map<String, Object> configs = new HashMap<>();
    for (int n = 0; n < settings.length; n += 2) {
      configs.put((String) settings[n], settings[n + 1]);
    }
    return configs;
  }

  @Test
  void writesInTheSchemaOfAGuid() {
    int id = registry.register("elsewhere", ORDER);
    UUID guid = registry.guid("elsewhere", 1);
    SerializerEngine<String> engine =
        writer(
            "use.schema.guid",
            guid.toString(),
            "value.subject.name.strategy",
            TopicNameStrategy.class);
    registry.clearRequests();
    for (int n = 0; n < 3; n++) {
      byte[] bytes = engine.serialize("orders", null, new Text(ORDER, "hi"));
      assertThat(ByteBuffer.wrap(bytes).getInt(1)).isEqualTo(id);
    }

    assertThat(registry.requestCount("GET", "/schemas/guids/**")).isEqualTo(1);
    assertThat(registry.requestCount("POST", "/subjects/*/versions")).isZero();
    assertThat(registry.requestCount()).isEqualTo(2);
  }

  @Test
  void writesTheGuidToAHeader() {
    registry.register("elsewhere", ORDER);
    UUID guid = registry.guid("elsewhere", 1);
    RecordHeaders headers = new RecordHeaders();
    byte[] bytes =
        writer("use.schema.guid", guid.toString(), "value.schema.id.serializer", "header")
            .serialize("orders", headers, new Text(ORDER, "hi"));

    assertThat(bytes).isEqualTo("hi".getBytes(UTF_8));
    assertThat(headers.lastHeader("__value_schema_id").value())
        .isEqualTo(WireFormat.guidFrame(guid));
  }

  @Test
  void refusesAGuidThatTheRegistryDoesNotHave() {
    assertThatThrownBy(
            () ->
                writer("use.schema.guid", "00000000-0000-0000-0000-000000000001")
                    .serialize("orders", null, new Text(ORDER, "hi")))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("00000000-0000-0000-0000-000000000001");
  }

  @Test
  void refusesAValueThatTheSchemaOfAGuidCannotRead() {
    registry.register("elsewhere", TextFormat.schema("narrow"));
    UUID guid = registry.guid("elsewhere", 1);

    assertThatThrownBy(
            () ->
                writer("use.schema.guid", guid.toString())
                    .serialize("orders", null, new Text(TextFormat.schema("Other"), "hi")))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("id.compatibility.strict");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"config", "io.confluent.kafka.serializers.schema.id.ConfigSchemaIdDeserializer"})
  void readsBarePayloadsInTheConfiguredSchema(String placement) {
    int id = registry.register("elsewhere", ORDER);
    UUID guid = registry.guid("elsewhere", 1);
    byte[] bare = "hi".getBytes(UTF_8);
    ByteBuffer direct = ByteBuffer.allocateDirect(2).put(bare).flip();

    for (boolean isKey : new boolean[] {true, false}) {
      String key = (isKey ? "key" : "value") + ".schema.id.deserializer";
      DeserializerEngine<String> byId = reader(isKey, key, placement, "use.schema.id", id);
      DeserializerEngine<String> byGuid =
          reader(isKey, key, placement, "use.schema.guid", guid.toString());

      assertThat(byId.deserialize("orders", null, bare)).isEqualTo(new Decoded("hi", ORDER, null));
      assertThat(byGuid.deserialize("orders", new RecordHeaders(), bare))
          .isEqualTo(new Decoded("hi", ORDER, null));
      assertThat(byId.deserialize("orders", null, direct))
          .isEqualTo(new Decoded("hi", ORDER, null));
      assertThat(byId.deserialize("orders", null, new byte[0]))
          .isEqualTo(new Decoded("", ORDER, null));
    }
  }

  @Test
  void needsOneIdForBarePayloads() {
    String key = "value.schema.id.deserializer";

    assertThatThrownBy(() -> reader(false, key, "config"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("use.schema.id")
        .hasMessageContaining("use.schema.guid");
    assertThatThrownBy(
            () ->
                reader(
                    false,
                    key,
                    "config",
                    "use.schema.id",
                    1,
                    "use.schema.guid",
                    UUID.randomUUID().toString()))
        .isInstanceOf(ConfigException.class);
  }
}
