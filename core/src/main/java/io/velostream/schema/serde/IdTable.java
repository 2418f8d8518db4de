// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map from numbers of up to 128 bits (schema ids and GUIDs) to values, made to be read.
 *
 * <p>Open addressing with linear probing over one immutable snapshot: a reader loads the snapshot
 * and probes, without lock, boxing or allocation. A writer copies the snapshot, and tries again
 * when another writer was quicker; writing is rare, since each entry costs a schema lookup. When
 * full, a new entry puts out another one picked by a mixed counter: unlike recency, that keeps a
 * share of hits when more keys are polled in turn than fit.
 *
 * @param <V> the values
 */
final class IdTable<V> {

  private static final int SMALLEST = 16;
  private static final int NONE = -1;

  private final int maxEntries;
  private final AtomicReference<Snapshot> snapshot = new AtomicReference<>(new Snapshot(SMALLEST));

  IdTable(int maxEntries) {
    this.maxEntries = maxEntries;
  }

  @SuppressWarnings("unchecked") // put lets in nothing but values
  @Nullable V get(long high, long low) {
    return (V) current().find(high, low);
  }

  void put(long high, long low, V value) {
    Entry entry = new Entry(high, low, value);
    Snapshot current;
    do { // no lambda: to link one would be part of a cold JVM's first record
      current = current();
    } while (!snapshot.compareAndSet(current, current.with(entry, maxEntries)));
  }

  /** Removes the entry if it still holds this very value. */
  void remove(long high, long low, V value) {
    snapshot.updateAndGet(
        current -> current.find(high, low) == value ? current.without(high, low) : current);
  }

  int size() {
    return current().size;
  }

  /** The sum of a property of all values. */
  long sum(ToLongFunction<V> property) {
    long sum = 0;
    for (Object value : current().values) {
      if (value != null) {
        @SuppressWarnings("unchecked") // put lets in nothing but values
        V one = (V) value;
        sum += property.applyAsLong(one);
      }
    }
    return sum;
  }

  private Snapshot current() {
    return Objects.requireNonNull(snapshot.get());
  }

  private record Entry(long high, long low, Object value) {}

  /** Never changed once published. */
  private static final class Snapshot {

    private final long[] keys;
    private final @Nullable Object[] values;
    private int size;
    private int evictions;

    Snapshot(int capacity) {
      keys = new long[2 * capacity];
      values = new @Nullable Object[capacity];
    }

    @Nullable Object find(long high, long low) {
      return values[slot(high, low)];
    }

    /** The slot of the key, or the empty one where it belongs. */
    private int slot(long high, long low) {
      int mask = values.length - 1;
      int slot = hash(high, low) & mask;
      while (values[slot] != null && (keys[2 * slot] != high || keys[2 * slot + 1] != low)) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }

    Snapshot with(Entry entry, int maxEntries) {
      boolean evicts = size >= maxEntries && find(entry.high, entry.low) == null;
      int capacity = 2 * (size + 1) > values.length ? 2 * values.length : values.length;
      Snapshot next = copyWithout(evicts ? victim() : NONE, capacity);
      next.evictions += evicts ? 1 : 0;
      next.add(entry.high, entry.low, entry.value);
      return next;
    }

    Snapshot without(long high, long low) {
      return copyWithout(slot(high, low), values.length);
    }

    private Snapshot copyWithout(int left, int capacity) {
      Snapshot next = new Snapshot(capacity);
      next.evictions = evictions;
      for (int slot = 0; slot < values.length; slot++) {
        Object value = values[slot];
        if (value != null && slot != left) {
          next.add(keys[2 * slot], keys[2 * slot + 1], value);
        }
      }
      return next;
    }

    private void add(long high, long low, Object value) {
      int slot = slot(high, low);
      size += values[slot] == null ? 1 : 0;
      keys[2 * slot] = high;
      keys[2 * slot + 1] = low;
      values[slot] = value;
    }

    /** The first full slot at or after a place that looks random but is not. */
    private int victim() {
      int slot = hash(evictions, size) & (values.length - 1);
      while (values[slot] == null) {
        slot = (slot + 1) & (values.length - 1);
      }
      return slot;
    }

    /** Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4). */
    private static int hash(long high, long low) {
      long mixed = (high * 31 + low) * 0x9E3779B97F4A7C15L;
      return (int) (mixed >>> 32);
    }
  }
}
