// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.json.document.CanonicalValues;
import io.velostream.schema.json.document.StepBudget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a writer's and a reader's schema have equal keywords. Annotations, unknown
 * keywords and the order of keywords and branches are ignored. References are equivalent if their
 * targets are, regardless of their names. Recursive schemas are compared coinductively: a pair that
 * is being compared is assumed to be equivalent.
 *
 * <p>A pair that was found different is cached, because the assumptions were optimistic. A pair
 * that was found equivalent is cached only after the comparison that made the assumptions has
 * succeeded.
 */
final class SchemaEquivalence {

  private final AllOfExpander writers;
  private final AllOfExpander readers;
  private final StepBudget budget;

  /**
   * Whether the comparison started at both roots. Then two compared schemas have corresponding
   * dynamic scopes.
   */
  private final boolean comparesRoots;

  private final Map<SchemaPair, Boolean> known = new HashMap<>();
  private final Set<SchemaPair> assumed = new HashSet<>();

  /** The assumed pairs, most recent first. */
  private final Deque<SchemaPair> assumptionStack = new ArrayDeque<>();

  SchemaEquivalence(
      AllOfExpander writers, AllOfExpander readers, boolean comparesRoots, StepBudget budget) {
    this.writers = writers;
    this.readers = readers;
    this.comparesRoots = comparesRoots;
    this.budget = budget;
  }

  /**
   * Whether two schemas have equal values for some keywords.
   *
   * @param keywords keywords that neither schema has are equal
   */
  boolean haveEqualKeywords(JsonNode writer, JsonNode reader, Collection<String> keywords) {
    if (!haveSameMeaning(writer, reader, keywords)) {
      return false;
    }
    for (String keyword : keywords) {
      if (!isSameKeyword(writer, reader, keyword)) {
        return false;
      }
    }
    return true;
  }

  /** Whether two schemas are equivalent. */
  boolean areEquivalent(JsonNode writersSchema, JsonNode readersSchema) {
    budget.spend(1);
    JsonNode writer = writers.dereference(writersSchema);
    JsonNode reader = readers.dereference(readersSchema);
    if (!writer.isObject() || !reader.isObject()) {
      return (writer.isBoolean() && reader.isBoolean())
          ? writer.equals(reader)
          : AssertionKeywords.admitsEverything(writer)
              && AssertionKeywords.admitsEverything(reader);
    }
    SchemaPair pair = new SchemaPair(List.of(writer), reader);
    Boolean answer = known.get(pair);
    if (answer != null) {
      return answer;
    }
    if (!assumed.add(pair)) {
      return true;
    }
    int before = assumptionStack.size();
    assumptionStack.push(pair);
    boolean isSame = compareObjects(writer, reader);
    if (!isSame) {
      known.put(pair, false);
    }
    if (!isSame || before == 0) {
      resolveAssumptions(before, isSame);
    }
    return isSame;
  }

  /** Removes the assumptions since {@code before}. Caches them if the comparison succeeded. */
  private void resolveAssumptions(int before, boolean isSame) {
    while (assumptionStack.size() > before) {
      SchemaPair pair = assumptionStack.pop();
      assumed.remove(pair);
      if (isSame) {
        known.put(pair, true);
      }
    }
  }

  private boolean compareObjects(JsonNode writer, JsonNode reader) {
    Set<String> keywords = keywords(writers, writer);
    budget.spend(keywords.size());
    if (!keywords.equals(keywords(readers, reader)) || !haveSameMeaning(writer, reader, keywords)) {
      return false;
    }
    if (comparesRoots && !declareSameAnchors(writer, reader)) {
      return false;
    }
    for (String keyword : keywords) {
      if (!isSameKeyword(writer, reader, keyword)) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> keywords(AllOfExpander closure, JsonNode schema) {
    return closure.hidesSiblings(schema)
        ? Set.of(AssertionKeywords.REF)
        : AssertionKeywords.of(schema);
  }

  /** Whether equal keywords of two schemas have the same meaning in their drafts. */
  private boolean haveSameMeaning(JsonNode writer, JsonNode reader, Collection<String> keywords) {
    return writers.draft(writer) == readers.draft(reader)
        || keywords.stream()
            .allMatch(keyword -> isOfAllDrafts(writer, keyword) && isOfAllDrafts(reader, keyword));
  }

  private static boolean isOfAllDrafts(JsonNode schema, String keyword) {
    return switch (keyword) {
      case "items" -> !schema.path(keyword).isArray();
      case "type" -> !schema.path(keyword).toString().contains(SchemaSummary.INTEGER);
      default -> !schema.has(keyword) || !AssertionKeywords.DRAFT_DEPENDENT.contains(keyword);
    };
  }

  private boolean isSameKeyword(JsonNode writersSchema, JsonNode readersSchema, String keyword) {
    JsonNode writer = writersSchema.path(keyword);
    JsonNode reader = readersSchema.path(keyword);
    if (writer.isMissingNode() || reader.isMissingNode()) {
      return writer.isMissingNode() && reader.isMissingNode();
    }
    if (AssertionKeywords.REFERENCES.contains(keyword)) {
      return haveEquivalentTargets(writersSchema, readersSchema, keyword);
    }
    if (AssertionKeywords.BRANCHES.contains(keyword)) {
      return areSameBranches(writer, reader);
    }
    if (AssertionKeywords.MAPS.contains(keyword)) {
      return areSameMaps(writer, reader);
    }
    if (AssertionKeywords.SETS.contains(keyword)) {
      return texts(writer).equals(texts(reader));
    }
    if (keyword.equals("prefixItems") || (keyword.equals("items") && writer.isArray())) {
      return areSameLists(writer, reader);
    }
    if (AssertionKeywords.SCHEMAS.contains(keyword)) {
      return areEquivalent(writer, reader);
    }
    budget.spend(1);
    return CanonicalValues.canonicalText(writer).equals(CanonicalValues.canonicalText(reader));
  }

  private boolean haveEquivalentTargets(JsonNode writer, JsonNode reader, String keyword) {
    AllOfExpander.ResolvedReference wrote = writers.resolveReference(writer, keyword);
    AllOfExpander.ResolvedReference reads = readers.resolveReference(reader, keyword);
    JsonNode writersTarget = wrote.target();
    JsonNode readersTarget = reads.target();
    if (writersTarget == null || readersTarget == null) {
      // a meta-schema of the specification; other unresolved references are rejected when parsed
      return writersTarget == null
          && readersTarget == null
          && writer.path(keyword).equals(reader.path(keyword));
    }
    return (comparesRoots || !(wrote.isDynamic() || reads.isDynamic()))
        && wrote.isDynamic() == reads.isDynamic()
        && areEquivalent(writersTarget, readersTarget);
  }

  private boolean declareSameAnchors(JsonNode writer, JsonNode reader) {
    Map<String, JsonNode> wrote = writers.anchorsAround(writer);
    Map<String, JsonNode> reads = readers.anchorsAround(reader);
    if (!wrote.keySet().equals(reads.keySet())) {
      return false;
    }
    for (Map.Entry<String, JsonNode> each : wrote.entrySet()) {
      JsonNode other = reads.get(each.getKey());
      if (other == null || !areEquivalent(each.getValue(), other)) {
        return false;
      }
    }
    return true;
  }

  private boolean areSameLists(JsonNode writer, JsonNode reader) {
    if (!reader.isArray() || writer.size() != reader.size()) {
      return false;
    }
    for (int i = 0; i < writer.size(); i++) {
      if (!areEquivalent(writer.get(i), reader.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean areSameBranches(JsonNode writer, JsonNode reader) {
    if (!writer.isArray() || !reader.isArray() || writer.size() != reader.size()) {
      return false;
    }
    List<JsonNode> left = new ArrayList<>();
    reader.forEach(left::add);
    for (JsonNode branch : writer) {
      JsonNode same = firstSame(branch, left);
      if (same == null) {
        return false;
      }
      removeByIdentity(same, left);
    }
    return true;
  }

  private @Nullable JsonNode firstSame(JsonNode branch, List<JsonNode> among) {
    for (JsonNode each : among) {
      if (areEquivalent(branch, each)) {
        return each;
      }
    }
    return null;
  }

  @SuppressWarnings("ReferenceEquality") // equal branches may refer to different schemas
  private static void removeByIdentity(JsonNode branch, List<JsonNode> from) {
    for (int i = 0; i < from.size(); i++) {
      if (from.get(i) == branch) {
        from.remove(i);
        return;
      }
    }
  }

  private boolean areSameMaps(JsonNode writer, JsonNode reader) {
    if (!writer.isObject() || !reader.isObject() || writer.size() != reader.size()) {
      return false;
    }
    for (Map.Entry<String, JsonNode> each : JsonObjects.properties(writer)) {
      JsonNode own = each.getValue();
      JsonNode other = reader.path(each.getKey());
      boolean isSame =
          (own.isArray() && other.isArray())
              ? texts(own).equals(texts(other))
              : !other.isMissingNode() && areEquivalent(own, other);
      if (!isSame) {
        return false;
      }
    }
    return true;
  }

  private Set<String> texts(JsonNode value) {
    Set<String> texts = new HashSet<>();
    if (value.isArray()) {
      value.forEach(each -> texts.add(CanonicalValues.canonicalText(each)));
    } else {
      texts.add(CanonicalValues.canonicalText(value));
    }
    budget.spend(texts.size());
    return texts;
  }
}
