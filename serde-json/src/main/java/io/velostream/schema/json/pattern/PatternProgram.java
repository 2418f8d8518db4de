// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

import org.jspecify.annotations.Nullable;

/**
 * A regular expression compiled to instructions. An instruction is an opcode, one of the constants,
 * followed by the operands in its comment. Addresses are indexes into the code. Instructions named
 * {@code BACK} match backward, as in a lookbehind.
 */
final class PatternProgram {

  static final int MATCH = 0;

  /** Matches a code point. Operand: code point. */
  static final int CHAR = 1;

  static final int CHAR_BACK = 2;

  /** Matches a code point of a set. Operand: set. */
  static final int SET = 3;

  static final int SET_BACK = 4;

  /** Greedy loop over a set. Operands: set, minimum, maximum. */
  static final int SET_LOOP = 5;

  /**
   * Continues, with an address as alternative. Jumps to the address immediately if the next code
   * point is not in the set. Operands: address, set or -1.
   */
  static final int SPLIT = 6;

  /** Jumps. Operand: address. */
  static final int JUMP = 7;

  static final int START = 8;
  static final int END = 9;
  static final int WORD = 10;
  static final int NOT_WORD = 11;

  /** Saves the position. Operand: register. */
  static final int OPEN = 12;

  /** Sets a group. Operands: register of the group, register of the saved position. */
  static final int CLOSE = 13;

  static final int CLOSE_BACK = 14;

  /** Back reference. Operand: register of the group. */
  static final int REFERENCE = 15;

  static final int REFERENCE_BACK = 16;

  /**
   * Initializes a loop. Operand: register of the count; the next register is the start of the
   * iteration.
   */
  static final int INIT = 17;

  /** Fails if the loop was at this position before. Operand: index of the memo. */
  static final int MEMO = 18;

  /**
   * Decides whether to iterate or to exit. Operands: register, minimum, maximum, 1 if greedy, exit
   * address, set or -1 as in {@link #SPLIT}.
   */
  static final int TEST = 19;

  /**
   * Starts an iteration. Operands: register, limit of counting, first and last register of the
   * groups in the body.
   */
  static final int ENTER = 20;

  /** Ends an iteration. Operands: register, minimum, address of the test. */
  static final int REPEAT = 21;

  /**
   * Starts a lookaround. Operand: register of the stack height; the next register is the position.
   */
  static final int LOOK = 22;

  static final int LOOK_MATCHED = 23;

  /**
   * Starts a negative lookaround. Operands: register, address to continue at when the body fails.
   */
  static final int LOOK_NOT = 24;

  static final int LOOK_NOT_MATCHED = 25;

  final int[] code;

  /** The sets, which operands refer to by index. */
  final CodePointSet[] sets;

  /** For each {@link #MEMO}: registers and minimum counts of its loop and the enclosing loops. */
  final int[][] memos;

  final Traits traits;

  PatternProgram(int[] code, CodePointSet[] sets, int[][] memos, Traits traits) {
    this.code = code;
    this.sets = sets;
    this.memos = memos;
    this.traits = traits;
  }

  /**
   * Properties of an expression.
   *
   * @param captures the number of capture registers, which are initialized to -1: start and end of
   *     each referenced group
   * @param registers the number of all registers; capture registers come first
   * @param isAnchored whether it can match at the start of the text only
   * @param first the possible first code points; null when unknown, or the match may be empty
   */
  record Traits(int captures, int registers, boolean isAnchored, @Nullable CodePointSet first) {}

  /** Estimates the memory of this program, in bytes. */
  long bytes() {
    long bytes = 128 + 4L * code.length + 4L * sets.length;
    for (CodePointSet each : sets) {
      bytes += each.bytes();
    }
    for (int[] each : memos) {
      bytes += 24 + 4L * each.length;
    }
    return bytes;
  }
}
