// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

/** The rate of records of a type in the last window. Guarded by the lock of its owner. */
final class RecordRate {

  private static final int WINDOW_PARTS = 64;

  private boolean isKnown;
  private boolean isBatchComplete;
  private long batchCompletedAt;
  private double rate;
  private int coldWindows;

  /** Marks the type as known to its owner. Returns whether it was unknown before. */
  boolean markKnown() {
    boolean isNew = !isKnown;
    isKnown = true;
    return isNew;
  }

  /** Records the time at which a batch was complete. */
  void batchCompleted(long now) {
    isBatchComplete = true;
    batchCompletedAt = now;
  }

  /**
   * Computes the rate from the records that were counted until the batch was complete or the window
   * ended. The duration is at least a fixed fraction of the window, which limits the rate of short
   * bursts.
   */
  double endWindow(int counted, long start, long now) {
    long minDuration = Math.max(1, (now - start) / WINDOW_PARTS);
    rate =
        counted
            / (double) Math.max(minDuration, (isBatchComplete ? batchCompletedAt : now) - start);
    isBatchComplete = false;
    return rate;
  }

  double rate() {
    return rate;
  }

  /** Whether the rate was below a limit in so many consecutive windows. */
  boolean isColdFor(int windows, double cold) {
    coldWindows = rate < cold ? coldWindows + 1 : 0;
    return coldWindows >= windows;
  }
}
