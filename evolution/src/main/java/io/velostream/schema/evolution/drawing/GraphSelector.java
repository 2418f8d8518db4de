// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

import io.velostream.schema.evolution.impact.Dependent;
import io.velostream.schema.evolution.impact.Impact;
import io.velostream.schema.evolution.source.DependencyGraph;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Selects the part of a dependency graph that is drawn, and the state of each schema. */
final class GraphSelector {

  private final SchemaCatalog catalog;
  private final DependencyGraph graph;
  private final DrawingSelection selection;
  private final Set<SubjectVersion> selected = new LinkedHashSet<>();
  private final Set<SubjectVersion> drawn = new LinkedHashSet<>();
  private final Set<SubjectVersion> inCycle = new HashSet<>();
  private final Set<SubjectVersion> touched = new HashSet<>();
  private final Map<SubjectVersion, Integer> indexes = new LinkedHashMap<>();
  private final Map<SubjectVersion, Integer> depths;

  GraphSelector(SchemaCatalog catalog, DrawingSelection selection) {
    this.catalog = catalog;
    this.graph = catalog.graph();
    this.selection = selection;
    this.depths = graph.depths();
  }

  GraphDrawing drawing() {
    select();
    Impact impact = selection.impact();
    if (impact != null) {
      touched.add(impact.from());
      impact.dependents().stream().map(Dependent::at).forEach(touched::add);
      drawn.addAll(touched);
    }
    Map<String, SubjectVersion> byName = new TreeMap<>();
    drawn.forEach(at -> byName.put(at.subject() + " " + "%09d".formatted(at.version()), at));
    byName.values().forEach(at -> indexes.put(at, indexes.size()));
    List<DrawnEdge> edges = new ArrayList<>();
    indexes.keySet().forEach(at -> addEdges(at, edges));
    List<DrawnNode> nodes = new ArrayList<>();
    indexes.keySet().forEach(at -> nodes.add(node(at)));
    addMissing(nodes, edges);
    return new GraphDrawing(nodes, edges);
  }

  private void select() {
    for (Subject subject : catalog.subjects(selection.pattern())) {
      List<RegisteredSchema> versions = catalog.versions(subject);
      for (RegisteredSchema version :
          selection.hasAllVersions()
              ? versions
              : versions.subList(versions.size() - 1, versions.size())) {
        SubjectVersion at = version.subjectVersion();
        if (at != null) {
          selected.add(at);
        }
      }
    }
    if (selected.isEmpty()) {
      throw new IllegalArgumentException(
          "no subject matches '" + selection.pattern() + "'; nothing can be drawn");
    }
    Impact impact = selection.impact();
    if (impact != null && selection.maxDepth() == 0) {
      selected.removeIf(at -> at.subject().equals(impact.from().subject()));
      selected.add(impact.from());
    }
    drawn.addAll(reached(graph::references, DependencyGraph.Edge::to));
    if (selection.hasDependents()) {
      drawn.addAll(reached(graph::referrers, DependencyGraph.Edge::from));
    }
  }

  private Set<SubjectVersion> reached(
      Function<SubjectVersion, List<DependencyGraph.Edge>> edges,
      Function<DependencyGraph.Edge, SubjectVersion> next) {
    Map<SubjectVersion, Integer> distances = new LinkedHashMap<>();
    selected.forEach(at -> distances.put(at, 0));
    Deque<SubjectVersion> queue = new ArrayDeque<>(selected);
    while (!queue.isEmpty()) {
      SubjectVersion at = queue.remove();
      int distance = distances.getOrDefault(at, 0);
      if (distance < selection.maxDepth()) {
        for (DependencyGraph.Edge edge : edges.apply(at)) {
          if (distances.putIfAbsent(next.apply(edge), distance + 1) == null) {
            queue.add(next.apply(edge));
          }
        }
      }
    }
    return distances.keySet();
  }

  /** Adds the references between drawn schemas; several between the same two are one arrow. */
  private void addEdges(SubjectVersion from, List<DrawnEdge> edges) {
    Map<Integer, DrawnEdge> byTarget = new TreeMap<>();
    for (DependencyGraph.Edge edge : graph.references(from)) {
      Integer to = indexes.get(edge.to());
      if (to != null) {
        if (graph.isInCycle(edge)) {
          inCycle.add(edge.from());
          inCycle.add(edge.to());
        }
        byTarget.merge(
            to,
            new DrawnEdge(index(from), to, edge.followsLatest(), state(edge)),
            (one, other) -> one.followsLatest() ? other : one);
      }
    }
    edges.addAll(byTarget.values());
  }

  private int index(SubjectVersion at) {
    return indexes.getOrDefault(at, -1);
  }

  private EdgeState state(DependencyGraph.Edge edge) {
    if (graph.isInCycle(edge)) {
      return EdgeState.CYCLE;
    }
    return touched.contains(edge.from()) && touched.contains(edge.to())
        ? EdgeState.IMPACT
        : EdgeState.PLAIN;
  }

  private DrawnNode node(SubjectVersion at) {
    return new DrawnNode(
        at.subject().qualified(),
        String.valueOf(at.version()) + newVersion(at),
        depths.getOrDefault(at, 0),
        state(at));
  }

  /** The version that a changed schema goes to. */
  private String newVersion(SubjectVersion at) {
    Impact impact = selection.impact();
    return impact != null && at.equals(impact.from()) ? " → " + impact.to().version() : "";
  }

  private NodeState state(SubjectVersion at) {
    if (inCycle.contains(at)) {
      return NodeState.CYCLE;
    }
    @Nullable Impact impact = selection.impact();
    if (impact != null && at.equals(impact.from())) {
      return NodeState.CHANGED;
    }
    if (touched.contains(at)) {
      return NodeState.IMPACT;
    }
    return selected.contains(at) ? NodeState.SELECTED : NodeState.PLAIN;
  }

  private void addMissing(List<DrawnNode> nodes, List<DrawnEdge> edges) {
    Map<String, Integer> missing = new LinkedHashMap<>();
    for (DependencyGraph.MissingTarget each : graph.missing()) {
      if (indexes.containsKey(each.from())) {
        Integer known = missing.get(each.target());
        int index = known == null ? nodes.size() : known;
        if (known == null) {
          missing.put(each.target(), index);
          int version = each.reference().version();
          nodes.add(
              new DrawnNode(
                  each.reference().subject(),
                  each.reference().followsLatest() ? "latest" : String.valueOf(version),
                  0,
                  NodeState.MISSING));
        }
        edges.add(
            new DrawnEdge(
                index(each.from()), index, each.reference().followsLatest(), EdgeState.PLAIN));
      }
    }
  }
}
