// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.jackson.JsonObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds values of a wrong type where the draft requires a schema, an array of schemas or an object
 * of schemas, and references to such values.
 */
public final class MisplacedSchemaCheck {

  private MisplacedSchemaCheck() {}

  /** Returns the location of the first such value as a URI fragment; null when there is none. */
  public static @Nullable String find(SchemaClosure closure) {
    List<SchemaResource> documents = new ArrayList<>(closure.dependencies());
    documents.add(closure.root());
    for (SchemaResource document : documents) {
      for (JsonNode schema : document.bases().keySet()) {
        for (Map.Entry<String, JsonNode> each : JsonObjects.properties(schema)) {
          if (Keywords.isKnown(each.getKey(), document.draft())
              && isMisplaced(each.getKey(), each.getValue())) {
            return new SchemaPointers(closure).of(schema) + "/" + each.getKey();
          }
        }
      }
      for (SchemaResource.Reference each : document.references()) {
        JsonNode target = closure.target(each);
        if (target != null && !isSchema(target)) {
          return "#" + each.pointer();
        }
      }
    }
    return null;
  }

  private static boolean isMisplaced(String keyword, JsonNode value) {
    return switch (keyword) {
      case "allOf", "anyOf", "oneOf", "prefixItems" -> !value.isArray() || !areSchemas(value);
      case "items" -> value.isArray() ? !areSchemas(value) : !isSchema(value);
      case "properties", "patternProperties" -> !value.isObject() || !areSchemas(value);
      case "dependencies", "dependentSchemas", "dependentRequired" -> !value.isObject();
      default -> Keywords.holdsSchemas(keyword) && !isSchema(value);
    };
  }

  private static boolean areSchemas(JsonNode values) {
    for (JsonNode each : values) {
      if (!isSchema(each)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSchema(JsonNode value) {
    return value.isObject() || value.isBoolean();
  }
}
