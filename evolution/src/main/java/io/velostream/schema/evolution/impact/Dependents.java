// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import io.velostream.schema.evolution.source.DependencyGraph;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The schemas that depend on one, found by two breadth-first searches against the direction of
 * references: one counts references, and the other pinned references only (a search with weights 0
 * and 1, whose queue is a deque). The time is in proportion to the references; cycles end.
 */
final class Dependents {

  private final DependencyGraph graph;
  private final List<DependencyGraph.Edge> followers;
  private final Map<SubjectVersion, List<DependencyGraph.Edge>> followersOf = new HashMap<>();
  private final SubjectVersion changed;
  private final Map<SubjectVersion, Integer> distances = new LinkedHashMap<>();
  private final Map<SubjectVersion, Integer> registrations = new HashMap<>();

  /**
   * Searches the dependents of a schema.
   *
   * @param followers further references to {@code changed}, which the graph has elsewhere
   */
  Dependents(DependencyGraph graph, List<DependencyGraph.Edge> followers, SubjectVersion changed) {
    this.graph = graph;
    this.followers = followers;
    this.changed = changed;
    for (DependencyGraph.Edge edge : followers) {
      followersOf.computeIfAbsent(edge.from(), from -> new ArrayList<>()).add(edge);
    }
    countReferences();
    countPinnedReferences();
  }

  private void countReferences() {
    Deque<SubjectVersion> queue = new ArrayDeque<>();
    distances.put(changed, 0);
    queue.add(changed);
    while (!queue.isEmpty()) {
      SubjectVersion at = queue.remove();
      int distance = distances.getOrDefault(at, 0) + 1;
      for (DependencyGraph.Edge edge : referrers(at)) {
        if (distances.putIfAbsent(edge.from(), distance) == null) {
          queue.add(edge.from());
        }
      }
    }
    distances.remove(changed);
  }

  private void countPinnedReferences() {
    Deque<SubjectVersion> queue = new ArrayDeque<>();
    Set<SubjectVersion> done = new HashSet<>();
    registrations.put(changed, 0);
    queue.add(changed);
    while (!queue.isEmpty()) {
      SubjectVersion at = queue.remove();
      if (done.add(at)) {
        int count = registrations(at);
        for (DependencyGraph.Edge edge : referrers(at)) {
          int reached = count + (edge.followsLatest() ? 0 : 1);
          Integer before = registrations.get(edge.from());
          if (before == null || reached < before) {
            registrations.put(edge.from(), reached);
            if (edge.followsLatest()) {
              queue.addFirst(edge.from());
            } else {
              queue.addLast(edge.from());
            }
          }
        }
      }
    }
  }

  private List<DependencyGraph.Edge> referrers(SubjectVersion at) {
    if (!at.equals(changed) || followers.isEmpty()) {
      return graph.referrers(at);
    }
    List<DependencyGraph.Edge> all = new ArrayList<>(graph.referrers(at));
    all.addAll(followers);
    return all;
  }

  /** The dependents, those with the fewest references between first. */
  Set<SubjectVersion> nearestFirst() {
    return Collections.unmodifiableSet(distances.keySet());
  }

  /** The number of references on a shortest path. */
  int distance(SubjectVersion at) {
    return distances.getOrDefault(at, 0);
  }

  /** The number of pinned references on the path that has the fewest. */
  int registrations(SubjectVersion at) {
    return registrations.getOrDefault(at, 0);
  }

  /** The references of a dependent that lead to the changed schema. */
  List<DependencyGraph.Edge> via(SubjectVersion at) {
    List<DependencyGraph.Edge> via = new ArrayList<>();
    for (DependencyGraph.Edge edge : graph.references(at)) {
      if (edge.to().equals(changed) || distances.containsKey(edge.to())) {
        via.add(edge);
      }
    }
    via.addAll(followersOf.getOrDefault(at, List.of()));
    return via;
  }
}
