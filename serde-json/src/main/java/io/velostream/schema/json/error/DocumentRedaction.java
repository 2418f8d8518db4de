// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.error;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.Keywords;
import io.velostream.schema.json.document.SchemaPointers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Redacts data of a document in messages. Property names that the schema does not declare are data,
 * such as the keys of a map.
 *
 * @param document the invalid document
 * @param schema the names that the schema declares
 * @param showsData whether names and values of the document may be shown
 */
public record DocumentRedaction(JsonNode document, SchemaPointers schema, boolean showsData) {

  /** The replacement of a hidden name. */
  static final String HIDDEN = "*";

  /** Redacts a JSON Pointer into the document. */
  public String pointer(String pointer) {
    if (showsData || pointer.isEmpty()) {
      return pointer;
    }
    List<String> shown = new ArrayList<>();
    JsonNode within = document;
    for (String step : pointer.substring(1).split("/", -1)) {
      String name = step.replace("~1", "/").replace("~0", "~");
      boolean isIndex = within.isArray();
      shown.add(isIndex ? step : Keywords.escapePointer(redactName(name)));
      within = isIndex ? item(within, step) : within.path(name);
    }
    return "/" + String.join("/", shown);
  }

  private static JsonNode item(JsonNode array, String index) {
    boolean isNumber = index.length() < 10 && index.chars().allMatch(Character::isDigit);
    return array.path(isNumber && !index.isEmpty() ? Integer.parseInt(index) : -1);
  }

  /** Redacts a property name; null for null. */
  @Nullable
  public String property(@Nullable String name) {
    return name == null ? null : redactName(name);
  }

  /** Returns the value as text; null when it may not be shown. */
  @Nullable
  public String value(@Nullable JsonNode value) {
    return showsData && value != null ? value.toString() : null;
  }

  private String redactName(String name) {
    return showsData || schema.declares(name) ? name : HIDDEN;
  }
}
