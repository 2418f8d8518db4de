// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes a drawing as a Mermaid flow chart. Nodes have ids of our own, so that names appear in
 * quoted labels only.
 */
final class MermaidWriter {

  private MermaidWriter() {}

  static String write(GraphDrawing drawing) {
    StringBuilder text = new StringBuilder("flowchart LR\n");
    for (int node = 0; node < drawing.nodes().size(); node++) {
      DrawnNode each = drawing.nodes().get(node);
      text.append("  n")
          .append(node)
          .append("[\"")
          .append(MermaidText.escaped(each.name()))
          .append("<br/>")
          .append(MermaidText.escaped(each.detail()))
          .append("\"]:::")
          .append(name(each.state()))
          .append('\n');
    }
    List<String> styles = new ArrayList<>();
    for (int edge = 0; edge < drawing.edges().size(); edge++) {
      DrawnEdge each = drawing.edges().get(edge);
      text.append("  n")
          .append(each.from())
          .append(each.followsLatest() ? " -.-> n" : " --> n")
          .append(each.to())
          .append('\n');
      if (each.state() != EdgeState.PLAIN) {
        styles.add(
            "  linkStyle " + edge + " stroke:" + each.state().colour() + ",stroke-width:2px\n");
      }
    }
    for (NodeState state : NodeState.values()) {
      text.append("  classDef ")
          .append(name(state))
          .append(" fill:")
          .append(state.fill())
          .append(",stroke:")
          .append(state.stroke())
          .append(",color:#1f2328\n");
    }
    styles.forEach(text::append);
    return text.toString();
  }

  private static String name(NodeState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
