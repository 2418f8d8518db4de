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
 * Equality as JSON Schema defines it: numbers by value, objects without order. Each value has one
 * text that no other value has, so that values are found in a hash set of texts. Such a set stays
 * fast when the texts were made to have equal hash codes, since texts have an order and the JDK
 * keeps crowded buckets as trees. Immutable.
 */
public final class CanonicalTexts {

  /** The object with its set. */
  private static final long BYTES = 112;

  /** A text with its place in the set. */
  private static final long BYTES_EACH = 80;

  private final Set<String> texts;
  private final int longest;

  private CanonicalTexts(Set<String> texts, int longest) {
    this.texts = texts;
    this.longest = longest;
  }

  /** The texts of some values. */
  public static CanonicalTexts of(Collection<JsonNode> values) {
    Set<String> texts = new HashSet<>();
    int longest = 0;
    for (JsonNode value : values) {
      String text = text(value);
      longest = Math.max(longest, text.length());
      texts.add(text);
    }
    return new CanonicalTexts(texts, longest);
  }

  /** The text that stands for a value and all that are equal to it. */
  public static String text(JsonNode value) {
    StringBuilder out = new StringBuilder();
    append(value, out, Integer.MAX_VALUE);
    return out.toString();
  }

  /** Roughly what these take in memory, in bytes. */
  public long bytes() {
    return BYTES
        + texts.stream().mapToLong(each -> BYTES_EACH + each.length()).sum()
        + Integer.BYTES * TreeWeight.slots(texts.size());
  }

  /** Whether a value is equal to one of these. */
  public boolean contains(JsonNode value, StepBudget budget) {
    StringBuilder out = new StringBuilder();
    append(value, out, longest);
    budget.spend(1 + out.length() / StepBudget.CHARACTERS_EACH);
    return out.length() <= longest && texts.contains(out.toString());
  }

  /** Whether no two items of an array are equal. */
  public static boolean areUnique(JsonNode array, StepBudget budget) {
    if (array.size() < 2) {
      return true;
    }
    Set<String> seen = new HashSet<>();
    for (JsonNode item : array) {
      String text = text(item);
      budget.spend(1 + text.length() / StepBudget.CHARACTERS_EACH);
      if (!seen.add(text)) {
        return false;
      }
    }
    return true;
  }

  /** Appends a value's text; any text that is too long once it is longer than {@code enough}. */
  private static void append(JsonNode value, StringBuilder out, int enough) {
    switch (value.getNodeType()) {
      case NUMBER -> out.append('n').append(Decimals.canonical(value.decimalValue()));
      case STRING, BINARY -> append(value.asText(), out.append('s'));
      case OBJECT -> appendObject(value, out, enough);
      case ARRAY -> {
        out.append('[');
        for (JsonNode item : value) {
          if (out.length() > enough) {
            return;
          }
          append(item, out, enough);
          out.append(',');
        }
        out.append(']');
      }
      default -> out.append(value.asText().isEmpty() ? "null" : value.asText());
    }
  }

  /** A text after its length, so that no other two texts look the same put together. */
  private static void append(String text, StringBuilder out) {
    out.append(text.length()).append(':').append(text);
  }

  private static void appendObject(JsonNode object, StringBuilder out, int enough) {
    if (object.size() > enough) {
      out.append(" ".repeat(Math.max(0, enough - out.length() + 1)));
      return;
    }
    Map<String, JsonNode> sorted = new TreeMap<>();
    JsonObjects.properties(object).forEach(each -> sorted.put(each.getKey(), each.getValue()));
    out.append('{');
    for (var field : sorted.entrySet()) {
      if (out.length() > enough) {
        return;
      }
      append(field.getKey(), out);
      append(field.getValue(), out, enough);
      out.append(',');
    }
    out.append('}');
  }
}
