// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes a drawing as a self-contained SVG. All text is inside of boxes with a fill of their own,
 * and lines have colours of medium brightness, so that the background may be light or dark.
 */
final class SvgWriter {

  private static final double MARGIN = 24;
  private static final double PADDING = 14;
  private static final double NAME_CELL = 7.9;
  private static final double DETAIL_CELL = 6.7;
  private static final double LEGEND_HEIGHT = 24;
  private static final double ARROW = 8;
  private static final int MAX_CELLS = 48;

  private final GraphDrawing drawing;
  private final StringBuilder svg = new StringBuilder();

  private SvgWriter(GraphDrawing drawing) {
    this.drawing = drawing;
  }

  static String write(GraphDrawing drawing) {
    return new SvgWriter(drawing).write();
  }

  private String write() {
    List<Double> widths = drawing.nodes().stream().map(SvgWriter::width).toList();
    PageLayout page = new PageLayout(widths, drawing.edges());
    StringBuilder legend = new StringBuilder();
    double legendWidth = legend(legend, page.height() + MARGIN);
    double width = Math.max(page.width(), legendWidth) + 2 * MARGIN;
    double height = page.height() + MARGIN + LEGEND_HEIGHT + 2 * MARGIN;
    String size = number(width) + "\" height=\"" + number(height);
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
        .append(size)
        .append("\" viewBox=\"0 0 " + number(width) + " " + number(height))
        .append("\" role=\"img\" font-family=\"ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,")
        .append("monospace\">\n<title>Dependencies of ")
        .append(drawing.size() == 1 ? "1 schema" : drawing.size() + " schemas")
        .append("</title>\n<defs>\n");
    for (EdgeState state : EdgeState.values()) {
      marker(state);
    }
    svg.append("</defs>\n<g transform=\"translate(" + number(MARGIN) + " " + number(MARGIN))
        .append(")\">\n");
    for (EdgeState state : EdgeState.values()) { // red lines above orange ones above others
      for (int edge = 0; edge < drawing.edges().size(); edge++) {
        if (drawing.edges().get(edge).state() == state) {
          edge(drawing.edges().get(edge), page, edge);
        }
      }
    }
    for (int node = 0; node < drawing.size(); node++) {
      node(drawing.nodes().get(node), page.box(node));
    }
    return svg.append(legend).append("</g>\n</svg>\n").toString();
  }

  private void marker(EdgeState state) {
    svg.append("<marker id=\"arrow-")
        .append(state.name().toLowerCase(Locale.ROOT))
        .append("\" viewBox=\"0 0 8 8\" refX=\"0\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\"")
        .append(" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0.5L8 4L0 7.5z\"")
        .append(" fill=\"")
        .append(state.colour())
        .append("\"/></marker>\n");
  }

  private void edge(DrawnEdge edge, PageLayout page, int index) {
    List<PartLayout.Point> points = page.route(index);
    svg.append("<path fill=\"none\" stroke=\"")
        .append(edge.state().colour())
        .append(edge.state() == EdgeState.PLAIN ? "\" stroke-width=\"1.4" : "\" stroke-width=\"2")
        .append(edge.followsLatest() ? "\" stroke-dasharray=\"6 4" : "")
        .append("\" marker-end=\"url(#arrow-")
        .append(edge.state().name().toLowerCase(Locale.ROOT))
        .append(")\" d=\"");
    if (points.isEmpty()) {
      loop(page.box(edge.from()));
    } else {
      curve(points);
    }
    svg.append("\"/>\n");
  }

  /** An arc above the right corner of a box. */
  private void loop(PartLayout.Box box) {
    double right = box.x() + box.width();
    svg.append("M" + number(right - 34) + " " + number(box.y()))
        .append("C" + number(right - 34) + " " + number(box.y() - 19) + " ")
        .append(number(right - 12) + " " + number(box.y() - 19 - ARROW / 2) + " ")
        .append(number(right - 12) + " " + number(box.y() - ARROW));
  }

  private void curve(List<PartLayout.Point> points) {
    PartLayout.Point start = points.get(0);
    svg.append("M" + number(start.x()) + " " + number(start.y()));
    for (int index = 1; index < points.size(); index++) {
      PartLayout.Point from = points.get(index - 1);
      PartLayout.Point to = points.get(index);
      double x = to.x();
      if (index == points.size() - 1) {
        x -= Math.copySign(ARROW, to.x() - from.x());
      }
      if (index % 2 == 0) {
        svg.append("H" + number(x));
      } else {
        double middle = (from.x() + x) / 2;
        svg.append("C" + number(middle) + " " + number(from.y()) + " ")
            .append(number(middle) + " " + number(to.y()) + " ")
            .append(number(x) + " " + number(to.y()));
      }
    }
  }

  private void node(DrawnNode node, PartLayout.Box box) {
    svg.append("<g><title>")
        .append(escaped(node.name()))
        .append(", ")
        .append(escaped(node.detail()))
        .append(node.state() == NodeState.MISSING ? "" : ", " + node.state().words())
        .append("</title>");
    box(svg, node.state(), box, PartLayout.BOX_HEIGHT, node.state() == NodeState.MISSING);
    double middle = box.x() + box.width() / 2;
    text(svg, middle, box.y() + 20, 13, TextCells.shortened(node.name(), MAX_CELLS), true);
    text(svg, middle, box.y() + 36, 11, node.detail(), false);
    svg.append("</g>\n");
  }

  private static void box(
      StringBuilder target, NodeState state, PartLayout.Box box, double height, boolean isDashed) {
    target
        .append("<rect x=\"")
        .append(number(box.x()))
        .append("\" y=\"")
        .append(number(box.y()))
        .append("\" width=\"")
        .append(number(box.width()))
        .append("\" height=\"")
        .append(number(height))
        .append("\" rx=\"6\" fill=\"")
        .append(state.fill())
        .append("\" stroke=\"")
        .append(state.stroke())
        .append(isDashed ? "\" stroke-dasharray=\"4 3" : "")
        .append("\" stroke-width=\"1.4\"/>");
  }

  /** The length is fixed, so that the text fits whatever font there is. */
  private static void text(
      StringBuilder target, double x, double y, int size, String text, boolean isBold) {
    double length = TextCells.of(text) * size * 0.6;
    target
        .append("<text x=\"")
        .append(number(x))
        .append("\" y=\"")
        .append(number(y))
        .append("\" font-size=\"")
        .append(size)
        .append(isBold ? "\" font-weight=\"600" : "")
        .append("\" text-anchor=\"middle\" fill=\"#1f2328\" textLength=\"")
        .append(number(length))
        .append("\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">")
        .append(escaped(text))
        .append("</text>");
  }

  /** Draws the states that occur; returns the width. */
  private double legend(StringBuilder target, double y) {
    Set<NodeState> states = EnumSet.noneOf(NodeState.class);
    drawing.nodes().forEach(node -> states.add(node.state()));
    double x = 0;
    for (NodeState state : states) {
      x = legend(target, x, y, state, state.words());
    }
    if (drawing.edges().stream().anyMatch(DrawnEdge::followsLatest)) {
      x = legend(target, x, y, NodeState.PLAIN, "dashed arrow: follows the newest version");
    }
    return x;
  }

  private static double legend(
      StringBuilder target, double x, double y, NodeState state, String words) {
    double width = TextCells.of(words) * DETAIL_CELL + 2 * 10;
    PartLayout.Box box = new PartLayout.Box(x, y, width);
    box(target, state, box, LEGEND_HEIGHT, state == NodeState.MISSING);
    text(target, x + width / 2, y + 16, 11, words, false);
    target.append('\n');
    return x + width + 10;
  }

  private static double width(DrawnNode node) {
    String name = TextCells.shortened(node.name(), MAX_CELLS);
    return Math.max(TextCells.of(name) * NAME_CELL, TextCells.of(node.detail()) * DETAIL_CELL)
        + 2 * PADDING;
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** XML 1.0 has no control characters and no unpaired surrogates, not even escaped. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default ->
                    escaped.appendCodePoint(
                        Character.isISOControl(character)
                                || Character.getType(character) == Character.SURROGATE
                                || (character & 0xFFFE) == 0xFFFE
                            ? 0xFFFD
                            : character);
              }
            });
    return escaped.toString();
  }
}
