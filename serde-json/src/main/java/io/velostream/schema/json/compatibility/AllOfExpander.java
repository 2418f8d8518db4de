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
 * Expands schemas of one closure to conjunctions: a value conforms to {@code $ref}, {@code allOf}
 * and their sibling keywords if it conforms to each of them.
 */
final class AllOfExpander {

  /** Steps for one part of a conjunction, including its later analysis. */
  private static final int STEPS_PER_PART = 5;

  private final SchemaClosure closure;
  private final StepBudget budget;
  private final IdentityHashMap<JsonNode, Map<String, SchemaResource.Reference>> references =
      new IdentityHashMap<>();

  /** The targets of references that were resolved; resolving one compares URIs. */
  private final IdentityHashMap<SchemaResource.Reference, JsonNode> targets =
      new IdentityHashMap<>();

  private final IdentityHashMap<JsonNode, Draft> drafts = new IdentityHashMap<>();
  private final IdentityHashMap<JsonNode, String> bases = new IdentityHashMap<>();

  /** Copies of schemas without the keywords that their draft does not know. */
  private final IdentityHashMap<JsonNode, JsonNode> withoutUnknown = new IdentityHashMap<>();

  /** Dynamic anchors, by resource and name. */
  private final Map<String, Map<String, JsonNode>> anchors = new HashMap<>();

  /** The number of resources that declare an anchor, by name. */
  private final Map<String, Integer> declarations = new HashMap<>();

  /**
   * The target of a reference.
   *
   * @param target null when it is not in the closure
   * @param isDynamic whether it depends on the dynamic scope
   */
  record ResolvedReference(@Nullable JsonNode target, boolean isDynamic) {}

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

  /** The draft of a schema; the draft of the root for a derived schema. */
  Draft draft(JsonNode schema) {
    return drafts.getOrDefault(schema, draft());
  }

  /** The target of {@code $ref}; empty when it is not in the closure. */
  Optional<JsonNode> target(JsonNode schema) {
    return Optional.ofNullable(plainTarget(schema, AssertionKeywords.REF));
  }

  private @Nullable JsonNode plainTarget(JsonNode schema, String keyword) {
    Map<String, SchemaResource.Reference> own = references.get(schema);
    SchemaResource.Reference reference = own == null ? null : own.get(keyword);
    return reference == null ? null : targets.computeIfAbsent(reference, closure::target);
  }

  /** Resolves a reference of a schema. */
  ResolvedReference resolveReference(JsonNode schema, String keyword) {
    JsonNode target = plainTarget(schema, keyword);
    String anchor = target == null ? null : anchor(schema, keyword, target);
    if (anchor == null || declarations.getOrDefault(anchor, 0) < 2) {
      return new ResolvedReference(target, false);
    }
    // the root's resource is the outermost in each dynamic scope
    JsonNode outermost = anchorsAround(closure.root().root()).get(anchor);
    return outermost == null
        ? new ResolvedReference(target, true)
        : new ResolvedReference(outermost, false);
  }

  /** The dynamic anchor that may override a target; null for none. */
  private static @Nullable String anchor(JsonNode schema, String keyword, JsonNode target) {
    if (keyword.equals(AssertionKeywords.RECURSIVE_REF)) {
      return target.path("$recursiveAnchor").asBoolean() ? DynamicAnchor.RECURSIVE : null;
    }
    String text = schema.path(keyword).asText();
    String name = target.path("$dynamicAnchor").asText();
    return keyword.equals(AssertionKeywords.DYNAMIC_REF) && text.endsWith("#" + name) ? name : null;
  }

  /** The dynamic anchors of the resource that contains a schema, by name. */
  Map<String, JsonNode> anchorsAround(JsonNode schema) {
    String base = bases.get(schema);
    return base == null ? Map.of() : anchors.getOrDefault(base, Map.of());
  }

  /**
   * Dereferences a schema that consists of a reference only; other schemas are returned unchanged.
   */
  JsonNode dereference(JsonNode schema) {
    JsonNode followed = schema;
    JsonNode next = next(followed);
    while (next != null) { // reference cycles were rejected before
      followed = next;
      next = next(followed);
    }
    return followed;
  }

  private @Nullable JsonNode next(JsonNode schema) {
    return schema.has(AssertionKeywords.REF) && (hidesSiblings(schema) || isReference(schema))
        ? plainTarget(schema, AssertionKeywords.REF)
        : null;
  }

  private static boolean isReference(JsonNode schema) {
    return !schema.has("$id") && AssertionKeywords.of(schema).equals(Set.of(AssertionKeywords.REF));
  }

  /** The JSON Pointer of the target of {@code $ref}; null when it is in another document. */
  @Nullable String targetPointer(JsonNode schema) {
    String text = schema.path("$ref").asText();
    return text.startsWith("#/") ? text.substring(1) : null;
  }

  boolean hidesSiblings(JsonNode schema) {
    return draft(schema).refHidesSiblings() && schema.path(AssertionKeywords.REF).isTextual();
  }

  /**
   * Returns all parts of the conjunction of some schemas, with references dereferenced. An
   * unresolved reference is treated as no constraint, which is a safe assumption for a writer.
   */
  List<JsonNode> parts(List<JsonNode> schemas) {
    IdentityHashMap<JsonNode, Boolean> seen = new IdentityHashMap<>();
    List<JsonNode> parts = new ArrayList<>();
    schemas.forEach(each -> collect(each, parts, seen));
    return parts;
  }

  private void collect(
      JsonNode schema, List<JsonNode> parts, IdentityHashMap<JsonNode, Boolean> seen) {
    budget.spend(STEPS_PER_PART);
    if (seen.put(schema, true) != null) {
      return;
    }
    if (schema.has("$ref")) {
      target(schema).ifPresent(target -> collect(target, parts, seen));
      if (hidesSiblings(schema)) {
        return;
      }
    }
    parts.add(withoutUnknownKeywords(schema));
    schema.path("allOf").forEach(each -> collect(each, parts, seen));
  }

  /** Removes keywords that the draft does not know, because they are not assertions. */
  private JsonNode withoutUnknownKeywords(JsonNode schema) {
    Draft draft = draft(schema);
    if (AssertionKeywords.of(schema).stream()
        .allMatch(keyword -> AssertionKeywords.isKnown(keyword, draft))) {
      return schema;
    }
    return withoutUnknown.computeIfAbsent(
        schema,
        unused -> {
          ObjectNode copy = JsonNodeFactory.instance.objectNode();
          for (var field : JsonObjects.properties(schema)) { // subschemas keep their identity
            if (AssertionKeywords.isKnown(field.getKey(), draft)) {
              copy.set(field.getKey(), field.getValue());
            }
          }
          return copy;
        });
  }

  /** The schemas that the parts have for a property; {@code true} for a part without one. */
  List<JsonNode> property(List<JsonNode> parts, String name) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode part : parts) {
      found.addAll(PropertySchemas.of(part, name, budget));
    }
    return found;
  }

  /** The {@code additionalProperties} of each part. */
  static List<JsonNode> rest(List<JsonNode> parts) {
    return parts.stream()
        .map(part -> part.path("additionalProperties"))
        .map(each -> each.isMissingNode() ? BooleanNode.TRUE : each)
        .toList();
  }
}
