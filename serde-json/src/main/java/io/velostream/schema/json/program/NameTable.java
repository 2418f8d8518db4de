// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of names with open addressing. Names usually come from a parser that interns them,
 * or from the properties of a class, so most lookups succeed by identity at the first probe.
 * Immutable.
 *
 * @param <V> the type of values
 */
final class NameTable<V> {

  /** Maximum number of probes for one name. More indicate an attack. */
  private static final int MAX_PROBES = 32;

  private final @Nullable String[] names;
  private final @Nullable Object[] values;
  private final int mask;

  /** Names that exceed the maximum number of probes because of hash collisions. */
  private final Map<String, V> overflow = new HashMap<>();

  NameTable(Map<String, V> entries) {
    int size = Integer.highestOneBit(Math.max(2, entries.size() * 2)) * 2;
    this.names = new String[size];
    this.values = new Object[size];
    this.mask = size - 1;
    entries.forEach(
        (name, value) -> {
          int slot = slot(name);
          int steps = 0;
          while (names[slot] != null && steps < MAX_PROBES) {
            slot = slot + 1 & mask;
            steps++;
          }
          if (names[slot] != null) {
            overflow.put(name, value);
            return;
          }
          names[slot] = name.intern();
          values[slot] = value;
        });
  }

  /** The number of slots. */
  int slots() {
    return names.length;
  }

  /** All values. */
  @SuppressWarnings("unchecked") // only values of V go in
  List<V> values() {
    List<V> all = new ArrayList<>(overflow.values());
    for (Object each : values) {
      if (each != null) {
        all.add((V) each);
      }
    }
    return all;
  }

  private int slot(String name) {
    int hash = name.hashCode();
    return (hash ^ hash >>> 15) & mask;
  }

  @SuppressWarnings({"unchecked", "ReferenceEquality"}) // only values of V go in; equals follows
  @Nullable V get(String name) {
    int slot = slot(name);
    for (int steps = 0; steps <= MAX_PROBES; steps++) {
      String there = names[slot];
      if (there == null) {
        return null;
      }
      if (there == name || there.equals(name)) {
        return (V) values[slot];
      }
      slot = slot + 1 & mask;
    }
    return overflow.get(name);
  }
}
