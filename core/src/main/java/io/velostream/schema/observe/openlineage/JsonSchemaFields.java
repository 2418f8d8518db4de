// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.observe.openlineage.JsonSchemaDocument.Located;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON Schema: its properties, with those of {@code allOf}. The type {@code null}
 * is left out; an object without properties whose values have a schema is a {@code map}; several
 * types, {@code oneOf} and {@code anyOf} are a {@code union}. A schema within itself has no nested
 * fields.
 */
final class JsonSchemaFields {

  private static final String ANY = "any";
  private static final String OBJECT = "object";

  /** References to references beyond this number are not followed. */
  private static final int MAX_HOPS = 20;

  private final KnownSchemas known;
  private final FieldList list;
  private final Set<JsonNode> open = Collections.newSetFromMap(new IdentityHashMap<>());

  JsonSchemaFields(KnownSchemas known, FieldList list) {
    this.known = known;
    this.list = list;
  }

  /** The fields of a schema. */
  ArrayNode of(RegisteredSchema schema) throws JsonProcessingException {
    JsonSchemaDocument document = new JsonSchemaDocument(known, schema);
    ArrayNode fields = FieldList.empty();
    addNested(fields, new Located(document.root(), document));
    return fields;
  }

  private void add(ArrayNode fields, String name, Located written) {
    Located schema = resolved(written);
    String description = text(written.node(), "description");
    list.add(
        fields,
        name,
        type(schema),
        description == null ? text(schema.node(), "description") : description,
        inner -> addNested(inner, schema));
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.path(name).isTextual() ? node.get(name).asText() : null;
  }

  /** Follows references, and leaves null out of unions that have one other branch. */
  private Located resolved(Located written) {
    Located schema = written;
    for (int hops = 0; hops < MAX_HOPS; hops++) {
      Located next = target(schema);
      if (next == null) {
        List<Located> branches = branches(schema);
        if (branches.size() != 1 || schema.node().has("properties")) {
          return schema;
        }
        next = branches.get(0);
      }
      schema = next;
    }
    return schema;
  }

  private static @Nullable Located target(Located schema) {
    JsonNode reference = schema.node().path("$ref");
    try {
      return reference.isTextual() ? schema.document().target(reference.asText()) : null;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The branches of {@code oneOf} and {@code anyOf}, without null. */
  private static List<Located> branches(Located schema) {
    List<Located> branches = new ArrayList<>();
    for (String keyword : List.of("oneOf", "anyOf")) {
      for (JsonNode branch : schema.node().path(keyword)) {
        if (!branch.path("type").asText().equals("null")) {
          branches.add(new Located(branch, schema.document()));
        }
      }
    }
    return branches;
  }

  private static List<String> types(JsonNode node) {
    List<String> types = new ArrayList<>();
    JsonNode type = node.path("type");
    if (type.isTextual()) {
      types.add(type.asText());
    }
    type.forEach(each -> types.add(each.asText()));
    types.removeIf("null"::equals);
    return types;
  }

  private String type(Located schema) {
    JsonNode node = schema.node();
    if (isMap(node)) {
      return FieldList.MAP;
    }
    List<String> types = types(node);
    if (!types.isEmpty()) {
      return types.size() == 1 ? types.get(0) : FieldList.UNION;
    }
    if (node.has("properties") || node.has("allOf")) {
      return OBJECT;
    }
    if (node.has("items") || node.has("prefixItems")) {
      return FieldList.ARRAY;
    }
    if (!branches(schema).isEmpty()) {
      return FieldList.UNION;
    }
    JsonNode value = node.has("const") ? node.get("const") : node.path("enum").path(0);
    if (!value.isMissingNode()) {
      return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
    String unknown = text(node, "$ref");
    return unknown == null ? ANY : unknown;
  }

  private static boolean isMap(JsonNode node) {
    List<String> types = types(node);
    return (types.isEmpty() || types.equals(List.of(OBJECT)))
        && !node.has("properties")
        && !node.has("allOf")
        && values(node) != null;
  }

  /** The schema of the values of a map; null if there is none. */
  private static @Nullable JsonNode values(JsonNode node) {
    if (node.path("additionalProperties").isObject()) {
      return node.get("additionalProperties");
    }
    for (Map.Entry<String, JsonNode> each :
        JsonObjects.properties(node.path("patternProperties"))) {
      return each.getValue();
    }
    return null;
  }

  private void addNested(ArrayNode fields, Located written) {
    Located schema = resolved(written);
    JsonNode node = schema.node();
    if (!open.add(node)) {
      return;
    }
    JsonNode values = values(node);
    if (isMap(node) && values != null) {
      list.add(fields, "key", "string", null);
      add(fields, "value", new Located(values, schema.document()));
    } else {
      addProperties(fields, schema);
      addItems(fields, schema);
      addBranches(fields, schema);
    }
    open.remove(node);
  }

  private void addProperties(ArrayNode fields, Located schema) {
    JsonObjects.stream(schema.node().path("properties"))
        .forEach(
            each -> add(fields, each.getKey(), new Located(each.getValue(), schema.document())));
    for (JsonNode part : schema.node().path("allOf")) {
      addNested(fields, new Located(part, schema.document()));
    }
  }

  private void addItems(ArrayNode fields, Located schema) {
    JsonNode items = schema.node().path("items");
    JsonNode tuple = items.isArray() ? items : schema.node().path("prefixItems");
    int position = 0;
    for (JsonNode item : tuple) {
      add(fields, "_" + position++, new Located(item, schema.document()));
    }
    if (items.isObject()) {
      add(fields, FieldList.ELEMENT, new Located(items, schema.document()));
    }
  }

  private void addBranches(ArrayNode fields, Located schema) {
    for (Located branch : branches(schema)) {
      Located target = resolved(branch);
      String title = text(target.node(), "title");
      add(fields, "_" + (title == null ? type(target) : title), branch);
    }
    List<String> types = types(schema.node());
    if (types.size() > 1) {
      types.stream()
          .filter(type -> !type.equals(OBJECT) && !type.equals(FieldList.ARRAY))
          .forEach(type -> list.add(fields, "_" + type, type, null));
    }
  }
}
