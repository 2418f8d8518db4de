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
 * Collects the validation errors of a tree. If no branch of a keyword accepts a value, the errors
 * of each branch are included. Uses the remaining budget of the validation; if it is exhausted, the
 * list is incomplete.
 */
public final class ValidationErrors {

  /** Maximum number of errors. */
  private static final int MAX_FOUND = 1_000;

  private final Map<ErrorKey, ValidationError> found = new LinkedHashMap<>();

  /** Visited rules and locations, because references may lead to the same rules several times. */
  private final Set<VisitedRules> visited = new HashSet<>();

  private final ValidationRun run;
  private boolean isComplete = true;

  /** Rules, compared by identity, and a location. */
  private record VisitedRules(TypeRules typeRules, String pointer) {}

  /** The key for the removal of duplicates. */
  private record ErrorKey(String pointer, String keyword, int schema, @Nullable String property) {}

  private ValidationErrors(ValidationRun run) {
    this.run = run;
  }

  /**
   * Collects the errors of a tree.
   *
   * @param run the validation that rejected the tree
   */
  public static ValidationErrors find(SchemaProgram program, JsonNode tree, ValidationRun run) {
    ValidationErrors errors = new ValidationErrors(run);
    try {
      errors.collect(program, tree, "");
    } catch (InvalidValueException | StackOverflowError e) {
      errors.isComplete = false;
    }
    return errors;
  }

  /** The errors. */
  public List<ValidationError> found() {
    return List.copyOf(found.values());
  }

  /** Whether all errors were collected. */
  public boolean isComplete() {
    return isComplete;
  }

  private void add(
      String pointer, JsonNode value, String keyword, JsonNode schema, @Nullable String property) {
    if (found.size() < MAX_FOUND) {
      String shownKeyword = keyword.equals("enum") && !schema.has(keyword) ? "const" : keyword;
      found.putIfAbsent(
          new ErrorKey(pointer, shownKeyword, System.identityHashCode(schema), property),
          new ValidationError(pointer, value, shownKeyword, schema, property));
    } else {
      isComplete = false;
    }
  }

  private void collect(SchemaProgram program, JsonNode value, String pointer) {
    if (found.size() >= MAX_FOUND) {
      isComplete = false;
      return;
    }
    TypeRules typeRules = program.rules(ValueKind.of(value));
    run.step();
    if (!visited.add(new VisitedRules(typeRules, pointer))) {
      return;
    }
    RuleSet.Rejection rejection = typeRules.rejection();
    if (typeRules.rejectsAll() && rejection != null) {
      add(pointer, value, rejection.keyword(), rejection.origin(), null);
      return;
    }
    collectScalarErrors(typeRules, value, pointer);
    collectObjectErrors(typeRules, value, pointer);
    collectArrayErrors(typeRules, value, pointer);
    for (int i = 0; i < typeRules.applicators().size(); i++) {
      ApplicatorKeyword applicator = typeRules.applicators().get(i);
      if (!applicator.admits(value, run)) {
        add(pointer, value, applicator.keyword(value), typeRules.applicatorOrigin(i), null);
        collectBranchErrors(applicator, value, pointer);
      }
    }
  }

  private void collectScalarErrors(TypeRules typeRules, JsonNode value, String pointer) {
    for (int i = 0; i < typeRules.scalars().length; i++) {
      ScalarRule rule = typeRules.scalars()[i];
      TreeScalar scalar = new TreeScalar(value);
      try {
        if (!rule.admits(scalar, ValueKind.of(value), run)) {
          add(pointer, value, rule.keyword(scalar), typeRules.scalarOrigin(i), null);
          if (rule instanceof ApplicatorKeyword applicator) {
            collectBranchErrors(applicator, value, pointer);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void collectBranchErrors(ApplicatorKeyword applicator, JsonNode value, String pointer) {
    for (SchemaProgram branch : applicator.explainingBranches(value, run)) {
      if (!branch.admits(value, run)) {
        collect(branch, value, pointer);
      }
    }
  }

  private void collectObjectErrors(TypeRules typeRules, JsonNode value, String pointer) {
    for (int i = 0; i < typeRules.objects().length; i++) {
      ObjectRules rules = typeRules.objects()[i];
      JsonNode origin = typeRules.objectOrigin(i);
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
          collectPropertyErrors(
              each, field.getValue(), new PropertyContext(pointer, value, name, origin));
        }
      }
    }
  }

  /** The parent object of a property. */
  private record PropertyContext(String pointer, JsonNode object, String name, JsonNode origin) {}

  private void collectPropertyErrors(
      SchemaProgram schema, JsonNode value, PropertyContext context) {
    if (schema.admits(value, run)) {
      return;
    }
    if (schema.rejectsAll()) {
      boolean isNamed = context.origin.path("properties").has(context.name);
      add(
          context.pointer,
          context.object,
          isNamed ? "properties" : "additionalProperties",
          context.origin,
          context.name);
    } else {
      collect(schema, value, context.pointer + "/" + Keywords.escapePointer(context.name));
    }
  }

  private boolean admitsName(ObjectRules rules, String name) {
    try {
      return rules.admitsName(name, run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void collectArrayErrors(TypeRules typeRules, JsonNode value, String pointer) {
    for (int i = 0; i < typeRules.arrays().length; i++) {
      ArrayRules rules = typeRules.arrays()[i];
      String keyword = rules.keyword(value, run);
      if (keyword != null) {
        add(pointer, value, keyword, typeRules.arrayOrigin(i), null);
      }
      for (int item = 0; item < value.size(); item++) {
        for (SchemaProgram each : rules.item(item)) {
          if (!each.admits(value.get(item), run)) {
            collect(each, value.get(item), pointer + "/" + item);
          }
        }
      }
    }
  }
}
