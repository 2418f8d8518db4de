// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.rollout.FileRollouts;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutChoice;
import io.velostream.schema.rollout.RolloutStrategy.BlueGreen;
import io.velostream.schema.rollout.RolloutStrategy.Canary;
import io.velostream.schema.rollout.RolloutStrategy.RollingPartitions;
import io.velostream.schema.rollout.Rollouts;
import io.velostream.schema.serde.TextCodec;
import io.velostream.schema.serde.TextCodec.Text;
import io.velostream.schema.serde.TextFormat;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The version that a serializer writes while a rollout runs. */
class RolloutEngineTest {

  private static final String KEY_HASH = "schema.rollout.key";
  private static final Text VALUE = new Text(TextFormat.schema("Order"), "hi");
  private static final Duration NEVER = Duration.ofDays(1);

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final SchemaResolver resolver =
      SchemaResolver.builder().registry(RegistrySettings.of(URI.create(registry.url()))).build();
  private final TextCodec codec = new TextCodec();
  private final Rollouts rollouts = new Rollouts();
  private int older;
  private int newer;
  @TempDir Path folder;

  @BeforeEach
  void register() {
    registry.compatibility("", "NONE");
    for (String subject : List.of("orders-key", "orders-value")) {
      older = registry.register(subject, TextFormat.schema("Older"));
      newer = registry.register(subject, TextFormat.schema("Newer"));
    }
  }

  @AfterEach
  void close() {
    resolver.close();
    registry.close();
  }

  private SerializerEngine<String> engine(boolean isKey, Map<String, ?> configs) {
    return SerializerEngine.create(
        SerdeConfig.forSerializer(configs, isKey, new ConfigDef()), codec, resolver);
  }

  private SerializerEngine<String> following(boolean isKey) {
    return engine(isKey, Map.of("schema.rollout.source", rollouts));
  }

  private static int idOf(byte[] record) {
    return ByteBuffer.wrap(record).getInt(1);
  }

  private static Headers keyHash(int hash) {
    return new RecordHeaders()
        .add(KEY_HASH, ByteBuffer.allocate(Integer.BYTES).putInt(hash).array());
  }

  private static int hashOf(Rollout rollout, boolean isNew) {
    RolloutChoice choice = new RolloutChoice(rollout, "");
    return IntStream.range(1, 1_000)
        .filter(hash -> choice.isNew(true, hash, -1) == isNew)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void writesTheVersionOfTheRecordsKeyAndTakesItsHashFromTheValuesHeadersAlone(boolean isKey) {
    Rollout half = Rollout.running(isKey ? "orders-key" : "orders-value", 1, 2, new Canary(0.5));
    rollouts.put(half);
    SerializerEngine<String> engine = following(isKey);

    for (boolean isNew : new boolean[] {true, false, true}) {
      Headers headers = keyHash(hashOf(half, isNew));
      byte[] record = engine.serialize("orders", headers, VALUE);

      assertThat(idOf(record)).isEqualTo(isNew ? newer : older);
      assertThat(new String(record, 5, record.length - 5, UTF_8)).isEqualTo("hi");
      assertThat(headers.lastHeader(KEY_HASH) != null).isEqualTo(isKey);
    }
  }

  @Test
  void writesTheOldVersionForRecordsWithoutAKey() {
    rollouts.put(Rollout.running("orders-value", 1, 2, new Canary(0.999)));
    SerializerEngine<String> engine = following(false);

    assertThat(idOf(engine.serialize("orders", null, VALUE))).isEqualTo(older);
    assertThat(idOf(engine.serialize("orders", new RecordHeaders(), VALUE))).isEqualTo(older);
  }

  @Test
  void writesTheVersionOfThePartitionThatTheCallerKnows() {
    rollouts.put(Rollout.running("orders-value", 1, 2, new RollingPartitions(Set.of(3))));
    SerializerEngine<String> engine = following(false);

    assertThat(idOf(engine.serialize("orders", null, VALUE, true, 1, 3))).isEqualTo(newer);
    assertThat(idOf(engine.serialize("orders", null, VALUE, true, 1, 4))).isEqualTo(older);
    assertThat(engine.serialize("orders", null, null, true, 1, 3)).isNull();
  }

  @Test
  void followsEachChangeWithTheNextRecord() {
    rollouts.put(Rollout.running("orders-value", 1, 2, new BlueGreen(false)));
    SerializerEngine<String> engine = following(false);

    assertThat(idOf(engine.serialize("orders", null, VALUE))).isEqualTo(older);
    rollouts.put(Rollout.running("orders-value", 1, 2, new BlueGreen(true)));
    assertThat(idOf(engine.serialize("orders", null, VALUE))).isEqualTo(newer);
    rollouts.remove("orders-value");
    assertThat(idOf(engine.serialize("orders", null, VALUE)))
        .as("registered, as without rollouts")
        .isEqualTo(registry.register("orders-value", VALUE.schema()));
    assertThat(registry.versions("orders-value")).containsExactly(1, 2, 3);
  }

  @Test
  void failsAsWithoutRolloutsForAValueThatCannotBeWritten() {
    rollouts.put(Rollout.running("orders-value", 1, 2, new BlueGreen(true)));
    SerializerEngine<String> engine = following(false);

    assertThatThrownBy(() -> engine.serialize("orders", null, new Text(VALUE.schema(), "poison")))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("topic orders")
        .hasMessageContaining("orders-value");
  }

  @Test
  void ignoresKeyAndPartitionWithoutRollouts() {
    SerializerEngine<String> engine = engine(false, Map.of());
    Headers headers = keyHash(7);

    assertThat(engine.followsRollouts()).isFalse();
    assertThat(following(false).followsRollouts()).isTrue();
    assertThat(idOf(engine.serialize("orders", headers, VALUE, true, 7, 3)))
        .isEqualTo(registry.register("orders-value", VALUE.schema()));
    assertThat(headers.lastHeader(KEY_HASH)).as("not this serializer's").isNotNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void givesUpTheFileOfRolloutsOnceHoweverOftenItIsClosed(int times) throws IOException {
    Path file = folder.resolve("rollouts.json");
    Files.writeString(file, "{\"rollouts\":[]}");
    SerializerEngine<String> engine = engine(false, Map.of("schema.rollout.file", file.toString()));
    FileRollouts shared = FileRollouts.open(file, NEVER);
    shared.close();
    assertIsShared(file, shared, true);

    FileRollouts again = FileRollouts.open(file, NEVER);
    for (int n = 0; n < times; n++) {
      engine.close();
    }
    assertIsShared(file, again, true);

    again.close();
    assertIsShared(file, again, false);
  }

  /** Files are shared by their users, so another object shows that there was none. */
  private static void assertIsShared(Path file, FileRollouts with, boolean isShared)
      throws IOException {
    try (FileRollouts opened = FileRollouts.open(file, NEVER)) {
      assertThat(opened == with).isEqualTo(isShared);
    }
  }
}
