// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.json.document.StepBudget;
import io.velostream.schema.json.pattern.BoundedPattern;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.ArrayList;
import java.util.List;

/** Finds the subschemas that apply to a property. */
final class PropertySchemas {

  private static final int MAX_STEPS = 100_000;

  /** Steps for compiling a pattern. */
  private static final int COST = 20;

  private PropertySchemas() {}

  /**
   * Returns the schemas that apply to a property: at least one, {@code true} if there is no
   * constraint.
   */
  static List<JsonNode> of(JsonNode schema, String name, StepBudget budget) {
    List<JsonNode> found = new ArrayList<>();
    JsonNode named = schema.path("properties").path(name);
    if (!named.isMissingNode()) {
      found.add(named);
    }
    for (var entry : JsonObjects.properties(schema.path("patternProperties"))) {
      budget.spend(COST);
      if (matches(entry.getKey(), name, budget)) {
        found.add(entry.getValue());
      }
    }
    if (found.isEmpty()) {
      JsonNode rest = schema.path("additionalProperties");
      found.add(rest.isMissingNode() ? BooleanNode.TRUE : rest);
    }
    return found;
  }

  private static boolean matches(String pattern, String name, StepBudget budget) {
    try {
      return new BoundedPattern(pattern, MAX_STEPS).matches(name, budget);
    } catch (InvalidSchemaException | BoundedPattern.TooManySteps e) {
      return false;
    }
  }
}
