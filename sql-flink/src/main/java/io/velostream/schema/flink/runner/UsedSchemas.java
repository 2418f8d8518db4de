// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.runner;

import io.velostream.schema.flink.connector.TableOptions;
import io.velostream.schema.flink.format.TableSubject;
import io.velostream.schema.model.SchemaException;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.kafka.common.config.ConfigException;

/** Says which configuration file, subject and version a statement uses. */
final class UsedSchemas {

  private static final Pattern SCANNED =
      Pattern.compile("LogicalTableScan\\(table=\\[\\[([^]]+)]]");
  private static final Pattern WRITTEN = Pattern.compile("LogicalSink\\(table=\\[([^]]+)]");

  private final TableEnvironment sql;
  private final Tables tables;
  private final PrintStream out;

  UsedSchemas(TableEnvironment sql, PrintStream out) {
    this.sql = sql;
    this.tables = new Tables(sql);
    this.out = out;
  }

  /** Prints a line for each table that a query, an insertion or a set of them uses. */
  void printTablesOf(SqlStatement statement) {
    String plan = plan(statement);
    for (ObjectIdentifier each : named(WRITTEN, plan, "\\.")) {
      print("writes", each, false);
    }
    for (ObjectIdentifier each : named(SCANNED, plan, ", ")) {
      print("reads ", each, true);
    }
  }

  private String plan(SqlStatement statement) {
    String text = statement.text();
    return statement.begins("EXECUTE STATEMENT SET")
        ? String.valueOf(
            sql.executeSql("EXPLAIN" + text.substring("EXECUTE".length()))
                .collect()
                .next()
                .getField(0))
        : sql.explainSql(text);
  }

  private static Set<ObjectIdentifier> named(Pattern pattern, String plan, String separator) {
    Set<ObjectIdentifier> names = new LinkedHashSet<>();
    Matcher matcher = pattern.matcher(plan);
    while (matcher.find()) {
      String[] parts = matcher.group(1).split(separator, 3);
      if (parts.length == 3) {
        names.add(ObjectIdentifier.of(parts[0], parts[1], parts[2]));
      }
    }
    return names;
  }

  /** Prints the line of a table; none for a view, or one of another connector. */
  void print(String use, ObjectIdentifier table, boolean reads) {
    tables
        .options(table)
        .ifPresent(
            options -> {
              String line = line(table, options, reads);
              if (!line.isEmpty()) {
                out.println("   " + use + " " + table.getObjectName() + line);
              }
            });
  }

  private static String line(ObjectIdentifier table, Map<String, String> options, boolean reads) {
    String file = TableOptions.file(options).map(each -> ": file " + each).orElse("");
    try {
      return Tables.subject(table.getObjectName(), options, reads)
          .map(subject -> (file.isEmpty() ? ":" : file + ",") + " " + version(subject))
          .orElse(file);
    } catch (ConfigException | ValidationException | TableException e) {
      return file + ", " + e.getMessage();
    }
  }

  private static String version(TableSubject subject) {
    String name = "subject " + subject.subject().qualified();
    try {
      return subject
          .newest()
          .map(
              each ->
                  name
                      + (each.subjectVersion() == null
                          ? ""
                          : ", version " + each.subjectVersion().version())
                      + (each.id() == null ? "" : ", id " + each.idValue()))
          .orElse(name + ", no version yet");
    } catch (SchemaException e) {
      return name + ", version unknown: " + e.getMessage();
    }
  }
}
