// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/**
 * What is left of a schema once it is known what kind a value is of: the schemas that describe the
 * same value ({@code $ref}, {@code allOf}, a branch of {@code oneOf} that alone takes this kind)
 * have become one list of rules, all of which must hold. Immutable.
 */
final class Plan {

  static final Plan ADMITS = new Plan(false, new PlanRules());
  static final Plan REFUSES = new Plan(true, new PlanRules());

  private final boolean refuses;
  private final ScalarRule[] scalars;
  private final ObjectRules[] objects;
  private final ArrayRules[] arrays;
  private final List<Choice> choices;
  private final boolean needsTree;

  private Plan(boolean refuses, PlanRules rules) {
    this.refuses = refuses;
    this.scalars = rules.scalars().toArray(new ScalarRule[0]);
    this.objects = rules.objects().toArray(new ObjectRules[0]);
    this.arrays = rules.arrays().toArray(new ArrayRules[0]);
    this.choices = List.copyOf(rules.choices());
    this.needsTree =
        !choices.isEmpty()
            || rules.objects().stream().anyMatch(ObjectRules::needsTree)
            || rules.arrays().stream().anyMatch(ArrayRules::needsTree);
  }

  static Plan of(PlanRules rules) {
    if (rules.isRefused()) {
      return REFUSES;
    }
    return rules.isEmpty() ? ADMITS : new Plan(false, rules);
  }

  /** Whether no value of the kind is admitted. */
  boolean refuses() {
    return refuses;
  }

  /** Whether every value of the kind is admitted. */
  boolean admitsAll() {
    return this == ADMITS;
  }

  /** Whether a container must be there as a whole to be judged. */
  boolean needsTree() {
    return needsTree;
  }

  ObjectRules[] objects() {
    return objects;
  }

  ArrayRules[] arrays() {
    return arrays;
  }

  List<Choice> choices() {
    return choices;
  }

  ScalarRule[] scalars() {
    return scalars;
  }

  /** Whether a scalar of the kind is admitted. */
  boolean admits(Scalar value, ValueKind kind) throws IOException {
    if (refuses) {
      return false;
    }
    for (ScalarRule rule : scalars) {
      if (!rule.admits(value, kind)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a container of the kind is admitted. */
  boolean admits(JsonNode container) {
    if (refuses) {
      return false;
    }
    for (ObjectRules rules : objects) {
      if (!rules.admits((ObjectNode) container)) {
        return false;
      }
    }
    for (ArrayRules rules : arrays) {
      if (!rules.admits((ArrayNode) container)) {
        return false;
      }
    }
    for (Choice choice : choices) {
      if (!choice.admits(container)) {
        return false;
      }
    }
    return true;
  }
}
