// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.jackson.JsonObjects;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A set of JSON values with the equality of JSON Schema: numbers by value, objects without order.
 * Each value has a unique canonical text, and the set is a hash set of texts. It resists hash
 * collision attacks, because strings are comparable and the JDK stores large buckets as trees.
 * Immutable.
 */
public final class CanonicalValues {

  /** The object and its set. */
  private static final long BYTES = 112;

  /** A text and its hash table entry. */
  private static final long BYTES_EACH = 80;

  private final Set<String> texts;
  private final int longest;

  private CanonicalValues(Set<String> texts, int longest) {
    this.texts = texts;
    this.longest = longest;
  }

  /** Creates a set of values. */
  public static CanonicalValues of(Collection<JsonNode> values) {
    Set<String> texts = new HashSet<>();
    int longest = 0;
    for (JsonNode value : values) {
      String text = canonicalText(value);
      longest = Math.max(longest, text.length());
      texts.add(text);
    }
    return new CanonicalValues(texts, longest);
  }

  /** Returns the canonical text of a value. Equal values have equal texts. */
  public static String canonicalText(JsonNode value) {
    StringBuilder out = new StringBuilder();
    append(value, out, Integer.MAX_VALUE);
    return out.toString();
  }

  /** Estimates the memory of this set, in bytes. */
  public long bytes() {
    return BYTES
        + texts.stream().mapToLong(each -> BYTES_EACH + each.length()).sum()
        + Integer.BYTES * TreeMemoryEstimate.hashTableSize(texts.size());
  }

  /** Whether the set contains a value. */
  public boolean contains(JsonNode value, StepBudget budget) {
    StringBuilder out = new StringBuilder();
    append(value, out, longest);
    budget.spend(1 + out.length() / StepBudget.CHARACTERS_PER_STEP);
    return out.length() <= longest && texts.contains(out.toString());
  }

  /** Whether no two items of an array are equal. */
  public static boolean areUnique(JsonNode array, StepBudget budget) {
    if (array.size() < 2) {
      return true;
    }
    Set<String> seen = new HashSet<>();
    for (JsonNode item : array) {
      String text = canonicalText(item);
      budget.spend(1 + text.length() / StepBudget.CHARACTERS_PER_STEP);
      if (!seen.add(text)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Appends the canonical text of a value. May stop after more than {@code maxLength} characters.
   */
  private static void append(JsonNode value, StringBuilder out, int maxLength) {
    switch (value.getNodeType()) {
      case NUMBER -> out.append('n').append(DecimalMath.canonical(value.decimalValue()));
      case STRING, BINARY -> append(value.asText(), out.append('s'));
      case OBJECT -> appendObject(value, out, maxLength);
      case ARRAY -> {
        out.append('[');
        for (JsonNode item : value) {
          if (out.length() > maxLength) {
            return;
          }
          append(item, out, maxLength);
          out.append(',');
        }
        out.append(']');
      }
      default -> out.append(value.asText().isEmpty() ? "null" : value.asText());
    }
  }

  /** Appends a string with its length as prefix, which makes concatenations unambiguous. */
  private static void append(String text, StringBuilder out) {
    out.append(text.length()).append(':').append(text);
  }

  private static void appendObject(JsonNode object, StringBuilder out, int maxLength) {
    if (object.size() > maxLength) {
      out.append(" ".repeat(Math.max(0, maxLength - out.length() + 1)));
      return;
    }
    Map<String, JsonNode> sorted = new TreeMap<>();
    JsonObjects.properties(object).forEach(each -> sorted.put(each.getKey(), each.getValue()));
    out.append('{');
    for (var field : sorted.entrySet()) {
      if (out.length() > maxLength) {
        return;
      }
      append(field.getKey(), out);
      append(field.getValue(), out, maxLength);
      out.append(',');
    }
    out.append('}');
  }
}
