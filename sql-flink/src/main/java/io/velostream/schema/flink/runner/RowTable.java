// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.runner;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;

/** Prints the rows of a query as a table, each when it comes. */
final class RowTable {

  /** The column of {@code EXPLAIN} and {@code SHOW CREATE}. */
  private static final String TEXT = "result";

  private static final int WIDEST = 30;
  private static final int NUMBER_WIDTH = 12;

  private final PrintStream out;
  private final List<Integer> widths = new ArrayList<>();

  RowTable(PrintStream out) {
    this.out = out;
  }

  /**
   * Prints until the query ends.
   *
   * @param most how many rows, before the query is cancelled
   * @return the number of rows
   */
  long print(TableResult result, long most) throws Exception {
    if (result.getResolvedSchema().getColumnNames().equals(List.of(TEXT))) {
      return printText(result);
    }
    printHeader(result.getResolvedSchema());
    long count = 0;
    CloseableIterator<Row> rows = result.collect();
    try {
      while (count < most && rows.hasNext()) {
        Row row = rows.next();
        List<String> values = new ArrayList<>(List.of(operation(row.getKind())));
        for (int i = 0; i < row.getArity(); i++) {
          values.add(text(row.getField(i)));
        }
        printLine(values);
        count++;
      }
    } finally {
      rows.close();
    }
    printRule();
    return count;
  }

  /** Prints plans and declarations, which are texts of several lines. */
  private long printText(TableResult result) throws Exception {
    long count = 0;
    CloseableIterator<Row> rows = result.collect();
    try {
      while (rows.hasNext()) {
        out.println(rows.next().getField(0));
        count++;
      }
    } finally {
      rows.close();
    }
    return count;
  }

  private void printHeader(ResolvedSchema schema) {
    List<String> names = new ArrayList<>(List.of("op"));
    names.addAll(schema.getColumnNames());
    widths.add(2);
    schema
        .getColumns()
        .forEach(
            each -> {
              boolean isShort =
                  each.getDataType()
                      .getLogicalType()
                      .is(org.apache.flink.table.types.logical.LogicalTypeFamily.NUMERIC);
              int usual = isShort ? NUMBER_WIDTH : WIDEST;
              widths.add(Math.max(usual, Math.min(WIDEST, each.getName().length())));
            });
    printRule();
    printLine(names);
    printRule();
  }

  private void printRule() {
    StringBuilder line = new StringBuilder("+");
    widths.forEach(width -> line.append("-".repeat(width + 2)).append("+"));
    out.println(line);
  }

  private void printLine(List<String> values) {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < values.size(); i++) {
      int width = widths.get(i);
      String value = values.get(i);
      String shown = value.length() <= width ? value : value.substring(0, width - 1) + "…";
      line.append(' ').append(shown).append(" ".repeat(width - shown.length())).append(" |");
    }
    out.println(line);
    out.flush();
  }

  private static String operation(RowKind kind) {
    return kind.shortString();
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof byte[] bytes) {
      return "x'" + HexFormat.of().formatHex(bytes) + "'";
    }
    String text = value instanceof Object[] array ? Arrays.deepToString(array) : value.toString();
    return text.replaceAll("\\R", " ");
  }
}
