// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** Values of keywords. */
final class JsonValues {

  static final String NULL = "null";

  private JsonValues() {}

  /** The strings of an array, or a string alone; empty for any other value. */
  static Set<String> strings(JsonNode value) {
    Set<String> strings = new LinkedHashSet<>();
    if (value.isTextual()) {
      strings.add(value.textValue());
    }
    for (JsonNode each : value) {
      if (each.isTextual()) {
        strings.add(each.textValue());
      }
    }
    return strings;
  }

  /** The values of {@code enum} or {@code const} as JSON text; empty if there are none. */
  static Set<String> listed(JsonNode schema) {
    Set<String> listed = new LinkedHashSet<>();
    if (schema.has("const")) {
      listed.add(schema.get("const").toString());
    } else {
      schema.path("enum").forEach(each -> listed.add(each.toString()));
    }
    return listed;
  }

  static boolean isListing(JsonNode schema) {
    return schema.has("const") || schema.path("enum").isArray();
  }
}
