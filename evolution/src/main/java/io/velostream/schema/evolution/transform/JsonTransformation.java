// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.evolution.difference.Place;
import io.velostream.schema.evolution.transform.JsonConverter.Choice;
import io.velostream.schema.evolution.transform.JsonConverter.Property;
import io.velostream.schema.jackson.JsonObjects;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles a JSON Schema into converters. Each part is compiled once, so that recursion ends. */
final class JsonTransformation {

  private final JsonTarget target;
  private final Conversions conversions;
  private final IdentityHashMap<JsonNode, JsonConverter> known = new IdentityHashMap<>();
  private final IdentityHashMap<JsonConverter, JsonNode> parts = new IdentityHashMap<>();
  private final Set<String> leftOut = new HashSet<>();

  JsonTransformation(JsonTarget target, Conversions conversions) {
    this.target = target;
    this.conversions = conversions;
  }

  JsonConverter compile() {
    JsonConverter root = compile(target.root(), Place.ROOT);
    markDecided();
    return root;
  }

  /** The paths of properties that the new schema removes, so that leaving them out is announced. */
  void setLeftOut(Set<String> paths) {
    leftOut.addAll(paths);
  }

  /** Converters with a decision of the user, and those around them, convert what is valid too. */
  private void markDecided() {
    boolean isChanged = true;
    while (isChanged) {
      isChanged = false;
      for (JsonConverter each : parts.keySet()) {
        if (!each.isDecided && each.hasDecision()) {
          each.isDecided = true;
          isChanged = true;
        }
      }
    }
  }

  /** The part of the schema that a converter was compiled from. */
  @Nullable JsonNode part(JsonConverter converter) {
    return parts.get(converter);
  }

  private JsonConverter compile(JsonNode part, Place place) {
    JsonConverter before = known.get(part);
    if (before != null && conversions.function(place.path()) == null) {
      return before;
    }
    JsonConverter converter = new JsonConverter(place, leftOut);
    known.putIfAbsent(part, converter);
    parts.put(converter, part);
    converter.function = conversions.function(place.path());
    if (converter.function != null) {
      conversions.add(place.path(), ConversionKind.SUPPLIED, "the value is supplied by the user");
    } else if (part instanceof ObjectNode schema) {
      converter.admission = value -> target.admits(part, value);
      fill(converter, schema, place);
    }
    return converter;
  }

  private void fill(JsonConverter converter, ObjectNode schema, Place place) {
    JsonNode referenced = target.reference(schema);
    converter.fallback = fallback(schema, false);
    if (referenced != null) {
      converter.all.add(compile(referenced, place));
      if (target.refHidesSiblings()) {
        return;
      }
    }
    converter.types = types(schema);
    converter.listed = listed(schema);
    properties(converter, schema, place);
    items(converter, schema, place);
    schema.path("allOf").forEach(each -> converter.all.add(compile(each, place)));
    choice(converter, schema, "anyOf", place);
    choice(converter, schema, "oneOf", place);
  }

  private static Set<String> types(ObjectNode schema) {
    JsonNode type = schema.path("type");
    Set<String> types = new LinkedHashSet<>();
    if (type.isTextual()) {
      types.add(type.textValue());
    }
    type.forEach(each -> types.add(each.asText()));
    return types;
  }

  private static @Nullable List<JsonNode> listed(ObjectNode schema) {
    JsonNode constant = schema.get("const");
    if (constant != null) {
      return List.of(constant);
    }
    if (!schema.path("enum").isArray()) {
      return null;
    }
    List<JsonNode> listed = new ArrayList<>();
    schema.path("enum").forEach(listed::add);
    return listed;
  }

  /**
   * The default, also of what a reference leads to.
   *
   * @param isConstantTaken whether the only value that is admitted counts as one: where a value is
   *     missing, but never in place of another value
   */
  private @Nullable JsonNode fallback(JsonNode schema, boolean isConstantTaken) {
    JsonNode part = schema;
    Set<JsonNode> seen = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
    while (part != null && seen.add(part)) {
      JsonNode value = part.get("default");
      if (value == null && isConstantTaken) {
        value = part.get("const");
      }
      if (value != null) {
        return value;
      }
      part = target.reference(part);
    }
    return null;
  }

  private void properties(JsonConverter converter, ObjectNode schema, Place place) {
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(each -> required.add(each.asText()));
    for (var each : JsonObjects.properties(schema.path("properties"))) {
      Place at = place.field(each.getKey());
      String renamed = conversions.renamed(at.path());
      if (renamed != null) {
        conversions.add(at.path(), ConversionKind.RENAMED, "renamed from '" + renamed + "'");
      }
      converter.properties.put(
          each.getKey(),
          new Property(
              renamed == null ? each.getKey() : renamed,
              compile(each.getValue(), at),
              required.contains(each.getKey()),
              fallback(each.getValue(), true)));
    }
    JsonNode additional = schema.path("additionalProperties");
    converter.isClosed = additional.isBoolean() && !additional.booleanValue();
    if (additional.isObject()) {
      converter.others = compile(additional, place.part("{}"));
    }
    if (converter.isClosed || converter.others != null) {
      converter.patterns = target.patternNames(schema);
    }
  }

  private void items(JsonConverter converter, ObjectNode schema, Place place) {
    JsonNode items = schema.path("items");
    JsonNode tuple = items.isArray() ? items : schema.path("prefixItems");
    JsonNode rest = items.isArray() ? schema.path("additionalItems") : items;
    List<JsonConverter> positions = new ArrayList<>();
    for (int i = 0; i < tuple.size(); i++) {
      positions.add(compile(tuple.get(i), place.part("[" + i + "]")));
    }
    converter.tuple = positions;
    if (rest.isObject()) {
      converter.items = compile(rest, place.part("[]"));
    }
  }

  private void choice(JsonConverter converter, ObjectNode schema, String keyword, Place place) {
    JsonNode branches = schema.path(keyword);
    if (!branches.isArray() || branches.isEmpty()) {
      return;
    }
    List<JsonNode> schemas = new ArrayList<>();
    List<JsonConverter> converters = new ArrayList<>();
    for (JsonNode each : branches) {
      schemas.add(each);
      converters.add(compile(each, place));
    }
    converter.choices.add(new Choice(keyword.equals("oneOf"), target, schemas, converters));
  }
}
