// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.serde.file.ConfigFiles;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.RowType;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * What a task needs to read or write the rows of a table. Immutable, equal by value, and sent to
 * task managers.
 *
 * @param format Avro or JSON Schema
 * @param writes whether rows are written, not read
 * @param isKey whether they are keys of records
 * @param topic the topic; for a list or a pattern, its text
 * @param subject the subject; null for the one of the topic
 * @param configs the configuration, with the properties of the client
 * @param row the columns
 * @param metadata the metadata columns behind them
 */
public record RowSpec(
    RowFormat format,
    boolean writes,
    boolean isKey,
    String topic,
    @Nullable String subject,
    Map<String, String> configs,
    RowType row,
    List<String> metadata)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The keys that say which version is written and read. */
  private static final List<String> VERSION_KEYS =
      List.of(
          SerdeKeys.AUTO_REGISTER,
          SerdeKeys.USE_LATEST,
          SerdeKeys.USE_SCHEMA_ID,
          SerdeKeys.USE_SCHEMA_GUID,
          "use.latest.with.metadata");

  /** Whether a configuration says which version of the subject is used. */
  public static boolean isVersionChosen(Map<String, ?> expandedConfigs) {
    return VERSION_KEYS.stream().anyMatch(expandedConfigs::containsKey);
  }

  /**
   * Checks the names and types of columns as far as that needs no registry.
   *
   * @throws ValidationException naming the column that the format does not have
   */
  void requireKnownTypes(RowType columns) {
    try {
      format.requireDerivable(columns);
    } catch (InvalidSchemaException e) {
      throw new ValidationException("format '" + format.identifier() + "': " + e.getMessage(), e);
    }
  }

  /** The same with columns, and metadata columns behind them. */
  RowSpec of(RowType columns, List<String> more) {
    return new RowSpec(format, writes, isKey, topic, subject, configs, columns, more);
  }

  /**
   * Reads the configuration, with its file.
   *
   * @param more entries on top
   * @throws org.apache.kafka.common.config.ConfigException naming key and value, when one is wrong
   */
  SerdeConfig config(Map<String, ?> more) {
    Map<String, Object> all = new HashMap<>(configs);
    all.putAll(more);
    if (subject != null) {
      all.put(FixedSubject.KEY, subject);
      all.put(
          isKey ? SerdeKeys.KEY_SUBJECT_NAME : SerdeKeys.VALUE_SUBJECT_NAME, FixedSubject.class);
    }
    ConfigDef writerKeys = format.writerKeys();
    ConfigDef readerKeys = format.readerKeys();
    return writes
        ? SerdeConfig.forSerializer(all, isKey, writerKeys, readerKeys)
        : SerdeConfig.forDeserializer(all, isKey, readerKeys, writerKeys);
  }

  /** The configuration with the entries of its file. */
  Map<String, Object> expandedConfigs() {
    return ConfigFiles.expand(configs);
  }

  /** The subject that is named here, or the default one of the topic. */
  Subject subjectOrDefault() {
    return Subject.parse(
        subject == null ? topic + (isKey ? "-key" : "-value") : subject, Subject.DEFAULT_CONTEXT);
  }
}
