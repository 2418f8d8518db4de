// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

/** What a drawing shows of a reference, and its colour, readable on light and dark. */
enum EdgeState {
  PLAIN("#7d8793"),
  IMPACT("#e07a10"),
  CYCLE("#e5484d");

  private final String colour;

  EdgeState(String colour) {
    this.colour = colour;
  }

  /** The colour of the line. */
  String colour() {
    return colour;
  }
}
