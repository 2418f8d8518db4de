// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The identifiers that a JSON Schema defines, and the other documents that it refers to. */
final class JsonReferenceNames {

  /** Keywords whose values are data. */
  private static final Set<String> DATA = Set.of("const", "enum", "default", "examples");

  private final Set<String> identifiers = new LinkedHashSet<>();
  private final Map<String, Use> uses = new LinkedHashMap<>();

  /**
   * A reference to another document.
   *
   * @param name the value of {@code $ref} without its fragment
   * @param uri the same, resolved against the enclosing {@code $id}
   * @param pointer where in the text, as a JSON Pointer
   */
  record Use(String name, String uri, String pointer) {}

  private JsonReferenceNames() {}

  static JsonReferenceNames of(JsonNode schema) {
    JsonReferenceNames names = new JsonReferenceNames();
    names.visit(schema, "", "");
    return names;
  }

  /** The identifiers of the schema and its parts, resolved and without empty fragments. */
  Set<String> identifiers() {
    return identifiers;
  }

  /** The references to other documents, each name where it is used first. */
  List<Use> external() {
    return uses.values().stream().filter(use -> !identifiers.contains(use.uri)).toList();
  }

  private void visit(JsonNode schema, String base, String pointer) {
    if (schema.isArray()) {
      for (int item = 0; item < schema.size(); item++) {
        visit(schema.get(item), base, pointer + "/" + item);
      }
    }
    if (!schema.isObject()) {
      return;
    }
    String inner = base;
    for (String keyword : List.of("$id", "id")) {
      JsonNode id = schema.path(keyword);
      if (id.isTextual() && !id.textValue().startsWith("#")) {
        inner = resolved(base, withoutFragment(id.textValue()));
        identifiers.add(inner);
        break;
      }
    }
    for (Iterator<String> names = schema.fieldNames(); names.hasNext(); ) {
      String keyword = names.next();
      JsonNode value = schema.get(keyword);
      String at = pointer + "/" + keyword.replace("~", "~0").replace("/", "~1");
      if (keyword.equals("$ref") && value.isTextual()) {
        use(withoutFragment(value.textValue()), inner, at);
      } else if (!DATA.contains(keyword) || isNamedByUser(pointer)) {
        visit(value, inner, at);
      }
    }
  }

  /** Whether the members of an object are named by the user, so that they are no keywords. */
  private static boolean isNamedByUser(String pointer) {
    return pointer.endsWith("/properties")
        || pointer.endsWith("/patternProperties")
        || pointer.endsWith("/$defs")
        || pointer.endsWith("/definitions")
        || pointer.endsWith("/dependentSchemas");
  }

  private void use(String name, String base, String pointer) {
    if (!name.isEmpty()) {
      uses.putIfAbsent(name, new Use(name, resolved(base, name), pointer));
    }
  }

  private static String withoutFragment(String uri) {
    int hash = uri.indexOf('#');
    return hash < 0 ? uri : uri.substring(0, hash);
  }

  private static String resolved(String base, String uri) {
    try {
      return base.isEmpty() ? uri : URI.create(base).resolve(uri).toString();
    } catch (IllegalArgumentException e) {
      return uri;
    }
  }
}
