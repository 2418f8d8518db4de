// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Finds reference cycles that do not descend into the value, such as {@code {"a": {"$ref":
 * "#/a"}}}: their validation would not terminate. Recursion through properties and items is
 * allowed, because values are finite. Also finds chains of schemas that are too long for the stack
 * of a thread.
 *
 * <p>A depth-first search in three colours over schemas that apply to the same value.
 */
final class ReferenceCycleCheck {

  /** Maximum length of a chain of schemas that apply to the same value. */
  static final int MAX_CHAIN = 250;

  private final IdentityHashMap<JsonNode, List<JsonNode>> inPlaceSchemas = new IdentityHashMap<>();
  private final IdentityHashMap<JsonNode, String> locations = new IdentityHashMap<>();

  private ReferenceCycleCheck() {}

  /**
   * Rejects a closure with such cycles or chains.
   *
   * @throws InvalidSchemaException naming a location on the cycle, or the limit
   */
  static void check(SchemaClosure closure) {
    ReferenceCycleCheck search = new ReferenceCycleCheck();
    search.collect(closure, closure.root());
    closure.dependencies().forEach(each -> search.collect(closure, each));
    search.search();
  }

  private void collect(SchemaClosure closure, SchemaResource document) {
    Deque<JsonNode> todo = new ArrayDeque<>(List.of(document.root()));
    document.referencedLocations().forEach(each -> todo.push(each.schema()));
    while (!todo.isEmpty()) {
      JsonNode schema = todo.pop();
      List<JsonNode> next = inPlaceSchemas.computeIfAbsent(schema, unused -> new ArrayList<>());
      for (Keywords.Child child : Keywords.children(schema)) {
        if (child.appliesInPlace()) {
          next.add(child.schema());
        }
        if (child.schema().isObject()) {
          todo.push(child.schema());
        }
      }
    }
    for (SchemaResource.Reference reference : document.references()) {
      JsonNode target = closure.target(reference);
      if (target != null && target.isObject()) {
        locations.put(reference.owner(), reference.pointer() + " of the schema " + document.name());
        inPlaceSchemas.computeIfAbsent(reference.owner(), unused -> new ArrayList<>()).add(target);
      }
    }
  }

  private void search() {
    IdentityHashMap<JsonNode, Integer> finished = new IdentityHashMap<>();
    Set<JsonNode> onPath = Collections.newSetFromMap(new IdentityHashMap<>());
    for (JsonNode start : inPlaceSchemas.keySet()) {
      Deque<Step> path = new ArrayDeque<>();
      enter(start, path, finished, onPath);
      while (!path.isEmpty()) {
        Step step = path.element();
        if (step.rest.hasNext()) {
          enter(step.rest.next(), path, finished, onPath);
        } else {
          onPath.remove(step.schema);
          path.pop();
          finished.put(step.schema, longestChain(step.schema, finished));
        }
      }
    }
  }

  /** The length of the longest chain of schemas for the same value that starts at a schema. */
  private int longestChain(JsonNode schema, IdentityHashMap<JsonNode, Integer> finished) {
    int longest = 0;
    for (JsonNode next : inPlaceSchemas.getOrDefault(schema, List.of())) {
      longest = Math.max(longest, finished.getOrDefault(next, 1));
    }
    if (longest >= MAX_CHAIN) {
      throw new InvalidSchemaException(
          "the schema is nested too deeply: more than "
              + MAX_CHAIN
              + " nested or referenced schemas apply to the same value; simplify it");
    }
    return longest + 1;
  }

  private void enter(
      JsonNode schema,
      Deque<Step> path,
      IdentityHashMap<JsonNode, Integer> finished,
      Set<JsonNode> onPath) {
    if (!schema.isObject()) {
      return;
    }
    if (onPath.contains(schema)) {
      String location =
          path.stream()
              .map(step -> locations.getOrDefault(step.schema, ""))
              .filter(each -> !each.isEmpty())
              .findFirst()
              .orElse("a place unknown");
      throw new InvalidSchemaException(
          "a reference cycle leads back to itself without descending into the value, at "
              + location);
    }
    if (finished.putIfAbsent(schema, 1) == null) {
      onPath.add(schema);
      path.push(new Step(schema, inPlaceSchemas.getOrDefault(schema, List.of()).iterator()));
    }
  }

  private record Step(JsonNode schema, Iterator<JsonNode> rest) {}
}
