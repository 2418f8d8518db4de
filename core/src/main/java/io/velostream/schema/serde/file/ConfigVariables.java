// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.file;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the variables of a file, <code>${provider:path:key}</code>, by Kafka's config providers.
 * Providers are those that the file and the client's configuration name; {@code env}, {@code file}
 * and {@code directory} are Kafka's own without being named.
 */
final class ConfigVariables {

  private static final String PROVIDERS = "config.providers";

  /** As {@link org.apache.kafka.common.config.ConfigTransformer} finds them. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*?):(([^}]*?):)?([^}]*?)\\}");

  private static final Map<String, String> KAFKAS_OWN =
      Map.of(
          "directory", "org.apache.kafka.common.config.provider.DirectoryConfigProvider",
          "env", "org.apache.kafka.common.config.provider.EnvVarConfigProvider",
          "file", "org.apache.kafka.common.config.provider.FileConfigProvider");

  private final Path file;
  private final Map<String, FileEntry> entries;

  private ConfigVariables(Path file, Map<String, FileEntry> entries) {
    this.file = file;
    this.entries = entries;
  }

  /**
   * Returns the values of a file, with variables replaced.
   *
   * @param configs the client's configuration, which may name providers
   * @throws ConfigException if a variable has no value or its provider fails
   */
  static Map<String, String> resolved(
      Path file, Map<String, FileEntry> entries, Map<String, ?> configs) {
    return new ConfigVariables(file, entries).resolved(configs);
  }

  private Map<String, String> resolved(Map<String, ?> configs) {
    Map<String, String> values = new LinkedHashMap<>();
    entries.forEach((key, entry) -> values.put(key, entry.value()));
    Set<String> named = referenced();
    if (named.isEmpty()) {
      return values;
    }
    Map<String, Object> originals = new HashMap<>();
    values.forEach(
        (key, value) -> {
          if (!isOfProviders(key)) {
            originals.put(key, value);
          }
        });
    Map<String, Object> replaced;
    try {
      replaced =
          new AbstractConfig(new ConfigDef(), originals, providers(named, configs), false)
              .originals();
    } catch (RuntimeException e) {
      ConfigException refused =
          new ConfigException(
              file + ": the variables of config providers cannot be replaced: " + e.getMessage());
      refused.addSuppressed(e); // the message says all of it
      throw refused;
    }
    originals.keySet().forEach(key -> values.put(key, String.valueOf(replaced.get(key))));
    requireReplaced(values);
    return values;
  }

  /** The names of providers in the variables. */
  private Set<String> referenced() {
    Set<String> names = new LinkedHashSet<>();
    for (FileEntry entry : entries.values()) {
      Matcher variables = VARIABLE.matcher(entry.value());
      while (variables.find() && !isOfProviders(entry.key())) {
        names.add(variables.group(1));
      }
    }
    return names;
  }

  /** The configuration of providers: that of the file, then that of the client. */
  private Map<String, Object> providers(Set<String> named, Map<String, ?> configs) {
    Map<String, Object> providers = new HashMap<>();
    entries.forEach((key, entry) -> putIfOfProviders(providers, key, entry.value()));
    Set<String> names = names(providers.get(PROVIDERS));
    configs.forEach((key, value) -> putIfOfProviders(providers, key, value));
    names.addAll(names(providers.get(PROVIDERS)));
    KAFKAS_OWN.forEach(
        (name, type) -> {
          if (named.contains(name) && names.add(name)) {
            providers.put(PROVIDERS + "." + name + ".class", type);
          }
        });
    providers.put(PROVIDERS, String.join(",", names));
    return providers;
  }

  private void requireReplaced(Map<String, String> values) {
    for (FileEntry entry : entries.values()) {
      Matcher variables = VARIABLE.matcher(entry.value());
      while (!isOfProviders(entry.key()) && variables.find()) {
        if (Objects.toString(values.get(entry.key())).contains(variables.group())) {
          throw new ConfigException(
              ConfigFiles.placeOf(file, entry.line())
                  + ": "
                  + entry.key()
                  + " has the variable "
                  + variables.group()
                  + ", for which no config provider has a value");
        }
      }
    }
  }

  private static void putIfOfProviders(
      Map<String, Object> providers, String key, @Nullable Object value) {
    if (isOfProviders(key) && value != null) {
      String text = value instanceof List<?> list ? join(list) : value.toString();
      providers.put(key, value instanceof Class<?> type ? type.getName() : text);
    }
  }

  private static String join(List<?> list) {
    return list.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static boolean isOfProviders(String key) {
    return key.equals(PROVIDERS) || key.startsWith(PROVIDERS + ".");
  }

  private static Set<String> names(@Nullable Object value) {
    Set<String> names = new LinkedHashSet<>();
    if (value != null) {
      names.addAll(List.of(value.toString().trim().split("\\s*,\\s*")));
      names.removeIf(String::isBlank);
    }
    return names;
  }
}
