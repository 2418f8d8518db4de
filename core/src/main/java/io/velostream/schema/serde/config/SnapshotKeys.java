// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import io.velostream.schema.SchemaResolverBuilder;
import io.velostream.schema.settings.IdentityCheck;
import io.velostream.schema.settings.KeyProvider;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The keys of what is kept on disk, and of what is done when it and the registry differ. */
public final class SnapshotKeys {

  private static final String AES = "aes-256-gcm";
  private static final String NONE = "none";
  private static final int MEGABYTE_BITS = 20;

  /** The keys that each name one place where encryption keys come from. */
  private static final List<String> SOURCES =
      List.of(
          SerdeKeys.SNAPSHOT_KEY,
          SerdeKeys.SNAPSHOT_KEY_FILE,
          SerdeKeys.SNAPSHOT_KEYSTORE,
          SerdeKeys.SNAPSHOT_KEY_PROVIDER);

  private SnapshotKeys() {}

  static void define(ConfigDef keys) {
    defineFiles(keys);
    defineKeys(keys);
    defineKeyStore(keys);
    keys.define(
            SerdeKeys.IDENTITY_CHECK,
            ConfigDef.Type.STRING,
            "fail",
            ValidString.in("fail", "warn"),
            Importance.MEDIUM,
            "What to do when the registry contradicts an earlier answer (an id has another"
                + " schema, a content has another id): fail (refuse the answer and writing"
                + " with it) or warn (log the difference and use the new answer).")
        .define(
            SerdeKeys.CONFIRM_INTERVAL,
            ConfigDef.Type.INT,
            (int) SchemaResolverBuilder.DEFAULT_CONFIRM_INTERVAL.toSeconds(),
            atLeast(0),
            Importance.LOW,
            "The interval in seconds at which the registry must confirm the answers that"
                + " serializers write with and a few of the ids that are read, to detect a"
                + " rebuilt registry; 0 for after an outage only.");
  }

  private static void defineFiles(ConfigDef keys) {
    keys.define(
            SerdeKeys.SNAPSHOT_PATH,
            ConfigDef.Type.STRING,
            null,
            Importance.MEDIUM,
            "The folder in which known schemas are stored, so that a restart needs no"
                + " registry. Processes may share it. Without this key nothing is stored.")
        .define(
            SerdeKeys.SNAPSHOT_SEEN_PATH,
            ConfigDef.Type.STRING,
            null,
            Importance.LOW,
            "The folder in which this host keeps which snapshot it has seen last, to notice an"
                + " old one that was put back. It must not be inside the folder of the snapshot,"
                + " and backups should leave it out. Default: the folder of the snapshot with"
                + " .seen appended to its name.")
        .define(
            SerdeKeys.SNAPSHOT_ENCRYPTION,
            ConfigDef.Type.STRING,
            AES,
            ValidString.in(AES, NONE),
            Importance.MEDIUM,
            "How the snapshot is encrypted: aes-256-gcm, which needs a key, or none.")
        .define(
            SerdeKeys.SNAPSHOT_QUOTA,
            ConfigDef.Type.INT,
            (int) (SnapshotSettings.DEFAULT_QUOTA_BYTES >> MEGABYTE_BITS),
            atLeast(1),
            Importance.LOW,
            "The maximum size of all snapshots in the folder, in megabytes; the least"
                + " recently used are removed first.")
        .define(
            SerdeKeys.SNAPSHOT_INTERVAL,
            ConfigDef.Type.INT,
            (int) SnapshotSettings.DEFAULT_INTERVAL.toMillis(),
            atLeast(0),
            Importance.LOW,
            "The minimum time in milliseconds between two writes of the snapshot.");
  }

  private static void defineKeys(ConfigDef keys) {
    keys.define(
            SerdeKeys.SNAPSHOT_KEY,
            ConfigDef.Type.PASSWORD,
            null,
            Importance.MEDIUM,
            "The key that encrypts the snapshot: 32 random bytes in base64.")
        .define(
            SerdeKeys.SNAPSHOT_OLD_KEYS,
            ConfigDef.Type.PASSWORD,
            null,
            Importance.LOW,
            "Further keys for reading snapshots, in base64, separated by commas. Add a new"
                + " key here in every process before any process writes with it.")
        .define(
            SerdeKeys.SNAPSHOT_KEY_FILE,
            ConfigDef.Type.STRING,
            null,
            Importance.LOW,
            "A file with one base64 key in each line: the first encrypts, the others are for"
                + " reading only.")
        .define(
            SerdeKeys.SNAPSHOT_KEY_PROVIDER,
            ConfigDef.Type.CLASS,
            null,
            CommonKeys.ofType(KeyProvider.class),
            Importance.LOW,
            "A class that supplies the keys; keys with the prefix"
                + " schema.snapshot.key.provider. are its options.");
  }

  private static void defineKeyStore(ConfigDef keys) {
    keys.define(
            SerdeKeys.SNAPSHOT_KEYSTORE,
            ConfigDef.Type.STRING,
            null,
            Importance.LOW,
            "A PKCS#12 key store with AES-256 keys, all of which can read snapshots.")
        .define(
            SerdeKeys.SNAPSHOT_KEYSTORE_PASSWORD,
            ConfigDef.Type.PASSWORD,
            null,
            Importance.LOW,
            "The password of the key store and of its keys.")
        .define(
            SerdeKeys.SNAPSHOT_KEYSTORE_ALIAS,
            ConfigDef.Type.STRING,
            null,
            Importance.LOW,
            "The alias of the key in the key store that encrypts.");
  }

  /**
   * The settings that a configuration asks for; null when nothing is to be kept.
   *
   * @throws ConfigException when it names no key, or two places for one
   * @throws IllegalArgumentException when a value makes no sense
   */
  public static @Nullable SnapshotSettings settings(SerdeConfig config) {
    String path = config.text(SerdeKeys.SNAPSHOT_PATH);
    return path == null
        ? null
        : new SnapshotSettings(
            path,
            encryption(config),
            (long) config.number(SerdeKeys.SNAPSHOT_QUOTA) << MEGABYTE_BITS,
            Duration.ofMillis(config.number(SerdeKeys.SNAPSHOT_INTERVAL)),
            config.text(SerdeKeys.SNAPSHOT_SEEN_PATH));
  }

  public static Duration confirmInterval(SerdeConfig config) {
    return Duration.ofSeconds(config.number(SerdeKeys.CONFIRM_INTERVAL));
  }

  public static IdentityCheck identityCheck(SerdeConfig config) {
    return IdentityCheck.valueOf(
        required(config, SerdeKeys.IDENTITY_CHECK).toUpperCase(Locale.ROOT));
  }

  private static SnapshotEncryption encryption(SerdeConfig config) {
    List<String> sources = SOURCES.stream().filter(key -> config.value(key) != null).toList();
    if (NONE.equals(config.text(SerdeKeys.SNAPSHOT_ENCRYPTION))) {
      if (!sources.isEmpty()) {
        throw new ConfigException(
            SerdeKeys.SNAPSHOT_ENCRYPTION + "=none contradicts " + sources.get(0));
      }
      return new SnapshotEncryption.None();
    }
    if (sources.size() != 1) {
      throw new ConfigException(
          SerdeKeys.SNAPSHOT_PATH
              + " needs one of "
              + String.join(", ", SOURCES)
              + (sources.isEmpty()
                  ? ", or " + SerdeKeys.SNAPSHOT_ENCRYPTION + "=none"
                  : "; " + String.join(" and ", sources) + " contradict each other"));
    }
    return source(config, sources.get(0));
  }

  private static SnapshotEncryption source(SerdeConfig config, String source) {
    return switch (source) {
      case SerdeKeys.SNAPSHOT_KEY ->
          new SnapshotEncryption.GivenKeys(
              required(config, source).trim(), commaSeparated(config, SerdeKeys.SNAPSHOT_OLD_KEYS));
      case SerdeKeys.SNAPSHOT_KEY_FILE -> new SnapshotEncryption.KeyFile(required(config, source));
      case SerdeKeys.SNAPSHOT_KEYSTORE ->
          new SnapshotEncryption.KeyStoreFile(
              required(config, source),
              required(config, SerdeKeys.SNAPSHOT_KEYSTORE_PASSWORD),
              required(config, SerdeKeys.SNAPSHOT_KEYSTORE_ALIAS));
      default ->
          new SnapshotEncryption.ProviderClass(
              Objects.requireNonNull(config.type(source), source).asSubclass(KeyProvider.class),
              config.withPrefix(SerdeKeys.SNAPSHOT_KEY_PROVIDER_PREFIX));
    };
  }

  private static List<String> commaSeparated(SerdeConfig config, String key) {
    String text = config.text(key);
    return text == null
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::trim).filter(t -> !t.isEmpty()).toList();
  }

  private static String required(SerdeConfig config, String key) {
    String text = config.text(key);
    if (text == null) {
      throw new ConfigException(key + " is missing");
    }
    return text;
  }
}
