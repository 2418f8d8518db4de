// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.SchemaResource;
import io.velostream.schema.json.document.SchemaResource.DynamicAnchor;
import io.velostream.schema.json.document.StepBudget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of one closure, seen as conjunctions: a value fits {@code $ref}, {@code allOf} and
 * the keywords beside them if it fits each.
 */
final class AllOfExpander {

  /** A part is looked through for facts after it is collected. */
  private static final int STEPS_FOR_EACH_PART = 5;

  private final SchemaClosure closure;
  private final StepBudget budget;
  private final IdentityHashMap<JsonNode, Map<String, SchemaResource.Reference>> references =
      new IdentityHashMap<>();
  private final IdentityHashMap<JsonNode, Draft> drafts = new IdentityHashMap<>();
  private final IdentityHashMap<JsonNode, String> bases = new IdentityHashMap<>();

  /** Schemas without keywords that their drafts do not know. */
  private final IdentityHashMap<JsonNode, JsonNode> narrowed = new IdentityHashMap<>();

  /** The anchors that depend on the way to them: by resource, then by name. */
  private final Map<String, Map<String, JsonNode>> anchors = new HashMap<>();

  /** How many resources declare an anchor of a name. */
  private final Map<String, Integer> declarations = new HashMap<>();

  /**
   * Where a reference leads.
   *
   * @param target null when it is not in the closure
   * @param isDynamic whether that depends on the way to the reference
   */
  record Way(@Nullable JsonNode target, boolean isDynamic) {}

  AllOfExpander(SchemaClosure closure, StepBudget budget) {
    this.closure = closure;
    this.budget = budget;
    add(closure.root());
    closure.dependencies().forEach(this::add);
  }

  private void add(SchemaResource document) {
    for (SchemaResource.Reference reference : document.references()) {
      references
          .computeIfAbsent(reference.owner(), unused -> new HashMap<>())
          .put(reference.keyword(), reference);
    }
    document.bases().keySet().forEach(schema -> drafts.put(schema, document.draft()));
    bases.putAll(document.bases());
    for (SchemaResource.DynamicAnchor anchor : document.dynamicAnchors()) {
      anchors
          .computeIfAbsent(anchor.resource(), unused -> new HashMap<>())
          .put(anchor.name(), anchor.schema());
      declarations.merge(anchor.name(), 1, Integer::sum);
    }
  }

  Draft draft() {
    return closure.root().draft();
  }

  /** What a schema is written in; the draft of the root for one that was put together. */
  Draft draft(JsonNode schema) {
    return drafts.getOrDefault(schema, draft());
  }

  /** The schema that {@code $ref} of a schema leads to; empty when it cannot be followed. */
  Optional<JsonNode> target(JsonNode schema) {
    return Optional.ofNullable(plainTarget(schema, Words.REF));
  }

  private @Nullable JsonNode plainTarget(JsonNode schema, String keyword) {
    Map<String, SchemaResource.Reference> own = references.get(schema);
    SchemaResource.Reference reference = own == null ? null : own.get(keyword);
    return reference == null ? null : closure.target(reference);
  }

  /** Where a reference of a schema leads. */
  Way way(JsonNode schema, String keyword) {
    JsonNode target = plainTarget(schema, keyword);
    String anchor = target == null ? null : anchor(schema, keyword, target);
    if (anchor == null || declarations.getOrDefault(anchor, 0) < 2) {
      return new Way(target, false);
    }
    // the root's resource is the outermost on every way
    JsonNode outermost = anchorsAround(closure.root().root()).get(anchor);
    return outermost == null ? new Way(target, true) : new Way(outermost, false);
  }

  /** The anchor that resources on the way may declare in place of a target; null for none. */
  private static @Nullable String anchor(JsonNode schema, String keyword, JsonNode target) {
    if (keyword.equals(Words.RECURSIVE_REF)) {
      return target.path("$recursiveAnchor").asBoolean() ? DynamicAnchor.RECURSIVE : null;
    }
    String text = schema.path(keyword).asText();
    String name = target.path("$dynamicAnchor").asText();
    return keyword.equals(Words.DYNAMIC_REF) && text.endsWith("#" + name) ? name : null;
  }

  /** The anchors of the resource that a schema is part of, by name. */
  Map<String, JsonNode> anchorsAround(JsonNode schema) {
    String base = bases.get(schema);
    return base == null ? Map.of() : anchors.getOrDefault(base, Map.of());
  }

  /** A schema, or the one that it refers to where it says nothing else. */
  JsonNode followed(JsonNode schema) {
    JsonNode followed = schema;
    JsonNode next = next(followed);
    while (next != null) { // references that lead back in place were refused
      followed = next;
      next = next(followed);
    }
    return followed;
  }

  private @Nullable JsonNode next(JsonNode schema) {
    return schema.has(Words.REF) && (hidesSiblings(schema) || isReference(schema))
        ? plainTarget(schema, Words.REF)
        : null;
  }

  private static boolean isReference(JsonNode schema) {
    return !schema.has("$id") && Words.of(schema).equals(Set.of(Words.REF));
  }

  /** The place of a schema's target in the root document, if it is there. */
  @Nullable String pointer(JsonNode schema) {
    String text = schema.path("$ref").asText();
    return text.startsWith("#/") ? text.substring(1) : null;
  }

  boolean hidesSiblings(JsonNode schema) {
    return draft(schema).refHidesSiblings() && schema.path(Words.REF).isTextual();
  }

  /**
   * All parts of the conjunction of some schemas, references followed. One that cannot be followed
   * says nothing about the value, which is safe to assume of a writer.
   */
  List<JsonNode> parts(List<JsonNode> schemas) {
    IdentityHashMap<JsonNode, Boolean> seen = new IdentityHashMap<>();
    List<JsonNode> parts = new ArrayList<>();
    schemas.forEach(each -> collect(each, parts, seen));
    return parts;
  }

  private void collect(
      JsonNode schema, List<JsonNode> parts, IdentityHashMap<JsonNode, Boolean> seen) {
    budget.spend(STEPS_FOR_EACH_PART);
    if (seen.put(schema, true) != null) {
      return;
    }
    if (schema.has("$ref")) {
      target(schema).ifPresent(target -> collect(target, parts, seen));
      if (hidesSiblings(schema)) {
        return;
      }
    }
    parts.add(known(schema));
    schema.path("allOf").forEach(each -> collect(each, parts, seen));
  }

  /** A schema without keywords that its draft does not know: they narrow nothing. */
  private JsonNode known(JsonNode schema) {
    Draft draft = draft(schema);
    if (Words.of(schema).stream().allMatch(word -> Words.isKnown(word, draft))) {
      return schema;
    }
    return narrowed.computeIfAbsent(
        schema,
        unused -> {
          ObjectNode copy = JsonNodeFactory.instance.objectNode();
          for (var field :
              JsonObjects.properties(schema)) { // the schemas within keep their identity
            if (Words.isKnown(field.getKey(), draft)) {
              copy.set(field.getKey(), field.getValue());
            }
          }
          return copy;
        });
  }

  /** The schema that a part has for a property of some name; {@code true} when it has none. */
  List<JsonNode> property(List<JsonNode> parts, String name) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode part : parts) {
      found.addAll(Patterns.of(part, name, budget));
    }
    return found;
  }

  /** What the parts say of properties that none of them names. */
  static List<JsonNode> rest(List<JsonNode> parts) {
    return parts.stream()
        .map(part -> part.path("additionalProperties"))
        .map(each -> each.isMissingNode() ? BooleanNode.TRUE : each)
        .toList();
  }
}
