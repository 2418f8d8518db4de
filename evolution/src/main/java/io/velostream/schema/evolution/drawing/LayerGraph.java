// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The vertices of a layered drawing. The first ones are the boxes. Others are bends: an arrow that
 * spans several layers passes one in each layer between, so that there is room for it between
 * boxes. Arrows to the same box share their bends.
 */
final class LayerGraph {

  private final int boxes;
  private final List<List<Integer>> layers = new ArrayList<>();
  private final List<Integer> layerOf = new ArrayList<>();
  private final List<List<Integer>> leftNeighbours = new ArrayList<>();
  private final List<List<Integer>> rightNeighbours = new ArrayList<>();

  /** The vertices of each arrow from left to right; empty for an arrow from a box to itself. */
  private final List<List<Integer>> chains = new ArrayList<>();

  LayerGraph(int boxes, List<DrawnEdge> edges, AcyclicEdges acyclic) {
    this.boxes = boxes;
    int[] layer = acyclic.layers();
    for (int node = 0; node < boxes; node++) {
      add(layer[node]);
    }
    Map<Long, Integer> bends = new HashMap<>();
    Map<Long, Boolean> linked = new HashMap<>();
    for (int edge = 0; edge < edges.size(); edge++) {
      List<Integer> chain = new ArrayList<>();
      if (!acyclic.isLoop(edge)) {
        int right = acyclic.right(edge);
        chain.add(acyclic.left(edge));
        for (int between = layer[acyclic.left(edge)] + 1; between < layer[right]; between++) {
          int place = between;
          // arrows that were turned round end at their left box, so they share nothing
          long key = acyclic.isReversed(edge) ? -1L - edge : right;
          chain.add(bends.computeIfAbsent(key * (boxes + 1L) * 2 + place, missing -> add(place)));
        }
        chain.add(right);
        for (int step = 1; step < chain.size(); step++) {
          link(chain.get(step - 1), chain.get(step), linked);
        }
      }
      chains.add(chain);
    }
  }

  private int add(int layer) {
    int vertex = layerOf.size();
    layerOf.add(layer);
    while (layers.size() <= layer) {
      layers.add(new ArrayList<>());
    }
    layers.get(layer).add(vertex);
    leftNeighbours.add(new ArrayList<>());
    rightNeighbours.add(new ArrayList<>());
    return vertex;
  }

  private void link(int left, int right, Map<Long, Boolean> linked) {
    if (linked.putIfAbsent(((long) left << 32) | right, true) == null) {
      rightNeighbours.get(left).add(right);
      leftNeighbours.get(right).add(left);
    }
  }

  /** Whether a vertex is a box; otherwise it is a bend. */
  boolean isBox(int vertex) {
    return vertex < boxes;
  }

  /** The number of boxes and bends. */
  int size() {
    return layerOf.size();
  }

  /** The layer of a vertex. */
  int layer(int vertex) {
    return layerOf.get(vertex);
  }

  /** The vertices of each layer, from top to bottom; changed by the search for an order. */
  List<List<Integer>> layers() {
    return layers;
  }

  /** The neighbours of a vertex in the layer to the left. */
  List<Integer> left(int vertex) {
    return leftNeighbours.get(vertex);
  }

  /** The neighbours of a vertex in the layer to the right. */
  List<Integer> right(int vertex) {
    return rightNeighbours.get(vertex);
  }

  /** The vertices that an arrow passes, from left to right. */
  List<Integer> chain(int edge) {
    return chains.get(edge);
  }
}
