// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The keys that say what happens to a record that cannot be read or serialized. */
public final class DeadLetterKeys {

  /** What happens to a record that cannot be read. */
  public static final String ON_FAILURE = "schema.on.failure";

  /** Where records that cannot be read are written. */
  public static final String TOPIC = "schema.dead.letter.topic";

  /** What is put behind a topic's name where {@link #TOPIC} names none. */
  public static final String SUFFIX = ".dead-letters";

  /** As brokers check it. */
  private static final Pattern TOPIC_NAME = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

  private static final String FAIL = "fail";
  private static final String DEAD_LETTER = "dead-letter";
  private static final String SKIP = "skip";

  private DeadLetterKeys() {}

  /** What happens to a record that cannot be read. */
  public enum OnFailure {
    /** The exception reaches the caller. */
    FAIL,
    /** The record is written to the dead-letter topic. */
    DEAD_LETTER,
    /** The record is passed over. */
    SKIP
  }

  static void define(ConfigDef keys) {
    keys.define(
            ON_FAILURE,
            ConfigDef.Type.STRING,
            FAIL,
            ValidString.in(FAIL, DEAD_LETTER, SKIP),
            Importance.MEDIUM,
            "What happens to a record that cannot be read or serialized: fail throws the exception;"
                + " dead-letter writes it to the dead-letter topic; skip warns. DeadLetterConsumer"
                + " and DeadLetterProducer then continue after the record; a deserializer of"
                + " another consumer returns null in its place, and a serializer of another"
                + " producer throws.")
        .define(
            TOPIC,
            ConfigDef.Type.STRING,
            null,
            LambdaValidator.with(DeadLetterKeys::requireTopicName, () -> "a topic's name"),
            Importance.MEDIUM,
            "The topic that records go to with schema.on.failure=dead-letter. Without it, it is"
                + " the record's own topic with .dead-letters behind its name.");
  }

  private static void requireTopicName(String key, @Nullable Object value) {
    if (value != null && !TOPIC_NAME.matcher(value.toString()).matches()) {
      throw new ConfigException(
          key,
          value,
          "is no name of a topic: those have up to 249 of a-z, A-Z, 0-9, '.', '_', '-'");
    }
  }

  /**
   * What happens to a record that cannot be read.
   *
   * @param configs the configuration of a consumer; other keys are not looked at
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when it is none of
   *     those allowed
   */
  public static OnFailure onFailure(Map<String, ?> configs) {
    String name = String.valueOf(parsed(configs).get(ON_FAILURE));
    return OnFailure.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** The dead-letter topic that is configured; null for one that each topic has of its own. */
  public static @Nullable String topic(Map<String, ?> configs) {
    return (String) parsed(configs).get(TOPIC);
  }

  /** Whether messages of exceptions may hold values of records. */
  public static boolean mayShowValues(Map<String, ?> configs) {
    Object shows = configs.get(SerdeKeys.SHOW_VALUES);
    return shows != null && Boolean.parseBoolean(shows.toString().trim());
  }

  private static Map<String, Object> parsed(Map<String, ?> configs) {
    ConfigDef keys = new ConfigDef();
    define(keys);
    return keys.parse(configs);
  }
}
