// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import java.util.concurrent.atomic.LongAdder;

/** What the tiers count. Adders only, so that counting never makes threads wait for each other. */
final class Counters {

  final LongAdder hotHits = new LongAdder();
  final LongAdder mainHits = new LongAdder();
  final LongAdder resolvedHits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder missNanos = new LongAdder();
  final LongAdder timedMisses = new LongAdder();
  final LongAdder evictions = new LongAdder();
  final LongAdder prefetched = new LongAdder();
  final LongAdder prefetchedUsed = new LongAdder();
  final LongAdder received = new LongAdder();
  final LongAdder news = new LongAdder();
  final LongAdder refreshes = new LongAdder();

  /** A lookup that memory could not answer has ended, well or not. */
  void missEnded(long nanos) {
    timedMisses.increment();
    missNanos.add(nanos);
  }
}
