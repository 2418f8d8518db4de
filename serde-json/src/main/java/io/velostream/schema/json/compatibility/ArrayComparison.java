// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.velostream.schema.model.Incompatibility;
import java.util.List;

/** Compares what is said of arrays. */
final class ArrayComparison {

  private final SchemaComparison comparison;
  private final Facts facts;
  private final JsonNode reader;
  private final String pointer;
  private final List<Incompatibility> found;

  ArrayComparison(
      SchemaComparison comparison,
      Facts facts,
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
    if (!facts.admits("array")) {
      return;
    }
    if (facts.atLeast("minItems") < reader.path("minItems").asLong(0)) {
      add("minItems", "the writer admits shorter arrays");
    }
    if (facts.atMost("maxItems") > reader.path("maxItems").asLong(Long.MAX_VALUE)) {
      add("maxItems", "the writer admits longer arrays");
    }
    if (reader.path("uniqueItems").asBoolean()
        && !facts.says("uniqueItems", BooleanNode.TRUE)
        && facts.atMost("maxItems") > 1) {
      add("uniqueItems", "the writer admits items that are equal");
    }
    compareItems();
    for (String keyword : List.of("contains", "unevaluatedItems")) {
      if (reader.has(keyword) && !SchemaComparison.isAlways(reader.get(keyword))) {
        add(keyword, SchemaComparison.CANNOT_TELL + "its consequences are not worked out");
      }
    }
  }

  private void compareItems() {
    int fixed =
        Math.max(
            prefix(reader).size(),
            facts.parts.stream().mapToInt(part -> prefix(part).size()).max().orElse(0));
    long most = Math.min(fixed, facts.atMost("maxItems"));
    for (int i = 0; i < most; i++) {
      comparison.check(at(i), item(reader, i), pointer + place(reader, i), found);
    }
    if (facts.atMost("maxItems") > fixed) {
      comparison.check(at(fixed), item(reader, fixed), pointer + place(reader, fixed), found);
    }
  }

  private List<JsonNode> at(int index) {
    return facts.parts.stream().map(part -> item(part, index)).toList();
  }

  /** The schemas of the first items: {@code prefixItems}, or {@code items} in older drafts. */
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
