// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.jackson.JsonObjects;
import java.util.List;

/**
 * Compares {@code unevaluatedProperties} and {@code unevaluatedItems}. The reader's keyword is
 * implied if a part of the writer has it too, and the reader evaluates all properties or items that
 * the writer evaluates.
 */
final class UnevaluatedComparison {

  /** In-place applicators. */
  private static final List<String> IN_PLACE =
      List.of(
          "allOf",
          "anyOf",
          "oneOf",
          "if",
          "then",
          "else",
          "dependentSchemas",
          "dependencies",
          AssertionKeywords.REF,
          AssertionKeywords.DYNAMIC_REF,
          AssertionKeywords.RECURSIVE_REF);

  private final SchemaComparison comparison;
  private final SchemaSummary summary;
  private final JsonNode reader;

  UnevaluatedComparison(SchemaComparison comparison, SchemaSummary summary, JsonNode reader) {
    this.comparison = comparison;
    this.summary = summary;
    this.reader = reader;
  }

  /**
   * Whether {@code unevaluatedProperties} is implied.
   *
   * @param isWriterClosed whether the writer accepts only properties that it names
   */
  boolean properties(boolean isWriterClosed) {
    return AssertionKeywords.admitsEverything(reader.get("unevaluatedProperties"))
        || reader.has("additionalProperties")
        || (isWriterClosed && namesAll())
        || summary.parts.stream()
            .anyMatch(
                part ->
                    restricts(part, "unevaluatedProperties")
                        && evaluatesSameKeywords(part)
                        && hasAllNames(part, "properties")
                        && hasAllNames(part, "patternProperties")
                        && !part.has("additionalProperties"));
  }

  /** Whether {@code unevaluatedItems} is implied. */
  boolean items() {
    return AssertionKeywords.admitsEverything(reader.get("unevaluatedItems"))
        || evaluatesAllItems()
        || summary.parts.stream()
            .anyMatch(
                part ->
                    restricts(part, "unevaluatedItems")
                        && evaluatesSameKeywords(part)
                        && comparison.equivalence.haveEqualKeywords(
                            part,
                            reader,
                            List.of("items", "additionalItems", "prefixItems", "contains")));
  }

  /** Whether the reader's keywords evaluate all items. */
  private boolean evaluatesAllItems() {
    JsonNode items = reader.path("items");
    return items.isArray() ? reader.has("additionalItems") : !items.isMissingNode();
  }

  private boolean restricts(JsonNode part, String keyword) {
    JsonNode keywordSchema = part.path(keyword);
    return (keywordSchema.isBoolean() && !keywordSchema.booleanValue())
        || comparison.equivalence.haveEqualKeywords(part, reader, List.of(keyword));
  }

  private boolean evaluatesSameKeywords(JsonNode part) {
    return IN_PLACE.stream()
        .filter(part::has)
        .allMatch(
            keyword -> comparison.equivalence.haveEqualKeywords(part, reader, List.of(keyword)));
  }

  private boolean hasAllNames(JsonNode part, String keyword) {
    for (var each : JsonObjects.properties(part.path(keyword))) {
      if (!reader.path(keyword).has(each.getKey())) {
        return false;
      }
    }
    return true;
  }

  /** Whether the reader names all properties of a closed writer. */
  private boolean namesAll() {
    return summary.parts.stream()
        .allMatch(
            part -> hasAllNames(part, "properties") && hasAllNames(part, "patternProperties"));
  }
}
