// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import java.util.Arrays;

/**
 * The strongly connected components of a graph: the largest sets of nodes that all reach each
 * other. A component of more than one node, or with an edge to itself, holds a cycle.
 *
 * <p>R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1 (1972), with a
 * stack of its own instead of recursion, so that a long chain cannot overflow the thread's stack.
 * Components are numbered in the order in which they are completed: the targets of a component's
 * edges have lower numbers.
 */
final class StronglyConnected {

  private static final int UNSEEN = -1;

  private final int[][] targets;
  private final int[] order;
  private final int[] lowest;
  private final int[] nextEdge;
  private final int[] path;
  private final int[] open;
  private final int[] component;
  private int pathLength;
  private int openCount;
  private int seen;
  private int count;

  /** Computes the components of a graph given as the targets of each node. */
  StronglyConnected(int[][] targets) {
    int size = targets.length;
    this.targets = targets;
    this.order = new int[size];
    this.lowest = new int[size];
    this.nextEdge = new int[size];
    this.path = new int[size];
    this.open = new int[size];
    this.component = new int[size];
    Arrays.fill(order, UNSEEN);
    Arrays.fill(component, UNSEEN);
    for (int node = 0; node < size; node++) {
      if (order[node] == UNSEEN) {
        search(node);
      }
    }
  }

  /** The number of components. */
  int count() {
    return count;
  }

  /** The component of a node. */
  int of(int node) {
    return component[node];
  }

  private void search(int start) {
    enter(start);
    while (pathLength > 0) {
      int node = path[pathLength - 1];
      if (nextEdge[node] < targets[node].length) {
        int target = targets[node][nextEdge[node]++];
        if (order[target] == UNSEEN) {
          enter(target);
        } else if (component[target] == UNSEEN) {
          lowest[node] = Math.min(lowest[node], order[target]);
        }
      } else {
        leave(node);
      }
    }
  }

  private void enter(int node) {
    order[node] = lowest[node] = seen++;
    path[pathLength++] = node;
    open[openCount++] = node;
  }

  private void leave(int node) {
    pathLength--;
    if (pathLength > 0) {
      int referrer = path[pathLength - 1];
      lowest[referrer] = Math.min(lowest[referrer], lowest[node]);
    }
    if (lowest[node] == order[node]) {
      int member;
      do {
        member = open[--openCount];
        component[member] = count;
      } while (member != node);
      count++;
    }
  }
}
