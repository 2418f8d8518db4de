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
 * Finds references that lead back to themselves without going into the value, such as {@code {"a":
 * {"$ref": "#/a"}}}: to validate with them never ends. Recursion through properties and items is
 * fine, since values end. Chains of schemas that end, but are too long for the stack of a thread,
 * are found too.
 *
 * <p>A depth-first search in three colours over the schemas that describe the same value.
 */
final class ReferenceCycleCheck {

  /** The most schemas within or referred to by one another that describe the same value. */
  static final int MAX_CHAIN = 250;

  private final IdentityHashMap<JsonNode, List<JsonNode>> sameValue = new IdentityHashMap<>();
  private final IdentityHashMap<JsonNode, String> places = new IdentityHashMap<>();

  private ReferenceCycleCheck() {}

  /**
   * Refuses a closure with such references or such chains.
   *
   * @throws InvalidSchemaException naming a place on the cycle, or the limit
   */
  static void refuse(SchemaClosure closure) {
    ReferenceCycleCheck search = new ReferenceCycleCheck();
    search.collect(closure, closure.root());
    closure.dependencies().forEach(each -> search.collect(closure, each));
    search.search();
  }

  private void collect(SchemaClosure closure, SchemaResource document) {
    Deque<JsonNode> todo = new ArrayDeque<>(List.of(document.root()));
    document.elsewhere().forEach(each -> todo.push(each.schema()));
    while (!todo.isEmpty()) {
      JsonNode schema = todo.pop();
      List<JsonNode> next = sameValue.computeIfAbsent(schema, unused -> new ArrayList<>());
      for (Keywords.Child child : Keywords.children(schema)) {
        if (child.isInPlace()) {
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
        places.put(reference.owner(), reference.pointer() + " of the schema " + document.name());
        sameValue.computeIfAbsent(reference.owner(), unused -> new ArrayList<>()).add(target);
      }
    }
  }

  private void search() {
    IdentityHashMap<JsonNode, Integer> done = new IdentityHashMap<>();
    Set<JsonNode> onPath = Collections.newSetFromMap(new IdentityHashMap<>());
    for (JsonNode start : sameValue.keySet()) {
      Deque<Step> path = new ArrayDeque<>();
      enter(start, path, done, onPath);
      while (!path.isEmpty()) {
        Step step = path.element();
        if (step.rest.hasNext()) {
          enter(step.rest.next(), path, done, onPath);
        } else {
          onPath.remove(step.schema);
          path.pop();
          done.put(step.schema, chain(step.schema, done));
        }
      }
    }
  }

  /** How many schemas of the same value the longest chain from a schema has, itself included. */
  private int chain(JsonNode schema, IdentityHashMap<JsonNode, Integer> done) {
    int longest = 0;
    for (JsonNode next : sameValue.getOrDefault(schema, List.of())) {
      longest = Math.max(longest, done.getOrDefault(next, 1));
    }
    if (longest >= MAX_CHAIN) {
      throw new InvalidSchemaException(
          "the schema nests too deep: more than "
              + MAX_CHAIN
              + " schemas within or referred to by one another describe the same value; make it"
              + " simpler");
    }
    return longest + 1;
  }

  private void enter(
      JsonNode schema,
      Deque<Step> path,
      IdentityHashMap<JsonNode, Integer> done,
      Set<JsonNode> onPath) {
    if (!schema.isObject()) {
      return;
    }
    if (onPath.contains(schema)) {
      String place =
          path.stream()
              .map(step -> places.getOrDefault(step.schema, ""))
              .filter(each -> !each.isEmpty())
              .findFirst()
              .orElse("a place unknown");
      throw new InvalidSchemaException(
          "a reference leads back to itself without going into the value, at " + place);
    }
    if (done.putIfAbsent(schema, 1) == null) {
      onPath.add(schema);
      path.push(new Step(schema, sameValue.getOrDefault(schema, List.of()).iterator()));
    }
  }

  private record Step(JsonNode schema, Iterator<JsonNode> rest) {}
}
