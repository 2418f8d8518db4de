// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The layout of one connected part of a drawing: layers are columns from left to right. Arrows
 * cross a column horizontally, at heights where it has no box, and change their height between
 * columns.
 *
 * @param boxes the box of each node
 * @param routes the points of each arrow, from its tail to its head; between an even and an odd
 *     point it curves, and between an odd and an even one it is straight. Empty for an arrow from a
 *     box to itself
 * @param width the width
 * @param height the height
 */
record PartLayout(List<Box> boxes, List<List<Point>> routes, double width, double height) {

  static final double BOX_HEIGHT = 46;
  static final double ROW_GAP = 20;
  private static final double COLUMN_GAP = 64;

  /** The upper left corner of a box, and its width. */
  record Box(double x, double y, double width) {}

  /** A point of an arrow. */
  record Point(double x, double y) {}

  /**
   * Lays out nodes that are connected.
   *
   * @param widths the width that each node needs
   * @param edges the arrows, by indexes of nodes
   */
  static PartLayout of(List<Double> widths, List<DrawnEdge> edges) {
    AcyclicEdges acyclic = new AcyclicEdges(widths.size(), edges);
    LayerGraph graph = new LayerGraph(widths.size(), edges, acyclic);
    CrossingReduction.apply(graph);
    double[] centre = VerticalPlacement.of(graph, BOX_HEIGHT, ROW_GAP);
    int layers = graph.layers().size();
    double[] columnWidth = new double[layers];
    for (int node = 0; node < widths.size(); node++) {
      int layer = graph.layer(node);
      columnWidth[layer] = Math.max(columnWidth[layer], widths.get(node));
    }
    double[] columnX = new double[layers];
    for (int layer = 1; layer < layers; layer++) {
      columnX[layer] = columnX[layer - 1] + columnWidth[layer - 1] + gap(graph, layer - 1);
    }
    List<Box> boxes = new ArrayList<>();
    for (int node = 0; node < widths.size(); node++) {
      int layer = graph.layer(node);
      boxes.add(new Box(columnX[layer], centre[node] - BOX_HEIGHT / 2, columnWidth[layer]));
    }
    List<List<Point>> routes = new ArrayList<>();
    for (int edge = 0; edge < edges.size(); edge++) {
      routes.add(route(graph, edge, acyclic.isReversed(edge), centre, columnX, columnWidth));
    }
    double height = 0;
    for (int vertex = 0; vertex < graph.size(); vertex++) {
      height = Math.max(height, centre[vertex] + (graph.isBox(vertex) ? BOX_HEIGHT / 2 : 0));
    }
    return new PartLayout(boxes, routes, columnX[layers - 1] + columnWidth[layers - 1], height);
  }

  /** More room between columns that many arrows connect. */
  private static double gap(LayerGraph graph, int layer) {
    int arrows = 0;
    for (int vertex : graph.layers().get(layer)) {
      arrows += graph.right(vertex).size();
    }
    return COLUMN_GAP + Math.min(96, 2.0 * arrows);
  }

  private static List<Point> route(
      LayerGraph graph,
      int edge,
      boolean isReversed,
      double[] centre,
      double[] columnX,
      double[] columnWidth) {
    List<Point> points = new ArrayList<>();
    List<Integer> chain = graph.chain(edge);
    for (int step = 0; step < chain.size(); step++) {
      int vertex = chain.get(step);
      int layer = graph.layer(vertex);
      if (step > 0) {
        points.add(new Point(columnX[layer], centre[vertex]));
      }
      if (step < chain.size() - 1) {
        points.add(new Point(columnX[layer] + columnWidth[layer], centre[vertex]));
      }
    }
    if (isReversed) {
      Collections.reverse(points);
    }
    return points;
  }
}
