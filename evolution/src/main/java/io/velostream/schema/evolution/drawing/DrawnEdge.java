// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

/**
 * An arrow of a drawing.
 *
 * @param from the index of the schema that has the reference
 * @param to the index of the target
 * @param followsLatest whether the reference follows the newest version; drawn dashed
 * @param state what is shown of it
 */
record DrawnEdge(int from, int to, boolean followsLatest, EdgeState state) {}
