// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import io.velostream.schema.evolution.source.DependencyGraph;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds paths from dependents to the changed schema: a depth-first search that takes references to
 * nearer schemas first, so that the first path is a shortest one. It is iterative, and bounded by a
 * number of steps, because a graph with cycles may have many ways that lead nowhere.
 */
final class ImpactPaths {

  private static final int MAX_STEPS = 200_000;

  private final SubjectVersion changed;
  private final Map<SubjectVersion, Integer> distances = new HashMap<>();
  private final Map<SubjectVersion, List<DependencyGraph.Edge>> via = new HashMap<>();

  ImpactPaths(Impact impact) {
    this.changed = impact.from();
    distances.put(changed, 0);
    impact.dependents().forEach(each -> distances.put(each.at(), each.distance()));
    for (Dependent dependent : impact.dependents()) {
      List<DependencyGraph.Edge> nearestFirst = new ArrayList<>(dependent.via());
      nearestFirst.sort(Comparator.comparingInt(edge -> distance(edge.to())));
      via.put(dependent.at(), nearestFirst);
    }
  }

  private int distance(SubjectVersion at) {
    return distances.getOrDefault(at, Integer.MAX_VALUE);
  }

  List<List<DependencyGraph.Edge>> of(SubjectVersion dependent, int limit) {
    List<List<DependencyGraph.Edge>> paths = new ArrayList<>();
    List<DependencyGraph.Edge> path = new ArrayList<>();
    List<Iterator<DependencyGraph.Edge>> choices = new ArrayList<>();
    Set<SubjectVersion> onPath = new HashSet<>();
    onPath.add(dependent);
    choices.add(edges(dependent));
    for (int step = 0; step < MAX_STEPS && !choices.isEmpty() && paths.size() < limit; step++) {
      Iterator<DependencyGraph.Edge> choice = choices.get(choices.size() - 1);
      if (!choice.hasNext()) {
        choices.remove(choices.size() - 1);
        if (!path.isEmpty()) {
          onPath.remove(path.remove(path.size() - 1).to());
        }
        continue;
      }
      DependencyGraph.Edge edge = choice.next();
      if (edge.to().equals(changed)) {
        List<DependencyGraph.Edge> found = new ArrayList<>(path);
        found.add(edge);
        paths.add(Collections.unmodifiableList(found));
      } else if (onPath.add(edge.to())) {
        path.add(edge);
        choices.add(edges(edge.to()));
      }
    }
    return Collections.unmodifiableList(paths);
  }

  private Iterator<DependencyGraph.Edge> edges(SubjectVersion at) {
    return via.getOrDefault(at, List.of()).iterator();
  }
}
