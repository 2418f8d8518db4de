// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.json.document.CanonicalTexts;
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
 * Whether a writer's schema and a reader's say the same in the same words. Annotations, unknown
 * keywords and the order of keywords and branches do not count. References are the same when the
 * schemas that they lead to are, whatever the references are called; schemas that lead back to
 * themselves are compared coinductively: a pair under comparison is taken to be the same.
 *
 * <p>A pair found to differ stays different, since more was assumed than may hold. Pairs found the
 * same are kept only when the comparison that assumed them ends well.
 */
final class Sameness {

  private final AllOfExpander writers;
  private final AllOfExpander readers;
  private final StepBudget budget;

  /**
   * Whether comparisons begin at both roots. Then the ways to two schemas that are compared are
   * alike, and dynamic references find alike resources on them.
   */
  private final boolean isFromRoots;

  private final Map<SchemaPair, Boolean> known = new HashMap<>();
  private final Set<SchemaPair> assumed = new HashSet<>();

  /** What is assumed, in the order in which it was. */
  private final Deque<SchemaPair> trail = new ArrayDeque<>();

  Sameness(AllOfExpander writers, AllOfExpander readers, boolean isFromRoots, StepBudget budget) {
    this.writers = writers;
    this.readers = readers;
    this.isFromRoots = isFromRoots;
    this.budget = budget;
  }

  /**
   * Whether two schemas say the same by some of their keywords.
   *
   * @param words of which those that neither has count as the same
   */
  boolean saySame(JsonNode writer, JsonNode reader, Collection<String> words) {
    if (!meansSame(writer, reader, words)) {
      return false;
    }
    for (String word : words) {
      if (!isSameWord(writer, reader, word)) {
        return false;
      }
    }
    return true;
  }

  /** Whether two schemas say the same. */
  boolean areSame(JsonNode writersSchema, JsonNode readersSchema) {
    budget.spend(1);
    JsonNode writer = writers.followed(writersSchema);
    JsonNode reader = readers.followed(readersSchema);
    if (!writer.isObject() || !reader.isObject()) {
      return (writer.isBoolean() && reader.isBoolean())
          ? writer.equals(reader)
          : Words.isAlways(writer) && Words.isAlways(reader);
    }
    SchemaPair pair = new SchemaPair(List.of(writer), reader);
    Boolean answer = known.get(pair);
    if (answer != null) {
      return answer;
    }
    if (!assumed.add(pair)) {
      return true;
    }
    int before = trail.size();
    trail.push(pair);
    boolean isSame = compareObjects(writer, reader);
    if (!isSame) {
      known.put(pair, false);
    }
    if (!isSame || before == 0) {
      settle(before, isSame);
    }
    return isSame;
  }

  /** Forgets what was assumed since, or keeps it once nothing depends on another assumption. */
  private void settle(int before, boolean isSame) {
    while (trail.size() > before) {
      SchemaPair pair = trail.pop();
      assumed.remove(pair);
      if (isSame) {
        known.put(pair, true);
      }
    }
  }

  private boolean compareObjects(JsonNode writer, JsonNode reader) {
    Set<String> words = words(writers, writer);
    budget.spend(words.size());
    if (!words.equals(words(readers, reader)) || !meansSame(writer, reader, words)) {
      return false;
    }
    if (isFromRoots && !declareSameAnchors(writer, reader)) {
      return false;
    }
    for (String word : words) {
      if (!isSameWord(writer, reader, word)) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> words(AllOfExpander closure, JsonNode schema) {
    return closure.hidesSiblings(schema) ? Set.of(Words.REF) : Words.of(schema);
  }

  /** Whether keywords of two schemas that are written alike mean the same. */
  private boolean meansSame(JsonNode writer, JsonNode reader, Collection<String> words) {
    return writers.draft(writer) == readers.draft(reader)
        || words.stream()
            .allMatch(word -> isOfAllDrafts(writer, word) && isOfAllDrafts(reader, word));
  }

  private static boolean isOfAllDrafts(JsonNode schema, String word) {
    return switch (word) {
      case "items" -> !schema.path(word).isArray();
      case "type" -> !schema.path(word).toString().contains(SchemaSummary.INTEGER);
      default -> !schema.has(word) || !Words.DRAFTED.contains(word);
    };
  }

  private boolean isSameWord(JsonNode writersSchema, JsonNode readersSchema, String word) {
    JsonNode writer = writersSchema.path(word);
    JsonNode reader = readersSchema.path(word);
    if (writer.isMissingNode() || reader.isMissingNode()) {
      return writer.isMissingNode() && reader.isMissingNode();
    }
    if (Words.REFERENCES.contains(word)) {
      return leadToSame(writersSchema, readersSchema, word);
    }
    if (Words.BRANCHES.contains(word)) {
      return areSameBranches(writer, reader);
    }
    if (Words.MAPS.contains(word)) {
      return areSameMaps(writer, reader);
    }
    if (Words.SETS.contains(word)) {
      return texts(writer).equals(texts(reader));
    }
    if (word.equals("prefixItems") || (word.equals("items") && writer.isArray())) {
      return areSameLists(writer, reader);
    }
    if (Words.SCHEMAS.contains(word)) {
      return areSame(writer, reader);
    }
    budget.spend(1);
    return CanonicalTexts.text(writer).equals(CanonicalTexts.text(reader));
  }

  private boolean leadToSame(JsonNode writer, JsonNode reader, String word) {
    AllOfExpander.Way wrote = writers.way(writer, word);
    AllOfExpander.Way reads = readers.way(reader, word);
    JsonNode writersTarget = wrote.target();
    JsonNode readersTarget = reads.target();
    if (writersTarget == null || readersTarget == null) {
      // a meta-schema of the specification: other references lead somewhere or are refused
      return writersTarget == null
          && readersTarget == null
          && writer.path(word).equals(reader.path(word));
    }
    return (isFromRoots || !(wrote.isDynamic() || reads.isDynamic()))
        && wrote.isDynamic() == reads.isDynamic()
        && areSame(writersTarget, readersTarget);
  }

  private boolean declareSameAnchors(JsonNode writer, JsonNode reader) {
    Map<String, JsonNode> wrote = writers.anchorsAround(writer);
    Map<String, JsonNode> reads = readers.anchorsAround(reader);
    if (!wrote.keySet().equals(reads.keySet())) {
      return false;
    }
    for (Map.Entry<String, JsonNode> each : wrote.entrySet()) {
      JsonNode other = reads.get(each.getKey());
      if (other == null || !areSame(each.getValue(), other)) {
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
      if (!areSame(writer.get(i), reader.get(i))) {
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
      removeThat(same, left);
    }
    return true;
  }

  private @Nullable JsonNode firstSame(JsonNode branch, List<JsonNode> among) {
    for (JsonNode each : among) {
      if (areSame(branch, each)) {
        return each;
      }
    }
    return null;
  }

  @SuppressWarnings("ReferenceEquality") // equal branches may refer to different things
  private static void removeThat(JsonNode branch, List<JsonNode> from) {
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
              : !other.isMissingNode() && areSame(own, other);
      if (!isSame) {
        return false;
      }
    }
    return true;
  }

  private Set<String> texts(JsonNode value) {
    Set<String> texts = new HashSet<>();
    if (value.isArray()) {
      value.forEach(each -> texts.add(CanonicalTexts.text(each)));
    } else {
      texts.add(CanonicalTexts.text(value));
    }
    budget.spend(texts.size());
    return texts;
  }
}
