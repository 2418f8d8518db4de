// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.SchemaResource;
import io.velostream.schema.json.document.StepBudget;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of one closure, seen as conjunctions: a value fits {@code $ref}, {@code allOf} and
 * the keywords beside them if it fits each.
 */
final class Conjunction {

  /** A part is looked through for facts after it is collected. */
  private static final int STEPS_FOR_EACH_PART = 5;

  private final SchemaClosure closure;
  private final StepBudget budget;
  private final IdentityHashMap<JsonNode, SchemaResource.Reference> references =
      new IdentityHashMap<>();

  Conjunction(SchemaClosure closure, StepBudget budget) {
    this.closure = closure;
    this.budget = budget;
    add(closure.root());
    closure.dependencies().forEach(this::add);
  }

  private void add(SchemaResource document) {
    for (SchemaResource.Reference reference : document.references()) {
      if (reference.keyword().equals("$ref")) {
        references.put(reference.owner(), reference);
      }
    }
  }

  Draft draft() {
    return closure.root().draft();
  }

  /** The schema that {@code $ref} of a schema leads to; empty when it cannot be followed. */
  Optional<JsonNode> target(JsonNode schema) {
    SchemaResource.Reference reference = references.get(schema);
    JsonNode target = reference == null ? null : closure.target(reference);
    return Optional.ofNullable(target);
  }

  /** The place of a schema's target in the root document, if it is there. */
  @Nullable String pointer(JsonNode schema) {
    String text = schema.path("$ref").asText();
    return text.startsWith("#/") ? text.substring(1) : null;
  }

  boolean hidesSiblings(JsonNode schema) {
    return draft().refHidesSiblings() && schema.has("$ref");
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
    parts.add(schema);
    schema.path("allOf").forEach(each -> collect(each, parts, seen));
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
