// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.runner;

import io.velostream.schema.flink.connector.TableOptions;
import io.velostream.schema.flink.format.TableSubject;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.UnresolvedIdentifier;

/** The tables of an environment, with their options. */
final class Tables {

  private final TableEnvironmentInternal sql;

  Tables(TableEnvironment sql) {
    this.sql = (TableEnvironmentInternal) sql;
  }

  /** A name as it is written in a statement, with catalog and database. */
  ObjectIdentifier qualified(String written) {
    UnresolvedIdentifier name = sql.getParser().parseIdentifier(written);
    return sql.getCatalogManager().qualifyIdentifier(name);
  }

  /** The options of a table or of a temporary one; empty if there is none, or for a view. */
  Optional<Map<String, String>> options(ObjectIdentifier table) {
    return sql.getCatalogManager()
        .getTable(table)
        .map(each -> each.getResolvedTable().getOptions())
        .filter(each -> each.containsKey("connector"));
  }

  /** The subject of a table that is read or written; empty for formats of others. */
  static Optional<TableSubject> subject(String table, Map<String, String> options, boolean reads) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Map<String, String> all = TableOptions.complete(table, options, reads, loader);
    return TableSubject.of(all.getOrDefault("topic", table), all);
  }
}
