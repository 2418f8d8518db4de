// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** The rows of a query that ends, as texts. */
public final class QueryRows {

  private QueryRows() {}

  /** The values of each row with commas between, behind the kind of a change but an insertion. */
  public static List<String> of(TableEnvironment sql, String query) throws Exception {
    List<String> rows = new ArrayList<>();
    try (CloseableIterator<Row> results = sql.executeSql(query).collect()) {
      results.forEachRemaining(
          row -> {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < row.getArity(); i++) {
              values.add(String.valueOf(row.getField(i)));
            }
            rows.add(row.getKind().shortString().replace("+I", "") + String.join(",", values));
          });
    }
    return rows;
  }
}
