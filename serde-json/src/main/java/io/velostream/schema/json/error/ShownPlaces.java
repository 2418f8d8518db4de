// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.error;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.Keywords;
import io.velostream.schema.json.document.SchemaPointers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What messages show of a document. The name of a property that only the document has is data, as
 * values are: a map from customers to their orders has customers for names.
 *
 * @param document what does not fit
 * @param schema knows the names that the schema declares
 * @param isAll whether names and values of the document may be shown
 */
public record ShownPlaces(JsonNode document, SchemaPointers schema, boolean isAll) {

  /** Stands for a name that is not shown. */
  static final String HIDDEN = "*";

  /** A JSON Pointer into the document, as it may be shown. */
  public String pointer(String pointer) {
    if (isAll || pointer.isEmpty()) {
      return pointer;
    }
    List<String> shown = new ArrayList<>();
    JsonNode within = document;
    for (String step : pointer.substring(1).split("/", -1)) {
      String name = step.replace("~1", "/").replace("~0", "~");
      boolean isIndex = within.isArray();
      shown.add(isIndex ? step : Keywords.escaped(name(name)));
      within = isIndex ? item(within, step) : within.path(name);
    }
    return "/" + String.join("/", shown);
  }

  private static JsonNode item(JsonNode array, String index) {
    boolean isNumber = index.length() < 10 && index.chars().allMatch(Character::isDigit);
    return array.path(isNumber && !index.isEmpty() ? Integer.parseInt(index) : -1);
  }

  /** The name of a property as it may be shown; null for none. */
  @Nullable
  public String property(@Nullable String name) {
    return name == null ? null : name(name);
  }

  /** A value as it may be shown; null when it may not. */
  @Nullable
  public String value(@Nullable JsonNode value) {
    return isAll && value != null ? value.toString() : null;
  }

  private String name(String name) {
    return isAll || schema.declares(name) ? name : HIDDEN;
  }
}
