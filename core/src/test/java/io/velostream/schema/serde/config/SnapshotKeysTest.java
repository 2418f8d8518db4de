// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.serde.TextCodec;
import io.velostream.schema.serde.TextFormat;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.serde.shared.ConnectionSettings;
import io.velostream.schema.settings.EncryptionKey;
import io.velostream.schema.settings.IdentityCheck;
import io.velostream.schema.settings.KeyProvider;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotKeysTest {

  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final String OLD = Base64.getEncoder().encodeToString("x".repeat(32).getBytes());

  @TempDir private Path folder;

  @Test
  void keepsNothingByDefaultAndChecksIdentities() {
    ConnectionSettings settings = settings(Map.of());

    assertThat(settings.snapshot()).isNull();
    assertThat(settings.identityCheck()).isEqualTo(IdentityCheck.FAIL);
  }

  @Test
  void readsKeysGivenAsPasswords() {
    assertThat(
            snapshot(
                Map.of(
                    "schema.snapshot.key", new Password(KEY),
                    "schema.snapshot.old.keys", new Password(OLD + ", " + KEY))))
        .isEqualTo(
            SnapshotSettings.of("/snap", new SnapshotEncryption.GivenKeys(KEY, List.of(OLD, KEY))));
  }

  @Test
  void readsQuotaIntervalAndCheck() {
    Map<String, Object> configs =
        Map.of(
            "schema.snapshot.path", "/snap",
            "schema.snapshot.key", KEY,
            "schema.snapshot.quota.mb", "4096",
            "schema.snapshot.interval.ms", "7",
            "schema.snapshot.seen.path", "/seen",
            "schema.identity.check", "warn");
    ConnectionSettings settings = settings(configs);

    assertThat(settings.snapshot().quotaBytes()).isEqualTo(4096L * 1024 * 1024);
    assertThat(settings.snapshot().interval()).isEqualTo(Duration.ofMillis(7));
    assertThat(settings.snapshot().seenFolder()).isEqualTo("/seen");
    assertThat(settings.identityCheck()).isEqualTo(IdentityCheck.WARN);
  }

  @Test
  void readsTheOtherSourcesOfKeys() {
    assertThat(snapshot(Map.of("schema.snapshot.key.file", "/keys")).encryption())
        .isEqualTo(new SnapshotEncryption.KeyFile("/keys"));
    assertThat(
            snapshot(
                    Map.of(
                        "schema.snapshot.keystore.location", "/store",
                        "schema.snapshot.keystore.password", "hush",
                        "schema.snapshot.keystore.key.alias", "now"))
                .encryption())
        .isEqualTo(new SnapshotEncryption.KeyStoreFile("/store", "hush", "now"));
    assertThat(
            snapshot(
                    Map.of(
                        "schema.snapshot.key.provider",
                        NoKeys.class.getName(),
                        "schema.snapshot.key.provider.vault.token",
                        new Password("hush")))
                .encryption())
        .isEqualTo(
            new SnapshotEncryption.ProviderClass(NoKeys.class, Map.of("vault.token", "hush")));
    assertThat(snapshot(Map.of("schema.snapshot.encryption", "none")).encryption())
        .isEqualTo(new SnapshotEncryption.None());
  }

  @Test
  void sharesAResolverOnlyWhereTheSnapshotIsTheSame() {
    Map<String, Object> one = Map.of("schema.snapshot.path", "/a", "schema.snapshot.key", KEY);
    Map<String, Object> two = Map.of("schema.snapshot.path", "/b", "schema.snapshot.key", KEY);
    Map<String, Object> three = Map.of("schema.snapshot.path", "/a", "schema.snapshot.key", OLD);

    assertThat(settings(one)).isEqualTo(settings(one)).hasSameHashCodeAs(settings(one));
    assertThat(settings(one)).isNotEqualTo(settings(two)).isNotEqualTo(settings(three));
    assertThat(settings(Map.of("schema.identity.check", "warn"))).isNotEqualTo(settings(Map.of()));
  }

  @Test
  void refusesAPathWithoutAKeyUnlessToldToUseNone() {
    assertThatThrownBy(() -> snapshot(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.snapshot.path")
        .hasMessageContaining("schema.snapshot.key")
        .hasMessageContaining("schema.snapshot.encryption=none");
  }

  @Test
  void refusesContradictionsNamingBoth() {
    assertThatThrownBy(
            () -> snapshot(Map.of("schema.snapshot.key", KEY, "schema.snapshot.key.file", "/k")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.snapshot.key and schema.snapshot.key.file")
        .hasMessageNotContaining(KEY);
    assertThatThrownBy(
            () ->
                snapshot(Map.of("schema.snapshot.key", KEY, "schema.snapshot.encryption", "none")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.snapshot.encryption=none contradicts schema.snapshot.key");
    assertThatThrownBy(() -> snapshot(Map.of("schema.snapshot.keystore.location", "/store")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.snapshot.keystore.password is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "schema.snapshot.encryption, rot13",
    "schema.snapshot.quota.mb, 0",
    "schema.snapshot.interval.ms, -1",
    "schema.identity.check, ignore",
    "schema.snapshot.key.provider, java.lang.String"
  })
  void refusesInvalidValuesNamingKeyAndValue(String key, String value) {
    assertThatThrownBy(() -> snapshot(Map.of("schema.snapshot.key", KEY, key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(value);
  }

  @Test
  void neverShowsAKey() {
    assertThatThrownBy(() -> snapshot(Map.of("schema.snapshot.key", "c2VjcmV0")))
        .isInstanceOf(ConfigException.class)
        .hasMessageNotContaining("c2VjcmV0");
    assertThat(
            settings(Map.of("schema.snapshot.path", "/a", "schema.snapshot.key", KEY)).toString())
        .doesNotContain(KEY);
  }

  @Test
  void refusesAKeyFileThatIsNotThereWhenTheSerializerIsMade() {
    Map<String, Object> configs =
        Map.of(
            "schema.registry.url",
            "http://one",
            "schema.snapshot.path",
            folder.toString(),
            "schema.snapshot.key.file",
            folder + "/missing");

    assertThatThrownBy(() -> writer(configs))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void refusesToKeepWhatWasSeenInsideTheSnapshotsFolder() {
    Map<String, Object> configs =
        Map.of(
            "schema.registry.url",
            "http://one",
            "schema.snapshot.path",
            folder.toString(),
            "schema.snapshot.encryption",
            "none",
            "schema.snapshot.seen.path",
            folder + "/seen");

    assertThatThrownBy(() -> writer(configs))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must not be inside");
  }

  @Test
  void letsSerializersAndDeserializersStartWithoutARegistry() {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      Map<String, Object> configs =
          Map.of(
              "schema.registry.url", registry.url(),
              "schema.snapshot.path", folder.resolve("snapshot").toString(),
              "schema.snapshot.key", KEY);
      TextCodec.Text value = new TextCodec.Text(TextFormat.schema("Order"), "hi");
      byte[] bytes;
      try (SerializerEngine<String> writer = writer(configs);
          DeserializerEngine<String> reader = reader(configs)) {
        bytes = writer.serialize("orders", null, value);
        reader.deserialize("orders", null, bytes);
      }
      registry.stop();

      try (SerializerEngine<String> writer = writer(configs)) {
        assertThat(writer.serialize("orders", null, value)).isEqualTo(bytes);
      }
      try (DeserializerEngine<String> reader = reader(configs)) {
        assertThat(reader.deserialize("orders", null, bytes))
            .isEqualTo(new TextCodec.Decoded("hi", value.schema(), null));
      }
    }
  }

  private static SerializerEngine<String> writer(Map<String, ?> configs) {
    return SerializerEngine.create(
        SerdeConfig.forSerializer(configs, false, new ConfigDef()), new TextCodec());
  }

  private static DeserializerEngine<String> reader(Map<String, ?> configs) {
    return DeserializerEngine.create(
        SerdeConfig.forDeserializer(configs, false, new ConfigDef()), new TextCodec());
  }

  private static SnapshotSettings snapshot(Map<String, ?> more) {
    Map<String, Object> configs = new HashMap<>(more);
    configs.put("schema.snapshot.path", "/snap");
    return settings(configs).snapshot();
  }

  private static ConnectionSettings settings(Map<String, ?> more) {
    Map<String, Object> configs = new HashMap<>(more);
    configs.put("schema.registry.url", "http://one");
    return ConnectionSettings.of(SerdeConfig.forSerializer(configs, false, new ConfigDef()));
  }

  /** A provider that is never asked. */
  public static final class NoKeys implements KeyProvider {

    @Override
    public EncryptionKey current() {
      throw new IllegalStateException();
    }

    @Override
    public EncryptionKey find(String id) {
      return null;
    }
  }
}
