// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * The number of records that serializers and deserializers processed with a binding that they had,
 * so that no lookup was made. Read from the counters of those that are open, and kept for those
 * that were closed. Safe for use by many threads.
 */
public final class BindingHits {

  private final Map<LongSupplier, Boolean> open = new ConcurrentHashMap<>();
  private final LongAdder closed = new LongAdder();

  /** Creates a counter of zero. */
  public BindingHits() {}

  /** Adds the counter of an open serializer or deserializer. */
  public void add(LongSupplier counter) {
    open.put(counter, true);
  }

  /** Removes a counter, whose last value is kept. */
  public void remove(LongSupplier counter) {
    if (open.remove(counter) != null) {
      closed.add(counter.getAsLong());
    }
  }

  /** The current number. */
  public long count() {
    long count = closed.sum();
    for (LongSupplier counter : open.keySet()) {
      count += counter.getAsLong();
    }
    return count;
  }
}
