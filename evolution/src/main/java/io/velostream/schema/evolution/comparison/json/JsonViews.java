// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives a schema in the form that is compared: booleans as objects, references replaced by their
 * targets, and {@code allOf} merged into one object where no keyword contradicts another, as it is
 * used for inheritance. Subschemas keep their identity.
 */
final class JsonViews {

  private static final int MAX_HOPS = 100;
  private static final String ALL_OF = "allOf";
  private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();
  private static final ObjectNode ANYTHING = JsonNodeFactory.instance.objectNode();

  static {
    NOTHING.putObject("not");
  }

  private final JsonDocuments documents;
  private final IdentityHashMap<JsonNode, View> known = new IdentityHashMap<>();
  private final Set<JsonNode> reached = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * A schema in the form that is compared.
   *
   * @param schema its keywords
   * @param text the text that it is in; null for the root's text
   */
  record View(ObjectNode schema, @Nullable SubjectVersion text) {}

  JsonViews(JsonDocuments documents) {
    this.documents = documents;
  }

  View of(JsonNode schema) {
    if (!(schema instanceof ObjectNode object)) {
      boolean admitsNothing = schema.isBoolean() && !schema.booleanValue();
      ObjectNode ownView = (admitsNothing ? NOTHING : ANYTHING).deepCopy(); // compared by identity
      return new View(ownView, null);
    }
    View view = known.get(object);
    if (view == null) {
      view = created(object);
      known.put(object, view);
    }
    return view;
  }

  /** Records that a view was compared, as a whole or as a part of another one. */
  void reach(ObjectNode view) {
    reached.add(view);
  }

  /** Whether a schema was compared. */
  boolean isReached(JsonNode schema) {
    return reached.contains(schema) || reached.contains(of(schema).schema());
  }

  /** Whether a schema admits all values. */
  boolean admitsEverything(JsonNode schema) {
    for (var each : JsonObjects.properties(of(schema).schema())) {
      if (!Keyword.isAnnotation(each.getKey())) {
        return false;
      }
    }
    return true;
  }

  private View created(ObjectNode schema) {
    ObjectNode current = schema;
    for (int hops = 0; hops < MAX_HOPS && isOnlyReference(current); hops++) {
      if (!(documents.target(current) instanceof ObjectNode target)) {
        break;
      }
      current = target;
    }
    ObjectNode merged = isComposed(current) ? merged(current, 0) : null;
    return new View(merged == null ? current : merged, documents.text(current));
  }

  private boolean isOnlyReference(ObjectNode schema) {
    return schema.path(Keyword.REF).isTextual()
        && (schema.size() == 1 || documents.hidesSiblings(schema));
  }

  private static boolean isComposed(ObjectNode schema) {
    return schema.has(Keyword.REF) || schema.has(ALL_OF);
  }

  /** One object for a conjunction; null if its parts cannot be merged. */
  private @Nullable ObjectNode merged(ObjectNode schema, int depth) {
    List<ObjectNode> parts = new ArrayList<>();
    if (depth > MAX_HOPS || !collect(schema, parts, depth)) {
      return null;
    }
    if (parts.stream().filter(JsonViews::concernsProperties).count() > 1
        && parts.stream().anyMatch(each -> each.has(Keyword.REST))) {
      return null; // additionalProperties means those that its own part does not name
    }
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    for (ObjectNode part : parts) {
      for (var each : JsonObjects.properties(part)) {
        if (!merge(merged, each.getKey(), each.getValue())) {
          return null;
        }
      }
    }
    return merged;
  }

  private static boolean concernsProperties(ObjectNode part) {
    return part.has(Keyword.PROPERTIES) || part.has(Keyword.PATTERNS) || part.has(Keyword.REST);
  }

  /** Lists the parts of a conjunction, the schema itself first. */
  private boolean collect(ObjectNode schema, List<ObjectNode> parts, int depth) {
    ObjectNode ownView = JsonNodeFactory.instance.objectNode();
    ownView.setAll(schema);
    ownView.remove(List.of(ALL_OF, Keyword.REF));
    parts.add(ownView);
    List<JsonNode> others = new ArrayList<>();
    schema.path(ALL_OF).forEach(others::add);
    if (schema.has(Keyword.REF)) {
      JsonNode target = documents.target(schema);
      if (target == null) {
        return false;
      }
      others.add(target);
    }
    for (JsonNode each : others) {
      ObjectNode view = depth > MAX_HOPS ? NOTHING : resolved(each, depth + 1);
      if (view == null || view.equals(NOTHING)) {
        return false;
      }
      parts.add(view);
    }
    return true;
  }

  private @Nullable ObjectNode resolved(JsonNode schema, int depth) {
    if (!(schema instanceof ObjectNode object)) {
      return of(schema).schema();
    }
    if (isOnlyReference(object)) {
      JsonNode target = documents.target(object);
      return target == null || depth > MAX_HOPS ? null : resolved(target, depth + 1);
    }
    reached.add(object);
    return isComposed(object) ? merged(object, depth + 1) : object;
  }

  /** Adds a keyword to a merged schema; returns false if both together mean something else. */
  private static boolean merge(ObjectNode merged, String keyword, JsonNode value) {
    JsonNode existing = merged.get(keyword);
    if (existing == null) {
      merged.set(keyword, value);
      return true;
    }
    if (existing.equals(value) || Keyword.isAnnotation(keyword)) {
      return true; // the outermost annotation counts
    }
    if (keyword.equals(Keyword.REQUIRED) && existing.isArray() && value.isArray()) {
      Set<String> names = JsonValues.strings(existing);
      names.addAll(JsonValues.strings(value));
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      names.forEach(all::add);
      merged.set(keyword, all);
      return true;
    }
    return keyword.equals(Keyword.PROPERTIES) && mergeProperties(merged, existing, value);
  }

  private static boolean mergeProperties(ObjectNode merged, JsonNode left, JsonNode right) {
    if (!(left instanceof ObjectNode first) || !(right instanceof ObjectNode second)) {
      return false;
    }
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.setAll(first);
    for (var each : JsonObjects.properties(second)) {
      if (all.has(each.getKey())) {
        return false;
      }
      all.set(each.getKey(), each.getValue());
    }
    merged.set(Keyword.PROPERTIES, all);
    return true;
  }
}
