// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The layout of a whole drawing: connected parts below each other, the largest first, and then the
 * boxes without arrows in rows.
 */
final class PageLayout {

  private static final double PART_GAP = 40;
  private static final double COLUMN_GAP = 20;
  private static final double MIN_ROW_WIDTH = 900;

  private final PartLayout.Box[] boxes;
  private final List<List<PartLayout.Point>> routes;
  private double width;
  private double height;

  PageLayout(List<Double> widths, List<DrawnEdge> edges) {
    this.boxes = new PartLayout.Box[widths.size()];
    this.routes = new ArrayList<>();
    edges.forEach(edge -> routes.add(List.of()));
    List<List<Integer>> parts = parts(widths.size(), edges);
    List<Integer> single = new ArrayList<>();
    int[] localIndex = new int[widths.size()];
    List<List<Integer>> edgesOfPart = edgesOfParts(parts, edges, localIndex);
    for (int part = 0; part < parts.size(); part++) {
      if (parts.get(part).size() == 1) {
        single.addAll(parts.get(part));
      } else {
        place(parts.get(part), edgesOfPart.get(part), widths, edges, localIndex);
      }
    }
    placeSingle(single, widths);
  }

  PartLayout.Box box(int node) {
    return boxes[node];
  }

  List<PartLayout.Point> route(int edge) {
    return routes.get(edge);
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  /** The nodes of each connected part, the largest part first. */
  private static List<List<Integer>> parts(int nodes, List<DrawnEdge> edges) {
    int[] parent = new int[nodes];
    Arrays.setAll(parent, node -> node);
    for (DrawnEdge edge : edges) {
      parent[root(parent, edge.from())] = root(parent, edge.to());
    }
    Map<Integer, List<Integer>> byRoot = new LinkedHashMap<>();
    for (int node = 0; node < nodes; node++) {
      byRoot.computeIfAbsent(root(parent, node), root -> new ArrayList<>()).add(node);
    }
    List<List<Integer>> parts = new ArrayList<>(byRoot.values());
    parts.sort(Comparator.comparingInt((List<Integer> part) -> part.size()).reversed());
    return parts;
  }

  private static int root(int[] parent, int node) {
    int at = node;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  private static List<List<Integer>> edgesOfParts(
      List<List<Integer>> parts, List<DrawnEdge> edges, int[] localIndex) {
    int[] partOf = new int[localIndex.length];
    List<List<Integer>> edgesOfPart = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      edgesOfPart.add(new ArrayList<>());
      for (int index = 0; index < parts.get(part).size(); index++) {
        partOf[parts.get(part).get(index)] = part;
        localIndex[parts.get(part).get(index)] = index;
      }
    }
    for (int edge = 0; edge < edges.size(); edge++) {
      edgesOfPart.get(partOf[edges.get(edge).from()]).add(edge);
    }
    return edgesOfPart;
  }

  private void place(
      List<Integer> nodes,
      List<Integer> own,
      List<Double> widths,
      List<DrawnEdge> edges,
      int[] localIndex) {
    List<DrawnEdge> local =
        own.stream()
            .map(edges::get)
            .map(
                edge ->
                    new DrawnEdge(
                        localIndex[edge.from()],
                        localIndex[edge.to()],
                        edge.followsLatest(),
                        edge.state()))
            .toList();
    PartLayout layout = PartLayout.of(nodes.stream().map(widths::get).toList(), local);
    double top = height == 0 ? 0 : height + PART_GAP;
    for (int index = 0; index < nodes.size(); index++) {
      PartLayout.Box box = layout.boxes().get(index);
      boxes[nodes.get(index)] = new PartLayout.Box(box.x(), box.y() + top, box.width());
    }
    for (int index = 0; index < own.size(); index++) {
      routes.set(
          own.get(index),
          layout.routes().get(index).stream()
              .map(point -> new PartLayout.Point(point.x(), point.y() + top))
              .toList());
    }
    width = Math.max(width, layout.width());
    height = top + layout.height();
  }

  private void placeSingle(List<Integer> nodes, List<Double> widths) {
    double limit = Math.max(width, MIN_ROW_WIDTH);
    double x = 0;
    double y = height == 0 ? 0 : height + PART_GAP;
    for (int node : nodes) {
      if (x > 0 && x + widths.get(node) > limit) {
        x = 0;
        y += PartLayout.BOX_HEIGHT + PartLayout.ROW_GAP;
      }
      boxes[node] = new PartLayout.Box(x, y, widths.get(node));
      x += widths.get(node) + COLUMN_GAP;
      width = Math.max(width, x - COLUMN_GAP);
      height = y + PartLayout.BOX_HEIGHT;
    }
  }
}
