// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** How well a value fits the branches of a union, whose data does not say which one it is. */
final class BranchFit {

  /** The depth of structs below which types are not compared. */
  private static final int MAX_DEPTH = 3;

  private static final int NO = -1;

  private BranchFit() {}

  /**
   * Returns the branch that a value fits with the fewest properties that the branch does not have;
   * the first of several.
   *
   * @return a negative number if it fits none
   */
  static int best(List<Field> branches, JsonNode value) {
    int best = NO;
    int fewest = Integer.MAX_VALUE;
    for (int i = 0; i < branches.size(); i++) {
      int unknown = unknown(branches.get(i).schema(), value, 0);
      if (unknown != NO && unknown < fewest) {
        best = i;
        fewest = unknown;
      }
    }
    return best;
  }

  /** The number of properties that a schema does not have; negative if the value does not fit. */
  private static int unknown(Schema schema, JsonNode value, int depth) {
    boolean fits =
        switch (schema.type()) {
          case INT8, INT16, INT32, INT64 -> value.isIntegralNumber();
          case FLOAT32, FLOAT64 -> value.isNumber();
          case BOOLEAN -> value.isBoolean();
          case STRING -> value.isTextual();
          case BYTES ->
              value.isTextual() || (value.isNumber() && Decimal.LOGICAL_NAME.equals(schema.name()));
          case ARRAY -> value.isArray();
          case MAP -> value.isObject() || value.isArray();
          case STRUCT -> JsonNames.isUnion(schema) || value.isObject();
        };
    if (!fits) {
      return NO;
    }
    return schema.type() == Schema.Type.STRUCT && !JsonNames.isUnion(schema) && depth < MAX_DEPTH
        ? unknownProperties(schema, value, depth)
        : 0;
  }

  private static int unknownProperties(Schema schema, JsonNode value, int depth) {
    int unknown = 0;
    int known = 0;
    for (Field field : schema.fields()) {
      JsonNode property = value.get(field.name());
      known += property == null ? 0 : 1;
      if (property == null || property.isNull()) {
        if (!field.schema().isOptional() && field.schema().defaultValue() == null) {
          return NO;
        }
        continue;
      }
      int inner = unknown(field.schema(), property, depth + 1);
      if (inner == NO) {
        return NO;
      }
      unknown += inner;
    }
    return unknown + value.size() - known;
  }
}
