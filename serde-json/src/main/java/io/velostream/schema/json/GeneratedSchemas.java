// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.document.Keywords;

/** The last touches to generated schemas: nullability as configured, and draft 4. */
final class GeneratedSchemas {

  private GeneratedSchemas() {}

  static JsonNode finished(ObjectNode schema, JsonSettings.Generation settings) {
    boolean isDraft4 = settings.draft() == Draft.DRAFT_4;
    touch(schema, settings.usesOneOf(), isDraft4);
    if (isDraft4) {
      schema.put("$schema", Draft.DRAFT_4.uri());
    }
    return schema;
  }

  private static void touch(ObjectNode schema, boolean usesOneOf, boolean isDraft4) {
    if (usesOneOf && schema.path("anyOf") instanceof ArrayNode either && isNullOr(either)) {
      schema.remove("anyOf");
      schema.set("oneOf", either);
    }
    if (isDraft4 && schema.has("const")) {
      schema.putArray("enum").add(schema.remove("const"));
    }
    for (Keywords.Child child : Keywords.children(schema)) {
      if (child.schema() instanceof ObjectNode inner) {
        touch(inner, usesOneOf, isDraft4);
      }
    }
  }

  /** Whether these are null and something that is surely not null. */
  private static boolean isNullOr(ArrayNode either) {
    boolean hasNull = false;
    for (JsonNode each : either) {
      boolean isNull = each.path("type").asText().equals("null");
      hasNull |= isNull;
      if (!isNull && !each.path("type").isTextual() && !each.has("$ref")) {
        return false;
      }
    }
    return hasNull && either.size() == 2;
  }
}
