// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.Keywords;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The innermost place at which a program refuses a tree, and the keyword that does: asked for only
 * when the validator library has found nothing wrong where the specification refuses.
 *
 * @param pointer where in the value
 */
public record Refusal(String pointer, String keyword) {

  /** Where a program refuses a tree; null when it admits it. */
  public static @Nullable Refusal find(SchemaProgram program, JsonNode tree) {
    return program.admits(tree) ? null : find(program, tree, "");
  }

  private static Refusal find(SchemaProgram program, JsonNode value, String pointer) {
    Plan plan = program.plan(ValueKind.of(value));
    for (ObjectRules rules : plan.objects()) {
      for (var field : value.properties()) {
        String below = pointer + "/" + Keywords.escaped(field.getKey());
        for (SchemaProgram each : rules.schemas(field.getKey())) {
          if (!each.admits(field.getValue())) {
            return find(each, field.getValue(), below);
          }
        }
      }
    }
    for (ArrayRules rules : plan.arrays()) {
      for (int i = 0; i < value.size(); i++) {
        for (SchemaProgram item : rules.item(i)) {
          if (!item.admits(value.get(i))) {
            return find(item, value.get(i), pointer + "/" + i);
          }
        }
      }
    }
    return new Refusal(pointer, keyword(plan, value));
  }

  private static String keyword(Plan plan, JsonNode value) {
    if (plan.refuses()) {
      return "its schema";
    }
    for (ScalarRule rule : plan.scalars()) {
      if (!admits(rule, value)) {
        return rule.keyword();
      }
    }
    for (Choice choice : plan.choices()) {
      if (!choice.admits(value)) {
        return choice.keyword();
      }
    }
    return value.isArray() ? "uniqueItems or contains" : "required or propertyNames";
  }

  private static boolean admits(ScalarRule rule, JsonNode value) {
    try {
      return rule.admits(new TreeScalar(value), ValueKind.of(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
