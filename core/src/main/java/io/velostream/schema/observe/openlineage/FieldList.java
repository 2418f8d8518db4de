// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Creates the fields of schema facets, up to a number of fields and a depth. Types of fields are
 * named as OpenLineage's integrations do: an {@code array} has the nested field {@code _element}, a
 * {@code map} has {@code key} and {@code value}, and a {@code union} has one for each branch.
 */
final class FieldList {

  static final String ELEMENT = "_element";
  static final String ARRAY = "array";
  static final String MAP = "map";
  static final String UNION = "union";

  /** Fields at a greater depth are left out. */
  private static final int MAX_DEPTH = 50;

  private int remaining;
  private int depth;

  FieldList(int maxFields) {
    this.remaining = maxFields;
  }

  /** Adds the fields nested in a field, or those of a schema. */
  @FunctionalInterface
  interface Nested {
    void addTo(ArrayNode fields);
  }

  /** An empty list. */
  static ArrayNode empty() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** Adds a field without nested ones, unless there are too many. */
  void add(ArrayNode fields, String name, @Nullable String type, @Nullable String description) {
    add(fields, name, type, description, none -> {});
  }

  /** Adds a field with nested ones, as long as there are not too many. */
  void add(
      ArrayNode fields,
      String name,
      @Nullable String type,
      @Nullable String description,
      Nested nested) {
    if (remaining <= 0) {
      return;
    }
    remaining--;
    ObjectNode field = fields.addObject();
    field.put("name", name);
    if (type != null) {
      field.put("type", type);
    }
    if (description != null && !description.isBlank()) {
      field.put("description", description);
    }
    if (depth < MAX_DEPTH) {
      depth++;
      ArrayNode inner = empty();
      nested.addTo(inner);
      depth--;
      if (!inner.isEmpty()) {
        field.set("fields", inner);
      }
    }
  }
}
