// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A bounded hash table, optimized for reads: open addressing with linear probing.
 *
 * <p>Readers probe {@link #slots()} without lock, boxing or allocation. Reads are racy: slots are
 * plain, and entries are published safely by their final fields. A reader that misses a new entry
 * creates another one. Writers hold a lock. A removed entry leaves a tombstone. When entries and
 * tombstones fill two thirds of the slots, all entries are rehashed to new slots. So the amortized
 * cost of a write is constant.
 *
 * <p>When the table is full, a new entry evicts a pseudo-random one. Unlike LRU, that keeps some
 * hits when more keys are used in rotation than fit.
 *
 * @param <E> the entries
 */
abstract class OpenAddressingTable<E> {

  private static final int MIN_CAPACITY = 16;
  private static final Object REMOVED = new Object();

  private final int maxEntries;
  private final ReentrantLock lock = new ReentrantLock();

  private volatile @Nullable Object[] slots = new @Nullable Object[MIN_CAPACITY];

  /** Guarded by the lock, like all fields below. */
  private int size;

  /** The number of slots with an entry or a tombstone. */
  private int usedSlots;

  private int evictions;

  OpenAddressingTable(int maxEntries) {
    this.maxEntries = maxEntries;
  }

  abstract int hashOf(E entry);

  abstract boolean hasSameKey(E first, E second);

  /** Whether both are the same entry, and not only entries of the same key. */
  abstract boolean isSameEntry(E first, E second);

  /**
   * The slots, a power of two. A probe begins at the hash of its key, skips objects that are not
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

  /** Adds an entry, or replaces the one with the same key. */
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

  /** Removes the entry, if it is still present. */
  final void removeEntry(E entry) {
    lock.lock();
    try {
      int slot = find(entry);
      if (slot >= 0 && isSameEntry(entryAt(slot), entry)) {
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

  /** The slot of the entry with the same key; -1 if there is none. */
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
    if (3 * (usedSlots + 1) > 2 * slots.length) {
      rehash();
    }
    int slot = freeSlot(slots, entry);
    usedSlots += slots[slot] == null ? 1 : 0;
    slots[slot] = entry;
    size++;
  }

  private void remove(int slot) {
    slots[slot] = REMOVED;
    size--;
  }

  /** Moves all entries to new slots, with a load factor of at most one half. */
  private void rehash() {
    int capacity = MIN_CAPACITY;
    while (capacity < 2 * (size + 1)) {
      capacity *= 2;
    }
    @Nullable Object[] next = new @Nullable Object[capacity];
    for (int slot = 0; slot < slots.length; slot++) {
      if (isFull(slot)) {
        E entry = entryAt(slot);
        next[freeSlot(next, entry)] = entry;
      }
    }
    usedSlots = size;
    slots = next;
  }

  /** The first free slot for an entry. */
  private int freeSlot(@Nullable Object[] slots, E entry) {
    int mask = slots.length - 1;
    int slot = hashOf(entry) & mask;
    while (slots[slot] != null && slots[slot] != REMOVED) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** The first full slot at or after a pseudo-random position. */
  private int victim() {
    int mask = slots.length - 1;
    int slot = hash(evictions++, size) & mask;
    while (!isFull(slot)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isFull(int slot) {
    return slots[slot] != null && slots[slot] != REMOVED;
  }

  @SuppressWarnings("unchecked") // an object that is neither null nor a tombstone is an entry
  private E entryAt(int slot) {
    return (E) Objects.requireNonNull(slots[slot]);
  }

  /** Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4). */
  static int hash(long first, long second) {
    return (int) (((first * 31 + second) * 0x9E3779B97F4A7C15L) >>> 32);
  }
}
