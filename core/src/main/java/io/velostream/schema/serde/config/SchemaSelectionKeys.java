// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the keys that select the schema that a serializer writes with, and detects contradictions.
 */
public final class SchemaSelectionKeys {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaSelectionKeys.class);

  private SchemaSelectionKeys() {}

  /**
   * Refuses two keys that select different schemas. {@code auto.register.schemas} conflicts only if
   * the user has set it. At its default it takes precedence, as with other serializers, and a
   * warning names the key that has no effect.
   *
   * @param configured the keys that the user set
   * @throws ConfigException naming both
   */
  static void check(SerdeConfig config, Set<String> configured) {
    List<String> chosen = chosen(config);
    if (chosen.size() > 1 && !isOfLatest(chosen)) {
      throw contradiction(config, chosen.get(0), chosen.get(1));
    }
    if (config.flag(SerdeKeys.AUTO_REGISTER) && !chosen.isEmpty()) {
      String second = chosen.get(chosen.size() - 1);
      if (configured.contains(SerdeKeys.AUTO_REGISTER)) {
        throw contradiction(config, SerdeKeys.AUTO_REGISTER, second);
      }
      LOG.warn(
          "{}={} has no effect on this serializer while {} is true, its default; set it to false",
          second,
          config.value(second),
          SerdeKeys.AUTO_REGISTER);
    }
  }

  /** The keys that select a schema, in the order of messages. */
  private static List<String> chosen(SerdeConfig config) {
    List<String> chosen = new ArrayList<>();
    if (config.number(SerdeKeys.USE_SCHEMA_ID) >= 0) {
      chosen.add(SerdeKeys.USE_SCHEMA_ID);
    }
    if (config.guid() != null) {
      chosen.add(SerdeKeys.USE_SCHEMA_GUID);
    }
    if (config.flag(SerdeKeys.USE_LATEST)) {
      chosen.add(SerdeKeys.USE_LATEST);
    }
    if (!metadata(config).isEmpty()) {
      chosen.add(SerdeKeys.LATEST_WITH_METADATA);
    }
    return chosen;
  }

  /** Whether all keys select a newest version; one with metadata is a newest version too. */
  private static boolean isOfLatest(List<String> chosen) {
    return chosen.get(0).equals(SerdeKeys.USE_LATEST);
  }

  /**
   * The properties of {@code use.latest.with.metadata}; empty when it is not set.
   *
   * @throws ConfigException when it does not read {@code name=value,name=value}
   */
  public static Map<String, String> metadata(SerdeConfig config) {
    String text = config.text(SerdeKeys.LATEST_WITH_METADATA);
    return text == null || text.isBlank() ? Map.of() : parse(text);
  }

  private static Map<String, String> parse(String text) {
    Map<String, String> properties = new TreeMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new ConfigException(
            SerdeKeys.LATEST_WITH_METADATA, text, "must read name=value,name=value");
      }
      properties.put(pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
    }
    return Map.copyOf(properties);
  }

  private static ConfigException contradiction(SerdeConfig config, String first, String second) {
    return new ConfigException(
        describe(first, config.value(first))
            + " and "
            + describe(second, config.value(second))
            + " contradict each other: the serializer can write in one schema only; set one of"
            + " them");
  }

  private static String describe(String key, @Nullable Object value) {
    return key + "=" + value;
  }
}
