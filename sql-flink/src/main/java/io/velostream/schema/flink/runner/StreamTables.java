// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.runner;

import io.velostream.schema.flink.catalog.SubjectColumns;
import io.velostream.schema.flink.connector.TableOptions;
import io.velostream.schema.model.SchemaException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.jspecify.annotations.Nullable;

/** Makes tables of {@code CREATE STREAM} statements. */
final class StreamTables {

  private static final String CONNECTOR = "velo-kafka";

  private final TableEnvironment sql;
  private final Tables tables;

  StreamTables(TableEnvironment sql) {
    this.sql = sql;
    this.tables = new Tables(sql);
  }

  /**
   * Creates the tables of a statement. A source without columns has those of the newest version of
   * its subject; a stream with a query has those of the query.
   *
   * @return the insertion that fills the stream; null if it has no query
   * @throws ValidationException if a table exists with another file, or its columns are unknown
   */
  @Nullable String create(StreamStatement statement) {
    String query = statement.query();
    if (query == null) {
      String source = statement.sourceConfig();
      String file = source != null ? source : Objects.requireNonNull(statement.sinkConfig());
      create(statement.name(), file, statement.columns());
      return null;
    }
    if (statement.sourceConfig() != null) {
      String source = statement.sourceTable();
      if (source == null) {
        throw new ValidationException(
            "source_config is set, and the query reads no table by its name");
      }
      create(source, statement.sourceConfig(), null);
    }
    Schema columns =
        Schema.newBuilder()
            .fromRowDataType(sql.sqlQuery(query).getResolvedSchema().toSinkRowDataType())
            .build();
    createOf(columns, statement.name(), Objects.requireNonNull(statement.sinkConfig()));
    return "INSERT INTO " + statement.name() + " " + query;
  }

  private void create(String name, String file, @Nullable String columns) {
    if (exists(name, file)) {
      return;
    }
    if (columns != null) {
      sql.executeSql(
          "CREATE TEMPORARY TABLE %s (%s) WITH ('connector' = '%s', 'config.file' = '%s')"
              .formatted(name, columns, CONNECTOR, file.replace("'", "''")));
      return;
    }
    createOf(registeredColumns(name, file), name, file);
  }

  private void createOf(Schema columns, String name, String file) {
    if (!exists(name, file)) {
      sql.createTemporaryTable(
          name,
          TableDescriptor.forConnector(CONNECTOR)
              .schema(columns)
              .option("config.file", file)
              .build());
    }
  }

  private boolean exists(String name, String file) {
    ObjectIdentifier table = tables.qualified(name);
    Optional<Map<String, String>> options = tables.options(table);
    options.ifPresent(
        known -> {
          String other = TableOptions.file(known).orElse("no file");
          if (!other.equals(file)) {
            throw new ValidationException(
                "table " + name + " exists with " + other + ", and not with " + file);
          }
        });
    return options.isPresent();
  }

  private static Schema registeredColumns(String name, String file) {
    Map<String, String> options = Map.of("connector", CONNECTOR, "config.file", file);
    try {
      return SubjectColumns.of(
          Tables.subject(name, options, true)
              .orElseThrow(
                  () ->
                      new ValidationException(
                          "the format in " + file + " has no schema for the columns of " + name)));
    } catch (SchemaException e) {
      throw new ValidationException(
          "the columns of table " + name + " (" + file + ") are unknown: " + e.getMessage(), e);
    }
  }
}
