// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.site;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A flow chart in the part of Mermaid's language that the pages use: {@code flowchart LR} or {@code
 * TD}, nodes {@code id["text"]}, and one arrow a line, {@code a --> b}, {@code a -->|label| b} or
 * dashed {@code a -.-> b}. Immutable.
 *
 * @param isVertical whether arrows lead down, not to the right
 * @param nodes texts of the nodes by id, in the order of the chart
 * @param arrows the arrows
 */
record FlowChart(boolean isVertical, Map<String, String> nodes, List<Arrow> arrows) {

  private static final Pattern NODE = Pattern.compile("(\\w+)(?:\\[\"?([^\"\\]]+)\"?\\])?");
  private static final Pattern ARROW =
      Pattern.compile(
          "^(\\S+?(?:\\[.*?\\])?)\\s*(-->|-\\.->)(?:\\|\"?([^|\"]+)\"?\\|)?\\s*(\\S.*)$");

  /**
   * An arrow.
   *
   * @param from id of the node that it leaves
   * @param to id of the node that it leads to
   * @param label text beside it; null without one
   * @param isDashed whether it is drawn dashed
   */
  record Arrow(String from, String to, @Nullable String label, boolean isDashed) {}

  /**
   * Parses a chart.
   *
   * @throws IllegalArgumentException when a line is outside the part of the language above
   */
  static FlowChart parse(String text) {
    List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    String head = lines.isEmpty() ? "" : lines.get(0);
    if (!head.matches("flowchart (LR|TD|TB)")) {
      throw new IllegalArgumentException("a drawing begins with flowchart LR or TD, not: " + head);
    }
    Map<String, String> nodes = new LinkedHashMap<>();
    List<Arrow> arrows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      Matcher arrow = ARROW.matcher(line);
      if (arrow.matches()) {
        String from = node(arrow.group(1), nodes);
        String to = node(arrow.group(4), nodes);
        arrows.add(new Arrow(from, to, arrow.group(3), arrow.group(2).equals("-.->")));
      } else {
        node(line, nodes);
      }
    }
    return new FlowChart(!head.endsWith("LR"), nodes, List.copyOf(arrows));
  }

  private static String node(String text, Map<String, String> nodes) {
    Matcher node = NODE.matcher(text);
    if (!node.matches()) {
      throw new IllegalArgumentException("neither a node nor an arrow: " + text);
    }
    String label = node.group(2);
    if (label != null) {
      nodes.put(node.group(1), label);
    } else {
      nodes.putIfAbsent(node.group(1), node.group(1));
    }
    return node.group(1);
  }

  /**
   * The layer of each node: the number of arrows on the longest path to it, without back arrows.
   */
  Map<String, Integer> layers() {
    Map<String, Integer> layers = new LinkedHashMap<>();
    nodes.keySet().forEach(id -> layers.put(id, 0));
    Set<Arrow> back = backArrows();
    for (int pass = 0; pass < nodes.size(); pass++) {
      for (Arrow arrow : arrows) {
        if (!back.contains(arrow)) {
          layers.merge(arrow.to(), known(layers, arrow.from()) + 1, Math::max);
        }
      }
    }
    return layers;
  }

  /**
   * Whether an arrow closes a cycle: it leads back to a node of the path to it, when arrows are
   * followed from the first node on, in the order of the chart.
   */
  boolean isBack(Arrow arrow) {
    return backArrows().contains(arrow);
  }

  private Set<Arrow> backArrows() {
    Set<Arrow> back = new HashSet<>();
    Set<String> finished = new HashSet<>();
    nodes.keySet().forEach(id -> follow(id, new LinkedHashSet<>(), finished, back));
    return back;
  }

  private void follow(String id, Set<String> path, Set<String> finished, Set<Arrow> back) {
    if (finished.contains(id)) {
      return;
    }
    path.add(id);
    for (Arrow arrow : arrows) {
      if (arrow.from().equals(id)) {
        if (path.contains(arrow.to())) {
          back.add(arrow);
        } else {
          follow(arrow.to(), path, finished, back);
        }
      }
    }
    path.remove(id);
    finished.add(id);
  }

  /** The value of a node, which the map has. */
  static <V> V known(Map<String, V> map, String id) {
    return Objects.requireNonNull(map.get(id), id);
  }
}
