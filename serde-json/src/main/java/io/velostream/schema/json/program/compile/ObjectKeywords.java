// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.program.ApplicatorKeyword;
import io.velostream.schema.json.program.ObjectRules;
import io.velostream.schema.json.program.SchemaProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses the keywords of objects. */
final class ObjectKeywords {

  private static final List<String> SHAPING =
      List.of(
          "properties",
          "patternProperties",
          "additionalProperties",
          "required",
          "minProperties",
          "maxProperties",
          "propertyNames");

  private final KeywordReader keywords;

  ObjectKeywords(KeywordReader keywords) {
    this.keywords = keywords;
  }

  void readInto(ParsedSchema into) {
    if (keywords.hasAny(SHAPING)) {
      readShape(into);
    }
    readDependencies(into, "dependencies");
    if (keywords.isAtLeast(Draft.DRAFT_2019_09)) {
      readDependencies(into, "dependentRequired");
      readDependencies(into, "dependentSchemas");
    }
  }

  private void readShape(ParsedSchema into) {
    JsonNode listed = keywords.keyword("required");
    List<String> required =
        listed == null ? List.of() : List.copyOf(new LinkedHashSet<>(KeywordReader.names(listed)));
    List<String> first = required.subList(0, Math.min(required.size(), ObjectRules.MAX_REQUIRED));
    ObjectRules.UnnamedProperties unnamed = unnamed();
    int min = keywords.count("minProperties", 0);
    int max = keywords.count("maxProperties", Integer.MAX_VALUE);
    ObjectRules.Size size = new ObjectRules.Size(min, max, min <= Math.max(1, required.size()));
    into.objectRules.add(new ObjectRules(properties(first, unnamed), unnamed, size));
    for (int i = first.size(); i < required.size(); i += ObjectRules.MAX_REQUIRED) {
      int end = Math.min(required.size(), i + ObjectRules.MAX_REQUIRED);
      into.objectRules.add(onlyRequired(required.subList(i, end)));
    }
  }

  /** Rules for required properties that exceed the number of bits of one rule. */
  private static ObjectRules onlyRequired(List<String> names) {
    Map<String, ObjectRules.Property> properties = new LinkedHashMap<>();
    for (String name : names) {
      properties.put(name, new ObjectRules.Property(SchemaProgram.NONE, 1L << properties.size()));
    }
    return new ObjectRules(
        properties,
        new ObjectRules.UnnamedProperties(List.of(), null, null),
        new ObjectRules.Size(0, Integer.MAX_VALUE, true));
  }

  private ObjectRules.UnnamedProperties unnamed() {
    List<ObjectRules.Pattern> patterns = new ArrayList<>();
    JsonNode listed = map("patternProperties");
    if (listed != null) {
      for (var entry : JsonObjects.properties(listed)) {
        patterns.add(
            new ObjectRules.Pattern(
                keywords.pattern("patternProperties", entry.getKey(), entry.getKey()),
                keywords.program("patternProperties", entry.getKey(), entry.getValue())));
      }
    }
    JsonNode additional = keywords.keyword("additionalProperties");
    boolean isOpen =
        additional == null
            || (additional.booleanValue() && !keywords.isAtLeast(Draft.DRAFT_2019_09));
    return new ObjectRules.UnnamedProperties(
        List.copyOf(patterns),
        isOpen ? null : keywords.programOf("additionalProperties"),
        keywords.isAtLeast(Draft.DRAFT_6) ? keywords.programOf("propertyNames") : null);
  }

  private Map<String, ObjectRules.Property> properties(
      List<String> required, ObjectRules.UnnamedProperties unnamed) {
    Map<String, ObjectRules.Property> properties = new LinkedHashMap<>();
    JsonNode listed = map("properties");
    if (listed != null) {
      for (var entry : JsonObjects.properties(listed)) {
        List<SchemaProgram> schemas = new ArrayList<>();
        schemas.add(keywords.program("properties", entry.getKey(), entry.getValue()));
        for (ObjectRules.Pattern pattern : unnamed.patterns()) {
          if (pattern.names().matches(entry.getKey(), keywords.budget())) {
            schemas.add(pattern.schema());
          }
        }
        properties.put(
            entry.getKey(), new ObjectRules.Property(schemas.toArray(SchemaProgram.NONE), 0));
      }
    }
    ObjectRules unnamedRules =
        new ObjectRules(Map.of(), unnamed, new ObjectRules.Size(0, Integer.MAX_VALUE, true));
    for (int i = 0; i < required.size(); i++) {
      String name = required.get(i);
      ObjectRules.Property known = properties.get(name);
      SchemaProgram[] schemas =
          known == null ? unnamedRules.schemasOfUnnamed(name, keywords.budget()) : known.schemas();
      properties.put(name, new ObjectRules.Property(schemas, 1L << i));
    }
    return properties;
  }

  private @Nullable JsonNode map(String keyword) {
    JsonNode found = keywords.keyword(keyword);
    if (found != null && !found.isObject()) {
      throw keywords.error(keyword, "which should be an object of schemas by name");
    }
    return found;
  }

  private void readDependencies(ParsedSchema into, String keyword) {
    JsonNode listed = map(keyword);
    if (listed == null) {
      return;
    }
    for (var entry : JsonObjects.properties(listed)) {
      String name = entry.getKey();
      JsonNode expected = entry.getValue();
      into.dependencies.add(
          expected.isArray()
              ? new ApplicatorKeyword.DependentNames(
                  keyword, name, List.copyOf(KeywordReader.names(expected)))
              : new ApplicatorKeyword.DependentSchema(
                  keyword, name, keywords.program(keyword, name, expected)));
    }
  }
}
