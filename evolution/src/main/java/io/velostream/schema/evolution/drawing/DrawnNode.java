// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

/**
 * A box of a drawing.
 *
 * @param name the subject
 * @param version the version as text
 * @param depth the references on the longest path down from it
 * @param state what is shown of it
 */
record DrawnNode(String name, String version, int depth, NodeState state) {

  /** The text of the second line. */
  String detail() {
    return "version "
        + version
        + " · "
        + (state == NodeState.MISSING ? state.words() : "depth " + depth);
  }
}
