// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import io.velostream.schema.rollout.FileRollouts;
import io.velostream.schema.rollout.RolloutSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The keys of rollouts of schema versions. */
public final class RolloutKeys {

  /** The file that says which version is written. */
  public static final String FILE = "schema.rollout.file";

  /** An object that says so, in place of a file. */
  public static final String SOURCE = "schema.rollout.source";

  private static final String REFRESH = "schema.rollout.refresh.ms";
  private static final String INSTANCE = "schema.rollout.instance";

  private RolloutKeys() {}

  static void define(ConfigDef keys) {
    keys.define(
            FILE,
            ConfigDef.Type.STRING,
            null,
            Importance.LOW,
            "A file of rollouts, which says for each subject which version serializers write. It is"
                + " read again when it changes. Subjects that are not in it are written as"
                + " without it.")
        .define(
            REFRESH,
            ConfigDef.Type.LONG,
            1_000L,
            Range.atLeast(10),
            Importance.LOW,
            "How often the file of rollouts is read again, in milliseconds.")
        .define(
            INSTANCE,
            ConfigDef.Type.STRING,
            null,
            Importance.LOW,
            "The name of this instance of the application in rolling rollouts. Without it, it is"
                + " the client.id.");
  }

  /**
   * The rollouts of a configuration, to be closed if they are {@code AutoCloseable} and of a file.
   *
   * @return null if there are none
   * @throws ConfigException if the file cannot be read or is malformed
   */
  public static @Nullable RolloutSource source(SerdeConfig config) {
    Object configuredSource = config.originals().get(SOURCE);
    String file = config.text(FILE);
    if (configuredSource != null) {
      if (file != null) {
        throw new ConfigException(FILE, file, "contradicts " + SOURCE);
      }
      if (configuredSource instanceof RolloutSource source) {
        return source;
      }
      throw new ConfigException(
          SOURCE,
          configuredSource.getClass().getName(),
          "needs an object of " + RolloutSource.class.getName());
    }
    if (file == null) {
      return null;
    }
    try {
      return FileRollouts.open(Path.of(file), Duration.ofMillis(config.bytes(REFRESH)));
    } catch (IOException | RuntimeException e) {
      ConfigException refused =
          new ConfigException(FILE, file, "is no file of rollouts: " + e.getMessage());
      refused.initCause(e);
      throw refused;
    }
  }

  /** The name of this instance of the application. */
  public static String instance(SerdeConfig config) {
    String named = config.text(INSTANCE);
    return named == null ? config.clientId() : named;
  }
}
