// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

/** The places of a text that loops have been at: to come to one again is to fail again. */
final class FailedPlaces {

  /** Places times loops that may be remembered, in bits. */
  private static final long MAX_BITS = 1L << 26;

  private final int places;
  private final long[] bits;

  /** For so many loops and places; remembers nothing where they are too many. */
  FailedPlaces(int loops, int places) {
    this.places = places;
    long size = (long) places * loops;
    this.bits = new long[size > MAX_BITS ? 0 : (int) (size / Long.SIZE) + 1];
  }

  /** Remembers a place of a loop; whether it was not known. */
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
