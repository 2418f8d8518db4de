// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.evolution.comparison.walk.Position;
import io.velostream.schema.evolution.comparison.walk.Scope;
import io.velostream.schema.evolution.difference.ConstraintDifference.ConstraintLoosened;
import io.velostream.schema.evolution.difference.ConstraintDifference.ConstraintTightened;
import io.velostream.schema.evolution.difference.Effect;
import io.velostream.schema.evolution.difference.Severity;
import io.velostream.schema.evolution.difference.TypeDifference.BranchAdded;
import io.velostream.schema.evolution.difference.TypeDifference.BranchRemoved;
import io.velostream.schema.jackson.JsonObjects;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares the branches of {@code allOf}, {@code anyOf} and {@code oneOf}. Branches belong together
 * if they are equal, have the same name, are of the same type, or are the only ones left.
 */
final class JsonBranches {

  private final JsonComparison comparison;
  private final ObjectNode before;
  private final ObjectNode after;
  private final Position at;
  private final Scope scope;

  /**
   * A branch.
   *
   * @param name its reference, title, discriminating constant or type
   * @param type its types in words
   */
  private record Branch(JsonNode schema, String name, String type) {

    static Branch of(JsonNode schema, JsonViews views) {
      ObjectNode view = views.of(schema).schema();
      String type = JsonTypes.words(schema, views);
      String title = view.path("title").textValue();
      String constant = constant(view);
      String reference = schema.path(Keyword.REF).textValue();
      String name =
          title != null
              ? title
              : constant != null ? constant : reference != null ? lastPart(reference) : type;
      return new Branch(schema, name, type);
    }

    private static @Nullable String constant(ObjectNode schema) {
      for (var each : JsonObjects.properties(schema.path(Keyword.PROPERTIES))) {
        JsonNode constant = each.getValue().path("const");
        if (constant.isTextual()) {
          return each.getKey() + "=" + constant.textValue();
        }
      }
      return null;
    }

    private static String lastPart(String reference) {
      String part = reference.substring(reference.lastIndexOf('/') + 1);
      return part.isEmpty() ? reference : part;
    }
  }

  JsonBranches(
      JsonComparison comparison, ObjectNode before, ObjectNode after, Position at, Scope scope) {
    this.comparison = comparison;
    this.before = before;
    this.after = after;
    this.at = at;
    this.scope = scope;
  }

  void compare() {
    for (String keyword : Keyword.COMPOSITIONS) {
      if (before.has(keyword) || after.has(keyword)) {
        compare(keyword);
      }
    }
    JsonNode oldReference = before.path(Keyword.REF);
    JsonNode newReference = after.path(Keyword.REF);
    if (!oldReference.equals(newReference)) { // beside keywords that could not be merged
      comparison.addAttribute(at, scope, Keyword.REF, oldReference, newReference);
    }
  }

  private void compare(String keyword) {
    List<Branch> removed = branches(before.path(keyword), comparison.before);
    List<Branch> added = branches(after.path(keyword), comparison.after);
    boolean isConjunction = keyword.equals("allOf");
    if (removed.isEmpty() || added.isEmpty()) {
      compareWhole(keyword);
      return;
    }
    pair(removed, added, (one, other) -> one.schema().equals(other.schema()));
    pair(removed, added, (one, other) -> one.name().equals(other.name()));
    pair(removed, added, (one, other) -> one.type().equals(other.type()));
    if (removed.size() == 1 && added.size() == 1) {
      pair(removed, added, (one, other) -> isConjunction);
    }
    for (Branch each : removed) {
      comparison.findings.add(
          isConjunction
              ? new ConstraintLoosened(
                  at.place(),
                  JsonComparison.loosened(scope),
                  keyword,
                  Keyword.text(each.schema()),
                  null)
              : new BranchRemoved(
                  at.place(), overlapping(keyword, JsonComparison.tightened(scope)), each.name()));
    }
    for (Branch each : added) {
      comparison.findings.add(
          isConjunction
              ? new ConstraintTightened(
                  at.place(),
                  JsonComparison.tightened(scope),
                  keyword,
                  null,
                  Keyword.text(each.schema()))
              : new BranchAdded(
                  at.place(), overlapping(keyword, JsonComparison.loosened(scope)), each.name()));
    }
  }

  /** Another branch of {@code oneOf} may match what was valid by one branch only. */
  private Effect overlapping(String keyword, Effect effect) {
    return keyword.equals("oneOf") ? scope.both(Severity.ERROR) : effect;
  }

  /** A composition that only one of the schemas has. */
  private void compareWhole(String keyword) {
    JsonNode was = before.path(keyword);
    JsonNode is = after.path(keyword);
    comparison.findings.add(
        was.isEmpty()
            ? new ConstraintTightened(
                at.place(),
                JsonComparison.tightened(scope),
                keyword,
                Keyword.text(was),
                Keyword.text(is))
            : new ConstraintLoosened(
                at.place(),
                JsonComparison.loosened(scope),
                keyword,
                Keyword.text(was),
                Keyword.text(is)));
  }

  private static List<Branch> branches(JsonNode composition, JsonViews views) {
    List<Branch> branches = new ArrayList<>();
    composition.forEach(each -> branches.add(Branch.of(each, views)));
    return branches;
  }

  /** Compares branches that belong together, and removes them from the lists. */
  private void pair(
      List<Branch> removed, List<Branch> added, BiPredicate<Branch, Branch> condition) {
    for (Iterator<Branch> olds = removed.iterator(); olds.hasNext(); ) {
      Branch old = olds.next();
      for (Branch fresh : added) {
        if (condition.test(old, fresh)) {
          comparison.compare(old.schema(), fresh.schema(), at.branch(fresh.name()), scope);
          olds.remove();
          added.remove(fresh);
          break;
        }
      }
    }
  }
}
