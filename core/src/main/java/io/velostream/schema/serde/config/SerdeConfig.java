// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import io.velostream.schema.serde.file.ConfigFiles;
import io.velostream.schema.serde.file.KeyNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a serializer or deserializer. Immutable.
 *
 * <p>Keys of the Kafka client are ignored. An unknown key with a prefix of this library is refused,
 * and so is a key of another serializer if ignoring it would change bytes or safety. Another
 * unknown key that is similar to a key of this library is logged as a warning. Known keys are read
 * from the given map, so that Kafka does not log them as unused.
 */
public final class SerdeConfig {

  private final Map<String, Object> values;
  private final Map<String, String> requestHeaders;
  private final Map<String, Object> originals;

  /** The entries of a file and those that Kafka passed. */
  private final Map<String, Object> source;

  private final boolean isKey;
  private final boolean hasTls;

  private SerdeConfig(
      Map<String, Object> configs, boolean isKey, ConfigDef formatKeys, Set<String> otherKeys) {
    ConfigDef keys = withShared(formatKeys);
    Map<String, Object> named = SecurityKeys.withShortNames(configs, keys);
    Set<String> known = new HashSet<>(otherKeys);
    known.addAll(keys.names());
    UnsupportedKeys.check(named, known, configs);
    UnknownKeys.check(named, known, configs);
    this.values = keys.parse(ConfluentClassAliases.replaced(named));
    this.hasTls = configs.keySet().stream().anyMatch(SecurityKeys::isTls);
    this.source = configs;
    this.originals = new UsageTrackingConfigs(configs);
    this.requestHeaders = withPrefix(SerdeKeys.REQUEST_HEADER_PREFIX, configs);
    this.isKey = isKey;
    read(named.keySet(), known);
  }

  /** Reads every known key, under each of its names. */
  private void read(Set<String> names, Set<String> known) {
    for (String name : names) {
      if (UnknownKeys.isKnown(name, known)) {
        originals.get(name);
        originals.get(SecurityKeys.PREFIX + name);
      }
    }
  }

  /**
   * The configuration of a serializer.
   *
   * @param configs what Kafka hands to {@code configure}
   * @param isKey whether it serializes keys, not values
   * @param formatKeys the keys of the format alone
   * @throws ConfigException naming key and value, when a value is not valid, a key is unknown, or
   *     two keys contradict each other
   */
  public static SerdeConfig forSerializer(
      Map<String, ?> configs, boolean isKey, ConfigDef formatKeys) {
    return forSerializer(configs, isKey, formatKeys, new ConfigDef());
  }

  /**
   * The configuration of a serializer, as {@link #forSerializer(Map, boolean, ConfigDef)} reads it.
   *
   * @param deserializerKeys the keys of the format's deserializer. They have no effect here and are
   *     accepted, since a program may configure both from one map
   */
  public static SerdeConfig forSerializer(
      Map<String, ?> configs, boolean isKey, ConfigDef formatKeys, ConfigDef deserializerKeys) {
    SerdeConfig config = create(configs, isKey, formatKeys, deserializerKeys.names());
    return config.locating(
        () -> {
          SchemaSelectionKeys.check(config, config.source.keySet());
          return config;
        });
  }

  /**
   * The configuration of a deserializer.
   *
   * @param configs what Kafka hands to {@code configure}
   * @param isKey whether it deserializes keys, not values
   * @param formatKeys the keys of the format alone
   * @throws ConfigException naming key and value, when a value is not valid or a key is unknown
   */
  public static SerdeConfig forDeserializer(
      Map<String, ?> configs, boolean isKey, ConfigDef formatKeys) {
    return forDeserializer(configs, isKey, formatKeys, new ConfigDef());
  }

  /**
   * The configuration of a deserializer, as {@link #forDeserializer(Map, boolean, ConfigDef)} reads
   * it.
   *
   * @param serializerKeys the keys of the format's serializer, which are accepted and have no
   *     effect
   */
  public static SerdeConfig forDeserializer(
      Map<String, ?> configs, boolean isKey, ConfigDef formatKeys, ConfigDef serializerKeys) {
    return create(configs, isKey, formatKeys, serializerKeys.names());
  }

  /** The configuration of a program without a serializer, with the shared keys only. */
  public static SerdeConfig forProgram(Map<String, ?> configs) {
    return create(configs, false, new ConfigDef(), Set.of());
  }

  private static SerdeConfig create(
      Map<String, ?> configs, boolean isKey, ConfigDef formatKeys, Set<String> otherKeys) {
    Map<String, Object> all = ConfigFiles.expand(configs);
    try {
      return new SerdeConfig(all, isKey, formatKeys, otherKeys);
    } catch (ConfigException e) {
      throw ConfigFiles.located(e, all);
    }
  }

  /**
   * Makes something from this configuration.
   *
   * @throws ConfigException that of {@code maker}, which also names the place of a wrong value that
   *     comes from a file
   */
  public <T> T locating(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (ConfigException e) {
      throw ConfigFiles.located(e, source);
    }
  }

  /** The keys that every format shares. A new object on each call. */
  public static ConfigDef sharedKeys() {
    return CommonKeys.definitions();
  }

  /** Whether this is for keys, not values. */
  public boolean isKey() {
    return isKey;
  }

  /** Whether messages and causes of exceptions may hold values of records. */
  public boolean showsValues() {
    return flag(SerdeKeys.SHOW_VALUES);
  }

  /**
   * The {@code client.id} of the Kafka client, or the {@code application.id} of the Streams
   * application; "unnamed" if there is neither.
   */
  public String clientId() {
    for (String key : List.of("client.id", "application.id")) {
      Object configured = originals.get(key);
      if (configured != null && !configured.toString().isBlank()) {
        return configured.toString();
      }
    }
    return "unnamed";
  }

  /**
   * Creates an instance of the class of a key, and configures it if it is {@link Configurable}.
   *
   * @return null if the key is not set
   * @throws ConfigException if it cannot be created
   */
  public <T> @Nullable T configuredInstance(String key, Class<T> type) {
    Class<?> configured = type(key);
    if (configured == null) {
      return null;
    }
    try {
      T instance = type.cast(configured.getDeclaredConstructor().newInstance());
      if (instance instanceof Configurable configurable) {
        configurable.configure(originals);
      }
      return instance;
    } catch (ReflectiveOperationException | RuntimeException e) {
      ConfigException refused =
          new ConfigException(
              key, configured.getName(), "cannot be created; it needs a public constructor");
      refused.initCause(e);
      throw refused;
    }
  }

  /** The value of a boolean key. */
  public boolean flag(String key) {
    return (Boolean) required(key);
  }

  /** The value of a text or password key; null when it has none. */
  public @Nullable String text(String key) {
    Object value = value(key);
    return value instanceof Password password ? password.value() : (String) value;
  }

  /** The value of an integer key. */
  public int number(String key) {
    return Math.toIntExact(((Number) required(key)).longValue());
  }

  /** The value of a key that counts bytes. */
  public long bytes(String key) {
    return ((Number) required(key)).longValue();
  }

  /** The value of a key that is a share, from 0 to 1. */
  double share(String key) {
    return ((Number) required(key)).doubleValue();
  }

  /** The GUID of the schema to use; null when none is given. */
  @Nullable
  public UUID guid() {
    String text = text(SerdeKeys.USE_SCHEMA_GUID);
    return text == null ? null : UUID.fromString(text.trim());
  }

  /** The value of a list key. */
  public List<String> list(String key) {
    return ((List<?>) required(key)).stream().map(String::valueOf).toList();
  }

  /** The value of a class key; null when it has none. */
  public @Nullable Class<?> type(String key) {
    return (Class<?>) value(key);
  }

  /**
   * The value of any key, as Kafka's ConfigDef parses it; null when it has none.
   *
   * @throws IllegalArgumentException when no such key is defined
   */
  public @Nullable Object value(String key) {
    if (!values.containsKey(key)) {
      throw new IllegalArgumentException("no such key: " + key);
    }
    return values.get(key);
  }

  /** The given keys that configure a resolver, in order. */
  public Set<String> connectionKeys() {
    Set<String> names = CommonKeys.connection().names();
    Set<String> configuredKeys = new TreeSet<>();
    for (Map.Entry<String, Object> entry : originals.entrySet()) {
      String key = entry.getKey();
      if (entry.getValue() != null
          && (names.contains(key)
              || names.contains(KeyNames.shortNameOrSame(key))
              || UnknownKeys.isPrefixed(key))) {
        configuredKeys.add(key);
      }
    }
    return configuredKeys;
  }

  /** The headers to send with each request, by name. */
  public Map<String, String> requestHeaders() {
    return requestHeaders;
  }

  /** Returns the entries with a prefix, without the prefix, secrets included. */
  Map<String, String> withPrefix(String prefix) {
    return withPrefix(prefix, originals);
  }

  /** Returns the classes of a list key. */
  List<Class<?>> types(String key, Class<?> required) {
    return types(key, (List<?>) required(key), required);
  }

  /** Returns the classes that the values of a list key name. */
  static List<Class<?>> types(String key, List<?> values, Class<?> required) {
    List<Class<?>> types = new ArrayList<>();
    for (Object configuredValue : values) {
      Object type = ConfigDef.parseType(key, configuredValue, ConfigDef.Type.CLASS);
      CommonKeys.ofType(required).ensureValid(key, type);
      types.add((Class<?>) Objects.requireNonNull(type, key));
    }
    return List.copyOf(types);
  }

  /** Whether any TLS key is set. */
  public boolean hasTls() {
    return hasTls;
  }

  /**
   * The unchanged configuration that Kafka passed to {@code configure}, with the entries of a
   * configuration file, secrets included: for custom classes, and for keys whose values are
   * objects. Kafka records each key that is read with {@link Map#get}.
   */
  public Map<String, Object> originals() {
    return originals;
  }

  private Object required(String key) {
    return Objects.requireNonNull(value(key), key);
  }

  private static ConfigDef withShared(ConfigDef formatKeys) {
    ConfigDef keys = sharedKeys();
    formatKeys
        .configKeys()
        .forEach(
            (name, key) -> {
              if (!keys.names().contains(name)) {
                keys.define(key);
              }
            });
    return keys;
  }

  /** Returns the entries of a configuration with a prefix, without the prefix. */
  static Map<String, String> withPrefix(String prefix, Map<String, ?> configs) {
    Map<String, String> found = new TreeMap<>();
    configs.forEach(
        (key, value) -> {
          if (key.startsWith(prefix) && value != null) {
            String name = key.substring(prefix.length());
            found.put(name, value instanceof Password secret ? secret.value() : value.toString());
          }
        });
    return Map.copyOf(found);
  }
}
