// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Places the vertices of each layer at heights, in their order and without overlap, near the
 * average of their neighbours. The places nearest to the wanted ones that keep all distances are an
 * isotonic regression, which the algorithm "pool adjacent violators" finds in linear time.
 */
final class VerticalPlacement {

  private static final int SWEEPS = 60;

  /** The first sweeps look at the layer before only, so that layers come near each other fast. */
  private static final int ONE_SIDED_SWEEPS = 8;

  /** Bends pull harder than boxes, so that long arrows are straight. */
  private static final double BEND_WEIGHT = 4;

  private final LayerGraph graph;
  private final double boxHeight;
  private final double gap;
  private final double[] centre;

  private VerticalPlacement(LayerGraph graph, double boxHeight, double gap) {
    this.graph = graph;
    this.boxHeight = boxHeight;
    this.gap = gap;
    this.centre = new double[graph.size()];
  }

  /** The height of the centre of each vertex; the smallest one leaves room for a box at the top. */
  static double[] of(LayerGraph graph, double boxHeight, double gap) {
    VerticalPlacement placement = new VerticalPlacement(graph, boxHeight, gap);
    placement.run();
    return placement.centre;
  }

  private void run() {
    for (List<Integer> layer : graph.layers()) {
      double at = 0;
      for (int index = 0; index < layer.size(); index++) {
        at += index == 0 ? 0 : distance(layer.get(index - 1), layer.get(index));
        centre[layer.get(index)] = at;
      }
      double middle = at / 2;
      layer.forEach(vertex -> centre[vertex] -= middle);
    }
    int layers = graph.layers().size();
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean looksAtBoth = sweep >= ONE_SIDED_SWEEPS;
      for (int step = 0; step < layers; step++) {
        int index = sweep % 2 == 0 ? step : layers - 1 - step;
        place(
            graph.layers().get(index),
            looksAtBoth ? this::bothSides : sweep % 2 == 0 ? graph::left : graph::right);
      }
    }
    double top = Double.MAX_VALUE;
    for (int vertex = 0; vertex < centre.length; vertex++) {
      top = Math.min(top, centre[vertex] - height(vertex) / 2);
    }
    for (int vertex = 0; vertex < centre.length; vertex++) {
      centre[vertex] -= top;
    }
  }

  private List<Integer> bothSides(int vertex) {
    List<Integer> both = new ArrayList<>(graph.left(vertex));
    both.addAll(graph.right(vertex));
    return both;
  }

  private double height(int vertex) {
    return graph.isBox(vertex) ? boxHeight : 0;
  }

  private double distance(int above, int below) {
    return (height(above) + height(below)) / 2 + gap;
  }

  /** Places a layer; blocks of vertices that touch each other move together. */
  private void place(List<Integer> layer, IntFunction<List<Integer>> neighbours) {
    int size = layer.size();
    double[] offset = new double[size];
    double[] mean = new double[size];
    double[] weight = new double[size];
    int[] first = new int[size];
    int blocks = 0;
    for (int index = 0; index < size; index++) {
      int vertex = layer.get(index);
      offset[index] = index == 0 ? 0 : offset[index - 1] + distance(layer.get(index - 1), vertex);
      mean[blocks] = wanted(vertex, neighbours.apply(vertex)) - offset[index];
      weight[blocks] = graph.isBox(vertex) ? 1 : BEND_WEIGHT;
      first[blocks] = index;
      blocks++;
      while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
        double sum = weight[blocks - 2] + weight[blocks - 1];
        mean[blocks - 2] =
            (mean[blocks - 2] * weight[blocks - 2] + mean[blocks - 1] * weight[blocks - 1]) / sum;
        weight[blocks - 2] = sum;
        blocks--;
      }
    }
    for (int block = 0; block < blocks; block++) {
      int end = block + 1 < blocks ? first[block + 1] : size;
      for (int index = first[block]; index < end; index++) {
        centre[layer.get(index)] = mean[block] + offset[index];
      }
    }
  }

  private double wanted(int vertex, List<Integer> neighbours) {
    double sum = 0;
    for (int neighbour : neighbours) {
      sum += centre[neighbour];
    }
    return neighbours.isEmpty() ? centre[vertex] : sum / neighbours.size();
  }
}
