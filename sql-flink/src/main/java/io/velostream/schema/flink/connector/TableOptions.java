// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.connector;

import java.util.Map;
import java.util.Optional;

/** The complete options of tables, for programs that report them. Stateless. */
public final class TableOptions {

  private TableOptions() {}

  /**
   * The options of a table with those of its configuration file; the given ones for a connector of
   * others.
   *
   * @param table the name, for messages
   * @param reads whether it is read, not written
   * @throws org.apache.flink.table.api.ValidationException naming file and key
   */
  public static Map<String, String> complete(
      String table, Map<String, String> options, boolean reads, ClassLoader loader) {
    String named = options.getOrDefault("connector", "");
    if (!named.startsWith(TableKind.PREFIX)) {
      return options;
    }
    String connector = named.substring(TableKind.PREFIX.length());
    TableKind kind = TableKind.of(connector, reads, TableKind.factory(connector, loader));
    return new FileOptions(table, kind).complete(options);
  }

  /** The configuration file of a table, or of its format. */
  public static Optional<String> file(Map<String, String> options) {
    return Optional.ofNullable(FileOptions.fileOf(options));
  }
}
