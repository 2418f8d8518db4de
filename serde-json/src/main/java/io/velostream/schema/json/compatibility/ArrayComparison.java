// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.velostream.schema.model.Incompatibility;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares the keywords of arrays. */
final class ArrayComparison {

  private final SchemaComparison comparison;
  private final SchemaSummary summary;
  private final JsonNode reader;
  private final String pointer;
  private final List<Incompatibility> found;

  ArrayComparison(
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
    if (!summary.admits("array")) {
      return;
    }
    BigDecimal most = summary.upperBound("maxItems");
    if (!SchemaSummary.satisfiesMinimum(summary.lowerBound("minItems"), reader.path("minItems"))) {
      add("minItems", "the writer admits shorter arrays");
    }
    if (!SchemaSummary.satisfiesMaximum(most, reader.path("maxItems"))) {
      add("maxItems", "the writer admits longer arrays");
    }
    if (reader.path("uniqueItems").asBoolean()
        && !summary.hasKeywordValue("uniqueItems", BooleanNode.TRUE)
        && (most == null || most.compareTo(BigDecimal.ONE) > 0)) {
      add("uniqueItems", "the writer admits items that are equal");
    }
    compareItems(most);
    if (reader.has("contains") && !isContained()) {
      add("contains", SchemaComparison.CANNOT_TELL + "the keyword is not analyzed");
    }
    if (reader.has("unevaluatedItems")
        && !new UnevaluatedComparison(comparison, summary, reader).items()) {
      add("unevaluatedItems", SchemaComparison.CANNOT_TELL + "the keyword is not analyzed");
    }
  }

  /** Whether the writer has the same {@code contains}, with limits that are at least as strict. */
  private boolean isContained() {
    return summary.parts.stream()
        .anyMatch(
            part ->
                comparison.equivalence.haveEqualKeywords(part, reader, List.of("contains"))
                    && contained(part, "minContains").compareTo(contained(reader, "minContains"))
                        >= 0
                    && SchemaSummary.satisfiesMaximum(
                        number(part, "maxContains"), reader.path("maxContains")));
  }

  private static BigDecimal contained(JsonNode schema, String keyword) {
    BigDecimal number = number(schema, keyword);
    return number == null ? BigDecimal.ONE : number;
  }

  private static @Nullable BigDecimal number(JsonNode schema, String keyword) {
    JsonNode value = schema.path(keyword);
    return value.isNumber() ? value.decimalValue() : null;
  }

  private void compareItems(@Nullable BigDecimal atMost) {
    int fixed =
        Math.max(
            prefix(reader).size(),
            summary.parts.stream().mapToInt(part -> prefix(part).size()).max().orElse(0));
    boolean isLonger = atMost == null || atMost.compareTo(BigDecimal.valueOf(fixed)) > 0;
    int most = isLonger || atMost == null ? fixed : atMost.intValue();
    for (int i = 0; i < most; i++) {
      comparison.check(at(i), item(reader, i), pointer + place(reader, i), found);
    }
    if (isLonger) {
      comparison.check(at(fixed), item(reader, fixed), pointer + place(reader, fixed), found);
    }
  }

  private List<JsonNode> at(int index) {
    return summary.parts.stream().map(part -> item(part, index)).toList();
  }

  /** The prefix schemas: {@code prefixItems}, or {@code items} in older drafts. */
  private static JsonNode prefix(JsonNode schema) {
    JsonNode prefix = schema.path("prefixItems");
    return prefix.isMissingNode() && schema.path("items").isArray() ? schema.get("items") : prefix;
  }

  private static JsonNode item(JsonNode schema, int index) {
    JsonNode prefix = prefix(schema);
    JsonNode item = index < prefix.size() ? prefix.get(index) : schema.path(restKeyword(schema));
    return item.isMissingNode() ? BooleanNode.TRUE : item;
  }

  private static String restKeyword(JsonNode schema) {
    return schema.path("items").isArray() ? "additionalItems" : "items";
  }

  private static String place(JsonNode schema, int index) {
    return index < prefix(schema).size()
        ? (schema.path("items").isArray() ? "/items/" : "/prefixItems/") + index
        : "/" + restKeyword(schema);
  }

  private void add(String keyword, String reason) {
    found.add(new Incompatibility(pointer + "/" + keyword, reason));
  }
}
