// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.json.document.Keywords;
import io.velostream.schema.model.InvalidValueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
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
  private final boolean tellsBranches;

  /** The branches that lead to the current rules; empty if errors do not tell them. */
  private List<ValidationError.Branch> branches = List.of();

  private final IdentityHashMap<ApplicatorKeyword, Integer> keywords = new IdentityHashMap<>();
  private boolean isComplete = true;

  /** Rules, compared by identity, and a location. */
  private record VisitedRules(
      TypeRules typeRules, String pointer, List<ValidationError.Branch> branches) {}

  /** The key for the removal of duplicates. */
  private record ErrorKey(
      String pointer,
      String keyword,
      int schema,
      @Nullable String property,
      List<ValidationError.Branch> branches) {}

  private ValidationErrors(ValidationRun run, boolean tellsBranches) {
    this.run = run;
    this.tellsBranches = tellsBranches;
  }

  /**
   * Collects the errors of a tree.
   *
   * @param run the validation that rejected the tree
   */
  public static ValidationErrors find(SchemaProgram program, JsonNode tree, ValidationRun run) {
    return find(program, tree, new ValidationErrors(run, false));
  }

  /**
   * Collects the errors of a tree with the branches that they are of, and with each property that
   * {@code unevaluatedProperties} refuses.
   *
   * @param run the validation that rejected the tree
   */
  public static ValidationErrors findByBranch(
      SchemaProgram program, JsonNode tree, ValidationRun run) {
    return find(program, tree, new ValidationErrors(run, true));
  }

  private static ValidationErrors find(
      SchemaProgram program, JsonNode tree, ValidationErrors errors) {
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
          new ErrorKey(pointer, shownKeyword, System.identityHashCode(schema), property, branches),
          new ValidationError(pointer, value, shownKeyword, schema, property, branches));
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
    if (!visited.add(new VisitedRules(typeRules, pointer, branches))) {
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
        JsonNode origin = typeRules.applicatorOrigin(i);
        List<String> refused = tellsBranches ? applicator.refusedNames(value, run) : List.of();
        refused.forEach(each -> add(pointer, value, applicator.keyword(value), origin, each));
        if (refused.isEmpty()) {
          add(pointer, value, applicator.keyword(value), origin, null);
        }
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
    List<SchemaProgram> explaining = applicator.explainingBranches(value, run);
    List<ValidationError.Branch> outer = branches;
    for (int i = 0; i < explaining.size(); i++) {
      if (!explaining.get(i).admits(value, run)) {
        if (tellsBranches) {
          int keyword = keywords.computeIfAbsent(applicator, key -> keywords.size());
          List<ValidationError.Branch> inner = new ArrayList<>(outer);
          inner.add(new ValidationError.Branch(pointer, keyword, i));
          branches = List.copyOf(inner);
        }
        collect(explaining.get(i), value, pointer);
        branches = outer;
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
