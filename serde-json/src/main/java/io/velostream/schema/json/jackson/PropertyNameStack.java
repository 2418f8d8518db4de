// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stack of the property names of all open objects of a document, with a hash table of positions
 * in the stack. It is reused for the next document without clearing: a table entry is valid only if
 * its position is below the top of the stack and the name there points back to the slot (Briggs and
 * Torczon, "An efficient representation for sparse sets", 1993). Names are removed in reverse order
 * of insertion, so linear probing needs no tombstones.
 *
 * <p>If a document has too many hash collisions, such as in an attack, a hash set per object is
 * used instead.
 */
final class PropertyNameStack {

  /** The object already has this name. */
  static final int DUPLICATE = -1;

  /** The name must be added to the object's {@link #overflowNames}. */
  static final int OVERFLOW = -2;

  /** Number of hash slots per name. */
  private static final int SLOTS_PER_NAME = 4;

  private static final int INITIAL_CAPACITY = 16;

  /** Maximum number of probes for one name. More indicate an attack. */
  private static final int MAX_PROBES = 32;

  /** Maximum capacity, and maximum length of a name, that is retained for the next document. */
  private static final int MAX_RETAINED = 256;

  private static final int HASH_MULTIPLIER = 0x9E3779B9;

  private @Nullable String[] names = new String[INITIAL_CAPACITY];

  /**
   * For each name: its hash in the upper bits, its slot in the lower bits. The hash depends on the
   * object.
   */
  private long[] keys = new long[INITIAL_CAPACITY];

  private int[] slots = new int[INITIAL_CAPACITY * SLOTS_PER_NAME];
  private boolean isTooLong;
  private @Nullable Map<DuplicateKeyReadContext, Set<String>> overflowSets;

  /** Releases memory that is too large to be retained for the next document. */
  void trim() {
    overflowSets = null;
    if (isTooLong || names.length > MAX_RETAINED) {
      isTooLong = false;
      names = new String[INITIAL_CAPACITY];
      keys = new long[INITIAL_CAPACITY];
      slots = new int[INITIAL_CAPACITY * SLOTS_PER_NAME];
    }
  }

  /**
   * Pushes a name if it is new in its object.
   *
   * @param first the position of the first name of the object
   * @param top the position after its last name
   * @return the slot of the name; {@link #DUPLICATE} or {@link #OVERFLOW}
   */
  int push(String name, int first, int top) {
    if (overflowSets != null) {
      return OVERFLOW;
    }
    if (top == names.length) {
      grow();
    }
    int hash = name.hashCode() + first * HASH_MULTIPLIER;
    int slot = slot(hash);
    for (int steps = 0; isUsed(slot, top); steps++) {
      int position = slots[slot];
      if (position >= first && name.equals(names[position])) {
        return DUPLICATE;
      }
      if (steps == MAX_PROBES) {
        return OVERFLOW;
      }
      slot = slot + 1 & slots.length - 1;
    }
    store(name, top);
    keys[top] = (long) hash << Integer.SIZE | slot;
    slots[slot] = top;
    return slot;
  }

  /**
   * Stores a name. Usually it is already there from the last document, because the parser interns
   * names.
   */
  @SuppressWarnings("ReferenceEquality") // an equal string is stored again, which is harmless
  private void store(String name, int position) {
    if (names[position] != name) {
      names[position] = name;
      isTooLong |= name.length() > MAX_RETAINED;
    }
  }

  private int slot(int hash) {
    return (hash ^ hash >>> 15) & slots.length - 1;
  }

  /** Whether a slot has a valid entry below {@code top}. */
  private boolean isUsed(int slot, int top) {
    int position = slots[slot];
    return position < top && (int) keys[position] == slot;
  }

  private void grow() {
    int used = names.length;
    names = Arrays.copyOf(names, used * 2);
    keys = Arrays.copyOf(keys, used * 2);
    slots = new int[used * 2 * SLOTS_PER_NAME];
    for (int position = 0; position < used; position++) {
      int hash = (int) (keys[position] >>> Integer.SIZE);
      int slot = slot(hash);
      while (isUsed(slot, position)) {
        slot = slot + 1 & slots.length - 1;
      }
      keys[position] = (long) hash << Integer.SIZE | slot;
      slots[slot] = position;
    }
  }

  /**
   * Returns the set of all names of an object, which replaces the stack from now on.
   *
   * @param first the position of its first name on the stack
   * @param top the position after its last name
   */
  Set<String> overflowNames(DuplicateKeyReadContext object, int first, int top) {
    Map<DuplicateKeyReadContext, Set<String>> all = overflowSets;
    if (all == null) {
      all = new HashMap<>();
      overflowSets = all;
    }
    return all.computeIfAbsent(
        object, each -> new HashSet<>(Arrays.asList(names).subList(first, top)));
  }

  /** Removes the names of an object that has ended. */
  void endObject(DuplicateKeyReadContext object) {
    if (overflowSets != null) {
      overflowSets.remove(object);
    }
  }
}
