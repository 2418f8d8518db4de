// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.evolution.comparison.json.JsonViews.View;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.model.SubjectVersion;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schema, and whether it is stated to admit null: by a list of types, or by a composition of null
 * and one other schema.
 *
 * @param schema the schema of values other than null
 * @param text the text that it is in; null for the root's text
 * @param isNullable whether null is stated
 * @param isTyped whether types are stated at all; otherwise null may be admitted as well
 */
record OptionalSchema(
    ObjectNode schema, @Nullable SubjectVersion text, boolean isNullable, boolean isTyped) {

  static OptionalSchema of(View view, JsonViews views) {
    ObjectNode schema = view.schema();
    for (String keyword : List.of("oneOf", "anyOf")) {
      JsonNode branches = schema.path(keyword);
      if (branches.size() == 2 && isOnlyAnnotatedBeside(schema, keyword)) {
        for (int i = 0; i < 2; i++) {
          if (isNull(branches.get(i))) {
            View other = views.of(branches.get(1 - i));
            views.reach(other.schema());
            return new OptionalSchema(annotated(other, schema, keyword), other.text(), true, true);
          }
        }
      }
    }
    Set<String> types = JsonValues.strings(schema.path(Keyword.TYPE));
    boolean isNullable = types.size() > 1 && types.contains(JsonValues.NULL);
    return new OptionalSchema(schema, view.text(), isNullable, !types.isEmpty());
  }

  /** The branch with the annotations of the composition. */
  private static ObjectNode annotated(View branch, ObjectNode schema, String keyword) {
    if (schema.size() == 1) {
      return branch.schema();
    }
    ObjectNode annotated = JsonNodeFactory.instance.objectNode();
    annotated.setAll(branch.schema());
    for (var each : JsonObjects.properties(schema)) {
      if (!each.getKey().equals(keyword)) {
        annotated.set(each.getKey(), each.getValue());
      }
    }
    return annotated;
  }

  private static boolean isNull(JsonNode branch) {
    return branch.size() == 1 && branch.path(Keyword.TYPE).asText().equals(JsonValues.NULL);
  }

  private static boolean isOnlyAnnotatedBeside(ObjectNode schema, String keyword) {
    for (var each : JsonObjects.properties(schema)) {
      if (!each.getKey().equals(keyword) && !Keyword.isAnnotation(each.getKey())) {
        return false;
      }
    }
    return true;
  }
}
