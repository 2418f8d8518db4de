// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.text.Excerpt;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The vocabularies of a custom meta-schema. Keywords of other vocabularies are ignored in its
 * schemas. Immutable.
 */
final class Vocabularies {

  private static final String NAMES = "https://json-schema.org/draft/20[0-9-]+/vocab/";

  private static final Set<String> VALIDATION =
      Set.of(
          "type",
          "const",
          "enum",
          "multipleOf",
          "maximum",
          "exclusiveMaximum",
          "minimum",
          "exclusiveMinimum",
          "maxLength",
          "minLength",
          "pattern",
          "maxItems",
          "minItems",
          "uniqueItems",
          "maxContains",
          "minContains",
          "maxProperties",
          "minProperties",
          "required",
          "dependentRequired");

  private static final Set<String> UNEVALUATED =
      Set.of("unevaluatedItems", "unevaluatedProperties");

  private static final Set<String> APPLICATOR =
      Set.of(
          "prefixItems",
          "items",
          "additionalItems",
          "contains",
          "additionalProperties",
          "properties",
          "patternProperties",
          "dependentSchemas",
          "propertyNames",
          "if",
          "then",
          "else",
          "allOf",
          "anyOf",
          "oneOf",
          "not");

  /**
   * Keywords by the last segment of the vocabulary's URI. Other vocabularies have no assertions.
   */
  private static final Map<String, Set<String>> KEYWORDS =
      Map.of(
          "core", Set.of(),
          "validation", VALIDATION,
          "applicator", APPLICATOR,
          "unevaluated", UNEVALUATED,
          "format", Set.of(),
          "format-annotation", Set.of(),
          "format-assertion", Set.of(),
          "content", Set.of(),
          "meta-data", Set.of());

  private final Set<String> hidden = new HashSet<>();
  private final boolean assertsFormats;

  private Vocabularies(boolean assertsFormats) {
    this.assertsFormats = assertsFormats;
  }

  /**
   * Returns the vocabularies of a meta-schema; all keywords when it lists none.
   *
   * @throws InvalidSchemaException when it requires an unknown vocabulary
   */
  static Vocabularies of(JsonNode metaSchema) {
    JsonNode listed = metaSchema.path("$vocabulary");
    Vocabularies created =
        new Vocabularies(JsonObjects.stream(listed).anyMatch(Vocabularies::asserts));
    if (!listed.isObject()) {
      return created;
    }
    created.hidden.addAll(VALIDATION);
    created.hidden.addAll(APPLICATOR);
    created.hidden.addAll(UNEVALUATED);
    for (var entry : JsonObjects.properties(listed)) {
      Set<String> keywords = KEYWORDS.get(entry.getKey().replaceFirst("^" + NAMES, ""));
      if (keywords != null) {
        created.hidden.removeAll(keywords);
        if (entry.getKey().endsWith("/2019-09/vocab/applicator")) {
          created.hidden.removeAll(UNEVALUATED);
        }
      } else if (entry.getValue().booleanValue()) {
        throw new InvalidSchemaException(
            "the meta-schema of the schema needs the vocabulary "
                + Excerpt.of(entry.getKey())
                + ", which is unknown; list it with false to ignore its keywords");
      }
    }
    return created;
  }

  private static boolean asserts(Map.Entry<String, JsonNode> listed) {
    return listed.getKey().endsWith("/vocab/format-assertion");
  }

  /** Whether formats are asserted. */
  boolean assertsFormats() {
    return assertsFormats;
  }

  /** Returns a schema with only the keywords of these vocabularies. */
  JsonNode visible(JsonNode schema) {
    if (hidden.isEmpty() || !schema.isObject()) {
      return schema;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (var entry : JsonObjects.properties(schema)) {
      if (!hidden.contains(entry.getKey())) {
        copy.set(entry.getKey(), entry.getValue());
      }
    }
    return copy;
  }
}
