// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidReferenceException.Reason;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The references among the schemas of a catalog. It may hold cycles, which references to the newest
 * version can form. All searches are iterative and take time in proportion to the references.
 * Immutable and safe for use by many threads.
 */
public final class DependencyGraph {

  private final List<SubjectVersion> nodes;
  private final Map<SubjectVersion, Integer> indexes;
  private final List<List<Edge>> references;
  private final List<List<Edge>> referrers;
  private final List<MissingTarget> missing;
  private final int[][] targets;
  private final StronglyConnected components;

  /**
   * A reference.
   *
   * @param from the schema that has the reference
   * @param name the name of the target in the text of {@code from}
   * @param to the target; the newest known version, if the reference follows it
   * @param followsLatest whether the reference follows the newest version
   */
  public record Edge(SubjectVersion from, String name, SubjectVersion to, boolean followsLatest) {}

  /**
   * A reference whose target is not in the catalog.
   *
   * @param from the schema that has the reference
   * @param reference the reference
   */
  public record MissingTarget(SubjectVersion from, SchemaReference reference) {

    /** The target: {@code address:3} or {@code address:latest}. */
    public String target() {
      return reference.subject()
          + ":"
          + (reference.followsLatest() ? "latest" : String.valueOf(reference.version()));
    }
  }

  private DependencyGraph(SchemaCatalog catalog) {
    List<RegisteredSchema> schemas = catalog.schemas();
    this.nodes = schemas.stream().map(SchemaCatalog::subjectVersion).toList();
    this.indexes = new HashMap<>(nodes.size() * 2);
    this.references = new ArrayList<>(nodes.size());
    this.referrers = new ArrayList<>(nodes.size());
    this.missing = new ArrayList<>();
    for (int index = 0; index < nodes.size(); index++) {
      indexes.put(nodes.get(index), index);
      references.add(new ArrayList<>());
      referrers.add(new ArrayList<>());
    }
    schemas.forEach(schema -> link(catalog, schema));
    this.targets = new int[nodes.size()][];
    for (int index = 0; index < targets.length; index++) {
      targets[index] =
          references.get(index).stream().mapToInt(edge -> indexOf(edge.to())).toArray();
    }
    this.components = new StronglyConnected(targets);
  }

  static DependencyGraph of(SchemaCatalog catalog) {
    return new DependencyGraph(catalog);
  }

  private void link(SchemaCatalog catalog, RegisteredSchema schema) {
    SubjectVersion from = SchemaCatalog.subjectVersion(schema);
    for (SchemaReference reference : schema.definition().references()) {
      RegisteredSchema target = catalog.target(schema, reference);
      if (target == null) {
        missing.add(new MissingTarget(from, reference));
      } else {
        SubjectVersion to = SchemaCatalog.subjectVersion(target);
        Edge edge = new Edge(from, reference.name(), to, reference.followsLatest());
        references.get(indexOf(from)).add(edge);
        referrers.get(indexOf(to)).add(edge);
      }
    }
  }

  /** All schemas, ordered by subject and version. */
  public List<SubjectVersion> nodes() {
    return nodes;
  }

  /** Whether a schema is in the graph. */
  public boolean contains(SubjectVersion at) {
    return indexes.containsKey(at);
  }

  /** The references of a schema; empty if it is not in the graph. */
  public List<Edge> references(SubjectVersion at) {
    return edges(references, at);
  }

  /** The references to a schema; empty if it is not in the graph. */
  public List<Edge> referrers(SubjectVersion at) {
    return edges(referrers, at);
  }

  /** The references whose targets are not in the catalog. */
  public List<MissingTarget> missing() {
    return Collections.unmodifiableList(missing);
  }

  private List<Edge> edges(List<List<Edge>> all, SubjectVersion at) {
    Integer index = indexes.get(at);
    return index == null ? List.of() : Collections.unmodifiableList(all.get(index));
  }

  /** Whether a reference is part of a cycle. */
  public boolean isInCycle(Edge edge) {
    Integer from = indexes.get(edge.from());
    Integer to = indexes.get(edge.to());
    return from != null && to != null && components.of(from) == components.of(to);
  }

  /**
   * A shortest cycle of each set of schemas that all reach each other. The first schema is repeated
   * at the end. Empty if there is no cycle.
   */
  public List<List<SubjectVersion>> cycles() {
    List<List<SubjectVersion>> cycles = new ArrayList<>();
    boolean[] isDone = new boolean[components.count()];
    for (int node = 0; node < nodes.size(); node++) {
      int component = components.of(node);
      if (!isDone[component]) {
        isDone[component] = true;
        List<SubjectVersion> cycle = cycleFrom(node);
        if (!cycle.isEmpty()) {
          cycles.add(cycle);
        }
      }
    }
    return Collections.unmodifiableList(cycles);
  }

  /** A shortest cycle through a node, by breadth-first search in its component. */
  private List<SubjectVersion> cycleFrom(int start) {
    Map<Integer, Integer> referrer = new HashMap<>();
    Deque<Integer> queue = new ArrayDeque<>();
    queue.add(start);
    while (!queue.isEmpty()) {
      int node = queue.remove();
      for (int target : targets[node]) {
        if (target == start) {
          return closed(start, node, referrer);
        }
        if (components.of(target) == components.of(start) && !referrer.containsKey(target)) {
          referrer.put(target, node);
          queue.add(target);
        }
      }
    }
    return List.of();
  }

  private List<SubjectVersion> closed(int start, int end, Map<Integer, Integer> referrer) {
    List<SubjectVersion> backwards = new ArrayList<>();
    backwards.add(nodes.get(start));
    @Nullable Integer node = end;
    while (node != null && node != start) {
      backwards.add(nodes.get(node));
      node = referrer.get(node);
    }
    backwards.add(nodes.get(start));
    Collections.reverse(backwards);
    return Collections.unmodifiableList(backwards);
  }

  /**
   * All schemas, each after those that it refers to: the order in which they can be registered.
   *
   * @throws InvalidReferenceException when references form a cycle; the message has the whole path
   */
  public List<SubjectVersion> dependenciesFirst() {
    return dependenciesFirst(indexes.keySet());
  }

  /**
   * Some schemas, each after those of them that it refers to.
   *
   * @param wanted the schemas, all of this graph
   * @throws InvalidReferenceException when one of them is part of a cycle of references; the
   *     message has the whole path
   */
  public List<SubjectVersion> dependenciesFirst(Set<SubjectVersion> wanted) {
    for (List<SubjectVersion> cycle : cycles()) {
      if (cycle.stream().anyMatch(wanted::contains)) {
        List<String> path = cycle.stream().map(SubjectVersion::toString).toList();
        throw new InvalidReferenceException(
            Reason.CYCLE,
            path,
            "references form a cycle: "
                + String.join(" → ", path)
                + "; remove one of these references, or merge these schemas into one",
            null);
      }
    }
    List<SubjectVersion> order = new ArrayList<>(nodes);
    order.removeIf(at -> !wanted.contains(at));
    order.sort(Comparator.comparingInt(at -> components.of(indexOf(at))));
    return Collections.unmodifiableList(order);
  }

  /** Schemas with all that they refer to, directly and transitively. */
  public Set<SubjectVersion> withDependencies(Collection<SubjectVersion> start) {
    Set<SubjectVersion> reached = new LinkedHashSet<>(start);
    Deque<SubjectVersion> queue = new ArrayDeque<>(reached);
    while (!queue.isEmpty()) {
      for (Edge edge : references(queue.remove())) {
        if (reached.add(edge.to())) {
          queue.add(edge.to());
        }
      }
    }
    return reached;
  }

  /**
   * A number for each schema that is greater than those of all schemas that it refers to, except
   * for those of a cycle, which have the same number.
   */
  public Map<SubjectVersion, Integer> ranks() {
    Map<SubjectVersion, Integer> ranks = new HashMap<>(nodes.size() * 2);
    for (int node = 0; node < nodes.size(); node++) {
      ranks.put(nodes.get(node), components.of(node));
    }
    return Collections.unmodifiableMap(ranks);
  }

  /**
   * The number of references on the longest path that leads down from each schema; 0 for one
   * without references. The schemas of a cycle count as one.
   */
  public Map<SubjectVersion, Integer> depths() {
    int[] depth = new int[components.count()];
    Integer[] order = new Integer[nodes.size()];
    Arrays.setAll(order, index -> index);
    Arrays.sort(order, Comparator.comparingInt(components::of));
    for (int node : order) {
      int component = components.of(node);
      for (int target : targets[node]) {
        if (components.of(target) != component) {
          depth[component] = Math.max(depth[component], depth[components.of(target)] + 1);
        }
      }
    }
    Map<SubjectVersion, Integer> depths = new HashMap<>(nodes.size() * 2);
    for (int node = 0; node < nodes.size(); node++) {
      depths.put(nodes.get(node), depth[components.of(node)]);
    }
    return Collections.unmodifiableMap(depths);
  }

  private int indexOf(SubjectVersion at) {
    Integer index = indexes.get(at);
    if (index == null) {
      throw new IllegalArgumentException(at + " is not in this graph");
    }
    return index;
  }
}
