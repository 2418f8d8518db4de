// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.jackson.JsonObjects;
import java.util.List;

/**
 * Whether what a reader says of properties and items that no other keyword looks at follows from
 * what the writer says of them. It does where some part of the writer says it too, and whatever the
 * writer looks at the reader looks at as well.
 */
final class Unevaluated {

  /** Keywords that look at a value for the schema that they stand in. */
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
          Words.REF,
          Words.DYNAMIC_REF,
          Words.RECURSIVE_REF);

  private final SchemaComparison comparison;
  private final SchemaSummary facts;
  private final JsonNode reader;

  Unevaluated(SchemaComparison comparison, SchemaSummary facts, JsonNode reader) {
    this.comparison = comparison;
    this.facts = facts;
    this.reader = reader;
  }

  /**
   * Whether {@code unevaluatedProperties} follows.
   *
   * @param isWriterClosed whether the writer admits only properties that it names
   */
  boolean properties(boolean isWriterClosed) {
    return Words.isAlways(reader.get("unevaluatedProperties"))
        || reader.has("additionalProperties")
        || (isWriterClosed && namesAll())
        || facts.parts.stream()
            .anyMatch(
                part ->
                    restricts(part, "unevaluatedProperties")
                        && looksAtAll(part)
                        && hasAllNames(part, "properties")
                        && hasAllNames(part, "patternProperties")
                        && !part.has("additionalProperties"));
  }

  /** Whether {@code unevaluatedItems} follows. */
  boolean items() {
    return Words.isAlways(reader.get("unevaluatedItems"))
        || looksAtAllItems()
        || facts.parts.stream()
            .anyMatch(
                part ->
                    restricts(part, "unevaluatedItems")
                        && looksAtAll(part)
                        && comparison.sameness.saySame(
                            part,
                            reader,
                            List.of("items", "additionalItems", "prefixItems", "contains")));
  }

  /** Whether a keyword of the reader looks at all items there are. */
  private boolean looksAtAllItems() {
    JsonNode items = reader.path("items");
    return items.isArray() ? reader.has("additionalItems") : !items.isMissingNode();
  }

  private boolean restricts(JsonNode part, String keyword) {
    JsonNode own = part.path(keyword);
    return (own.isBoolean() && !own.booleanValue())
        || comparison.sameness.saySame(part, reader, List.of(keyword));
  }

  private boolean looksAtAll(JsonNode part) {
    return IN_PLACE.stream()
        .filter(part::has)
        .allMatch(keyword -> comparison.sameness.saySame(part, reader, List.of(keyword)));
  }

  private boolean hasAllNames(JsonNode part, String keyword) {
    for (var each : JsonObjects.properties(part.path(keyword))) {
      if (!reader.path(keyword).has(each.getKey())) {
        return false;
      }
    }
    return true;
  }

  /** Whether the reader names all properties of a writer that admits no others. */
  private boolean namesAll() {
    return facts.parts.stream()
        .allMatch(
            part -> hasAllNames(part, "properties") && hasAllNames(part, "patternProperties"));
  }
}
