// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.model.SchemaIdentityException;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.serde.ContextNameStrategy;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A producer restarts with its snapshot after ids have come to mean other schemas. */
class AvroRebuiltRegistryTest {

  private static final Schema PAY =
      new Schema.Parser()
          .parse(
              "{'type':'record','name':'Pay','fields':[{'name':'s','type':'string'}]}"
                  .replace('\'', '"'));
  private static final String COUNT =
      "{'type':'record','name':'Count','fields':[{'name':'n','type':'int'}]}".replace('\'', '"');
  private static final GenericRecord VALUE = new GenericRecordBuilder(PAY).set("s", "x").build();

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

    try (KafkaAvroSerializer serializer = serializer(setup, "fail")) {
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
    try (KafkaAvroSerializer serializer = serializer(setup, "warn")) {
      written = write(serializer);
    }

    assertThat(registry.requestCount()).isPositive();
    assertThat(read(setup, written)).isEqualTo(VALUE);
  }

  @ParameterizedTest
  @FieldSource("SETUPS")
  void writesOnWhenNothingHasChanged(Setup setup) {
    Written before = writtenByAnEarlierProcess(setup);
    registry.clearRequests();

    try (KafkaAvroSerializer serializer = serializer(setup, "fail")) {
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

    try (KafkaAvroSerializer serializer = serializer(setup, "fail")) {
      assertThat(write(serializer).bytes()).isEqualTo(before.bytes());
    }
    assertThat(registry.versions(setup.subject())).hasSize(1);
    assertThat(read(setup, before)).isEqualTo(VALUE);
  }

  @Test
  void writesNothingUnderASubjectThatWasSoftDeletedWhenItMayNotRegister() {
    Setup setup =
        SETUPS.stream().filter(each -> each.name().equals("looked up")).findFirst().orElseThrow();
    Written before = writtenByAnEarlierProcess(setup);
    softDelete(setup);

    try (KafkaAvroSerializer serializer = serializer(setup, "fail")) {
      assertThatThrownBy(() -> write(serializer))
          .isInstanceOf(SerializationException.class)
          .hasCauseInstanceOf(SchemaNotFoundException.class);
    }
    assertThat(read(setup, before)).isEqualTo(VALUE);
    registry.register(setup.subject(), PAY.toString());
    try (KafkaAvroSerializer serializer = serializer(setup, "fail")) {
      assertThat(write(serializer).bytes()).isEqualTo(before.bytes());
    }
  }

  private Written writtenByAnEarlierProcess(Setup setup) {
    if (!setup.registers()) {
      registry.register(setup.subject(), PAY.toString());
    }
    try (KafkaAvroSerializer serializer = serializer(setup, "fail")) {
      return write(serializer);
    }
  }

  private void rebuild(Setup setup) {
    registry.clear();
    registry.compatibility("", "NONE");
    assertThat(registry.register(setup.context() + "other-value", COUNT)).isEqualTo(1);
    if (!setup.registers()) {
      registry.register(setup.subject(), PAY.toString());
    }
    registry.clearRequests();
  }

  private void softDelete(Setup setup) {
    RegistrySettings settings = RegistrySettings.of(URI.create(registry.url()));
    try (RegistryClient client = RegistryClient.create(settings, event -> {}, System::nanoTime)) {
      var unused = client.call(SubjectRequests.delete(Subject.parse(setup.subject())));
    }
  }

  private static Written write(KafkaAvroSerializer serializer) {
    Headers headers = new RecordHeaders();
    return new Written(headers, serializer.serialize("pay", headers, VALUE));
  }

  private Object read(Setup setup, Written written) {
    try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
      Map<String, Object> configs = new HashMap<>();
      configs.put("schema.registry.url", registry.url());
      if (!setup.context().isEmpty()) {
        configs.put("context.name.strategy", InContext.class);
      }
      deserializer.configure(configs, setup.isKey());
      return deserializer.deserialize("pay", written.headers(), written.bytes());
    }
  }

  private KafkaAvroSerializer serializer(Setup setup, String check) {
    Map<String, Object> configs = new HashMap<>(setup.settings());
    configs.put("schema.registry.url", registry.url());
    configs.put("schema.identity.check", check);
    configs.put("schema.snapshot.path", folder.resolve("snapshot").toString());
    configs.put("schema.snapshot.encryption", "none");
    KafkaAvroSerializer serializer = new KafkaAvroSerializer();
    serializer.configure(configs, setup.isKey());
    return serializer;
  }

  private static Map<String, ?> newest() {
    return Map.of("auto.register.schemas", false, "use.latest.version", true);
  }
}
