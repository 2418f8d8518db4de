// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.row;

import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SubjectVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.DataType;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The metadata columns behind the columns of a row: what is known of the schema of its record.
 *
 * @param keys the columns, in order
 * @param versions finds subject and version of a schema; null for one that is not found
 * @param ownVersions finds the version that a schema has in the table's own subject; null for a
 *     schema of another subject
 */
public record RowMetadata(
    List<String> keys,
    Function<RegisteredSchema, @Nullable SubjectVersion> versions,
    Function<RegisteredSchema, @Nullable SubjectVersion> ownVersions) {

  public static final String ID = "schema_id";
  public static final String SUBJECT = "schema_subject";
  public static final String VERSION = "schema_version";

  /** No columns. */
  public static final RowMetadata NONE = new RowMetadata(List.of(), schema -> null, schema -> null);

  public RowMetadata {
    keys = List.copyOf(keys);
  }

  /** The columns that can be read. */
  public static Map<String, DataType> readable() {
    Map<String, DataType> columns = new LinkedHashMap<>();
    columns.put(ID, DataTypes.INT().nullable());
    columns.put(SUBJECT, DataTypes.STRING().nullable());
    columns.put(VERSION, DataTypes.INT().nullable());
    return columns;
  }

  /** The number of columns. */
  public int count() {
    return keys.size();
  }

  /**
   * The values of the columns for records of a schema.
   *
   * @throws io.velostream.schema.model.RegistryUnavailableException if the version must be looked
   *     up, and the registry does not answer
   */
  public @Nullable Object[] values(RegisteredSchema schema) {
    @Nullable Object[] values = new @Nullable Object[keys.size()];
    for (int i = 0; i < values.length; i++) {
      String key = keys.get(i);
      if (key.equals(ID)) {
        values[i] = schema.id() == null ? null : schema.idValue();
        continue;
      }
      SubjectVersion version = versions.apply(schema);
      if (version != null) {
        values[i] =
            key.equals(SUBJECT)
                ? StringData.fromString(version.subject().qualified())
                : (Object) version.version();
      }
    }
    return values;
  }

  /**
   * What to throw where the columns do not fit the schema of a record. With a schema of the table's
   * own subject the declaration of the table is wrong, so that each record of that version would
   * fail: this is an error of the configuration, which no failure handling skips. A schema of
   * another subject is a matter of the record.
   *
   * @throws io.velostream.schema.model.RegistryUnavailableException as {@link #values}
   */
  public RuntimeException mismatch(RegisteredSchema schema, InvalidSchemaException mismatch) {
    SubjectVersion version = ownVersions.apply(schema);
    return version == null
        ? mismatch
        : new ConfigException("the table does not fit " + version + ": " + mismatch.getMessage());
  }
}
