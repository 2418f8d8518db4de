// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import io.velostream.schema.serde.config.IdPlacement;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.serde.file.ConfigFiles;
import io.velostream.schema.serde.shared.ConnectionSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DelegatingConfiguration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.types.logical.RowType;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The options of a format in a statement. */
final class FormatOptions {

  private static final String SUBJECT = "subject";
  private static final String CONFIG_FILE = "config.file";
  private static final String CLIENT_PREFIX = "properties.";

  private FormatOptions() {}

  /** The options that a format knows, without its prefix. */
  static Set<ConfigOption<?>> known(RowFormat format) {
    Set<String> keys = new TreeSet<>(SerdeConfig.sharedKeys().names());
    keys.addAll(format.keys());
    keys.addAll(List.of(SUBJECT, CONFIG_FILE));
    Set<ConfigOption<?>> options = new HashSet<>();
    keys.forEach(key -> options.add(ConfigOptions.key(key).stringType().noDefaultValue()));
    return options;
  }

  /**
   * Reads and checks the options of a table.
   *
   * @throws ValidationException naming the key that is wrong or missing
   */
  static RowSpec spec(
      RowFormat format,
      DynamicTableFactory.Context context,
      ReadableConfig formatOptions,
      boolean writes) {
    return checked(read(format, context, formatOptions, writes));
  }

  private static RowSpec checked(RowSpec spec) {
    try {
      SerdeConfig config = spec.config(Map.of());
      if (config.list(SerdeKeys.URL).isEmpty()) {
        throw new ConfigException(
            "schema.registry.url is missing; set it, or " + CONFIG_FILE + " to a file that has it");
      }
      if (spec.writes()) {
        requireIdsInPayload(config);
      }
      requireConnection(spec);
      return spec;
    } catch (ConfigException e) {
      throw new ValidationException(
          "options of format '" + spec.format().identifier() + "': " + e.getMessage(), e);
    }
  }

  /** Reads the settings of the connection, except for files that only task managers may have. */
  private static void requireConnection(RowSpec spec) {
    Map<String, Object> configs = new HashMap<>(spec.expandedConfigs());
    configs.keySet().removeIf(key -> key.contains("ssl."));
    SerdeConfig config = SerdeConfig.forProgram(configs);
    config.locating(() -> ConnectionSettings.of(config));
  }

  /** Flink's formats have no headers. */
  private static void requireIdsInPayload(SerdeConfig config) {
    String key = config.isKey() ? SerdeKeys.KEY_ID_SERIALIZER : SerdeKeys.VALUE_ID_SERIALIZER;
    Object given = config.originals().get(key);
    if (given != null && !given.toString().equals(IdPlacement.PREFIX.key())) {
      throw new ConfigException(
          key, given, "formats of Flink have no headers, so that only prefix can be written");
    }
  }

  private static RowSpec read(
      RowFormat format,
      DynamicTableFactory.Context context,
      ReadableConfig formatOptions,
      boolean writes) {
    Map<String, String> table = context.getCatalogTable().getOptions();
    Map<String, String> options = new HashMap<>();
    Properties given = new Properties();
    ((Configuration) formatOptions).addAllToProperties(given);
    given.stringPropertyNames().forEach(key -> options.put(key, given.getProperty(key)));
    String subject = options.remove(SUBJECT);
    String file = options.remove(CONFIG_FILE);
    if (file != null) {
      options.put(ConfigFiles.KEY, file);
    }
    Map<String, String> configs = new HashMap<>();
    table.forEach(
        (key, value) -> {
          if (key.startsWith(CLIENT_PREFIX)) {
            configs.put(key.substring(CLIENT_PREFIX.length()), value);
          }
        });
    configs.putAll(options);
    return new RowSpec(
        format,
        writes,
        isKey(format, table, formatOptions),
        topic(context, table),
        subject,
        Map.copyOf(configs),
        RowType.of(),
        List.of());
  }

  /** A key's options have another prefix, which only a comparison shows. */
  private static boolean isKey(
      RowFormat format, Map<String, String> table, ReadableConfig formatOptions) {
    return format.identifier().equals(table.get("key.format"))
        && new DelegatingConfiguration(
                Configuration.fromMap(table), "key." + format.identifier() + ".")
            .equals(formatOptions);
  }

  private static String topic(DynamicTableFactory.Context context, Map<String, String> table) {
    @Nullable String topic = table.get("topic");
    return topic != null ? topic : context.getObjectIdentifier().getObjectName();
  }
}
