// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One search of a pattern in a text: a backtracking interpreter of instructions, as section 22.2.2
 * of ECMA 262 describes matching. It calls itself nowhere, so that no text is too long for the
 * stack of the thread.
 *
 * <p>What may be tried later is kept on a stack of entries of three numbers: an address, the place
 * to go on from, and for a loop over one set the place of its least count, else -1. A change of a
 * register is kept there too, as the complement of its number and the old value, and undone on the
 * way back; but not those of lookarounds, which nothing leads back into.
 *
 * <p>After some steps, loops remember the places that they have been at, if nothing but the place
 * decides how the match goes on. To come there again is to fail again; so that nested loops take
 * time polynomial in the text where all tries would take exponential time.
 */
final class PatternRun {

  private static final int ENTRY = 3;
  private static final int FIRST_ENTRIES = 8;

  /** Steps before places are remembered. */
  private static final int UNREMEMBERED_STEPS = 2_000;

  private static final int[] NO_ENTRIES = {};

  private final PatternProgram program;
  private final int[] code;
  private final String text;
  private final int end;
  private final int maxSteps;
  private final int[] registers;

  private int[] stack = NO_ENTRIES;
  private int top;
  private int pc;
  private int place;
  private long steps;
  private @Nullable FailedPlaces failed;

  PatternRun(PatternProgram program, String text, int maxSteps) {
    this.program = program;
    this.code = program.code;
    this.text = text;
    this.end = text.length();
    this.maxSteps = maxSteps;
    this.registers = new int[program.traits.registers()];
  }

  /** Code points read, iterations, and entries made of what may be tried later. */
  long steps() {
    return steps;
  }

  /**
   * Whether the pattern matches anywhere.
   *
   * @throws BoundedPattern.TooManySteps when that takes too many steps
   */
  boolean find() {
    CodePoints first = program.traits.first();
    for (int start = 0; start <= end; ) {
      int next = start < end ? text.codePointAt(start) : -1;
      boolean canStart = first == null || (next >= 0 && first.contains(next));
      if (canStart && matchesAt(start)) {
        return true;
      }
      if (program.traits.isAnchored()) {
        return false;
      }
      step();
      start += next < 0 ? 1 : Character.charCount(next);
    }
    return false;
  }

  private void step() {
    if (++steps > maxSteps) {
      throw new BoundedPattern.TooManySteps(maxSteps);
    }
  }

  private boolean matchesAt(int start) {
    pc = 0;
    place = start;
    Arrays.fill(registers, 0, program.traits.captures(), -1);
    while (code[pc] != PatternProgram.MATCH) {
      if (!isDone(code[pc]) && !goesBack()) {
        return false;
      }
    }
    return true;
  }

  /** Runs an instruction; false when it fails. */
  private boolean isDone(int instruction) {
    return switch (instruction) {
      case PatternProgram.CHAR -> ends(next() == code[pc + 1], 2);
      case PatternProgram.SET -> ends(isIn(code[pc + 1], next()), 2);
      case PatternProgram.SET_LOOP -> loopsOverSet();
      case PatternProgram.CHAR_BACK -> ends(previous() == code[pc + 1], 2);
      case PatternProgram.SET_BACK -> ends(isIn(code[pc + 1], previous()), 2);
      case PatternProgram.SPLIT -> {
        splits();
        yield true;
      }
      case PatternProgram.JUMP -> {
        pc = code[pc + 1];
        yield true;
      }
      case PatternProgram.START -> ends(place == 0, 1);
      case PatternProgram.END -> ends(place == end, 1);
      case PatternProgram.WORD -> ends(isWord(place - 1) != isWord(place), 1);
      case PatternProgram.NOT_WORD -> ends(isWord(place - 1) == isWord(place), 1);
      default ->
          instruction < PatternProgram.INIT ? isGroupDone(instruction) : isLoopDone(instruction);
    };
  }

  private boolean isGroupDone(int instruction) {
    return switch (instruction) {
      case PatternProgram.OPEN -> {
        set(code[pc + 1], place);
        yield ends(true, 2);
      }
      case PatternProgram.CLOSE -> closes(registers[code[pc + 2]], place);
      case PatternProgram.CLOSE_BACK -> closes(place, registers[code[pc + 2]]);
      case PatternProgram.REFERENCE -> ends(repeats(code[pc + 1]), 2);
      default -> ends(repeatsBack(code[pc + 1]), 2);
    };
  }

  private boolean isLoopDone(int instruction) {
    return switch (instruction) {
      case PatternProgram.INIT -> {
        set(code[pc + 1], 0);
        yield ends(true, 2);
      }
      case PatternProgram.MEMO -> ends(steps < UNREMEMBERED_STEPS || isNew(code[pc + 1]), 2);
      case PatternProgram.TEST -> tests(registers[code[pc + 1]]);
      case PatternProgram.ENTER -> enters(code[pc + 1]);
      case PatternProgram.REPEAT -> repeatsLoop(code[pc + 1]);
      case PatternProgram.LOOK -> looks(code[pc + 1]);
      case PatternProgram.LOOK_NOT -> {
        registers[code[pc + 1]] = top;
        push(code[pc + 2], place, -1);
        yield ends(true, 3);
      }
      case PatternProgram.LOOK_MATCHED -> keepsLook(code[pc + 1]);
      case PatternProgram.LOOK_NOT_MATCHED -> {
        unwind(registers[code[pc + 1]]);
        yield false;
      }
      default -> throw new IllegalStateException("unknown instruction " + instruction);
    };
  }

  private boolean ends(boolean isDone, int length) {
    pc += length;
    return isDone;
  }

  /** Reads the code point at the place; -1 at the end of the text. */
  private int next() {
    if (place == end) {
      return -1;
    }
    step();
    int found = text.codePointAt(place);
    place += Character.charCount(found);
    return found;
  }

  private int previous() {
    if (place == 0) {
      return -1;
    }
    step();
    int found = text.codePointBefore(place);
    place -= Character.charCount(found);
    return found;
  }

  private boolean isIn(int set, int codePoint) {
    return codePoint >= 0 && program.sets[set].contains(codePoint);
  }

  /** Whether the next code point is in a set, or the set is none. */
  private boolean canBegin(int set) {
    return set < 0 || (place < end && program.sets[set].contains(text.codePointAt(place)));
  }

  private void splits() {
    if (canBegin(code[pc + 2])) {
      push(code[pc + 1], place, -1);
      pc += 3;
    } else {
      pc = code[pc + 1];
    }
  }

  private boolean isWord(int index) {
    return index >= 0 && index < end && CodePoints.WORD.contains(text.charAt(index));
  }

  private boolean loopsOverSet() {
    CodePoints set = program.sets[code[pc + 1]];
    int least = code[pc + 2];
    int most = code[pc + 3];
    int leastPlace = place;
    int count = 0;
    while (count < most && place < end) {
      int found = text.codePointAt(place);
      if (!set.contains(found)) {
        break;
      }
      step();
      place += Character.charCount(found);
      count++;
      leastPlace = count == least ? place : leastPlace;
    }
    if (count > least) {
      push(pc + 4, place, leastPlace);
    }
    return ends(count >= least, 4);
  }

  /** Sets a register until the way back, if there is one. */
  private void set(int register, int value) {
    if (top > 0) {
      push(~register, registers[register], -1);
    }
    registers[register] = value;
  }

  private void push(int address, int at, int leastPlace) {
    step();
    if (top == stack.length) {
      stack = Arrays.copyOf(stack, Math.max(2 * top, ENTRY * FIRST_ENTRIES));
    }
    stack[top] = address;
    stack[top + 1] = at;
    stack[top + 2] = leastPlace;
    top += ENTRY;
  }

  /** Goes back to what may be tried last; false when there is nothing. */
  private boolean goesBack() {
    while (top > 0) {
      top -= ENTRY;
      int address = stack[top];
      if (address < 0) {
        registers[~address] = stack[top + 1];
      } else {
        pc = address;
        resume(stack[top + 1], stack[top + 2]);
        return true;
      }
    }
    return false;
  }

  /** Goes on from a place, or one code point before it in a loop over one set. */
  private void resume(int at, int leastPlace) {
    place = at;
    if (leastPlace >= 0) {
      step();
      place -= Character.charCount(text.codePointBefore(at));
      if (place > leastPlace) {
        stack[top + 1] = place;
        top += ENTRY;
      }
    }
  }

  /** Undoes what was done, down to a height of the stack. */
  private void unwind(int height) {
    while (top > height) {
      top -= ENTRY;
      if (stack[top] < 0) {
        registers[~stack[top]] = stack[top + 1];
      }
    }
  }

  private boolean closes(int from, int to) {
    int group = code[pc + 1];
    set(group, from);
    set(group + 1, to);
    return ends(true, 3);
  }

  private boolean repeats(int group) {
    int index = registers[group];
    int last = registers[group + 1];
    while (index >= 0 && index < last) {
      int expected = text.codePointAt(index);
      if (next() != expected) {
        return false;
      }
      index += Character.charCount(expected);
    }
    return true;
  }

  private boolean repeatsBack(int group) {
    int first = registers[group];
    int index = registers[group + 1];
    while (first >= 0 && index > first) {
      int expected = text.codePointBefore(index);
      if (previous() != expected) {
        return false;
      }
      index -= Character.charCount(expected);
    }
    return true;
  }

  /** Whether a loop has not been at this place before, or that does not decide. */
  private boolean isNew(int memo) {
    int[] loops = program.memos[memo];
    for (int i = 0; i < loops.length; i += 2) {
      boolean isAround = i > 0;
      if (registers[loops[i]] < loops[i + 1] || (isAround && registers[loops[i] + 1] == place)) {
        return true;
      }
    }
    if (failed == null) {
      failed = new FailedPlaces(program.memos.length, end + 1);
    }
    return failed.isNew(memo, place);
  }

  private boolean tests(int count) {
    int enter = pc + 7;
    int exit = code[pc + 5];
    if (count >= code[pc + 3]) {
      pc = exit;
    } else if (count < code[pc + 2]) {
      pc = enter;
    } else if (!canBegin(code[pc + 6])) {
      pc = exit;
    } else if (code[pc + 4] == 1) {
      push(exit, place, -1);
      pc = enter;
    } else {
      push(enter, place, -1);
      pc = exit;
    }
    return true;
  }

  /** Counts a step, since an iteration may read no character. */
  private boolean enters(int register) {
    step();
    if (registers[register] <= code[pc + 2]) {
      set(register, registers[register] + 1);
    }
    set(register + 1, place);
    for (int i = code[pc + 3]; i <= code[pc + 4]; i++) {
      if (registers[i] >= 0) {
        set(i, -1);
      }
    }
    return ends(true, 5);
  }

  /** An iteration that the loop does not need must not be empty. */
  private boolean repeatsLoop(int register) {
    boolean isNeeded = registers[register] <= code[pc + 2];
    boolean isDone = isNeeded || registers[register + 1] != place;
    pc = code[pc + 3];
    return isDone;
  }

  private boolean looks(int register) {
    registers[register] = top;
    registers[register + 1] = place;
    return ends(true, 2);
  }

  /** Ends a lookahead or lookbehind that has matched: there is nothing to try within it later. */
  private boolean keepsLook(int register) {
    int kept = registers[register];
    for (int i = kept; i < top; i += ENTRY) {
      if (stack[i] < 0) {
        System.arraycopy(stack, i, stack, kept, ENTRY);
        kept += ENTRY;
      }
    }
    top = kept;
    place = registers[register + 1];
    return ends(true, 2);
  }
}
