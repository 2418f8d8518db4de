// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.evolution.comparison.walk.Position;
import io.velostream.schema.evolution.comparison.walk.Scope;
import io.velostream.schema.evolution.difference.ConstraintDifference.ConstraintLoosened;
import io.velostream.schema.evolution.difference.ConstraintDifference.ConstraintTightened;
import java.util.ArrayList;
import java.util.List;

/** Compares the items of arrays: those with a schema by position, and all others. */
final class JsonItems {

  private final JsonComparison comparison;
  private final Position at;
  private final Scope scope;
  private final Items old;
  private final Items fresh;

  /**
   * The items of one schema, in the form of all drafts.
   *
   * @param first the schemas by position
   * @param rest the schema of all others
   */
  private record Items(List<JsonNode> first, JsonNode rest) {

    static Items of(ObjectNode schema) {
      JsonNode items = schema.path("items");
      JsonNode prefix = items.isArray() ? items : schema.path("prefixItems");
      JsonNode rest = items.isArray() ? schema.path("additionalItems") : items;
      List<JsonNode> first = new ArrayList<>();
      prefix.forEach(first::add);
      return new Items(first, rest.isMissingNode() ? BooleanNode.TRUE : rest);
    }

    JsonNode at(int index) {
      return index < first.size() ? first.get(index) : rest;
    }
  }

  JsonItems(
      JsonComparison comparison, ObjectNode before, ObjectNode after, Position at, Scope scope) {
    this.comparison = comparison;
    this.at = at;
    this.scope = scope;
    this.old = Items.of(before);
    this.fresh = Items.of(after);
  }

  void compare() {
    int count = Math.max(old.first().size(), fresh.first().size());
    for (int i = 0; i < count; i++) {
      compare(old.at(i), fresh.at(i), at.part("[" + i + "]"));
    }
    compare(old.rest(), fresh.rest(), at.part("[]"));
  }

  private void compare(JsonNode was, JsonNode is, Position part) {
    boolean wasFree = comparison.before.admitsEverything(was);
    boolean isFree = comparison.after.admitsEverything(is);
    if (wasFree && !isFree) {
      comparison.findings.add(
          new ConstraintTightened(
              part.place(), JsonComparison.tightened(scope), "items", null, Keyword.text(is)));
    } else if (isFree && !wasFree) {
      comparison.findings.add(
          new ConstraintLoosened(
              part.place(), JsonComparison.loosened(scope), "items", Keyword.text(was), null));
    } else {
      comparison.compare(was, is, part, scope);
    }
  }
}
