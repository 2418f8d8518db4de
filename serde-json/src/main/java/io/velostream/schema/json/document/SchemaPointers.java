// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.jackson.JsonObjects;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The JSON Pointer of each schema of a closure, and the property names that its schemas declare,
 * for messages. Immutable.
 */
public final class SchemaPointers {

  /**
   * Limit of the pointer length. Longer pointers are not extended, because messages truncate them.
   */
  private static final int MAX_LENGTH = 500;

  /** Keywords whose value is an object with property names as keys. */
  private static final List<String> NAMING =
      List.of("properties", "dependencies", "dependentRequired", "dependentSchemas");

  private static final long BYTES = 400;

  /** A pointer and its hash table entry. */
  private static final long BYTES_FOR_EACH_SCHEMA = 76;

  private static final long BYTES_FOR_EACH_NAME = 45;

  private final IdentityHashMap<JsonNode, String> pointers = new IdentityHashMap<>();
  private final Set<String> declared = new HashSet<>();

  /** Collects the pointers of all schemas of a closure. */
  public SchemaPointers(SchemaClosure closure) {
    add(closure.root());
    closure.dependencies().forEach(this::add);
  }

  private void add(SchemaResource document) {
    document.referencedLocations().forEach(each -> add(each.schema(), "#" + each.pointer()));
    add(document.root(), "#");
  }

  private void add(JsonNode schema, String pointer) {
    pointers.put(schema, pointer);
    declare(schema);
    for (Keywords.Child child : Keywords.children(schema)) {
      add(child.schema(), pointer.length() > MAX_LENGTH ? pointer : pointer + child.pointer());
    }
  }

  /** Estimates the memory of this object, in bytes. */
  public long bytes() {
    return BYTES
        + BYTES_FOR_EACH_NAME * declared.size()
        + pointers.values().stream().mapToLong(each -> BYTES_FOR_EACH_SCHEMA + each.length()).sum();
  }

  private void declare(JsonNode schema) {
    addTexts(schema.path("required"));
    for (String keyword : NAMING) {
      for (var entry : JsonObjects.properties(schema.path(keyword))) {
        declared.add(entry.getKey());
        addTexts(entry.getValue());
      }
    }
  }

  private void addTexts(JsonNode list) {
    if (list.isArray()) {
      for (JsonNode each : list) {
        declared.add(each.asText());
      }
    }
  }

  /** Whether a schema of the closure declares a property. */
  public boolean declares(String property) {
    return declared.contains(property);
  }

  /** Returns the location of a schema as a URI fragment; {@code #} when it is unknown. */
  public String of(JsonNode schema) {
    return schema.isBoolean() ? "#" : pointers.getOrDefault(schema, "#");
  }
}
