// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

/**
 * Memoization of failed states, each a loop and a position in the text: a match that returns to
 * such a state would fail again.
 */
final class FailedStates {

  /** Maximum number of states, one bit each. */
  private static final long MAX_BITS = 1L << 26;

  private final int positions;
  private final long[] bits;

  /** Creates a memo. It is disabled when there are more than {@link #MAX_BITS} states. */
  FailedStates(int loops, int positions) {
    this.positions = positions;
    long size = (long) positions * loops;
    this.bits = new long[size > MAX_BITS ? 0 : (int) (size / Long.SIZE) + 1];
  }

  /** Adds a state. Returns false when it was already present. */
  boolean isNew(int loop, int position) {
    if (bits.length == 0) {
      return true;
    }
    long bit = (long) positions * loop + position;
    int word = (int) (bit / Long.SIZE);
    boolean isNew = (bits[word] >>> bit & 1) == 0;
    bits[word] |= 1L << bit;
    return isNew;
  }
}
