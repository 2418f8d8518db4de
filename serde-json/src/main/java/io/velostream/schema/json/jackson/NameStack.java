// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of all objects that are open in a document, outermost first, and one table of places
 * among them. It serves one document after another and is never cleared: what the table says of a
 * place is true only if it is below the top of the stack and the name there knows the table's slot
 * as its own (Briggs and Torczon, "An efficient representation for sparse sets", 1993); all else is
 * free. Names leave in the reverse order in which they came, so that no search from slot to slot
 * ends too early.
 *
 * <p>A document whose names were made to collide goes on with a hash set for each object.
 */
final class NameStack {

  /** There is such a name already. */
  static final int TWICE = -1;

  /** The name belongs into the object's {@link #crowd}. */
  static final int CROWDED = -2;

  /** Slots for each name that there is room for. */
  private static final int SLOTS = 4;

  private static final int FEW = 16;

  /** Slots that are looked at for one name; more are no accident. */
  private static final int MAX_STEPS = 32;

  /** Names that there may be room for, and characters of each, from one document to the next. */
  private static final int MAX_KEPT = 256;

  private static final int SPREAD = 0x9E3779B9;

  private @Nullable String[] names = new String[FEW];

  /** For each name its hash, which its object is part of, and below it the slot it has. */
  private long[] keys = new long[FEW];

  private int[] slots = new int[FEW * SLOTS];
  private boolean isTooLong;
  private @Nullable Map<UniqueNames, Set<String>> crowds;

  /** Forgets what is too much to be kept for the next document. */
  void tidy() {
    crowds = null;
    if (isTooLong || names.length > MAX_KEPT) {
      isTooLong = false;
      names = new String[FEW];
      keys = new long[FEW];
      slots = new int[FEW * SLOTS];
    }
  }

  /**
   * Puts a name onto the stack, if it is new in its object.
   *
   * @param first where the names of the object begin
   * @param top where they end
   * @return the slot that it has got; {@link #TWICE} or {@link #CROWDED}
   */
  int push(String name, int first, int top) {
    if (crowds != null) {
      return CROWDED;
    }
    if (top == names.length) {
      grow();
    }
    int hash = name.hashCode() + first * SPREAD;
    int slot = slot(hash);
    for (int steps = 0; isUsed(slot, top); steps++) {
      int place = slots[slot];
      if (place >= first && name.equals(names[place])) {
        return TWICE;
      }
      if (steps == MAX_STEPS) {
        return CROWDED;
      }
      slot = slot + 1 & slots.length - 1;
    }
    put(name, top);
    keys[top] = (long) hash << Integer.SIZE | slot;
    slots[slot] = top;
    return slot;
  }

  /** Mostly it stands there from the last document: the parser gives the same object each time. */
  @SuppressWarnings("ReferenceEquality") // another string that is equal is put there, no harm done
  private void put(String name, int place) {
    if (names[place] != name) {
      names[place] = name;
      isTooLong |= name.length() > MAX_KEPT;
    }
  }

  private int slot(int hash) {
    return (hash ^ hash >>> 15) & slots.length - 1;
  }

  /** Whether a slot leads to one of the names below {@code top}. */
  private boolean isUsed(int slot, int top) {
    int place = slots[slot];
    return place < top && (int) keys[place] == slot;
  }

  private void grow() {
    int used = names.length;
    names = Arrays.copyOf(names, used * 2);
    keys = Arrays.copyOf(keys, used * 2);
    slots = new int[used * 2 * SLOTS];
    for (int place = 0; place < used; place++) {
      int hash = (int) (keys[place] >>> Integer.SIZE);
      int slot = slot(hash);
      while (isUsed(slot, place)) {
        slot = slot + 1 & slots.length - 1;
      }
      keys[place] = (long) hash << Integer.SIZE | slot;
      slots[slot] = place;
    }
  }

  /**
   * All names of an object, from now on.
   *
   * @param first where those begin that are on the stack
   * @param top where they end
   */
  Set<String> crowd(UniqueNames object, int first, int top) {
    Map<UniqueNames, Set<String>> all = crowds;
    if (all == null) {
      all = new HashMap<>();
      crowds = all;
    }
    return all.computeIfAbsent(
        object, each -> new HashSet<>(Arrays.asList(names).subList(first, top)));
  }

  /** Forgets an object that has ended. */
  void end(UniqueNames object) {
    if (crowds != null) {
      crowds.remove(object);
    }
  }
}
