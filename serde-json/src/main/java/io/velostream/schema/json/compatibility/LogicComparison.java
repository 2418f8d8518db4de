// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.model.Incompatibility;
import java.util.ArrayList;
import java.util.List;

/** Compares what is said by putting schemas together. */
final class LogicComparison {

  private static final int MAX_DEPTH = 4;

  private final SchemaComparison comparison;
  private final SchemaSummary facts;
  private final JsonNode reader;
  private final String pointer;
  private final List<Incompatibility> found;

  LogicComparison(
      SchemaComparison comparison,
      SchemaSummary facts,
      JsonNode reader,
      String pointer,
      List<Incompatibility> found) {
    this.comparison = comparison;
    this.facts = facts;
    this.reader = reader;
    this.pointer = pointer;
    this.found = found;
  }

  void compare() {
    JsonNode all = reader.path("allOf");
    for (int i = 0; i < all.size(); i++) {
      comparison.check(facts.parts, all.get(i), pointer + "/allOf/" + i, found);
    }
    if (reader.path("anyOf").isArray()) {
      compareAny(reader.get("anyOf"));
    }
    if (reader.path("oneOf").isArray() && !comparison.isSaid(facts, reader, "oneOf")) {
      compareOne(reader.get("oneOf"));
    }
    JsonNode not = reader.path("not");
    if (!not.isMissingNode()
        && !comparison.isSaid(facts, reader, "not")
        && !comparison.areDisjoint(facts.parts, not, MAX_DEPTH)) {
      add("not", SchemaComparison.CANNOT_TELL + "the writer may admit what the reader excludes");
    }
    if (reader.has("if")
        && !comparison.isSaid(facts, reader, "if", "then", "else")
        && !(branchHolds("then") && branchHolds("else"))) {
      add("if", SchemaComparison.CANNOT_TELL + "conditions are not worked out");
    }
    for (String keyword : List.of(Words.DYNAMIC_REF, Words.RECURSIVE_REF)) {
      if (reader.has(keyword) && !comparison.isSaid(facts, reader, keyword)) {
        add(keyword, SchemaComparison.CANNOT_TELL + "where it leads depends on the way there");
      }
    }
  }

  private boolean branchHolds(String keyword) {
    return !reader.has(keyword) || comparison.holds(facts, reader.get(keyword));
  }

  private void compareAny(JsonNode branches) {
    for (JsonNode branch : branches) {
      if (comparison.holds(facts, branch)) {
        return;
      }
    }
    add("anyOf", "no branch of the reader admits all that the writer admits");
  }

  private void compareOne(JsonNode branches) {
    List<Integer> holding = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      if (comparison.holds(facts, branches.get(i))) {
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
                .allMatch(i -> comparison.areDisjoint(facts.parts, branches.get(i), MAX_DEPTH));
    if (!isOnlyOne) {
      add("oneOf", SchemaComparison.CANNOT_TELL + "more than one branch of the reader may match");
    }
  }

  private void add(String keyword, String reason) {
    found.add(new Incompatibility(pointer + "/" + keyword, reason));
  }
}
