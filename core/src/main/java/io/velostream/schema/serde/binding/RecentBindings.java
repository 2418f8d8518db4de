// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A small direct-mapped cache before a table of bindings: one slot for each hash, no probing.
 *
 * <p>Racy by design: slots are plain, and bindings are safe to publish by their final fields. A
 * caller compares the key of what it finds, and checks that it is still good.
 *
 * <p>A hit writes nothing. A miss fills an empty slot, and takes over a full one only once in
 * {@value #CONTESTS} on average. So bindings that share a slot do not keep writing to it, which
 * would slow down every thread that reads a slot in the same cache line, and a binding out of use
 * still leaves.
 *
 * @param <B> the bindings
 */
final class RecentBindings<B> {

  private static final int CONTESTS = 64;

  private final @Nullable Object[] slots;

  /** An empty cache of {@code capacity} slots, a power of two. */
  RecentBindings(int capacity) {
    this.slots = new @Nullable Object[capacity];
  }

  /** What stands in the slot of a hash, for whichever key; null when it is empty. */
  @SuppressWarnings("unchecked") // offer lets in nothing but bindings
  @Nullable B at(int hash) {
    return (B) slots[hash & (slots.length - 1)];
  }

  /**
   * Offers the binding that the table has.
   *
   * @param outdated an older binding for the same key, found in the slot; null for none
   */
  void offer(int hash, B binding, @Nullable B outdated) {
    int slot = hash & (slots.length - 1);
    Object here = slots[slot];
    if (here != binding
        && (here == null
            || here == outdated
            || (ThreadLocalRandom.current().nextInt() & (CONTESTS - 1)) == 0)) {
      slots[slot] = binding;
    }
  }

  /** Empties all slots. Bindings that a thread offers meanwhile may stay. */
  void clear() {
    Arrays.fill(slots, null);
  }
}
