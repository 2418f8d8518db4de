// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.rebinding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.serde.TextCodec;
import io.velostream.schema.serde.TextFormat;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.MockSchemaRegistries;
import io.velostream.schema.testing.fault.Fault;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry for tests that is cleared, with clients that go on. */
@Timeout(60)
class ClearedRegistryTest {

  private static final String A = TextFormat.schema("A");
  private static final String B = TextFormat.schema("B");

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();

  @AfterEach
  void close() {
    registry.close();
  }

  private static Map<String, Object> configs(String url, String... more) {
    Map<String, Object> configs = new HashMap<>(Map.of("schema.registry.url", url));
    for (int i = 0; i < more.length; i += 2) {
      configs.put(more[i], more[i + 1]);
    }
    return configs;
  }

  private static SerializerEngine<String> writer(Map<String, ?> configs) {
    return SerializerEngine.create(
        SerdeConfig.forSerializer(configs, false, new ConfigDef()), new TextCodec());
  }

  private static DeserializerEngine<String> reader(Map<String, ?> configs) {
    return DeserializerEngine.create(
        SerdeConfig.forDeserializer(configs, false, new ConfigDef()), new TextCodec());
  }

  private static byte[] write(SerializerEngine<String> writer, String schema) {
    return writer.serialize("t", null, new TextCodec.Text(schema, "x"));
  }

  private static String schemaRead(DeserializerEngine<String> reader, byte[] bytes) {
    Object read = reader.deserialize("t", null, bytes);
    return read instanceof TextCodec.Decoded decoded ? decoded.writer() : String.valueOf(read);
  }

  @Test
  void letsOpenSerializersRegisterAndReadAnew() {
    Map<String, Object> configs = configs(registry.url());
    try (SerializerEngine<String> writer = writer(configs);
        DeserializerEngine<String> reader = reader(configs)) {
      byte[] old = write(writer, A);
      assertThat(schemaRead(reader, old)).isEqualTo(A);

      registry.clear();
      registry.compatibility("", "NONE");
      byte[] other = write(writer, B);
      byte[] again = write(writer, A);

      assertThat(other).startsWith(0, 0, 0, 0, 1);
      assertThat(again).startsWith(0, 0, 0, 0, 2);
      assertThat(registry.versions("t-value")).hasSize(2);
      assertThat(schemaRead(reader, other)).isEqualTo(B);
      assertThat(schemaRead(reader, again)).isEqualTo(A);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST"})
  void reachesTheResolverUnderEachNameOfTheHost(String host) {
    try (SerializerEngine<String> writer =
        writer(configs("http://" + host + ":" + registry.port() + "/"))) {
      write(writer, A);

      registry.clear();

      assertThat(write(writer, B)).startsWith(0, 0, 0, 0, 1);
      assertThat(registry.versions("t-value")).hasSize(1);
    }
  }

  @Test
  void reachesMockRegistries() {
    Map<String, Object> configs = configs("mock://cleared-registry-test");
    try (SerializerEngine<String> writer = writer(configs);
        DeserializerEngine<String> reader = reader(configs)) {
      schemaRead(reader, write(writer, A));

      MockSchemaRegistries.of("cleared-registry-test").clear();

      assertThat(schemaRead(reader, write(writer, B))).isEqualTo(B);
    } finally {
      MockSchemaRegistries.drop("cleared-registry-test");
    }
  }

  @Test
  void reachesResolversThatAreNotShared() {
    try (SchemaResolver resolver =
        SchemaResolver.builder()
            .registry(RegistrySettings.of(URI.create(registry.url())))
            .build()) {
      assertThatThrownBy(() -> resolver.byId(SchemaId.of(1)))
          .isInstanceOf(SchemaNotFoundException.class);
      registry.clear();
      registry.register("s", A);

      assertThat(resolver.byId(SchemaId.of(1)).definition().text()).isEqualTo(A);

      registry.clear();
      registry.register("s", B);

      assertThat(resolver.byId(SchemaId.of(1)).definition().text()).isEqualTo(B);
    }
  }

  @Test
  void leavesTheResolversOfOtherRegistriesAlone() {
    try (EmbeddedSchemaRegistry other = EmbeddedSchemaRegistry.start();
        SerializerEngine<String> writer = writer(configs(other.url()))) {
      write(writer, A);
      int calls = other.requestCount();

      registry.clear();
      write(writer, A);

      assertThat(other.requestCount()).isEqualTo(calls);
    }
  }

  @Test
  void reachesWhatIsOpenWhenAnotherRegistryTakesThePort() {
    try (SerializerEngine<String> writer = writer(configs(registry.url()))) {
      write(writer, A);
      registry.close();
      try (EmbeddedSchemaRegistry next =
          EmbeddedSchemaRegistry.builder().port(registry.port()).start()) {
        next.compatibility("", "NONE");
        write(writer, B);
        write(writer, A);

        assertThat(next.versions("t-value")).hasSize(2);
      }
    }
  }

  @Test
  void closesTheBreakerThatATestHasOpened() {
    Map<String, Object> configs =
        configs(
            registry.url(),
            "max.retries",
            "0",
            "schema.breaker.failures",
            "1",
            "schema.breaker.wait.ms",
            "3600000",
            "schema.breaker.max.wait.ms",
            "3600000");
    try (SerializerEngine<String> writer = writer(configs)) {
      registry.faults().always(Fault.status(503));
      assertThatThrownBy(() -> write(writer, A)).isInstanceOf(TimeoutException.class);

      registry.clear();

      assertThat(write(writer, A)).startsWith(0, 0, 0, 0, 1);
    }
  }

  @Test
  void emptiesTheSnapshot(@TempDir Path folder) {
    Map<String, Object> configs =
        configs(
            registry.url(),
            "schema.snapshot.path",
            folder.resolve("snapshot").toString(),
            "schema.snapshot.encryption",
            "none");
    byte[] old;
    try (SerializerEngine<String> writer = writer(configs)) {
      old = write(writer, A);
    }
    try (SerializerEngine<String> writer = writer(configs)) {
      registry.clear();
      write(writer, B);
    }
    try (DeserializerEngine<String> reader = reader(configs)) {
      assertThat(schemaRead(reader, old)).isEqualTo(B);
    }
  }
}
