// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys of other serializers that are not served here. Where ignoring one would change bytes or
 * safety it is refused; the others are named in one warning.
 */
final class UnsupportedKeys {

  private static final Logger LOG = LoggerFactory.getLogger(UnsupportedKeys.class);

  private static final String NO_RULES =
      "is not served: rules of data contracts are never executed here; remove the key only if the"
          + " data needs no rule";

  /** Names, and with a trailing dot prefixes of names, to what the user is told. */
  private static final List<Foreign> REFUSED =
      List.of(
          new Foreign("rule.executors", NO_RULES),
          new Foreign("rule.executors.", NO_RULES),
          new Foreign("rule.actions", NO_RULES),
          new Foreign("rule.actions.", NO_RULES));

  private static final List<Foreign> IGNORED =
      List.of(
          new Foreign(
              "bearer.auth.cache.expiry.buffer.seconds",
              "tokens are asked for again at four fifths of their life"),
          new Foreign("rule.service.loader.enable", "rules are never executed"),
          new Foreign("validation.rules.", "rules within schemas are never executed"),
          new Foreign("json.schema.scan.packages", "classes are not looked for in packages"),
          new Foreign("use.apache.http.client", "the JDK's HTTP client is used"),
          new Foreign("url.randomize", "URLs are tried in the order given"),
          new Foreign("schema.format", "schemas are read in the form that the registry keeps"),
          new Foreign("propagate.schema.tags", "tags are not copied to new versions"),
          new Foreign("reference.subject.name.strategy", "schemas are registered self-contained"),
          new Foreign("missing.id.cache.ttl.sec", "use " + SerdeKeys.NOT_FOUND_TTL),
          new Foreign("missing.version.cache.ttl.sec", "use " + SerdeKeys.NOT_FOUND_TTL),
          new Foreign("missing.schema.cache.ttl.sec", "use " + SerdeKeys.NOT_FOUND_TTL),
          new Foreign("missing.cache.size", "use " + SerdeKeys.CACHE_SIZE),
          new Foreign("schema.registry.url.randomize", "URLs are tried in the order given"));

  private UnsupportedKeys() {}

  /**
   * Refuses what must not be ignored, and warns once of the rest.
   *
   * @throws ConfigException naming a key that must not be ignored; never its value, which may be a
   *     secret
   */
  static void check(Map<String, ?> configs) {
    List<String> ignored = new ArrayList<>();
    for (String key : new TreeSet<>(configs.keySet())) {
      Foreign refused = find(REFUSED, key);
      if (refused != null && !isBlank(configs.get(key))) {
        throw new ConfigException(key + " " + refused.advice());
      }
      Foreign harmless = find(IGNORED, key);
      if (harmless != null) {
        ignored.add(key + " (" + harmless.advice() + ")");
      }
    }
    if (!ignored.isEmpty()) {
      LOG.warn("These keys have no effect: {}", String.join(", ", ignored));
    }
  }

  /** Whether {@code key} is one of these, so that it is not a misspelled key of ours. */
  static boolean contains(String key) {
    return find(REFUSED, key) != null || find(IGNORED, key) != null;
  }

  private static boolean isBlank(@Nullable Object value) {
    return value == null || value.toString().isBlank();
  }

  private static @Nullable Foreign find(List<Foreign> keys, String key) {
    for (Foreign foreign : keys) {
      if (foreign.matches(key)) {
        return foreign;
      }
    }
    return null;
  }

  private record Foreign(String name, String advice) {

    boolean matches(String key) {
      return name.endsWith(".") ? key.startsWith(name) : key.equals(name);
    }
  }
}
