// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.json.document.Keywords;
import io.velostream.schema.model.InvalidValueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds all places at which a program refuses a tree. Where none of the branches of a keyword
 * admits a value, what refuses it in each of them is found too. It is part of the validation whose
 * verdict it explains and ends with that one's budget: a refusal is worded in part rather than
 * never.
 */
public final class ValidationErrors {

  /** Places that are counted. */
  private static final int MAX_FOUND = 1_000;

  private final Map<Stated, ValidationError> found = new LinkedHashMap<>();

  /** What has been looked at: schemas lead to the same place by several ways. */
  private final Set<Looked> looked = new HashSet<>();

  private final ValidationRun run;
  private boolean isComplete = true;

  /** A plan and a place; plans have the equality of objects. */
  private record Looked(TypeRules plan, String pointer) {}

  /** What makes two refusals the same to a reader. */
  private record Stated(String pointer, String keyword, int schema, @Nullable String property) {}

  private ValidationErrors(ValidationRun run) {
    this.run = run;
  }

  /**
   * Where a program refuses a tree.
   *
   * @param run the validation that has said that it does
   */
  public static ValidationErrors find(SchemaProgram program, JsonNode tree, ValidationRun run) {
    ValidationErrors refusals = new ValidationErrors(run);
    try {
      refusals.look(program, tree, "");
    } catch (InvalidValueException | StackOverflowError e) {
      refusals.isComplete = false;
    }
    return refusals;
  }

  /** What was found. */
  public List<ValidationError> found() {
    return List.copyOf(found.values());
  }

  /** Whether there is no more than what was found. */
  public boolean isComplete() {
    return isComplete;
  }

  private void add(
      String pointer, JsonNode value, String keyword, JsonNode schema, @Nullable String property) {
    if (found.size() < MAX_FOUND) {
      String stated = keyword.equals("enum") && !schema.has(keyword) ? "const" : keyword;
      found.putIfAbsent(
          new Stated(pointer, stated, System.identityHashCode(schema), property),
          new ValidationError(pointer, value, stated, schema, property));
    } else {
      isComplete = false;
    }
  }

  private void look(SchemaProgram program, JsonNode value, String pointer) {
    if (found.size() >= MAX_FOUND) {
      isComplete = false;
      return;
    }
    TypeRules plan = program.plan(ValueKind.of(value));
    run.step();
    if (!looked.add(new Looked(plan, pointer))) {
      return;
    }
    RuleSet.Reason reason = plan.reason();
    if (plan.refuses() && reason != null) {
      add(pointer, value, reason.keyword(), reason.origin(), null);
      return;
    }
    lookAtScalar(plan, value, pointer);
    lookAtObject(plan, value, pointer);
    lookAtArray(plan, value, pointer);
    for (int i = 0; i < plan.choices().size(); i++) {
      ApplicatorKeyword choice = plan.choices().get(i);
      if (!choice.admits(value, run)) {
        add(pointer, value, choice.keyword(value), plan.choiceOrigin(i), null);
        lookAtBranches(choice, value, pointer);
      }
    }
  }

  private void lookAtScalar(TypeRules plan, JsonNode value, String pointer) {
    for (int i = 0; i < plan.scalars().length; i++) {
      ScalarRule rule = plan.scalars()[i];
      TreeScalar scalar = new TreeScalar(value);
      try {
        if (!rule.admits(scalar, ValueKind.of(value), run)) {
          add(pointer, value, rule.keyword(scalar), plan.scalarOrigin(i), null);
          if (rule instanceof ApplicatorKeyword choice) {
            lookAtBranches(choice, value, pointer);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void lookAtBranches(ApplicatorKeyword choice, JsonNode value, String pointer) {
    for (SchemaProgram branch : choice.reasons(value, run)) {
      if (!branch.admits(value, run)) {
        look(branch, value, pointer);
      }
    }
  }

  private void lookAtObject(TypeRules plan, JsonNode value, String pointer) {
    for (int i = 0; i < plan.objects().length; i++) {
      ObjectRules rules = plan.objects()[i];
      JsonNode origin = plan.objectOrigin(i);
      run.spend(1 + rules.requiredNames().size());
      for (String name : rules.requiredNames()) {
        if (!value.has(name)) {
          add(pointer, value, "required", origin, name);
        }
      }
      if (!rules.admitsCount(value.size())) {
        add(pointer, value, rules.countKeyword(value.size()), origin, null);
      }
      for (var field : JsonObjects.properties(value)) {
        String name = field.getKey();
        if (!admitsName(rules, name)) {
          add(pointer, value, "propertyNames", origin, name);
        }
        for (SchemaProgram each : rules.schemas(name, run)) {
          lookAtProperty(each, field.getValue(), new Around(pointer, value, name, origin));
        }
      }
    }
  }

  /** The object around a property. */
  private record Around(String pointer, JsonNode object, String name, JsonNode origin) {}

  private void lookAtProperty(SchemaProgram schema, JsonNode value, Around around) {
    if (schema.admits(value, run)) {
      return;
    }
    if (schema.refusesAll()) {
      boolean isNamed = around.origin.path("properties").has(around.name);
      add(
          around.pointer,
          around.object,
          isNamed ? "properties" : "additionalProperties",
          around.origin,
          around.name);
    } else {
      look(schema, value, around.pointer + "/" + Keywords.escaped(around.name));
    }
  }

  private boolean admitsName(ObjectRules rules, String name) {
    try {
      return rules.admitsName(name, run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void lookAtArray(TypeRules plan, JsonNode value, String pointer) {
    for (int i = 0; i < plan.arrays().length; i++) {
      ArrayRules rules = plan.arrays()[i];
      String keyword = rules.keyword(value, run);
      if (keyword != null) {
        add(pointer, value, keyword, plan.arrayOrigin(i), null);
      }
      for (int item = 0; item < value.size(); item++) {
        for (SchemaProgram each : rules.item(item)) {
          if (!each.admits(value.get(item), run)) {
            look(each, value.get(item), pointer + "/" + item);
          }
        }
      }
    }
  }
}
