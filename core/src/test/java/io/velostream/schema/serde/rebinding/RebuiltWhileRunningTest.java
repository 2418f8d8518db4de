// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.rebinding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.SchemaResolverBuilder;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaIdentityException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.serde.Relay;
import io.velostream.schema.serde.TextCodec;
import io.velostream.schema.serde.TextCodec.Text;
import io.velostream.schema.serde.TextFormat;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.settings.BreakerSettings;
import io.velostream.schema.settings.IdentityCheck;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.model.SchemaReference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a process goes on writing when the registry is another one, and no lookup says so. */
class RebuiltWhileRunningTest {

  private static final String PAY = TextFormat.schema("Pay");
  private static final String INTRUDER = TextFormat.schema("Intruder");
  private static final String IN = TextFormat.schema("In");
  private static final String OTHER_IN = IN.replace("[]", "[{\"name\":\"n\",\"type\":\"int\"}]");
  private static final String MID = referrer("Mid", "In");
  private static final SubjectVersion IN_1 = new SubjectVersion(Subject.of("in"), 1);

  @TempDir private Path folder;

  private final EmbeddedSchemaRegistry old = EmbeddedSchemaRegistry.start();
  private final EmbeddedSchemaRegistry rebuilt = EmbeddedSchemaRegistry.start();
  private final Relay relay = Relay.to(old.port());
  private final AtomicLong nanos = new AtomicLong();
  private final TextCodec codec = new TextCodec();

  @AfterEach
  void close() throws IOException {
    relay.close();
    old.close();
    rebuilt.close();
  }

  @ParameterizedTest
  @CsvSource({
    "use.latest.version=true, false, out-value, false",
    "use.latest.version=true, true, out-value, false",
    "use.latest.version=true, false, out-key, true",
    "use.schema.id=2, false, out-value, false",
    "use.schema.id=3, true, out-value, false",
    "use.latest.version=true;value.schema.id.serializer=header, false, out-value, false"
  })
  void refusesToWriteWhenOnlyAReferencedSchemaHasChanged(
      String keys, boolean isDeep, String subject, boolean isKey) {
    fill(old, IN, subject, isDeep);
    fill(rebuilt, OTHER_IN, subject, isDeep);
    try (SchemaResolver resolver = builder(IdentityCheck.FAIL).build()) {
      SerializerEngine<String> engine = serializer(resolver, keys, isKey);
      write(engine, "out");
      relay.lead(rebuilt.port());

      workUntil(resolver, () -> isRefused(engine, "out"));
      for (int n = 0; n < 200; n++) {
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        resolver.runOnce(nanos.get());
        assertThat(isRefused(engine, "out")).as("refused after %s s", n).isTrue();
      }
      relay.lead(old.port());
      workUntil(resolver, () -> !isRefused(engine, "out"));
    }
  }

  @Test
  void refusesAContentWhoseReferenceHasChanged() {
    fill(old, IN, "out-value", false);
    fill(rebuilt, OTHER_IN, "out-value", false);
    SchemaDefinition out =
        SchemaDefinition.of(
            TextFormat.TYPE,
            referrer("Out", "In"),
            new io.velostream.schema.model.SchemaReference("In", "in", 1));
    Subject subject = Subject.of("out-value");
    try (SchemaResolver resolver = builder(IdentityCheck.FAIL).build()) {
      var unused = resolver.resolve(resolver.register(subject, out, Normalization.OFF));
      relay.lead(rebuilt.port());

      workUntil(
          resolver, () -> isRefused(() -> resolver.register(subject, out, Normalization.OFF)));
      for (int n = 0; n < 100; n++) {
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThatThrownBy(() -> resolver.register(subject, out, Normalization.OFF))
            .isInstanceOf(SchemaIdentityException.class);
      }
      relay.lead(old.port());
      workUntil(
          resolver, () -> !isRefused(() -> resolver.register(subject, out, Normalization.OFF)));
    }
  }

  @Test
  void takesTheReferencedSchemaThatThereIsNowWhenOnlyToldToWarn() {
    fill(old, IN, "out-value", false);
    fill(rebuilt, OTHER_IN, "out-value", false);
    try (SchemaResolver resolver = builder(IdentityCheck.WARN).build()) {
      SerializerEngine<String> engine = serializer(resolver, "use.latest.version=true", false);
      write(engine, "out");
      relay.lead(rebuilt.port());

      workUntil(
          resolver,
          () -> {
            write(engine, "out");
            return resolver.resolve(resolver.version(IN_1)).definition().text().contains("int");
          });
    }
  }

  @Test
  void resolvesEachOfTwoSchemasThatHadTheSameId() {
    old.register("in", IN);
    rebuilt.register("in", OTHER_IN);
    try (SchemaResolver resolver = builder(IdentityCheck.WARN).build()) {
      RegisteredSchema before = resolver.version(IN_1);
      relay.lead(rebuilt.port());
      resolver.invalidate(IN_1);
      RegisteredSchema now = resolver.version(IN_1);
      assertThat(now.id()).isEqualTo(before.id());

      assertThat(resolver.resolve(before).definition()).isEqualTo(before.definition());
      assertThat(resolver.resolve(now).definition()).isEqualTo(now.definition());
    }
  }

  @Test
  void noticesTheEndOfAnOutageThoughNothingIsLookedUp() {
    rebuilt.register("x-value", INTRUDER);
    try (SchemaResolver resolver = builder(IdentityCheck.FAIL).build()) {
      SerializerEngine<String> engine = serializer(resolver, "auto.register.schemas=true", false);
      write(engine, "t");
      relay.down();
      for (int n = 0; n < 3; n++) {
        assertThatThrownBy(() -> write(engine, "t2")).isInstanceOf(RuntimeException.class);
        resolver.runOnce(nanos.get());
      }
      relay.lead(rebuilt.port());

      workUntil(resolver, () -> isRefused(engine, "t"));
    }
  }

  @Test
  void confirmsWhatASnapshotHadHoweverLongTheBreakerIsOpen() {
    rebuilt.register("x-value", INTRUDER);
    String keys = "auto.register.schemas=true";
    try (SchemaResolver resolver = withSnapshot()) {
      write(serializer(resolver, keys, false), "t");
    }
    relay.down();
    try (SchemaResolver resolver = withSnapshot()) {
      SerializerEngine<String> engine = serializer(resolver, keys, false);
      for (int n = 0; n < 120; n++) {
        write(engine, "t");
        nanos.addAndGet(Duration.ofMillis(250).toNanos());
        resolver.runOnce(nanos.get());
      }
      relay.lead(rebuilt.port());

      workUntil(resolver, () -> isRefused(engine, "t"));
    }
  }

  private static String referrer(String name, String type) {
    return "{\"type\":\"record\",\"name\":\""
        + name
        + "\",\"fields\":[{\"name\":\"f\",\"type\":\""
        + type
        + "\"}]}";
  }

  private static void fill(
      EmbeddedSchemaRegistry registry, String in, String subject, boolean isDeep) {
    registry.register("in", in);
    SchemaReference toIn = new SchemaReference("In", "in", 1);
    if (isDeep) {
      registry.register("mid", MID, toIn);
      registry.register(subject, referrer("Out", "Mid"), new SchemaReference("Mid", "mid", 1));
    } else {
      registry.register(subject, referrer("Out", "In"), toIn);
    }
  }

  private void workUntil(SchemaResolver resolver, BooleanSupplier isDone) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!isDone.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the time by which it should be done").isLessThan(deadline);
      nanos.addAndGet(Duration.ofMillis(250).toNanos());
      resolver.runOnce(nanos.get());
      Thread.onSpinWait();
    }
  }

  private static boolean isRefused(Runnable work) {
    try {
      work.run();
      return false;
    } catch (SchemaIdentityException e) {
      return true;
    }
  }

  private boolean isRefused(SerializerEngine<String> engine, String topic) {
    try {
      write(engine, topic);
      return false;
    } catch (SerializationException e) {
      assertThat(e).hasCauseInstanceOf(SchemaIdentityException.class);
      return true;
    }
  }

  private SchemaResolver withSnapshot() {
    return builder(IdentityCheck.FAIL)
        .snapshot(
            SnapshotSettings.of(
                folder.resolve("snapshot").toString(), new SnapshotEncryption.None()))
        .build();
  }

  /** The breaker and the rest of a URL do not end by themselves here. */
  private SchemaResolverBuilder builder(IdentityCheck check) {
    Duration never = Duration.ofDays(365);
    return SchemaResolver.builder()
        .registry(
            RegistrySettings.builder()
                .urls(List.of(relay.url()))
                .lookupTimeout(Duration.ofSeconds(3))
                .breaker(new BreakerSettings(5, never, never))
                .build())
        .identityCheck(check)
        .nanoTime(nanos::get);
  }

  private SerializerEngine<String> serializer(SchemaResolver resolver, String keys, boolean isKey) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("auto.register.schemas", "false");
    configs.put("latest.compatibility.strict", "false");
    configs.put("id.compatibility.strict", "false");
    for (String key : keys.split(";", -1)) {
      configs.put(key.substring(0, key.indexOf('=')), key.substring(key.indexOf('=') + 1));
    }
    SerdeConfig config = SerdeConfig.forSerializer(configs, isKey, new ConfigDef());
    return SerializerEngine.create(config, codec, resolver, nanos::get);
  }

  private static void write(SerializerEngine<String> engine, String topic) {
    var unused = engine.serialize(topic, new RecordHeaders(), new Text(PAY, "abcde"));
  }
}
