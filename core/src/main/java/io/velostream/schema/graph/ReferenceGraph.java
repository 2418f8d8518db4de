// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.graph;

import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidReferenceException.Reason;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The graph of the schemas and references of one closure. Node 0 is the root. Not safe for use by
 * many threads.
 *
 * <p>Cycles and order come from one depth-first search in three colours (white: not seen, grey: on
 * the path, black: done), as in Cormen et al., Introduction to Algorithms, "Depth-first search". It
 * is iterative, so that a long chain of references cannot overflow the thread's stack.
 */
final class ReferenceGraph {

  private static final byte WHITE = 0;
  private static final byte GREY = 1;
  private static final byte BLACK = 2;

  private final List<Node> nodes = new ArrayList<>();
  private final Map<SubjectVersion, Node> bySubjectVersion = new HashMap<>();

  ReferenceGraph(RegisteredSchema root) {
    add(root, root.subjectVersion(), null);
  }

  Node root() {
    return nodes.get(0);
  }

  int size() {
    return nodes.size();
  }

  @Nullable Node at(SubjectVersion subjectVersion) {
    return bySubjectVersion.get(subjectVersion);
  }

  /** Adds a schema that {@code referrer} was the first to refer to. */
  Node add(
      RegisteredSchema schema, @Nullable SubjectVersion subjectVersion, @Nullable Node referrer) {
    Node node = new Node(nodes.size(), schema, subjectVersion, referrer);
    nodes.add(node);
    if (subjectVersion != null) {
      bySubjectVersion.put(subjectVersion, node);
    }
    return node;
  }

  /**
   * All nodes but the root, dependencies first.
   *
   * @throws InvalidReferenceException at the first cycle, with the path that leads into and around
   *     it
   */
  List<Node> dependenciesFirst() {
    byte[] colours = new byte[nodes.size()];
    int[] nextEdge = new int[nodes.size()];
    List<Node> path = new ArrayList<>();
    List<Node> order = new ArrayList<>(nodes.size());
    path.add(root());
    colours[0] = GREY;
    while (!path.isEmpty()) {
      Node node = path.get(path.size() - 1);
      if (nextEdge[node.index] == node.edges.size()) {
        colours[node.index] = BLACK;
        path.remove(path.size() - 1);
        order.add(node);
        continue;
      }
      Node target = node.edges.get(nextEdge[node.index]++).target;
      if (colours[target.index] == GREY) {
        throw cycle(path, target);
      }
      if (colours[target.index] == WHITE) {
        colours[target.index] = GREY;
        path.add(target);
      }
    }
    order.remove(order.size() - 1);
    return order;
  }

  private static InvalidReferenceException cycle(List<Node> path, Node repeated) {
    List<String> names = new ArrayList<>();
    path.forEach(node -> names.add(node.name()));
    names.add(repeated.name());
    return new InvalidReferenceException(
        Reason.CYCLE,
        names,
        "references form a cycle: "
            + arrows(names)
            + "; register a version that does not refer back to "
            + repeated.name(),
        null);
  }

  /**
   * Refuses one name for two different schemas.
   *
   * @throws InvalidReferenceException with both paths
   */
  void requireOneTargetPerName() {
    Map<String, Edge> first = new HashMap<>();
    for (Node node : nodes) {
      for (Edge edge : node.edges) {
        Edge conflicting = first.putIfAbsent(edge.name, edge);
        if (conflicting != null && !conflicting.target.sameContent(edge.target)) {
          throw conflict(conflicting, edge);
        }
      }
    }
  }

  private static InvalidReferenceException conflict(Edge earlier, Edge conflicting) {
    List<String> path = conflicting.path();
    return new InvalidReferenceException(
        Reason.CONFLICT,
        path,
        "the name '"
            + earlier.name
            + "' refers to two schemas: "
            + arrows(earlier.path())
            + " and "
            + arrows(path)
            + "; make both refer to the same version",
        null);
  }

  /** The names joined by arrows, as paths are shown in messages. */
  static String arrows(List<String> names) {
    return String.join(" → ", names);
  }

  /** One schema of the closure. */
  static final class Node {

    private final int index;
    private final RegisteredSchema schema;
    private final @Nullable SubjectVersion subjectVersion;
    private final @Nullable Node referrer;
    private final List<Edge> edges = new ArrayList<>();

    private Node(
        int index,
        RegisteredSchema schema,
        @Nullable SubjectVersion subjectVersion,
        @Nullable Node referrer) {
      this.index = index;
      this.schema = schema;
      this.subjectVersion = subjectVersion;
      this.referrer = referrer;
    }

    RegisteredSchema schema() {
      return schema;
    }

    String name() {
      return subjectVersion != null ? subjectVersion.toString() : schema.name();
    }

    void linkTo(String name, Node target) {
      edges.add(new Edge(this, name, target));
    }

    /** The names on the path from the root to this schema on which it was found. */
    List<String> path() {
      List<String> names = new ArrayList<>();
      for (Node node = this; node != null; node = node.referrer) {
        names.add(0, node.name());
      }
      return names;
    }

    /** The names from the root to this schema and on to {@code next}. */
    List<String> pathTo(String next) {
      List<String> names = path();
      names.add(next);
      return names;
    }

    List<ResolvedSchema.Link> links() {
      List<ResolvedSchema.Link> links = new ArrayList<>();
      for (Edge edge : edges) {
        links.add(new ResolvedSchema.Link(edge.name, edge.target.knownSubjectVersion()));
      }
      return links;
    }

    ResolvedSchema.Dependency dependency() {
      return new ResolvedSchema.Dependency(
          knownSubjectVersion(), schema.definition(), links(), schema.id());
    }

    private SubjectVersion knownSubjectVersion() {
      SubjectVersion known = subjectVersion;
      if (known == null) {
        throw new IllegalStateException("no subject and version known of " + schema.name());
      }
      return known;
    }

    private boolean sameContent(Node other) {
      return this == other || schema.definition().equals(other.schema.definition());
    }
  }

  /** One reference. */
  private record Edge(Node from, String name, Node target) {

    List<String> path() {
      return from.pathTo(target.name());
    }
  }
}
