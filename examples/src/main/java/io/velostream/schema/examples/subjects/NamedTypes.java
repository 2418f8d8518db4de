// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.subjects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The named types of one Avro schema, each cut out of the place where it was defined.
 *
 * <p>Works on the schema's JSON, because that has everything: defaults as written, the order of
 * properties, properties of our own. In the definitions and in the root, a use of a named type is
 * its full name, whatever the namespace around it; a definition says its namespace, an empty one
 * included, so that it means the same in any place.
 */
final class NamedTypes {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> PRIMITIVES =
      Set.of("null", "boolean", "int", "long", "float", "double", "bytes", "string");

  private final Map<String, ObjectNode> definitions = new LinkedHashMap<>();
  private final JsonNode root;

  private NamedTypes(JsonNode schema) {
    this.root = cut(schema, null);
  }

  static NamedTypes of(Schema schema) {
    try {
      return new NamedTypes(MAPPER.readTree(schema.toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A schema's own text is not JSON: " + schema.getName(), e);
    }
  }

  /** The schema without definitions: the full name alone if the schema is a named type. */
  JsonNode root() {
    return root;
  }

  /** Definitions by full name, in the order in which the schema uses them first. */
  Map<String, ObjectNode> definitions() {
    return Collections.unmodifiableMap(definitions);
  }

  ObjectNode definition(String fullName) {
    return Objects.requireNonNull(definitions.get(fullName), fullName);
  }

  /** Whether a name without a namespace could be taken for another one within a namespace. */
  boolean areAmbiguous() {
    Set<String> simpleNames = new TreeSet<>();
    for (String name : definitions.keySet()) {
      if (name.indexOf('.') >= 0) {
        simpleNames.add(name.substring(name.lastIndexOf('.') + 1));
      }
    }
    return definitions.keySet().stream().anyMatch(simpleNames::contains);
  }

  /** A copy of a type in which each use of a named type is replaced. */
  static JsonNode rename(JsonNode type, Function<String, JsonNode> names) {
    if (type.isTextual()) {
      return PRIMITIVES.contains(type.textValue()) ? type : names.apply(type.textValue());
    }
    return mapInner(type, inner -> rename(inner, names));
  }

  private JsonNode cut(JsonNode type, @Nullable String namespace) {
    if (type.isTextual()) {
      return TextNode.valueOf(fullName(type.textValue(), namespace));
    }
    return switch (kind(type)) {
      case "record", "error", "enum", "fixed" -> define((ObjectNode) type, namespace);
      default -> mapInner(type, inner -> cut(inner, namespace));
    };
  }

  private JsonNode define(ObjectNode type, @Nullable String outer) {
    if (!type.path("name").isTextual()) {
      throw new IllegalArgumentException("A " + kind(type) + " without a name has no subject");
    }
    String name = type.path("name").textValue();
    String space = type.path("namespace").asText(outer == null ? "" : outer);
    String fullName = space.isEmpty() ? name : space + "." + name;
    ObjectNode named = NODES.objectNode();
    definitions.put(fullName, named);
    for (Map.Entry<String, JsonNode> property : type.properties()) {
      if (property.getKey().equals("name")) {
        named.put("name", name).put("namespace", space);
      } else if (!property.getKey().equals("namespace")) {
        named.set(property.getKey(), property.getValue());
      }
    }
    JsonNode flat = mapInner(named, inner -> cut(inner, space.isEmpty() ? null : space));
    definitions.put(fullName, (ObjectNode) flat);
    return TextNode.valueOf(fullName);
  }

  private String fullName(String name, @Nullable String namespace) {
    if (PRIMITIVES.contains(name) || name.indexOf('.') >= 0 || namespace == null) {
      return name;
    }
    String within = namespace + "." + name;
    return definitions.containsKey(within) ? within : name;
  }

  /** A copy of a type with the types directly within it replaced, and nothing else. */
  private static JsonNode mapInner(JsonNode type, Function<JsonNode, JsonNode> inner) {
    if (type.isArray()) {
      return mapAll((ArrayNode) type, inner);
    }
    ObjectNode copy = NODES.objectNode();
    copy.setAll((ObjectNode) type);
    switch (kind(type)) {
      case "array" -> copy.set("items", inner.apply(type.path("items")));
      case "map" -> copy.set("values", inner.apply(type.path("values")));
      case "record", "error" -> copy.set("fields", fields((ArrayNode) type.path("fields"), inner));
      default -> {}
    }
    return copy;
  }

  private static ArrayNode fields(ArrayNode fields, Function<JsonNode, JsonNode> inner) {
    return mapAll(
        fields,
        field -> {
          ObjectNode copy = NODES.objectNode();
          copy.setAll((ObjectNode) field);
          copy.set("type", inner.apply(field.path("type")));
          return copy;
        });
  }

  private static ArrayNode mapAll(ArrayNode nodes, Function<JsonNode, JsonNode> change) {
    ArrayNode changed = NODES.arrayNode();
    nodes.forEach(node -> changed.add(change.apply(node)));
    return changed;
  }

  private static String kind(JsonNode type) {
    return type.path("type").asText();
  }
}
