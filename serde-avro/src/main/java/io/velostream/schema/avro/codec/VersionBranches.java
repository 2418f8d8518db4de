// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;

/** The order in which the branches of a union are tried for a value of one schema. */
final class VersionBranches {

  private VersionBranches() {}

  /** The branches from the most similar to the least similar one. */
  static List<Schema> ordered(Schema from, Schema union) {
    List<Schema> branches = new ArrayList<>(union.getTypes());
    branches.sort(Comparator.comparingInt(branch -> difference(from, branch)));
    return branches;
  }

  private static int difference(Schema from, Schema branch) {
    if (from.getType() != branch.getType()) {
      return isPromotion(from.getType(), branch.getType()) ? 4 : 5;
    }
    return switch (from.getType()) {
      case RECORD, ENUM, FIXED ->
          from.getFullName().equals(branch.getFullName())
              ? 0
              : branch.getAliases().contains(from.getFullName())
                      || from.getAliases().contains(branch.getFullName())
                  ? 1
                  : from.getName().equals(branch.getName()) ? 2 : 3;
      default -> isSameMeaning(from.getLogicalType(), branch.getLogicalType()) ? 0 : 3;
    };
  }

  private static boolean isSameMeaning(LogicalType from, LogicalType branch) {
    return Objects.equals(
        from == null ? null : from.getName(), branch == null ? null : branch.getName());
  }

  private static boolean isPromotion(Schema.Type from, Schema.Type to) {
    return switch (from) {
      case INT -> to == Schema.Type.LONG || to == Schema.Type.FLOAT || to == Schema.Type.DOUBLE;
      case LONG -> to == Schema.Type.FLOAT || to == Schema.Type.DOUBLE;
      case FLOAT -> to == Schema.Type.DOUBLE;
      case STRING -> to == Schema.Type.BYTES;
      case BYTES -> to == Schema.Type.STRING;
      default -> false;
    };
  }
}
