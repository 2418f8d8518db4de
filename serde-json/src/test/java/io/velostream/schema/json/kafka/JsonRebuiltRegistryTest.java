// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.SchemaResolver;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.value.JsonWithSchema;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaIdentityException;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.serde.ContextNameStrategy;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.model.SchemaReference;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A producer restarts with its snapshot after ids have come to mean other schemas. */
class JsonRebuiltRegistryTest {

  private static final String PAY = schema("s", "string");
  private static final String COUNT = schema("n", "integer");
  private static final JsonWithSchema VALUE =
      new JsonWithSchema(JsonSchema.parse(PAY), Map.of("s", "x"));

  static final List<Setup> SETUPS =
      List.of(
          new Setup("value", false, "", Map.of()),
          new Setup("key", true, "", Map.of()),
          new Setup("context", false, ":.ctx:", Map.of("context.name.strategy", InContext.class)),
          new Setup(
              "key in context", true, ":.ctx:", Map.of("context.name.strategy", InContext.class)),
          new Setup("normalized", false, "", Map.of("normalize.schemas", true)),
          new Setup("header", false, "", Map.of("value.schema.id.serializer", "header")),
          new Setup("key header", true, "", Map.of("key.schema.id.serializer", "header")),
          new Setup("newest", false, "", newest()),
          new Setup("looked up", false, "", Map.of("auto.register.schemas", false)));

  @TempDir private Path folder;
  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();

  /** A way to write; {@code context} is what subjects begin with. */
  private record Setup(String name, boolean isKey, String context, Map<String, ?> settings) {

    String subject() {
      return context + (isKey ? "pay-key" : "pay-value");
    }

    boolean registers() {
      return !Boolean.FALSE.equals(settings.get("auto.register.schemas"));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private record Written(Headers headers, byte[] bytes) {}

  /** Puts every topic into one context. */
  public static final class InContext implements ContextNameStrategy {
    @Override
    public String contextName(String topic) {
      return ".ctx";
    }
  }

  @BeforeEach
  void allowAnySuccessor() {
    registry.compatibility("", "NONE");
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @ParameterizedTest
  @FieldSource("SETUPS")
  void refusesToWriteWhatMeansAnotherSchemaByNow(Setup setup) {
    writtenByAnEarlierProcess(setup);
    rebuild(setup);

    try (KafkaJsonSchemaSerializer<Object> serializer = serializer(setup, "fail")) {
      assertThatThrownBy(() -> write(serializer))
          .isInstanceOf(SerializationException.class)
          .hasCauseInstanceOf(SchemaIdentityException.class)
          .hasMessageMatching("(?s).*id 1\\b.*id 2\\b.*")
          .hasMessageContaining(setup.subject())
          .hasMessageContaining("schema.identity.check");
    }
    assertThat(registry.requestCount()).isPositive();
  }

  @ParameterizedTest
  @FieldSource("SETUPS")
  void writesWhatAFreshConsumerReadsRightWhenOnlyToldToWarn(Setup setup) {
    writtenByAnEarlierProcess(setup);
    rebuild(setup);

    Written written;
    try (KafkaJsonSchemaSerializer<Object> serializer = serializer(setup, "warn")) {
      written = write(serializer);
    }

    assertThat(registry.requestCount()).isPositive();
    assertThat(read(setup, written)).hasToString("{\"s\":\"x\"}");
  }

  @ParameterizedTest
  @FieldSource("SETUPS")
  void writesOnWhenNothingHasChanged(Setup setup) {
    Written before = writtenByAnEarlierProcess(setup);
    registry.clearRequests();

    try (KafkaJsonSchemaSerializer<Object> serializer = serializer(setup, "fail")) {
      Written written = write(serializer);
      assertThat(written.bytes()).isEqualTo(before.bytes());
      int calls = registry.requestCount();
      write(serializer);
      assertThat(registry.requestCount()).isEqualTo(calls);
    }
  }

  @Test
  void revivesTheIdOfASubjectThatWasSoftDeleted() {
    Setup setup = SETUPS.get(0);
    Written before = writtenByAnEarlierProcess(setup);
    softDelete(setup);

    try (KafkaJsonSchemaSerializer<Object> serializer = serializer(setup, "fail")) {
      assertThat(write(serializer).bytes()).isEqualTo(before.bytes());
    }
    assertThat(registry.versions(setup.subject())).hasSize(1);
    assertThat(read(setup, before)).hasToString("{\"s\":\"x\"}");
  }

  @Test
  void writesNothingUnderASubjectThatWasSoftDeletedWhenItMayNotRegister() {
    Setup setup =
        SETUPS.stream().filter(each -> each.name().equals("looked up")).findFirst().orElseThrow();
    Written before = writtenByAnEarlierProcess(setup);
    softDelete(setup);

    try (KafkaJsonSchemaSerializer<Object> serializer = serializer(setup, "fail")) {
      assertThatThrownBy(() -> write(serializer))
          .isInstanceOf(SerializationException.class)
          .hasCauseInstanceOf(SchemaNotFoundException.class);
    }
    assertThat(read(setup, before)).hasToString("{\"s\":\"x\"}");
    registry.register("JSON", setup.subject(), PAY, List.of());
    try (KafkaJsonSchemaSerializer<Object> serializer = serializer(setup, "fail")) {
      assertThat(write(serializer).bytes()).isEqualTo(before.bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusesToWriteInASchemaWhoseReferenceIsAnotherSchemaByNow(boolean registers) {
    registerOrder(schema("s", "string"));
    writtenInRestoredOrder(registers);
    registry.clear();
    registry.compatibility("", "NONE");
    registerOrder(schema("n", "integer"));
    registry.clearRequests();

    assertThatThrownBy(() -> writtenInRestoredOrder(registers))
        .isInstanceOf(SerializationException.class)
        .hasCauseInstanceOf(SchemaIdentityException.class)
        .hasMessageContaining("id 1");
    assertThat(registry.requestCount("POST", "/subjects/*")).isZero();
    assertThat(registry.requestCount("POST", "/subjects/*/versions")).isZero();
  }

  /** The process goes on through the rebuild, and only a referenced schema is another one. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noticesAnotherReferencedSchemaWhileItRuns(boolean isKey) {
    String subject = isKey ? "order-key" : "order-value";
    registerOrder(registry, subject, schema("s", "string"));
    AtomicLong nanos = new AtomicLong();
    try (EmbeddedSchemaRegistry rebuilt = EmbeddedSchemaRegistry.start();
        SchemaResolver resolver =
            SchemaResolver.builder()
                .registry(
                    RegistrySettings.of(URI.create(registry.url()), URI.create(rebuilt.url())))
                .nanoTime(nanos::get)
                .build();
        KafkaJsonSchemaSerializer<Object> serializer = new KafkaJsonSchemaSerializer<>(resolver)) {
      Map<String, Object> configs = new HashMap<>(newest());
      configs.put("latest.compatibility.strict", false);
      serializer.configure(configs, isKey);
      Map<String, Object> value = Map.of("pay", Map.of("s", "x"));
      assertThat(serializer.serialize("order", value)).isNotEmpty();
      registerOrder(rebuilt, subject, schema("n", "integer"));
      registry.close();

      workUntilRefused(resolver, nanos, () -> serializer.serialize("order", value));
      assertThatThrownBy(() -> serializer.serialize("order", value))
          .isInstanceOf(SerializationException.class)
          .hasCauseInstanceOf(SchemaIdentityException.class)
          .hasMessageContaining("id 1");
    }
  }

  private static void workUntilRefused(SchemaResolver resolver, AtomicLong nanos, Runnable work) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      try {
        work.run();
      } catch (SerializationException e) {
        return;
      }
      assertThat(System.nanoTime()).as("the time by which it is refused").isLessThan(deadline);
      nanos.addAndGet(Duration.ofMillis(250).toNanos());
      resolver.runOnce(nanos.get());
      Thread.onSpinWait();
    }
  }

  private void registerOrder(String pay) {
    registerOrder(registry, "order-value", pay);
  }

  private static void registerOrder(EmbeddedSchemaRegistry registry, String subject, String pay) {
    assertThat(registry.register("JSON", "pay", pay, List.of())).isEqualTo(1);
    String order = "{'properties':{'pay':{'$ref':'pay.json'}}}".replace('\'', '"');
    List<SchemaReference> references = List.of(new SchemaReference("pay.json", "pay", 1));
    assertThat(registry.register("JSON", subject, order, references)).isEqualTo(2);
  }

  /** A schema from the snapshot, when there is one; its maker hands it to the serializer. */
  private void writtenInRestoredOrder(boolean registers) {
    try (SchemaResolver resolver =
            SchemaResolver.builder()
                .registry(RegistrySettings.of(URI.create(registry.url())))
                .snapshot(
                    SnapshotSettings.of(
                        folder.resolve("snapshot").toString(), new SnapshotEncryption.None()))
                .build();
        KafkaJsonSchemaSerializer<Object> serializer = new KafkaJsonSchemaSerializer<>(resolver)) {
      serializer.configure(Map.of("auto.register.schemas", registers), false);
      RegisteredSchema order = resolver.version(new SubjectVersion(Subject.of("order-value"), 1));
      JsonSchema schema = resolver.parse(order, JsonFormat.INSTANCE);
      Object value = new JsonWithSchema(schema, Map.of("pay", Map.of("s", "x")));
      assertThat(serializer.serialize("order", value)).isNotEmpty();
    }
  }

  private static String schema(String name, String type) {
    return "{'type':'object','required':['%s'],'properties':{'%s':{'type':'%s'}}}"
        .replace('\'', '"')
        .formatted(name, name, type);
  }

  private Written writtenByAnEarlierProcess(Setup setup) {
    if (!setup.registers()) {
      registry.register("JSON", setup.subject(), PAY, List.of());
    }
    try (KafkaJsonSchemaSerializer<Object> serializer = serializer(setup, "fail")) {
      return write(serializer);
    }
  }

  private void rebuild(Setup setup) {
    registry.clear();
    registry.compatibility("", "NONE");
    assertThat(registry.register("JSON", setup.context() + "other-value", COUNT, List.of()))
        .isEqualTo(1);
    if (!setup.registers()) {
      registry.register("JSON", setup.subject(), PAY, List.of());
    }
    registry.clearRequests();
  }

  private void softDelete(Setup setup) {
    RegistrySettings settings = RegistrySettings.of(URI.create(registry.url()));
    try (RegistryClient client = RegistryClient.create(settings, event -> {}, System::nanoTime)) {
      var unused = client.call(SubjectRequests.delete(Subject.parse(setup.subject())));
    }
  }

  private static Written write(KafkaJsonSchemaSerializer<Object> serializer) {
    Headers headers = new RecordHeaders();
    return new Written(headers, serializer.serialize("pay", headers, VALUE));
  }

  private Object read(Setup setup, Written written) {
    try (KafkaJsonSchemaDeserializer<Object> deserializer = new KafkaJsonSchemaDeserializer<>()) {
      Map<String, Object> configs = new HashMap<>();
      configs.put("schema.registry.url", registry.url());
      if (!setup.context().isEmpty()) {
        configs.put("context.name.strategy", InContext.class);
      }
      configs.put(setup.isKey() ? JsonKeys.KEY_TYPE : JsonKeys.VALUE_TYPE, JsonNode.class);
      configs.put(JsonKeys.FAIL_INVALID_SCHEMA, true);
      deserializer.configure(configs, setup.isKey());
      return deserializer.deserialize("pay", written.headers(), written.bytes());
    }
  }

  private KafkaJsonSchemaSerializer<Object> serializer(Setup setup, String check) {
    Map<String, Object> configs = new HashMap<>(setup.settings());
    configs.put("schema.registry.url", registry.url());
    configs.put("schema.identity.check", check);
    configs.put("schema.snapshot.path", folder.resolve("snapshot").toString());
    configs.put("schema.snapshot.encryption", "none");
    KafkaJsonSchemaSerializer<Object> serializer = new KafkaJsonSchemaSerializer<>();
    serializer.configure(configs, setup.isKey());
    return serializer;
  }

  private static Map<String, ?> newest() {
    return Map.of("auto.register.schemas", false, "use.latest.version", true);
  }
}
