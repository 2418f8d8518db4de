// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

import java.util.ArrayList;
import java.util.List;

/**
 * The arrows of a drawing without cycles: those that lead back on the path of a depth-first search
 * are turned round, and those from a box to itself are left out. Iterative, so that a long chain
 * cannot overflow the stack.
 */
final class AcyclicEdges {

  private final List<List<Integer>> outgoing;
  private final boolean[] isReversed;
  private final List<Integer> finished = new ArrayList<>();
  private final List<DrawnEdge> edges;

  AcyclicEdges(int nodes, List<DrawnEdge> edges) {
    this.edges = edges;
    this.outgoing = new ArrayList<>(nodes);
    this.isReversed = new boolean[edges.size()];
    for (int node = 0; node < nodes; node++) {
      outgoing.add(new ArrayList<>());
    }
    for (int edge = 0; edge < edges.size(); edge++) {
      if (!isLoop(edge)) {
        outgoing.get(edges.get(edge).from()).add(edge);
      }
    }
    search(nodes);
  }

  /** Whether an arrow leads from a box to itself. */
  boolean isLoop(int edge) {
    return edges.get(edge).from() == edges.get(edge).to();
  }

  /** Whether an arrow is turned round. */
  boolean isReversed(int edge) {
    return isReversed[edge];
  }

  /** The node at the left end of an arrow. */
  int left(int edge) {
    return isReversed[edge] ? edges.get(edge).to() : edges.get(edge).from();
  }

  /** The node at the right end of an arrow. */
  int right(int edge) {
    return isReversed[edge] ? edges.get(edge).from() : edges.get(edge).to();
  }

  private void search(int nodes) {
    byte[] colours = new byte[nodes]; // 0 not seen, 1 on the path, 2 done
    int[] next = new int[nodes];
    List<Integer> path = new ArrayList<>();
    for (int start = 0; start < nodes; start++) {
      if (colours[start] == 0) {
        colours[start] = 1;
        path.add(start);
        while (!path.isEmpty()) {
          int node = path.get(path.size() - 1);
          if (next[node] == outgoing.get(node).size()) {
            colours[node] = 2;
            finished.add(node);
            path.remove(path.size() - 1);
            continue;
          }
          int edge = outgoing.get(node).get(next[node]++);
          int target = edges.get(edge).to();
          if (colours[target] == 1) {
            isReversed[edge] = true;
          } else if (colours[target] == 0) {
            colours[target] = 1;
            path.add(target);
          }
        }
      }
    }
  }

  /**
   * The layer of each node: 0 for those on the left. Each arrow leads to a higher layer, and each
   * node is as far to the right as the longest path down from it allows ("longest-path layering").
   */
  int[] layers() {
    int nodes = outgoing.size();
    int[] depth = new int[nodes];
    int[] waiting = new int[nodes];
    List<List<Integer>> leftOf = new ArrayList<>(nodes);
    for (int node = 0; node < nodes; node++) {
      leftOf.add(new ArrayList<>());
    }
    for (int edge = 0; edge < edges.size(); edge++) {
      if (!isLoop(edge)) {
        leftOf.get(right(edge)).add(left(edge));
        waiting[left(edge)]++;
      }
    }
    List<Integer> ready = new ArrayList<>();
    for (int node : finished) {
      if (waiting[node] == 0) {
        ready.add(node);
      }
    }
    int deepest = 0;
    for (int at = 0; at < ready.size(); at++) {
      int node = ready.get(at);
      deepest = Math.max(deepest, depth[node]);
      for (int referrer : leftOf.get(node)) {
        depth[referrer] = Math.max(depth[referrer], depth[node] + 1);
        if (--waiting[referrer] == 0) {
          ready.add(referrer);
        }
      }
    }
    int[] layers = new int[nodes];
    for (int node = 0; node < nodes; node++) {
      layers[node] = deepest - depth[node];
    }
    return layers;
  }
}
