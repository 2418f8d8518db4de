// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands under names, found by open addressing: names come from a parser that interns them or
 * from a class's own properties, so that most are found by identity at the first place. Immutable.
 *
 * @param <V> what stands there
 */
final class NameTable<V> {

  /** Places that are looked at for one name; more are no accident. */
  private static final int MAX_STEPS = 32;

  private final @Nullable String[] names;
  private final @Nullable Object[] values;
  private final int mask;

  /** Names that found no place near their own, because many were made to have the same one. */
  private final Map<String, V> crowd = new HashMap<>();

  NameTable(Map<String, V> entries) {
    int size = Integer.highestOneBit(Math.max(2, entries.size() * 2)) * 2;
    this.names = new String[size];
    this.values = new Object[size];
    this.mask = size - 1;
    entries.forEach(
        (name, value) -> {
          int place = place(name);
          int steps = 0;
          while (names[place] != null && steps < MAX_STEPS) {
            place = place + 1 & mask;
            steps++;
          }
          if (names[place] != null) {
            crowd.put(name, value);
            return;
          }
          names[place] = name.intern();
          values[place] = value;
        });
  }

  /** How many places there are. */
  int slots() {
    return names.length;
  }

  /** What stands under any name. */
  @SuppressWarnings("unchecked") // only values of V go in
  List<V> values() {
    List<V> all = new ArrayList<>(crowd.values());
    for (Object each : values) {
      if (each != null) {
        all.add((V) each);
      }
    }
    return all;
  }

  private int place(String name) {
    int hash = name.hashCode();
    return (hash ^ hash >>> 15) & mask;
  }

  @SuppressWarnings({"unchecked", "ReferenceEquality"}) // only values of V go in; equals follows
  @Nullable V get(String name) {
    int place = place(name);
    for (int steps = 0; steps <= MAX_STEPS; steps++) {
      String there = names[place];
      if (there == null) {
        return null;
      }
      if (there == name || there.equals(name)) {
        return (V) values[place];
      }
      place = place + 1 & mask;
    }
    return crowd.get(name);
  }
}
