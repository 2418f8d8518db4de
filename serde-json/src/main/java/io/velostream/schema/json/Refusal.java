// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.model.InvalidValueException;

/**
 * Finds the innermost place at which a program refuses a tree: asked for only when the validator
 * library has found nothing wrong where the specification refuses.
 */
final class Refusal {

  private Refusal() {}

  /**
   * Refuses a tree that a program does not admit.
   *
   * @throws InvalidValueException naming the place
   */
  static void refuse(SchemaProgram program, JsonNode tree) {
    if (!program.admits(tree)) {
      Violation violation = new Violation(place(program, tree, ""), "validation", "#", null, null);
      throw new InvalidValueException("the value does not fit its schema: " + violation, null);
    }
  }

  private static String place(SchemaProgram program, JsonNode value, String pointer) {
    Plan plan = program.plan(ValueKind.of(value));
    for (ObjectRules rules : plan.objects()) {
      for (var field : value.properties()) {
        String below = pointer + "/" + Keywords.escaped(field.getKey());
        for (SchemaProgram each : rules.schemas(field.getKey())) {
          if (!each.admits(field.getValue())) {
            return place(each, field.getValue(), below);
          }
        }
      }
    }
    for (ArrayRules rules : plan.arrays()) {
      for (int i = 0; i < value.size(); i++) {
        SchemaProgram item = rules.item(i);
        if (item != null && !item.admits(value.get(i))) {
          return place(item, value.get(i), pointer + "/" + i);
        }
      }
    }
    return pointer;
  }
}
