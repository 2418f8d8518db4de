// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The full names that an Avro schema defines, and those that it uses. Names are resolved as the
 * section "Names" of the Avro specification says: a name with a dot is a full name, another one
 * belongs to the enclosing namespace.
 */
final class AvroTypeNames {

  private static final Set<String> PRIMITIVES =
      Set.of("null", "boolean", "int", "long", "float", "double", "bytes", "string");

  private final Set<String> defined = new LinkedHashSet<>();
  private final Map<String, Use> uses = new LinkedHashMap<>();

  /**
   * The use of a type.
   *
   * @param name the full name
   * @param shortName the name without namespace, which is meant if there is no type of the full
   *     name; null if the text has a dot
   * @param pointer where in the text, as a JSON Pointer
   */
  record Use(String name, @Nullable String shortName, String pointer) {}

  private AvroTypeNames() {}

  static AvroTypeNames of(JsonNode schema) {
    AvroTypeNames names = new AvroTypeNames();
    names.visit(schema, "", "");
    return names;
  }

  /** The full names of the types that the schema defines, the outermost first. */
  Set<String> defined() {
    return defined;
  }

  /** The types that the schema uses and does not define, each where it is used first. */
  List<Use> external() {
    List<Use> external = new ArrayList<>();
    for (Use use : uses.values()) {
      if (!defined.contains(use.name)
          && (use.shortName == null || !defined.contains(use.shortName))) {
        external.add(use);
      }
    }
    return external;
  }

  private void visit(JsonNode schema, String namespace, String pointer) {
    if (schema.isTextual()) {
      use(schema.textValue(), namespace, pointer);
    } else if (schema.isArray()) {
      for (int branch = 0; branch < schema.size(); branch++) {
        visit(schema.get(branch), namespace, pointer + "/" + branch);
      }
    } else if (schema.isObject()) {
      visitObject(schema, namespace, pointer);
    }
  }

  private void visitObject(JsonNode schema, String namespace, String pointer) {
    JsonNode type = schema.path("type");
    switch (type.asText()) {
      case "record", "error" -> {
        String inner = define(schema, namespace);
        JsonNode fields = schema.path("fields");
        for (int field = 0; field < fields.size(); field++) {
          visit(fields.get(field).path("type"), inner, pointer + "/fields/" + field + "/type");
        }
      }
      case "enum", "fixed" -> define(schema, namespace);
      case "array" -> visit(schema.path("items"), namespace, pointer + "/items");
      case "map" -> visit(schema.path("values"), namespace, pointer + "/values");
      default -> visit(type, namespace, pointer + "/type");
    }
  }

  /** Adds a definition; returns the namespace of the names within it. */
  private String define(JsonNode schema, String enclosing) {
    String name = schema.path("name").asText();
    int dot = name.lastIndexOf('.');
    if (dot >= 0) {
      defined.add(dot == 0 ? name.substring(1) : name);
      return name.substring(0, dot);
    }
    JsonNode declared = schema.path("namespace");
    String namespace = declared.isTextual() ? declared.textValue() : enclosing;
    defined.add(namespace.isEmpty() ? name : namespace + "." + name);
    return namespace;
  }

  private void use(String name, String namespace, String pointer) {
    if (PRIMITIVES.contains(name)) {
      return;
    }
    boolean isFull = name.indexOf('.') >= 0 || namespace.isEmpty();
    String fullName = isFull ? name : namespace + "." + name;
    uses.putIfAbsent(fullName, new Use(fullName, isFull ? null : name, pointer));
  }
}
