// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders the vertices of each layer so that few arrows cross: sweeps to the right and to the left,
 * in which each vertex moves to the barycentre of its neighbours in the layer before. The best
 * order of all sweeps is kept. K. Sugiyama, S. Tagawa, M. Toda, "Methods for visual understanding
 * of hierarchical system structures", IEEE Trans. SMC 11 (1981).
 */
final class CrossingReduction {

  private static final int MAX_SWEEPS = 24;

  private final LayerGraph graph;
  private final double[] position;

  private CrossingReduction(LayerGraph graph) {
    this.graph = graph;
    this.position = new double[graph.size()];
  }

  /** Orders the layers of a graph. */
  static void apply(LayerGraph graph) {
    new CrossingReduction(graph).run();
  }

  private void run() {
    graph.layers().forEach(this::number);
    List<List<Integer>> best = copy();
    long fewest = crossings();
    for (int sweep = 0; sweep < MAX_SWEEPS && fewest > 0; sweep++) {
      sweep(sweep % 2 == 0, sweep / 2 % 2 == 1);
      long crossings = crossings();
      if (crossings < fewest) {
        fewest = crossings;
        best = copy();
      }
    }
    for (int layer = 0; layer < best.size(); layer++) {
      graph.layers().set(layer, best.get(layer));
    }
  }

  private List<List<Integer>> copy() {
    List<List<Integer>> copy = new ArrayList<>();
    graph.layers().forEach(layer -> copy.add(new ArrayList<>(layer)));
    return copy;
  }

  private void number(List<Integer> layer) {
    for (int index = 0; index < layer.size(); index++) {
      position[layer.get(index)] = index;
    }
  }

  /**
   * Moves through all layers once.
   *
   * @param turnsTies whether vertices with equal barycentres change places, which leads out of some
   *     orders that are only locally the best
   */
  private void sweep(boolean toTheRight, boolean turnsTies) {
    List<List<Integer>> layers = graph.layers();
    for (int step = 1; step < layers.size(); step++) {
      int index = toTheRight ? step : layers.size() - 1 - step;
      List<Integer> layer = layers.get(index);
      Map<Integer, Double> wanted = new HashMap<>();
      for (int vertex : layer) {
        List<Integer> neighbours = toTheRight ? graph.left(vertex) : graph.right(vertex);
        double sum = 0;
        for (int neighbour : neighbours) {
          sum += position[neighbour];
        }
        wanted.put(vertex, neighbours.isEmpty() ? position[vertex] : sum / neighbours.size());
      }
      Comparator<Integer> ties = Comparator.comparingDouble(vertex -> position[vertex]);
      layer.sort(
          Comparator.<Integer>comparingDouble(vertex -> wanted.getOrDefault(vertex, 0.0))
              .thenComparing(turnsTies ? ties.reversed() : ties));
      number(layer);
    }
  }

  private long crossings() {
    long crossings = 0;
    for (int layer = 1; layer < graph.layers().size(); layer++) {
      crossings += crossings(graph.layers().get(layer - 1), graph.layers().get(layer).size());
    }
    return crossings;
  }

  /** Counts pairs in the wrong order by a binary indexed tree, in n log n steps. */
  private long crossings(List<Integer> left, int rightSize) {
    long[] tree = new long[rightSize + 1];
    long crossings = 0;
    long seen = 0;
    for (int vertex : left) {
      List<Integer> targets = graph.right(vertex);
      for (int target : targets) {
        long notAbove = 0;
        for (int at = (int) position[target] + 1; at > 0; at -= at & -at) {
          notAbove += tree[at];
        }
        crossings += seen - notAbove;
      }
      for (int target : targets) {
        for (int at = (int) position[target] + 1; at <= rightSize; at += at & -at) {
          tree[at]++;
        }
        seen++;
      }
    }
    return crossings;
  }
}
