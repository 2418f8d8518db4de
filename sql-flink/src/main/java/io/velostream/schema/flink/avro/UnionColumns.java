// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Unions of several types as rows: one nullable field for each branch but null, named by its type,
 * of which one at most is not null.
 */
final class UnionColumns {

  private UnionColumns() {}

  /** Whether a union is read into a row of its branches. */
  static boolean isSplit(List<Schema> branches, LogicalType type) {
    List<Schema> others =
        branches.stream().filter(each -> each.getType() != Schema.Type.NULL).toList();
    return others.size() > 1
        && type instanceof RowType row
        && others.stream().allMatch(each -> row.getFieldNames().contains(name(each)));
  }

  /** The name of a branch's field: the short name of its type. */
  static String name(Schema branch) {
    return branch.getName();
  }
}
