// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

/** Writes a drawing in the DOT language of Graphviz. */
final class DotWriter {

  private DotWriter() {}

  static String write(GraphDrawing drawing) {
    StringBuilder text =
        new StringBuilder(
            "digraph schemas {\n"
                + "  rankdir=LR;\n"
                + "  bgcolor=\"transparent\";\n"
                + "  node [shape=box, style=\"rounded,filled\", fontname=\"monospace\","
                + " fontcolor=\"#1f2328\"];\n");
    for (int node = 0; node < drawing.nodes().size(); node++) {
      DrawnNode each = drawing.nodes().get(node);
      text.append("  n")
          .append(node)
          .append(" [label=\"")
          .append(escaped(each.name()))
          .append("\\n")
          .append(escaped(each.detail()))
          .append("\", fillcolor=\"")
          .append(each.state().fill())
          .append("\", color=\"")
          .append(each.state().stroke())
          .append("\"];\n");
    }
    for (DrawnEdge each : drawing.edges()) {
      text.append("  n")
          .append(each.from())
          .append(" -> n")
          .append(each.to())
          .append(" [color=\"")
          .append(each.state().colour())
          .append(each.followsLatest() ? "\", style=dashed];\n" : "\"];\n");
    }
    return text.append("}\n").toString();
  }

  /**
   * In a quoted string only the quote needs an escape, but in a label a backslash starts one, and
   * an ampersand may start an entity.
   */
  private static String escaped(String label) {
    return label
        .replace("&", "&amp;")
        .replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replaceAll("\\p{Cntrl}", " ")
        .replaceAll("\\p{Cs}", "\uFFFD");
  }
}
