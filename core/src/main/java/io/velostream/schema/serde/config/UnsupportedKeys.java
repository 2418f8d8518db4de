// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import io.velostream.schema.serde.file.ConfigFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys of other serializers that this library does not support. A key is refused if ignoring it
 * would change bytes or safety; the others are logged in one warning.
 */
final class UnsupportedKeys {

  private static final Logger LOG = LoggerFactory.getLogger(UnsupportedKeys.class);

  private static final String NO_RULES =
      "is not supported: rules of data contracts are never executed here; remove the key only if"
          + " the data needs no rule";

  /** Names, or prefixes with a trailing dot, and the advice for users. */
  private static final List<UnsupportedKey> REFUSED =
      List.of(
          new UnsupportedKey("rule.executors", NO_RULES),
          new UnsupportedKey("rule.executors.", NO_RULES),
          new UnsupportedKey("rule.actions", NO_RULES),
          new UnsupportedKey("rule.actions.", NO_RULES));

  private static final String OF_PROTOBUF_CONVERTER =
      "a key of a Connect converter for Protobuf, which there is none of";

  private static final List<UnsupportedKey> IGNORED =
      List.of(
          new UnsupportedKey(
              "bearer.auth.cache.expiry.buffer.seconds",
              "tokens are asked for again at four fifths of their life"),
          new UnsupportedKey("rule.service.loader.enable", "rules are never executed"),
          new UnsupportedKey("validation.rules.", "rules within schemas are never executed"),
          new UnsupportedKey("json.schema.scan.packages", "classes are not looked for in packages"),
          new UnsupportedKey("use.apache.http.client", "the JDK's HTTP client is used"),
          new UnsupportedKey("url.randomize", "URLs are tried in the order given"),
          new UnsupportedKey(
              "schema.format", "schemas are read in the form that the registry keeps"),
          new UnsupportedKey("propagate.schema.tags", "tags are not copied to new versions"),
          new UnsupportedKey(
              "reference.subject.name.strategy", "schemas are registered self-contained"),
          new UnsupportedKey(
              "discard.type.doc.default", "documentation and defaults of types are kept"),
          new UnsupportedKey("replace.null.with.default", "use ignore.default.for.nullables"),
          new UnsupportedKey("optional.for.nullables", OF_PROTOBUF_CONVERTER),
          new UnsupportedKey("wrapper.for.nullables", OF_PROTOBUF_CONVERTER),
          new UnsupportedKey("wrapper.for.raw.primitives", OF_PROTOBUF_CONVERTER),
          new UnsupportedKey("int.for.enums", OF_PROTOBUF_CONVERTER),
          new UnsupportedKey("flatten.unions", OF_PROTOBUF_CONVERTER),
          new UnsupportedKey("generate.index.for.unions", OF_PROTOBUF_CONVERTER),
          new UnsupportedKey("generate.struct.for.nulls", OF_PROTOBUF_CONVERTER),
          new UnsupportedKey("missing.id.cache.ttl.sec", "use " + SerdeKeys.NOT_FOUND_TTL),
          new UnsupportedKey("missing.version.cache.ttl.sec", "use " + SerdeKeys.NOT_FOUND_TTL),
          new UnsupportedKey("missing.schema.cache.ttl.sec", "use " + SerdeKeys.NOT_FOUND_TTL),
          new UnsupportedKey("missing.cache.size", "use " + SerdeKeys.CACHE_SIZE),
          new UnsupportedKey("schema.registry.url.randomize", "URLs are tried in the order given"));

  private UnsupportedKeys() {}

  /**
   * Refuses keys that must not be ignored, and logs one warning for the others.
   *
   * @param supported keys that the format supports nevertheless
   * @param source the configuration that the keys come from, whose files messages name
   * @throws ConfigException naming a key that must not be ignored; never its value, which may be a
   *     secret
   */
  static void check(Map<String, ?> configs, Set<String> supported, Map<String, ?> source) {
    List<String> ignored = new ArrayList<>();
    for (String key : new TreeSet<>(configs.keySet())) {
      if (supported.contains(key)) {
        continue;
      }
      UnsupportedKey refused = find(REFUSED, key);
      if (refused != null && !isBlank(configs.get(key))) {
        throw new ConfigException(key + " " + refused.advice());
      }
      UnsupportedKey harmless = find(IGNORED, key);
      if (harmless != null) {
        ignored.add(ConfigFiles.describe(key, source) + " (" + harmless.advice() + ")");
      }
    }
    if (!ignored.isEmpty()) {
      LOG.warn("These keys have no effect: {}", String.join(", ", ignored));
    }
  }

  /** Whether {@code key} is one of these, so that it is not a misspelled key of this library. */
  static boolean contains(String key) {
    return find(REFUSED, key) != null || find(IGNORED, key) != null;
  }

  private static boolean isBlank(@Nullable Object value) {
    return value == null || value.toString().isBlank();
  }

  private static @Nullable UnsupportedKey find(List<UnsupportedKey> keys, String key) {
    for (UnsupportedKey unsupported : keys) {
      if (unsupported.matches(key)) {
        return unsupported;
      }
    }
    return null;
  }

  private record UnsupportedKey(String name, String advice) {

    boolean matches(String key) {
      return name.endsWith(".") ? key.startsWith(name) : key.equals(name);
    }
  }
}
