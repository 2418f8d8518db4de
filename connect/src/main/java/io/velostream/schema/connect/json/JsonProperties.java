// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** The properties of JSON objects, by what all versions of Jackson have. */
final class JsonProperties {

  private JsonProperties() {}

  /** Calls an action with each property; with none of what is no object. */
  static void forEach(JsonNode object, BiConsumer<String, JsonNode> action) {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      action.accept(name, object.get(name));
    }
  }

  /** The properties in their order. */
  static Map<String, JsonNode> of(JsonNode object) {
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    forEach(object, properties::put);
    return properties;
  }
}
