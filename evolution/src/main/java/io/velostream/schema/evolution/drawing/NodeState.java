// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

/**
 * What a drawing shows of a schema, and the colours of its box. The colours are readable on a light
 * and on a dark background, since boxes have a fill of their own. Of several states, the last one
 * in this order is drawn.
 */
enum NodeState {
  PLAIN("schema", "#eef2f7", "#57606a"),
  SELECTED("selected", "#cfe3ff", "#1f5fbf"),
  IMPACT("touched by the change", "#ffd9a8", "#b45309"),
  CHANGED("changed", "#ff9f43", "#8a3d00"),
  MISSING("not found", "#ffffff", "#b42318"),
  CYCLE("in a cycle", "#ffc9c9", "#c81e1e");

  private final String words;
  private final String fill;
  private final String stroke;

  NodeState(String words, String fill, String stroke) {
    this.words = words;
    this.fill = fill;
    this.stroke = stroke;
  }

  /** The state in words, for the legend. */
  String words() {
    return words;
  }

  /** The colour of the box. */
  String fill() {
    return fill;
  }

  /** The colour of the border. */
  String stroke() {
    return stroke;
  }
}
