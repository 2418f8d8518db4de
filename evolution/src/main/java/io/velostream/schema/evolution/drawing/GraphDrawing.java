// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

import io.velostream.schema.evolution.source.SchemaCatalog;
import java.util.List;

/**
 * A dependency graph to be drawn. Boxes are schemas with subject, version and depth, the number of
 * references on the longest path down from them. An arrow leads from a schema to one that it refers
 * to; it is dashed if the reference follows the newest version. Cycles are red, and the impact of a
 * change is orange. Immutable and safe for use by many threads.
 */
public final class GraphDrawing {

  /** The most boxes of an SVG, which is laid out here. */
  public static final int MAX_SVG_NODES = 2_000;

  private final List<DrawnNode> nodes;
  private final List<DrawnEdge> edges;

  GraphDrawing(List<DrawnNode> nodes, List<DrawnEdge> edges) {
    this.nodes = List.copyOf(nodes);
    this.edges = List.copyOf(edges);
  }

  /**
   * Selects what is drawn of a catalog.
   *
   * @throws IllegalArgumentException when nothing matches
   */
  public static GraphDrawing of(SchemaCatalog catalog, DrawingSelection selection) {
    return new GraphSelector(catalog, selection).drawing();
  }

  /** The number of boxes. */
  public int size() {
    return nodes.size();
  }

  List<DrawnNode> nodes() {
    return nodes;
  }

  List<DrawnEdge> edges() {
    return edges;
  }

  /**
   * A Mermaid flow chart, as Markdown renderers draw it. By its own defaults, Mermaid draws at most
   * 500 arrows.
   */
  public String toMermaid() {
    return MermaidWriter.write(this);
  }

  /** A graph in the DOT language of Graphviz. */
  public String toDot() {
    return DotWriter.write(this);
  }

  /**
   * A self-contained SVG, laid out here. It needs neither a tool nor a network, and is readable on
   * a light and on a dark background.
   *
   * @throws IllegalArgumentException when there are more than {@value #MAX_SVG_NODES} boxes
   */
  public String toSvg() {
    if (nodes.size() > MAX_SVG_NODES) {
      throw new IllegalArgumentException(
          "an SVG of "
              + nodes.size()
              + " schemas is not readable; narrow the pattern or the depth to at most "
              + MAX_SVG_NODES
              + " schemas, or draw it by Graphviz");
    }
    return SvgWriter.write(this);
  }
}
