// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.document.Keywords;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/**
 * The keywords that affect validation in some draft: assertions and applicators. Others are
 * annotations, definitions or unknown.
 */
public final class AssertionKeywords {

  static final String REF = "$ref";
  static final String DYNAMIC_REF = "$dynamicRef";
  static final String RECURSIVE_REF = "$recursiveRef";

  /** Keywords whose value is one schema; {@code items} may be a list in older drafts. */
  static final Set<String> SCHEMAS =
      Set.of(
          "additionalProperties",
          "propertyNames",
          "items",
          "additionalItems",
          "contains",
          "not",
          "if",
          "then",
          "else",
          "unevaluatedItems",
          "unevaluatedProperties");

  /** Keywords whose value is a list of schemas in any order. */
  static final Set<String> BRANCHES = Set.of("allOf", "anyOf", "oneOf");

  /** Keywords whose value maps names to schemas, or to lists of names. */
  static final Set<String> MAPS =
      Set.of(
          "properties",
          "patternProperties",
          "dependencies",
          "dependentSchemas",
          "dependentRequired");

  /** Keywords whose value is a list that is a set, or a single entry of it. */
  static final Set<String> SETS = Set.of("type", "enum", "required");

  static final Set<String> REFERENCES = Set.of(REF, DYNAMIC_REF, RECURSIVE_REF);

  /** Keywords with a plain value. */
  private static final Set<String> PLAIN =
      Set.of(
          "const",
          "multipleOf",
          "maximum",
          "exclusiveMaximum",
          "minimum",
          "exclusiveMinimum",
          "maxLength",
          "minLength",
          "pattern",
          "format",
          "maxItems",
          "minItems",
          "uniqueItems",
          "minContains",
          "maxContains",
          "maxProperties",
          "minProperties",
          "contentEncoding",
          "contentMediaType");

  /** Keywords whose meaning depends on the draft. */
  static final Set<String> DRAFT_DEPENDENT =
      Set.of(
          "const",
          "exclusiveMaximum",
          "exclusiveMinimum",
          "format",
          "contentEncoding",
          "contentMediaType",
          "prefixItems",
          "additionalItems",
          "contains",
          "minContains",
          "maxContains",
          "propertyNames",
          "dependencies",
          "dependentSchemas",
          "dependentRequired",
          "if",
          "then",
          "else",
          "unevaluatedItems",
          "unevaluatedProperties",
          REF,
          DYNAMIC_REF,
          RECURSIVE_REF);

  /** All keywords of this class. */
  private static final Set<String> DECIDING = deciding();

  private AssertionKeywords() {}

  private static Set<String> deciding() {
    Set<String> all = new HashSet<>(PLAIN);
    all.addAll(SCHEMAS);
    all.addAll(BRANCHES);
    all.addAll(MAPS);
    all.addAll(SETS);
    all.addAll(REFERENCES);
    all.add("prefixItems");
    return Set.copyOf(all);
  }

  /** Whether a keyword affects validation. */
  public static boolean isAssertion(String keyword) {
    return DECIDING.contains(keyword);
  }

  /** Whether a draft knows a keyword. */
  static boolean isKnown(String keyword, Draft draft) {
    return Keywords.isKnown(keyword, draft);
  }

  /** Returns the keywords of a schema that affect validation. */
  static Set<String> of(JsonNode schema) {
    Set<String> keywords = new HashSet<>();
    for (Iterator<String> names = schema.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (isAssertion(name)) {
        keywords.add(name);
      }
    }
    return keywords;
  }

  /** Whether a schema accepts all values. */
  static boolean admitsEverything(JsonNode schema) {
    return schema.isBoolean()
        ? schema.booleanValue()
        : schema.isObject() && JsonObjects.stream(schema).noneMatch(e -> isAssertion(e.getKey()));
  }
}
