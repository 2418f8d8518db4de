// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

import org.jspecify.annotations.Nullable;

/**
 * A regular expression compiled into instructions. An instruction is its code, one of the
 * constants, followed by the operands that the constant lists; addresses are indexes into the code.
 * Those named {@code BACK} read what stands before the place, as the body of a lookbehind does.
 */
final class PatternProgram {

  static final int MATCH = 0;

  /** A code point. */
  static final int CHAR = 1;

  static final int CHAR_BACK = 2;

  /** A set. */
  static final int SET = 3;

  static final int SET_BACK = 4;

  /** As many code points as possible, then fewer: set, least, most. */
  static final int SET_LOOP = 5;

  /**
   * Goes on, and later to an address; there at once if the next code point is not in a set:
   * address, set, or -1 for none.
   */
  static final int SPLIT = 6;

  /** An address. */
  static final int JUMP = 7;

  static final int START = 8;
  static final int END = 9;
  static final int WORD = 10;
  static final int NOT_WORD = 11;

  /** Keeps the place in a register. */
  static final int OPEN = 12;

  /** Sets a group from a kept place: register of the group, register of the place. */
  static final int CLOSE = 13;

  static final int CLOSE_BACK = 14;

  /** What a group has matched: its register. */
  static final int REFERENCE = 15;

  static final int REFERENCE_BACK = 16;

  /** Begins a loop: register of its count, which that of the iteration's place follows. */
  static final int INIT = 17;

  /** Fails where the loop has been at this place before: index of a memo. */
  static final int MEMO = 18;

  /**
   * Goes on, ends the loop, or both in turn: register, least, most, 1 if greedy, its end, and as
   * for {@link #SPLIT} a set or -1.
   */
  static final int TEST = 19;

  /**
   * Begins an iteration: register, the count that need not be passed by more than one, first and
   * last register of the groups within.
   */
  static final int ENTER = 20;

  /** Ends an iteration: register, least count, address of the test. */
  static final int REPEAT = 21;

  /** Begins a lookaround: register, which that of the place follows. */
  static final int LOOK = 22;

  static final int LOOK_MATCHED = 23;

  /** The same, negative: register, address to go to when the body fails. */
  static final int LOOK_NOT = 24;

  static final int LOOK_NOT_MATCHED = 25;

  final int[] code;

  /** What operands named {@code set} are indexes of. */
  final CodePoints[] sets;

  /** For each {@link #MEMO} registers and least counts of its loop and of those around it. */
  final int[][] memos;

  final Traits traits;

  PatternProgram(int[] code, CodePoints[] sets, int[][] memos, Traits traits) {
    this.code = code;
    this.sets = sets;
    this.memos = memos;
    this.traits = traits;
  }

  /**
   * What is known of an expression.
   *
   * @param captures registers that begin as -1: first and last index of each group that is referred
   *     to
   * @param registers all registers, which begin with the captures
   * @param isAnchored whether it can match at the start of the text only
   * @param first what a match begins with; null where that is not known, or it may be empty
   */
  record Traits(int captures, int registers, boolean isAnchored, @Nullable CodePoints first) {}

  /** Roughly what this takes in memory, in bytes. */
  long bytes() {
    long bytes = 128 + 4L * code.length + 4L * sets.length;
    for (CodePoints each : sets) {
      bytes += each.bytes();
    }
    for (int[] each : memos) {
      bytes += 24 + 4L * each.length;
    }
    return bytes;
  }
}
