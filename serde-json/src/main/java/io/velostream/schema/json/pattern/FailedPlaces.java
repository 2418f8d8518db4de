// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

/**
 * Memoization of failed states, each a loop and a position in the text: a match that returns to
 * such a state would fail again.
 */
final class FailedPlaces {

  /** Most states that are remembered, one bit each. */
  private static final long MAX_BITS = 1L << 26;

  private final int places;
  private final long[] bits;

  /** Remembers nothing when there are more states than {@link #MAX_BITS}. */
  FailedPlaces(int loops, int places) {
    this.places = places;
    long size = (long) places * loops;
    this.bits = new long[size > MAX_BITS ? 0 : (int) (size / Long.SIZE) + 1];
  }

  /** Adds a state; false when it was there before. */
  boolean isNew(int loop, int place) {
    if (bits.length == 0) {
      return true;
    }
    long bit = (long) places * loop + place;
    int word = (int) (bit / Long.SIZE);
    boolean isNew = (bits[word] >>> bit & 1) == 0;
    bits[word] |= 1L << bit;
    return isNew;
  }
}
