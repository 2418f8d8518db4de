// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map from numbers of up to 128 bits (schema ids and GUIDs) to values, optimized for
 * reads.
 *
 * @param <V> the values, safe to publish without synchronization
 */
final class IdTable<V> extends OpenAddressingTable<IdTable.Entry<V>> {

  /** An empty table. */
  IdTable(int maxEntries) {
    super(maxEntries);
  }

  @SuppressWarnings("unchecked") // put adds values only
  @Nullable V get(long high, long low) {
    @Nullable Object[] slots = slots();
    int mask = slots.length - 1;
    int slot = hash(high, low) & mask;
    for (Object here = slots[slot]; here != null; here = slots[slot]) {
      if (here instanceof Entry<?> entry && entry.low == low && entry.high == high) {
        return (V) entry.value;
      }
      slot = (slot + 1) & mask;
    }
    return null;
  }

  void put(long high, long low, V value) {
    putEntry(new Entry<>(high, low, value));
  }

  /** Removes the entry if it still holds this value, by identity. */
  void remove(long high, long low, V value) {
    removeEntry(new Entry<>(high, low, value));
  }

  /** The sum of a property of all values. */
  long sum(ToLongFunction<V> property) {
    return sumOf(entry -> property.applyAsLong(entry.value));
  }

  @Override
  int hashOf(Entry<V> entry) {
    return hash(entry.high, entry.low);
  }

  @Override
  boolean hasSameKey(Entry<V> first, Entry<V> second) {
    return first.low == second.low && first.high == second.high;
  }

  @Override
  boolean isSameEntry(Entry<V> first, Entry<V> second) {
    return first.value == second.value;
  }

  record Entry<V>(long high, long low, V value) {}
}
