// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.outage;

/** Checks that numbers arrive from 0 up, each once. Not safe for use by many threads. */
final class SequenceCheck {

  private long next;
  private long lost;
  private long repeated;

  /** Takes the numbers from {@code first} to {@code last}, which arrived one after the other. */
  void arrived(long first, long last) {
    lost += Math.max(0, first - next);
    repeated += Math.max(0, Math.min(next, last + 1) - first);
    next = Math.max(next, last + 1);
  }

  /** How many different numbers have arrived. */
  long received() {
    return next - lost;
  }

  /** How many of the first {@code sent} numbers have not arrived. */
  long lost(long sent) {
    return lost + Math.max(0, sent - next);
  }

  /** How many numbers arrived that had arrived before, or that come before one that had. */
  long repeated() {
    return repeated;
  }
}
