// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.model.Incompatibility;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the composition keywords: {@code allOf}, {@code anyOf}, {@code oneOf}, {@code not},
 * {@code if} and dynamic references.
 */
final class CompositionComparison {

  private static final int MAX_DEPTH = 4;

  private final SchemaComparison comparison;
  private final SchemaSummary summary;
  private final JsonNode reader;
  private final String pointer;
  private final List<Incompatibility> found;

  CompositionComparison(
      SchemaComparison comparison,
      SchemaSummary summary,
      JsonNode reader,
      String pointer,
      List<Incompatibility> found) {
    this.comparison = comparison;
    this.summary = summary;
    this.reader = reader;
    this.pointer = pointer;
    this.found = found;
  }

  void compare() {
    JsonNode all = reader.path("allOf");
    for (int i = 0; i < all.size(); i++) {
      comparison.check(summary.parts, all.get(i), pointer + "/allOf/" + i, found);
    }
    if (reader.path("anyOf").isArray()) {
      compareAny(reader.get("anyOf"));
    }
    if (reader.path("oneOf").isArray() && !comparison.isStatedByWriter(summary, reader, "oneOf")) {
      compareOne(reader.get("oneOf"));
    }
    JsonNode not = reader.path("not");
    if (!not.isMissingNode()
        && !comparison.isStatedByWriter(summary, reader, "not")
        && !comparison.areDisjoint(summary.parts, not, MAX_DEPTH)) {
      add("not", SchemaComparison.CANNOT_TELL + "the writer may admit what the reader excludes");
    }
    if (reader.has("if")
        && !comparison.isStatedByWriter(summary, reader, "if", "then", "else")
        && !(branchHolds("then") && branchHolds("else"))) {
      add("if", SchemaComparison.CANNOT_TELL + "conditions are not analyzed");
    }
    for (String keyword : List.of(AssertionKeywords.DYNAMIC_REF, AssertionKeywords.RECURSIVE_REF)) {
      if (reader.has(keyword) && !comparison.isStatedByWriter(summary, reader, keyword)) {
        add(keyword, SchemaComparison.CANNOT_TELL + "its target depends on the dynamic scope");
      }
    }
  }

  private boolean branchHolds(String keyword) {
    return !reader.has(keyword) || comparison.admitsAll(summary, reader.get(keyword));
  }

  private void compareAny(JsonNode branches) {
    for (JsonNode branch : branches) {
      if (comparison.admitsAll(summary, branch)) {
        return;
      }
    }
    add("anyOf", "no branch of the reader admits all that the writer admits");
  }

  private void compareOne(JsonNode branches) {
    List<Integer> holding = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      if (comparison.admitsAll(summary, branches.get(i))) {
        holding.add(i);
      }
    }
    if (holding.isEmpty()) {
      add("oneOf", "no branch of the reader admits all that the writer admits");
      return;
    }
    boolean isOnlyOne =
        holding.size() == 1
            && SchemaComparison.indices(branches)
                .filter(i -> i != holding.get(0))
                .allMatch(i -> comparison.areDisjoint(summary.parts, branches.get(i), MAX_DEPTH));
    if (!isOnlyOne) {
      add("oneOf", SchemaComparison.CANNOT_TELL + "more than one branch of the reader may match");
    }
  }

  private void add(String keyword, String reason) {
    found.add(new Incompatibility(pointer + "/" + keyword, reason));
  }
}
