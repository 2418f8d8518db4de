// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.site;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws a sequence diagram in the part of Mermaid's language that the pages use, calls {@code
 * a->>b: text} and answers {@code a-->>b: text}, as SVG: a column for each participant, a row for
 * each message.
 */
final class SequenceSvg {

  private static final Pattern MESSAGE = Pattern.compile("(\\w+)(--?)>>(\\w+): ?(.*)");
  private static final double CHARACTER = 7.2;
  private static final int ROW = 34;
  private static final int HEAD = 34;
  private static final int MARGIN = 10;

  private record Message(String from, String to, String text, boolean isAnswer) {}

  private final List<Message> messages = new ArrayList<>();
  private final List<String> participants;
  private final double[] centres;
  private final StringBuilder svg = new StringBuilder();

  private SequenceSvg(String text) {
    Set<String> names = new LinkedHashSet<>();
    for (String line : text.lines().skip(1).map(String::strip).toList()) {
      Matcher message = MESSAGE.matcher(line);
      if (message.matches()) {
        names.add(message.group(1));
        names.add(message.group(3));
        messages.add(
            new Message(
                message.group(1),
                message.group(3),
                message.group(4),
                message.group(2).equals("--")));
      } else if (!line.isEmpty()) {
        throw new IllegalArgumentException("no message of a sequence diagram: " + line);
      }
    }
    participants = List.copyOf(names);
    centres = new double[participants.size()];
    place();
  }

  /**
   * Draws a diagram.
   *
   * @throws IllegalArgumentException when a line is outside the part of the language above
   */
  static String of(String text, String title) {
    return new SequenceSvg(text).draw(title);
  }

  /** Columns as far apart as their names and the messages between neighbours need. */
  private void place() {
    for (int column = 0; column < centres.length; column++) {
      double half = boxWidth(column) / 2;
      double centre = column == 0 ? MARGIN + half : edge(column - 1) + 12 + half;
      for (Message message : messages) {
        int from = participants.indexOf(message.from());
        int to = participants.indexOf(message.to());
        if (Math.max(from, to) == column && from != to) {
          double needed = message.text().length() * CHARACTER * 0.92 + 20;
          centre = Math.max(centre, centres[Math.min(from, to)] + needed);
        }
      }
      centres[column] = centre;
    }
  }

  private double boxWidth(int column) {
    return participants.get(column).length() * CHARACTER + 20;
  }

  private double edge(int column) {
    return centres[column] + boxWidth(column) / 2;
  }

  private String draw(String title) {
    double width = edge(centres.length - 1) + MARGIN + 60;
    double height = MARGIN * 2 + HEAD + (messages.size() + 1) * ROW;
    append(
        "<svg class=\"flow\" role=\"img\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\">"
            + "<title>%s</title><defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\""
            + " markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/>"
            + "</marker></defs>",
        width, height, width, height, Html.escaped(title));
    for (int column = 0; column < centres.length; column++) {
      append(
          "<path class=\"line\" d=\"M%.1f %dV%.0f\"/>",
          centres[column], MARGIN + HEAD, height - MARGIN);
      append(
          "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"6\"/>",
          centres[column] - boxWidth(column) / 2, MARGIN, boxWidth(column), HEAD);
      append(
          "<text x=\"%.1f\" y=\"%d\">%s</text>",
          centres[column], MARGIN + HEAD / 2 + 5, participants.get(column));
    }
    for (int row = 0; row < messages.size(); row++) {
      drawMessage(messages.get(row), MARGIN + HEAD + (row + 1) * ROW);
    }
    return svg.append("</svg>").toString();
  }

  private void drawMessage(Message message, double y) {
    double from = centres[participants.indexOf(message.from())];
    double to = centres[participants.indexOf(message.to())];
    String style = message.isAnswer() ? " stroke-dasharray=\"5 4\"" : "";
    double middle = (from + to) / 2;
    if (from == to) {
      append("<path class=\"arrow\" d=\"M%.1f %.1fh40v12h-38\"%s/>", from, y - 6, style);
      middle = from + 44;
      append(
          "<text class=\"label\" style=\"text-anchor:start\" x=\"%.1f\" y=\"%.1f\">%s</text>",
          middle, y + 4, Html.escaped(message.text()));
      return;
    }
    append("<path class=\"arrow\" d=\"M%.1f %.1fH%.1f\"%s/>", from, y, to, style);
    append(
        "<text class=\"label\" x=\"%.1f\" y=\"%.1f\">%s</text>",
        middle, y - 5, Html.escaped(message.text()));
  }

  private void append(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments));
  }
}
