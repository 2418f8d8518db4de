// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.evolution.comparison.walk.Findings;
import io.velostream.schema.evolution.comparison.walk.Scope;
import io.velostream.schema.evolution.difference.Effect;
import io.velostream.schema.evolution.difference.Place;
import io.velostream.schema.evolution.difference.Severity;
import io.velostream.schema.evolution.difference.TypeDifference.BranchAdded;
import io.velostream.schema.evolution.difference.TypeDifference.BranchRemoved;
import io.velostream.schema.evolution.difference.TypeDifference.EnumSymbolsAdded;
import io.velostream.schema.evolution.difference.TypeDifference.EnumSymbolsRemoved;
import io.velostream.schema.evolution.difference.TypeDifference.TypeChanged;
import io.velostream.schema.evolution.difference.TypeDifference.TypePromoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares the types of two schemas other than null, and the values that they list. */
final class JsonTypes {

  private static final String ANY = "any";
  private static final String INTEGER = "integer";
  private static final String NUMBER = "number";

  private final Findings findings;
  private final ObjectNode before;
  private final ObjectNode after;
  private final Place place;
  private final Scope scope;

  JsonTypes(Findings findings, ObjectNode before, ObjectNode after, Place place, Scope scope) {
    this.findings = findings;
    this.before = before;
    this.after = after;
    this.place = place;
    this.scope = scope;
  }

  /** A schema in words: {@code array of string}, {@code one of 3 values}. */
  static String words(JsonNode schema, JsonViews views) {
    return words(views.of(schema).schema(), views, 0);
  }

  private static String words(ObjectNode schema, JsonViews views, int depth) {
    Set<String> types = JsonValues.strings(schema.path(Keyword.TYPE));
    if (types.equals(Set.of("array")) && schema.path("items").isObject() && depth < 3) {
      return "array of " + words(views.of(schema.path("items")).schema(), views, depth + 1);
    }
    String format =
        schema.path("format").isTextual() ? " (" + schema.path("format").asText() + ")" : "";
    if (!types.isEmpty()) {
      return String.join(" or ", types) + format;
    }
    if (JsonValues.isListing(schema)) {
      return "one of " + JsonValues.listed(schema).size() + " values";
    }
    for (String composition : Keyword.COMPOSITIONS) {
      if (schema.path(composition).isArray()) {
        return composition + " of " + schema.path(composition).size() + " schemas";
      }
    }
    return schema.has(Keyword.PROPERTIES) ? "object" : ANY;
  }

  void compare() {
    compareTypes(types(before), types(after));
    compareListed();
  }

  private static Set<String> types(ObjectNode schema) {
    Set<String> types = JsonValues.strings(schema.path(Keyword.TYPE));
    if (types.size() > 1) {
      types.remove(JsonValues.NULL);
    }
    return types;
  }

  private void compareTypes(Set<String> old, Set<String> fresh) {
    if (old.equals(fresh)) {
      return;
    }
    if (old.isEmpty() || fresh.isEmpty()) {
      Effect effect =
          old.isEmpty() ? JsonComparison.tightened(scope) : JsonComparison.loosened(scope);
      findings.add(new TypeChanged(place, effect, words(old), words(fresh)));
    } else if (old.size() == 1 && fresh.size() == 1) {
      boolean isWider = old.contains(INTEGER) && fresh.contains(NUMBER);
      boolean isNarrower = old.contains(NUMBER) && fresh.contains(INTEGER);
      Effect effect = scope.breaking(!isWider, !isNarrower, Severity.CRITICAL);
      findings.add(
          isWider || isNarrower
              ? new TypePromoted(place, effect, words(old), words(fresh))
              : new TypeChanged(place, effect, words(old), words(fresh)));
    } else {
      compareLists(old, fresh);
    }
  }

  private void compareLists(Set<String> old, Set<String> fresh) {
    for (String each : old) {
      if (!fresh.contains(each)) {
        boolean isWithin = each.equals(INTEGER) && fresh.contains(NUMBER);
        Effect effect = scope.breaking(!isWithin, false, Severity.ERROR);
        findings.add(new BranchRemoved(place, effect, each));
      }
    }
    for (String each : fresh) {
      if (!old.contains(each)) {
        boolean isWithin = each.equals(INTEGER) && old.contains(NUMBER);
        Effect effect = scope.breaking(false, !isWithin, Severity.ERROR);
        findings.add(new BranchAdded(place, effect, each));
      }
    }
  }

  private static String words(Set<String> types) {
    return types.isEmpty() ? ANY : String.join(" or ", types);
  }

  /** Compares {@code enum} and {@code const}, which is an enum of one value. */
  private void compareListed() {
    boolean wasListing = JsonValues.isListing(before);
    boolean isListing = JsonValues.isListing(after);
    if (!wasListing && !isListing) {
      return;
    }
    List<String> added = new ArrayList<>(JsonValues.listed(after));
    List<String> removed = new ArrayList<>(JsonValues.listed(before));
    List<String> old = List.copyOf(removed);
    removed.removeAll(added);
    added.removeAll(old);
    if (!removed.isEmpty()) {
      boolean isTighter = isListing; // a list that is gone admits everything
      findings.add(
          new EnumSymbolsRemoved(
              place,
              isTighter ? JsonComparison.tightened(scope) : JsonComparison.loosened(scope),
              removed));
    }
    if (!added.isEmpty()) {
      boolean isLooser = wasListing; // a new list admits less than before
      findings.add(
          new EnumSymbolsAdded(
              place,
              isLooser ? JsonComparison.loosened(scope) : JsonComparison.tightened(scope),
              added));
    }
  }
}
