// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

/** How many records a second a type had in the last window. Guarded by the lock of its owner. */
final class RecordShare {

  private static final int PARTS = 64;

  private boolean isKnown;
  private boolean isFull;
  private long filledAt;
  private double rate;
  private int coldWindows;

  /** Whether the type is new to its owner, which it is once. */
  boolean know() {
    boolean isNew = !isKnown;
    isKnown = true;
    return isNew;
  }

  /** A batch of records was counted. */
  void fill(long now) {
    isFull = true;
    filledAt = now;
  }

  /**
   * The rate of records that were counted in a window, until they were a batch or it ended. A batch
   * that was complete in a small part of it says no more than that it was.
   */
  double endWindow(int counted, long start, long now) {
    long shortest = Math.max(1, (now - start) / PARTS);
    rate = counted / (double) Math.max(shortest, (isFull ? filledAt : now) - start);
    isFull = false;
    return rate;
  }

  double rate() {
    return rate;
  }

  /** Whether the rate was below one in so many windows in a row. */
  boolean isColdFor(int windows, double cold) {
    coldWindows = rate < cold ? coldWindows + 1 : 0;
    return coldWindows >= windows;
  }
}
