// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A bounded table of entries that are found by a key, made to be read: open addressing with linear
 * probing.
 *
 * <p>Readers probe {@link #slots()} without lock, boxing or allocation. Slots are plain, and
 * entries are safe to publish by their final fields; a reader that misses an entry just put makes
 * another one. Writers hold a lock. What is removed leaves a mark that ends no probe; when entries
 * and marks fill two thirds of the slots, all entries move to new slots. So what a change costs on
 * average does not depend on the number of entries.
 *
 * <p>When full, a new entry puts out another one picked by a mixed counter: unlike recency, that
 * keeps a share of hits when more keys are used in turn than fit.
 *
 * @param <E> the entries
 */
abstract class OpenTable<E> {

  private static final int SMALLEST = 16;
  private static final Object REMOVED = new Object();

  private final int maxEntries;
  private final ReentrantLock lock = new ReentrantLock();

  private volatile @Nullable Object[] slots = new @Nullable Object[SMALLEST];

  /** Guarded by the lock, as all that follow. */
  private int size;

  /** How many slots hold an entry or a mark. */
  private int used;

  private int evictions;

  OpenTable(int maxEntries) {
    this.maxEntries = maxEntries;
  }

  abstract int hashOf(E entry);

  abstract boolean hasSameKey(E one, E other);

  /** Whether both are one entry, not merely entries of one key. */
  abstract boolean isSame(E one, E other);

  /**
   * The slots, a power of two. A probe begins at the hash of its key, passes objects that are no
   * entries, and ends at null.
   */
  final @Nullable Object[] slots() {
    return slots;
  }

  public final int size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }

  /** Puts an entry in, in place of one of the same key. */
  final void putEntry(E entry) {
    lock.lock();
    try {
      int slot = find(entry);
      if (slot >= 0) {
        slots[slot] = entry;
      } else {
        insert(entry);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Removes the entry, if it is still here. */
  final void removeEntry(E entry) {
    lock.lock();
    try {
      int slot = find(entry);
      if (slot >= 0 && isSame(entryAt(slot), entry)) {
        remove(slot);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The sum of a property of all entries. */
  final long sumOf(ToLongFunction<E> property) {
    lock.lock();
    try {
      long sum = 0;
      for (int slot = 0; slot < slots.length; slot++) {
        sum += isFull(slot) ? property.applyAsLong(entryAt(slot)) : 0;
      }
      return sum;
    } finally {
      lock.unlock();
    }
  }

  /** The slot of the entry of the same key; -1 when there is none. */
  private int find(E entry) {
    int mask = slots.length - 1;
    for (int slot = hashOf(entry) & mask; slots[slot] != null; slot = (slot + 1) & mask) {
      if (isFull(slot) && hasSameKey(entryAt(slot), entry)) {
        return slot;
      }
    }
    return -1;
  }

  private void insert(E entry) {
    if (size >= maxEntries) {
      remove(victim());
    }
    if (3 * (used + 1) > 2 * slots.length) {
      move();
    }
    int slot = free(slots, entry);
    used += slots[slot] == null ? 1 : 0;
    slots[slot] = entry;
    size++;
  }

  private void remove(int slot) {
    slots[slot] = REMOVED;
    size--;
  }

  /** Brings all entries to new slots, of which they fill at most half. */
  private void move() {
    int capacity = SMALLEST;
    while (capacity < 2 * (size + 1)) {
      capacity *= 2;
    }
    @Nullable Object[] next = new @Nullable Object[capacity];
    for (int slot = 0; slot < slots.length; slot++) {
      if (isFull(slot)) {
        E entry = entryAt(slot);
        next[free(next, entry)] = entry;
      }
    }
    used = size;
    slots = next;
  }

  /** The first slot for an entry that holds none. */
  private int free(@Nullable Object[] slots, E entry) {
    int mask = slots.length - 1;
    int slot = hashOf(entry) & mask;
    while (slots[slot] != null && slots[slot] != REMOVED) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** The first full slot at or after a place that looks random but is not. */
  private int victim() {
    int mask = slots.length - 1;
    int slot = mixed(evictions++, size) & mask;
    while (!isFull(slot)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isFull(int slot) {
    return slots[slot] != null && slots[slot] != REMOVED;
  }

  @SuppressWarnings("unchecked") // what is neither null nor a mark was put in as an entry
  private E entryAt(int slot) {
    return (E) Objects.requireNonNull(slots[slot]);
  }

  /** Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4). */
  static int mixed(long one, long other) {
    return (int) (((one * 31 + other) * 0x9E3779B97F4A7C15L) >>> 32);
  }
}
