// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A small direct-mapped cache in front of a table of bindings: one slot for each hash, no probing.
 *
 * <p>Reads are racy by design: slots are plain, and bindings are published safely by their final
 * fields. A caller compares the key of the binding, and checks that it is still valid.
 *
 * <p>A hit writes nothing. A miss fills an empty slot, and replaces a full one only once in {@value
 * #REPLACEMENT_INTERVAL} times on average. So bindings that share a slot do not cause contention on
 * its cache line, and unused bindings are still replaced.
 *
 * @param <B> the bindings
 */
final class RecentBindings<B> {

  private static final int REPLACEMENT_INTERVAL = 64;

  private final @Nullable Object[] slots;

  /** Creates an empty cache of {@code capacity} slots, a power of two. */
  RecentBindings(int capacity) {
    this.slots = new @Nullable Object[capacity];
  }

  /**
   * Returns the binding in the slot of a hash, which may have another key; null if the slot is
   * empty.
   */
  @SuppressWarnings("unchecked") // offer adds bindings only
  @Nullable B at(int hash) {
    return (B) slots[hash & (slots.length - 1)];
  }

  /**
   * Offers a binding of the table.
   *
   * @param outdated an older binding of the same key, found in the slot; null if there is none
   * @return whether it was put into the slot
   */
  boolean offer(int hash, B binding, @Nullable B outdated) {
    int slot = hash & (slots.length - 1);
    Object here = slots[slot];
    if (here != binding
        && (here == null
            || here == outdated
            || (ThreadLocalRandom.current().nextInt() & (REPLACEMENT_INTERVAL - 1)) == 0)) {
      slots[slot] = binding;
      return true;
    }
    return false;
  }

  /** Clears all slots. Bindings offered concurrently may remain. */
  void clear() {
    Arrays.fill(slots, null);
  }
}
