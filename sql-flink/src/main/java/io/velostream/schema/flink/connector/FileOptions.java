// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.connector;

import io.velostream.schema.flink.format.RowFormat;
import io.velostream.schema.serde.file.ConfigFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.api.ValidationException;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The options of a table with those of its configuration file. Options of the statement replace
 * keys of the file. A key of the file that the connector has an option for, such as {@code topic},
 * is that option; the keys of a registry are left to the format, which reads the file itself; all
 * others are properties of the Kafka client.
 */
final class FileOptions {

  /** The option that names the file. */
  static final String CONFIG_FILE = "config.file";

  private static final String TOPIC = "topic";
  private static final String TOPIC_PATTERN = "topic-pattern";
  private static final String SERVERS = "bootstrap.servers";
  private static final String CLIENT_PREFIX = "properties.";
  private static final String FORMAT = "format";
  private static final String VALUE_FORMAT = "value.format";
  private static final String START = "scan.startup.mode";
  private static final String KEY_FIELDS = "key.fields";
  private static final String KEY_FORMAT = "key.format";

  private final String table;
  private final TableKind kind;

  FileOptions(String table, TableKind kind) {
    this.table = table;
    this.kind = kind;
  }

  /**
   * Adds the options of the file that the options name.
   *
   * @return the options for Flink's connector
   * @throws ValidationException naming table, file and key
   */
  Map<String, String> complete(Map<String, String> given) {
    String file = fileOf(given);
    Map<String, String> options = new HashMap<>(given);
    options.remove(CONFIG_FILE);
    options.put("connector", kind.connector());
    FileEntries entries = entries(file);
    addOptions(options, entries);
    addProperties(options, entries);
    addStart(options);
    addFormats(options, entries);
    require(
        options.containsKey(TOPIC) || options.containsKey(TOPIC_PATTERN), TOPIC, TOPIC, entries);
    require(
        options.containsKey(CLIENT_PREFIX + SERVERS), SERVERS, CLIENT_PREFIX + SERVERS, entries);
    return options;
  }

  /** The file of a table; that of a format, if the table has none of its own. */
  static @Nullable String fileOf(Map<String, String> options) {
    List<String> keys = new ArrayList<>(List.of(CONFIG_FILE));
    for (String side : List.of("", "value.", "key.")) {
      for (RowFormat format : RowFormat.values()) {
        keys.add(side + format.identifier() + "." + CONFIG_FILE);
      }
    }
    return keys.stream().map(options::get).filter(each -> each != null).findFirst().orElse(null);
  }

  private FileEntries entries(@Nullable String file) {
    if (file == null) {
      return new FileEntries(null, Map.of());
    }
    try {
      return new FileEntries(file, ConfigFiles.expand(Map.of(ConfigFiles.KEY, file)));
    } catch (ConfigException e) {
      throw new ValidationException("options of table " + table + ": " + e.getMessage(), e);
    }
  }

  private void addOptions(Map<String, String> options, FileEntries entries) {
    boolean hasTopic = options.containsKey(TOPIC) || options.containsKey(TOPIC_PATTERN);
    entries
        .values()
        .forEach(
            (key, value) -> {
              boolean isTopic = key.equals(TOPIC);
              boolean isFormat = key.equals(FORMAT) || key.equals(VALUE_FORMAT);
              boolean isGiven = hasTopic && key.startsWith(TOPIC);
              if (kind.options().contains(key) && !isFormat && !isGiven) {
                options.putIfAbsent(key, isTopic || key.equals(KEY_FIELDS) ? listOf(value) : value);
              }
            });
  }

  /** Lists of options are separated by semicolons. */
  private static String listOf(String value) {
    return value.replaceAll("\\s*,\\s*", ";");
  }

  private void addProperties(Map<String, String> options, FileEntries entries) {
    entries
        .values()
        .forEach(
            (key, value) -> {
              if (!kind.options().contains(key)
                  && !key.equals(FORMAT)
                  && entries.isForClient(key, kind.reads())) {
                options.putIfAbsent(CLIENT_PREFIX + key, value);
              }
            });
  }

  /** By default the connector starts at the committed offsets of its group, which needs one. */
  private void addStart(Map<String, String> options) {
    if (kind.reads()
        && kind.options().contains(START)
        && !options.containsKey(CLIENT_PREFIX + "group.id")) {
      options.putIfAbsent(START, "earliest-offset");
    }
  }

  private void addFormats(Map<String, String> options, FileEntries entries) {
    if (!options.containsKey(FORMAT) && !options.containsKey(VALUE_FORMAT)) {
      Optional<String> format = entries.valueFormat(kind.reads());
      require(format.isPresent(), FORMAT, FORMAT, entries);
      boolean isOfValue =
          kind.isUpsert()
              || options.keySet().stream().anyMatch(each -> each.startsWith("value.velo-"));
      options.put(isOfValue ? VALUE_FORMAT : FORMAT, format.orElseThrow());
    }
    if (!options.containsKey(KEY_FORMAT) && (kind.isUpsert() || options.containsKey(KEY_FIELDS))) {
      Optional<String> format = entries.keyFormat(kind.reads());
      require(format.isPresent(), KEY_FORMAT, KEY_FORMAT, entries);
      options.put(KEY_FORMAT, format.orElseThrow());
    }
    if (entries.file() != null) {
      for (String option : List.of(FORMAT, VALUE_FORMAT, KEY_FORMAT)) {
        String format = options.get(option);
        if (format != null && RowFormat.of(format).isPresent()) {
          String side = option.substring(0, option.length() - FORMAT.length());
          options.putIfAbsent(side + format + "." + CONFIG_FILE, entries.file());
        }
      }
    }
  }

  private void require(boolean isThere, String key, String option, FileEntries entries) {
    if (isThere) {
      return;
    }
    String remedy =
        entries.file() == null
            ? "set the option '"
                + option
                + "', or the option '"
                + CONFIG_FILE
                + "' to a file with the key "
                + key
            : "there is no key "
                + key
                + " in "
                + entries.file()
                + "; add it, or set the option '"
                + option
                + "'";
    throw new ValidationException("options of table " + table + ": " + remedy);
  }
}
