// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.evolution.comparison.walk.Position;
import io.velostream.schema.evolution.comparison.walk.Scope;
import io.velostream.schema.evolution.difference.ConstraintDifference.ConstraintChanged;
import io.velostream.schema.evolution.difference.ConstraintDifference.ConstraintLoosened;
import io.velostream.schema.evolution.difference.ConstraintDifference.ConstraintTightened;
import io.velostream.schema.evolution.difference.Severity;
import io.velostream.schema.jackson.JsonObjects;
import java.math.BigDecimal;

/** Compares bounds, other assertions, and conditions. */
final class JsonConstraints {

  private final JsonComparison comparison;
  private final ObjectNode before;
  private final ObjectNode after;
  private final Position at;
  private final Scope scope;

  JsonConstraints(
      JsonComparison comparison, ObjectNode before, ObjectNode after, Position at, Scope scope) {
    this.comparison = comparison;
    this.before = before;
    this.after = after;
    this.at = at;
    this.scope = scope;
  }

  void compare() {
    for (var each : JsonObjects.properties(before)) {
      compare(each.getKey());
    }
    for (var each : JsonObjects.properties(after)) {
      if (!before.has(each.getKey())) {
        compare(each.getKey());
      }
    }
  }

  private void compare(String keyword) {
    if (Keyword.LOWER_BOUNDS.contains(keyword)) {
      compareBound(keyword, 1);
    } else if (Keyword.UPPER_BOUNDS.contains(keyword)) {
      compareBound(keyword, -1);
    } else if (Keyword.ASSERTIONS.contains(keyword)) {
      compareAssertion(keyword);
    } else if (Keyword.CONDITIONS.contains(keyword)) {
      compareCondition(keyword);
    }
  }

  /**
   * Compares a bound.
   *
   * @param sign 1 if a greater value is tighter, -1 if a smaller one is
   */
  private void compareBound(String keyword, int sign) {
    JsonNode old = before.path(keyword);
    JsonNode fresh = after.path(keyword);
    if (!old.isNumber() || !fresh.isNumber()) {
      compareAssertion(keyword);
      return;
    }
    BigDecimal oldLimit = old.decimalValue();
    int order = fresh.decimalValue().compareTo(oldLimit) * sign;
    if (order > 0) {
      tighten(keyword, old, fresh);
    } else if (order < 0) {
      loosen(keyword, old, fresh);
    }
  }

  private void compareAssertion(String keyword) {
    JsonNode old = before.path(keyword);
    JsonNode fresh = after.path(keyword);
    boolean isSet = isSet(fresh);
    if (old.equals(fresh)) {
      return;
    }
    if (!isSet(old) && !isSet) {
      comparison.addRestatement(at, scope, keyword, before, after);
    } else if (!isSet(old)) {
      tighten(keyword, old, fresh);
    } else if (!isSet) {
      loosen(keyword, old, fresh);
    } else {
      change(keyword, old, fresh);
    }
  }

  /** Whether an assertion says anything. */
  private static boolean isSet(JsonNode value) {
    return !value.isMissingNode() && !(value.isBoolean() && !value.booleanValue());
  }

  /** Conditions apply in turn with others: any difference inside admits other values. */
  private void compareCondition(String keyword) {
    JsonNode old = before.path(keyword);
    JsonNode fresh = after.path(keyword);
    if (old.isMissingNode() && fresh.isMissingNode()) {
      return;
    }
    if (old.isMissingNode()) {
      tighten(keyword, old, fresh);
    } else if (fresh.isMissingNode()) {
      loosen(keyword, old, fresh);
    } else if (comparison.differ(old, fresh)) {
      change(keyword, old, fresh);
    }
  }

  private void tighten(String keyword, JsonNode old, JsonNode fresh) {
    comparison.findings.add(
        new ConstraintTightened(
            at.place(),
            JsonComparison.tightened(scope),
            keyword,
            Keyword.text(old),
            Keyword.text(fresh)));
  }

  private void loosen(String keyword, JsonNode old, JsonNode fresh) {
    comparison.findings.add(
        new ConstraintLoosened(
            at.place(),
            JsonComparison.loosened(scope),
            keyword,
            Keyword.text(old),
            Keyword.text(fresh)));
  }

  private void change(String keyword, JsonNode old, JsonNode fresh) {
    comparison.findings.add(
        new ConstraintChanged(
            at.place(),
            scope.both(Severity.ERROR),
            keyword,
            Keyword.text(old),
            Keyword.text(fresh)));
  }
}
