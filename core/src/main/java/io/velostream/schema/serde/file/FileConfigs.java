// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.file;

import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * A configuration with the entries of a file below its own, which knows the lines of the file.
 * Unmodifiable. {@link #get} is forwarded to the configuration too, since Kafka records the keys
 * that are read there, and logs all others as unused.
 */
final class FileConfigs extends AbstractMap<String, Object> {

  private final Map<String, ?> original;
  private final Map<String, Object> all;

  /** The places of keys, by each of their names. */
  private final Map<String, String> places;

  private FileConfigs(
      Map<String, ?> original, Map<String, Object> all, Map<String, String> places) {
    this.original = original;
    this.all = Collections.unmodifiableMap(all);
    this.places = places;
  }

  static FileConfigs merge(
      Path file,
      Map<String, FileEntry> entries,
      Map<String, String> values,
      Map<String, ?> original) {
    Map<String, Object> all = new HashMap<>(original);
    all.put(ConfigFiles.KEY, file.toString());
    Map<String, Object> given = new HashMap<>();
    original.forEach(
        (key, value) -> {
          given.put(KeyNames.shortNameOrSame(key), value);
          if (value == null && values.containsKey(key)) {
            all.remove(key);
          }
        });
    Map<String, String> places = new HashMap<>();
    values.forEach(
        (key, value) -> {
          String name = KeyNames.shortNameOrSame(key);
          boolean isGiven = given.containsKey(name);
          if (!isGiven) {
            all.put(key, value);
          }
          if (!isGiven || value.equals(given.get(name))) {
            String place = ConfigFiles.placeOf(file, line(entries, key));
            places.put(key, place);
            places.put(name, place);
          }
        });
    return new FileConfigs(original, all, places);
  }

  private static int line(Map<String, FileEntry> entries, String key) {
    return Objects.requireNonNull(entries.get(key), key).line();
  }

  String describe(String key) {
    String place = places.get(key);
    return place == null ? key : key + " in " + place;
  }

  ConfigException located(ConfigException failure) {
    String message = String.valueOf(failure.getMessage());
    return places.keySet().stream()
        .filter(key -> names(message, key) && !message.contains(describe(key)))
        .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
        .map(
            key -> {
              ConfigException located = new ConfigException(message + " (" + places.get(key) + ")");
              located.initCause(failure.getCause());
              located.setStackTrace(failure.getStackTrace());
              return located;
            })
        .orElse(failure);
  }

  /** Whether a message has a key that is not part of a longer one. */
  private static boolean names(String message, String key) {
    return message.contains(key)
        && Pattern.compile("(?<![\\w.-])" + Pattern.quote(key) + "(?![\\w-]|\\.\\w)")
            .matcher(message)
            .find();
  }

  @Override
  @SuppressWarnings("ReturnValueIgnored") // the call is made for its side effect
  public @Nullable Object get(@Nullable Object key) {
    if (original.containsKey(key)) {
      original.get(key);
    }
    return all.get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return all.containsKey(key);
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return all.entrySet();
  }
}
