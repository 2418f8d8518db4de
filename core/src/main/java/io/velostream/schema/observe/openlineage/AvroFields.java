// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an Avro schema. Named types are shown by their full name, others by their logical
 * type if they have one; {@code null} in a union is left out. A type within itself has no nested
 * fields.
 */
final class AvroFields {

  private static final Set<String> NAMED = Set.of("record", "error", "enum", "fixed");

  private final KnownSchemas known;
  private final FieldList list;
  private final Map<String, NamedType> types = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  /** A node with the namespace around it. */
  private record Scoped(JsonNode node, String namespace) {}

  /** A named type; names in it without a dot belong to its namespace. */
  private record NamedType(String name, JsonNode node) {

    String namespace() {
      return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    boolean isRecord() {
      String type = node.path("type").asText();
      return type.equals("record") || type.equals("error");
    }
  }

  AvroFields(KnownSchemas known, FieldList list) {
    this.known = known;
    this.list = list;
  }

  /** The fields of a record; those of the only field of the same kind for any other schema. */
  ArrayNode of(RegisteredSchema schema) throws JsonProcessingException {
    JsonNode root = SchemaFields.parse(schema);
    indexAll(schema);
    ArrayNode fields = FieldList.empty();
    addNested(fields, root, "");
    return fields;
  }

  /** Finds the named types of a schema and of those that it refers to. */
  private void indexAll(RegisteredSchema root) throws JsonProcessingException {
    Deque<RegisteredSchema> waiting = new ArrayDeque<>(List.of(root));
    Set<RegisteredSchema> seen = new HashSet<>(waiting);
    while (!waiting.isEmpty()) {
      RegisteredSchema schema = waiting.remove();
      index(SchemaFields.parse(schema));
      for (SchemaReference reference : schema.definition().references()) {
        RegisteredSchema target = known.target(schema.context(), reference);
        if (target != null && seen.add(target)) {
          waiting.add(target);
        }
      }
    }
  }

  private void index(JsonNode root) {
    Deque<Scoped> waiting = new ArrayDeque<>(List.of(new Scoped(root, "")));
    while (!waiting.isEmpty()) {
      Scoped next = waiting.remove();
      JsonNode node = next.node;
      String namespace = next.namespace;
      NamedType named = named(node, namespace);
      if (named != null) {
        types.putIfAbsent(named.name, named);
        namespace = named.namespace();
        for (JsonNode field : node.path("fields")) {
          waiting.add(new Scoped(field.path("type"), namespace));
        }
      } else if (node.isArray()) {
        for (JsonNode branch : node) {
          waiting.add(new Scoped(branch, namespace));
        }
      } else if (node.isObject()) {
        for (String inner : List.of("type", "items", "values")) {
          waiting.add(new Scoped(node.path(inner), namespace));
        }
      }
    }
  }

  /** The type that a node defines; null if it defines none. */
  private static @Nullable NamedType named(JsonNode node, String namespace) {
    if (!NAMED.contains(node.path("type").asText()) || !node.path("name").isTextual()) {
      return null;
    }
    String declaredNamespace =
        node.path("namespace").isTextual() ? node.get("namespace").asText() : namespace;
    return new NamedType(fullName(node.get("name").asText(), declaredNamespace), node);
  }

  private static String fullName(String name, String namespace) {
    return name.indexOf('.') >= 0 || namespace.isEmpty() ? name : namespace + "." + name;
  }

  /** The type that a node defines or names; null if it is none. */
  private @Nullable NamedType resolved(JsonNode node, String namespace) {
    if (!node.isTextual()) {
      return named(node, namespace);
    }
    NamedType type = types.get(fullName(node.asText(), namespace));
    return type == null ? types.get(node.asText()) : type;
  }

  /** Removes null from unions, and the object around a type that is written as one. */
  private static JsonNode simplified(JsonNode node) {
    JsonNode simple = node;
    while (true) {
      if (simple.isArray()) {
        List<JsonNode> branches = branches(simple);
        if (branches.size() != 1) {
          return simple;
        }
        simple = branches.get(0);
      } else if (simple.isObject() && !simple.path("type").isTextual()) {
        simple = simple.path("type");
      } else {
        return simple;
      }
    }
  }

  private static List<JsonNode> branches(JsonNode union) {
    List<JsonNode> branches = new ArrayList<>();
    for (JsonNode branch : union) {
      boolean isNull =
          branch.asText().equals("null") || branch.path("type").asText().equals("null");
      if (!isNull) {
        branches.add(branch);
      }
    }
    return branches;
  }

  private void add(
      ArrayNode fields, String name, JsonNode type, String namespace, @Nullable String doc) {
    list.add(
        fields, name, typeName(type, namespace), doc, inner -> addNested(inner, type, namespace));
  }

  private String typeName(JsonNode written, String namespace) {
    JsonNode node = simplified(written);
    NamedType named = resolved(node, namespace);
    if (node.path("logicalType").isTextual()) {
      return logical(node);
    }
    if (named != null) {
      return named.name;
    }
    if (node.isArray()) {
      return FieldList.UNION;
    }
    String type = node.isTextual() ? node.asText() : node.path("type").asText();
    NamedType inner = resolved(node.path("type"), namespace);
    return inner == null ? type : inner.name;
  }

  private static String logical(JsonNode node) {
    String name = node.get("logicalType").asText();
    return node.has("precision")
        ? name + "(" + node.path("precision").asInt() + "," + node.path("scale").asInt() + ")"
        : name;
  }

  private void addNested(ArrayNode fields, JsonNode written, String namespace) {
    JsonNode node = simplified(written);
    NamedType named = resolved(node, namespace);
    if (named == null) {
      named = resolved(node.path("type"), namespace);
    }
    if (named != null) {
      addFields(fields, named);
    } else if (node.isArray()) {
      for (JsonNode branch : branches(node)) {
        add(fields, "_" + typeName(branch, namespace), branch, namespace, null);
      }
    } else if (node.path("type").asText().equals(FieldList.ARRAY)) {
      add(fields, FieldList.ELEMENT, node.path("items"), namespace, null);
    } else if (node.path("type").asText().equals(FieldList.MAP)) {
      list.add(fields, "key", "string", null);
      add(fields, "value", node.path("values"), namespace, null);
    }
  }

  private void addFields(ArrayNode fields, NamedType type) {
    if (!type.isRecord() || !open.add(type.name)) {
      return;
    }
    for (JsonNode field : type.node.path("fields")) {
      JsonNode doc = field.path("doc");
      add(
          fields,
          field.path("name").asText(),
          field.path("type"),
          type.namespace(),
          doc.isTextual() ? doc.asText() : null);
    }
    open.remove(type.name);
  }
}
