// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.many;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws courses as an SVG picture: one panel each, both axes logarithmic. */
public final class CourseChart {

  private static final int COLUMNS = 2;
  private static final int WIDTH = 430;
  private static final int HEIGHT = 240;
  private static final int LEFT = 56;
  private static final int TOP = 28;
  private static final int RIGHT = 14;
  private static final int BOTTOM = 40;
  private static final String OURS = "#0a66c2";
  private static final String OTHER = "#d9730d";

  private final StringBuilder svg = new StringBuilder();
  private final double leastRecords;
  private final double mostRecords;
  private final double leastNanos;
  private final double mostNanos;

  private CourseChart(List<Course> courses) {
    List<Course.Point> points =
        courses.stream().flatMap(course -> course.points().stream()).toList();
    leastRecords = least(points, Course.Point::records);
    mostRecords = most(points, Course.Point::records);
    leastNanos = floor125(least(points, point -> Math.min(point.ours(), point.other())));
    mostNanos = most(points, point -> Math.max(point.ours(), point.other()));
  }

  /** The picture of at least one course, named after the two codecs. */
  public static String svg(List<Course> courses, String ours, String other) {
    return new CourseChart(courses).draw(courses, ours, other);
  }

  private static double least(List<Course.Point> points, ToDoubleFunction<Course.Point> of) {
    return points.stream().mapToDouble(of).min().orElseThrow();
  }

  private static double most(List<Course.Point> points, ToDoubleFunction<Course.Point> of) {
    return points.stream().mapToDouble(of).max().orElseThrow();
  }

  /** The next number below of the kind 1, 2, 5, 10, 20. */
  private static double floor125(double number) {
    double ten = Math.pow(10, Math.floor(Math.log10(number)));
    double digit = number / ten;
    return ten * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
  }

  private static double next125(double number) {
    double ten = Math.pow(10, Math.floor(Math.log10(number * 1.0001)));
    double digit = Math.round(number / ten);
    return ten * (digit >= 5 ? 10 : digit >= 2 ? 5 : 2);
  }

  private String draw(List<Course> courses, String ours, String other) {
    int rows = (courses.size() + COLUMNS - 1) / COLUMNS;
    int width = COLUMNS * WIDTH;
    int height = rows * HEIGHT + 30;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"11\">",
        width, height);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
    for (int i = 0; i < courses.size(); i++) {
      add("<g transform=\"translate(%d,%d)\">", i % COLUMNS * WIDTH, i / COLUMNS * HEIGHT);
      panel(courses.get(i));
      add("</g>");
    }
    legend(LEFT, rows * HEIGHT + 14, OURS, ours);
    legend(LEFT + 160, rows * HEIGHT + 14, OTHER, other);
    add("</svg>");
    return svg.toString();
  }

  private void panel(Course course) {
    add("<text x=\"%d\" y=\"18\" font-size=\"13\">%s</text>", LEFT, text(course.title()));
    for (double nanos = leastNanos; nanos <= mostNanos; nanos = next125(nanos)) {
      grid(LEFT, y(nanos), WIDTH - RIGHT, y(nanos));
      add(
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          LEFT - 6, y(nanos) + 4, number(nanos));
    }
    for (double records = 1; records <= mostRecords; records *= 10) {
      if (records >= leastRecords) {
        grid(x(records), TOP, x(records), HEIGHT - BOTTOM);
        add(
            "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
            x(records), HEIGHT - BOTTOM + 15, number(records));
      }
    }
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">records</text>",
        WIDTH - RIGHT, HEIGHT - BOTTOM + 29);
    add("<text x=\"6\" y=\"%d\">ns</text>", TOP + 4);
    line(course, OTHER, Course.Point::other);
    line(course, OURS, Course.Point::ours);
  }

  private void grid(double fromX, double fromY, double toX, double toY) {
    add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>",
        fromX, fromY, toX, toY);
  }

  private void line(Course course, String color, ToDoubleFunction<Course.Point> nanos) {
    StringBuilder points = new StringBuilder();
    for (Course.Point point : course.points()) {
      points.append(
          String.format(
              Locale.ROOT, "%.1f,%.1f ", x(point.records()), y(nanos.applyAsDouble(point))));
    }
    add(
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\" points=\"%s\"/>",
        color, points.toString().strip());
  }

  private void legend(int x, int y, String color, String name) {
    add(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"3\"/>",
        x, y, x + 24, y, color);
    add("<text x=\"%d\" y=\"%d\" font-size=\"13\">%s</text>", x + 30, y + 4, text(name));
  }

  private double x(double records) {
    double share = Math.log(records / leastRecords) / Math.log(mostRecords / leastRecords);
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private double y(double nanos) {
    double share = Math.log(nanos / leastNanos) / Math.log(mostNanos / leastNanos);
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%,d", Math.round(number));
  }

  private static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
