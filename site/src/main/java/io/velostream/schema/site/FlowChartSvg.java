// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws a flow chart as SVG: nodes in layers, in the order of the chart, arrows as curves with
 * their labels in the middle. Arrows back pass outside of the nodes. Colours follow the page's
 * style.
 */
final class FlowChartSvg {

  private static final double CHARACTER = 7.4;
  private static final int LINE = 18;
  private static final int PADDING = 14;
  private static final int BESIDE = 22;
  private static final int BETWEEN_LAYERS = 56;
  private static final int MARGIN = 12;
  private static final int BACK = 34;

  private record Box(double x, double y, double width, double height) {

    double middleX() {
      return x + width / 2;
    }

    double middleY() {
      return y + height / 2;
    }
  }

  private final FlowChart chart;
  private final Map<String, Box> boxes = new HashMap<>();
  private final StringBuilder svg = new StringBuilder();
  private double width;
  private double height;

  private FlowChartSvg(FlowChart chart) {
    this.chart = chart;
  }

  /**
   * Draws a chart.
   *
   * @param chart the chart
   * @param title what it shows, for readers who do not see it
   */
  static String of(FlowChart chart, String title) {
    FlowChartSvg drawing = new FlowChartSvg(chart);
    drawing.place();
    return drawing.draw(title);
  }

  private void place() {
    Map<String, Integer> layers = chart.layers();
    List<List<String>> rows = new ArrayList<>();
    chart.nodes().keySet().forEach(id -> at(rows, FlowChart.known(layers, id)).add(id));
    double along = MARGIN;
    double most = 0;
    for (int layer = 0; layer < rows.size(); layer++) {
      double thickness = 0;
      double across = MARGIN;
      for (String id : rows.get(layer)) {
        double boxWidth = boxWidth(id);
        double boxHeight = boxHeight(id);
        boxes.put(
            id,
            chart.isVertical()
                ? new Box(across, along, boxWidth, boxHeight)
                : new Box(along, across, boxWidth, boxHeight));
        across += (chart.isVertical() ? boxWidth : boxHeight) + BESIDE;
        thickness = Math.max(thickness, chart.isVertical() ? boxHeight : boxWidth);
      }
      most = Math.max(most, across - BESIDE);
      along += thickness + gapAfter(layer, layers);
    }
    double last = along - gapAfter(rows.size() - 1, layers) + MARGIN;
    centre(rows, most);
    double outside = chart.arrows().stream().anyMatch(chart::isBack) ? BACK : 0;
    width = chart.isVertical() ? most + MARGIN + outside : last;
    height = chart.isVertical() ? last : most + MARGIN + outside;
  }

  /** The space after a layer, in which the labels of its arrows fit. */
  private double gapAfter(int layer, Map<String, Integer> layers) {
    double gap = BETWEEN_LAYERS;
    for (FlowChart.Arrow arrow : chart.arrows()) {
      String label = arrow.label();
      if (!chart.isVertical()
          && label != null
          && !chart.isBack(arrow)
          && FlowChart.known(layers, arrow.from()) == layer) {
        gap = Math.max(gap, label.length() * CHARACTER * 0.9 + 24);
      }
    }
    return gap;
  }

  private void centre(List<List<String>> rows, double most) {
    for (List<String> row : rows) {
      Box last = FlowChart.known(boxes, row.get(row.size() - 1));
      double end = chart.isVertical() ? last.x() + last.width() : last.y() + last.height();
      double shift = (most - end) / 2;
      for (String id : row) {
        Box box = FlowChart.known(boxes, id);
        boxes.put(
            id,
            chart.isVertical()
                ? new Box(box.x() + shift, box.y(), box.width(), box.height())
                : new Box(box.x(), box.y() + shift, box.width(), box.height()));
      }
    }
  }

  private static List<String> at(List<List<String>> rows, int layer) {
    while (rows.size() <= layer) {
      rows.add(new ArrayList<>());
    }
    return rows.get(layer);
  }

  private String[] lines(String id) {
    return FlowChart.known(chart.nodes(), id).split("<br/?>");
  }

  private double boxWidth(String id) {
    int longest = 0;
    for (String line : lines(id)) {
      longest = Math.max(longest, line.length());
    }
    return longest * CHARACTER + 2 * PADDING;
  }

  private double boxHeight(String id) {
    return lines(id).length * LINE + 2 * PADDING - 4;
  }

  private String draw(String title) {
    append(
        "<svg class=\"flow\" role=\"img\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\">"
            + "<title>%s</title>",
        width, height, width, height, Html.escaped(title));
    append(
        "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\""
            + " markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>");
    chart.arrows().forEach(this::drawArrow);
    chart.nodes().keySet().forEach(this::drawBox);
    return svg.append("</svg>").toString();
  }

  private void drawBox(String id) {
    Box box = FlowChart.known(boxes, id);
    append(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"6\"/>",
        box.x(), box.y(), box.width(), box.height());
    String[] lines = lines(id);
    double y = box.middleY() - (lines.length - 1) * LINE / 2.0 + 5;
    for (String line : lines) {
      append("<text x=\"%.1f\" y=\"%.1f\">%s</text>", box.middleX(), y, Html.escaped(line));
      y += LINE;
    }
  }

  private void drawArrow(FlowChart.Arrow arrow) {
    Box from = FlowChart.known(boxes, arrow.from());
    Box to = FlowChart.known(boxes, arrow.to());
    String style = arrow.isDashed() ? " stroke-dasharray=\"5 4\"" : "";
    double labelX;
    double labelY;
    if (chart.isBack(arrow)) {
      if (chart.isVertical()) {
        double out = width - MARGIN / 2.0;
        append(
            "<path class=\"arrow\" d=\"M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f\"%s/>",
            from.x() + from.width(),
            from.middleY(),
            out,
            from.middleY(),
            out,
            to.middleY(),
            to.x() + to.width(),
            to.middleY(),
            style);
        labelX = out - 30;
        labelY = (from.middleY() + to.middleY()) / 2;
      } else {
        double out = height - MARGIN / 2.0;
        append(
            "<path class=\"arrow\" d=\"M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f\"%s/>",
            from.middleX(),
            from.y() + from.height(),
            from.middleX(),
            out,
            to.middleX(),
            out,
            to.middleX(),
            to.y() + to.height(),
            style);
        labelX = (from.middleX() + to.middleX()) / 2;
        labelY = out - 4;
      }
    } else {
      double x1 = chart.isVertical() ? from.middleX() : from.x() + from.width();
      double y1 = chart.isVertical() ? from.y() + from.height() : from.middleY();
      double x2 = chart.isVertical() ? to.middleX() : to.x();
      double y2 = chart.isVertical() ? to.y() : to.middleY();
      double bendX = chart.isVertical() ? x1 : (x1 + x2) / 2;
      double bendY = chart.isVertical() ? (y1 + y2) / 2 : y1;
      append(
          "<path class=\"arrow\" d=\"M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f\"%s/>",
          x1,
          y1,
          bendX,
          bendY,
          chart.isVertical() ? x2 : bendX,
          chart.isVertical() ? bendY : y2,
          x2,
          y2,
          style);
      labelX = (x1 + x2) / 2;
      labelY = (y1 + y2) / 2 - 6;
    }
    String label = arrow.label();
    if (label != null) {
      append(
          "<text class=\"label\" x=\"%.1f\" y=\"%.1f\">%s</text>",
          labelX, labelY, Html.escaped(label));
    }
  }

  private void append(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments));
  }
}
