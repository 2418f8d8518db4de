// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.serde.file.ConfigFiles;
import io.velostream.schema.serde.shared.ResolverLease;
import io.velostream.schema.serde.shared.SchemaResolvers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.types.logical.RowType;

/**
 * The subject of a table's values. Immutable.
 *
 * @param format their format
 * @param subject the subject
 * @param configs the configuration of their registry, with the entries of its file
 */
public record TableSubject(RowFormat format, Subject subject, Map<String, Object> configs) {

  private static final String CLIENT_PREFIX = "properties.";

  public TableSubject {
    configs = Map.copyOf(configs);
  }

  /**
   * The subject of a table with a format of ours; empty for a format of others.
   *
   * @param topic the topic
   * @param options the options of the table, with those of its file
   * @throws org.apache.kafka.common.config.ConfigException if the file cannot be read
   */
  public static Optional<TableSubject> of(String topic, Map<String, String> options) {
    boolean isPlain = options.containsKey("format");
    String name = options.getOrDefault(isPlain ? "format" : "value.format", "");
    return RowFormat.of(name)
        .map(format -> of(format, topic, (isPlain ? "" : "value.") + name + ".", options));
  }

  private static TableSubject of(
      RowFormat format, String topic, String prefix, Map<String, String> options) {
    Map<String, String> configs = new HashMap<>();
    stripped(CLIENT_PREFIX, options).forEach(configs::put);
    Map<String, String> own = stripped(prefix, options);
    String subject = own.remove("subject");
    String file = own.remove("config.file");
    configs.putAll(own);
    if (file != null) {
      configs.put(ConfigFiles.KEY, file);
    }
    RowSpec spec =
        new RowSpec(format, false, false, topic, subject, configs, RowType.of(), List.of());
    return new TableSubject(format, spec.subjectOrDefault(), spec.expandedConfigs());
  }

  private static Map<String, String> stripped(String prefix, Map<String, String> options) {
    Map<String, String> stripped = new HashMap<>();
    options.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            stripped.put(key.substring(prefix.length()), value);
          }
        });
    return stripped;
  }

  /**
   * The newest version; empty if the subject has none.
   *
   * @throws io.velostream.schema.model.SchemaException if the registry does not answer
   */
  public Optional<RegisteredSchema> newest() {
    try (ResolverLease lease = SchemaResolvers.shared(configs)) {
      return Optional.of(lease.resolver().latest(subject));
    } catch (SchemaNotFoundException e) {
      return Optional.empty();
    }
  }
}
