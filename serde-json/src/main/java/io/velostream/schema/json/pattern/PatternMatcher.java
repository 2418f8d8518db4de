// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Searches a pattern in a text: a backtracking interpreter of instructions (ECMA 262, section
 * 22.2.2). Not recursive, so long texts do not overflow the stack of the thread. Single use.
 *
 * <p>Alternatives are kept on a stack. An entry has three numbers: an address, a position, and for
 * a loop over a set the position of its minimum count, else -1. Changes of registers are also
 * pushed, as the complement of the register number and the old value, and undone by backtracking.
 * Registers of lookarounds are not saved, because lookarounds are atomic.
 *
 * <p>After a number of steps, failed states of loops are memoized, if the rest of the match depends
 * on the position only. Nested loops then take polynomial instead of exponential time.
 */
final class PatternMatcher {

  private static final int ENTRY = 3;
  private static final int FIRST_ENTRIES = 8;

  /** Number of steps before states are memoized. */
  private static final int STEPS_BEFORE_MEMOIZATION = 2_000;

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
  private int position;
  private long steps;
  private @Nullable FailedStates failedStates;

  PatternMatcher(PatternProgram program, String text, int maxSteps) {
    this.program = program;
    this.code = program.code;
    this.text = text;
    this.end = text.length();
    this.maxSteps = maxSteps;
    this.registers = new int[program.traits.registers()];
  }

  /** The number of steps: code points read, iterations, and pushed entries. */
  long steps() {
    return steps;
  }

  /**
   * Whether the pattern matches anywhere.
   *
   * @throws BoundedPattern.TooManySteps when the step limit is exceeded
   */
  boolean find() {
    CodePointSet first = program.traits.first();
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
    position = start;
    Arrays.fill(registers, 0, program.traits.captures(), -1);
    while (code[pc] != PatternProgram.MATCH) {
      if (!execute(code[pc]) && !backtrack()) {
        return false;
      }
    }
    return true;
  }

  /** Executes an instruction. Returns false when it fails. */
  private boolean execute(int instruction) {
    return switch (instruction) {
      case PatternProgram.CHAR -> advance(readNext() == code[pc + 1], 2);
      case PatternProgram.SET -> advance(isIn(code[pc + 1], readNext()), 2);
      case PatternProgram.SET_LOOP -> executeSetLoop();
      case PatternProgram.CHAR_BACK -> advance(readPrevious() == code[pc + 1], 2);
      case PatternProgram.SET_BACK -> advance(isIn(code[pc + 1], readPrevious()), 2);
      case PatternProgram.SPLIT -> {
        executeSplit();
        yield true;
      }
      case PatternProgram.JUMP -> {
        pc = code[pc + 1];
        yield true;
      }
      case PatternProgram.START -> advance(position == 0, 1);
      case PatternProgram.END -> advance(position == end, 1);
      case PatternProgram.WORD -> advance(isWord(position - 1) != isWord(position), 1);
      case PatternProgram.NOT_WORD -> advance(isWord(position - 1) == isWord(position), 1);
      default ->
          instruction < PatternProgram.INIT ? executeGroup(instruction) : executeLoop(instruction);
    };
  }

  private boolean executeGroup(int instruction) {
    return switch (instruction) {
      case PatternProgram.OPEN -> {
        set(code[pc + 1], position);
        yield advance(true, 2);
      }
      case PatternProgram.CLOSE -> closeGroup(registers[code[pc + 2]], position);
      case PatternProgram.CLOSE_BACK -> closeGroup(position, registers[code[pc + 2]]);
      case PatternProgram.REFERENCE -> advance(matchesReference(code[pc + 1]), 2);
      default -> advance(matchesReferenceBackward(code[pc + 1]), 2);
    };
  }

  private boolean executeLoop(int instruction) {
    return switch (instruction) {
      case PatternProgram.INIT -> {
        set(code[pc + 1], 0);
        yield advance(true, 2);
      }
      case PatternProgram.MEMO ->
          advance(steps < STEPS_BEFORE_MEMOIZATION || isNewState(code[pc + 1]), 2);
      case PatternProgram.TEST -> executeTest(registers[code[pc + 1]]);
      case PatternProgram.ENTER -> enterIteration(code[pc + 1]);
      case PatternProgram.REPEAT -> endIteration(code[pc + 1]);
      case PatternProgram.LOOK -> enterLookaround(code[pc + 1]);
      case PatternProgram.LOOK_NOT -> {
        registers[code[pc + 1]] = top;
        push(code[pc + 2], position, -1);
        yield advance(true, 3);
      }
      case PatternProgram.LOOK_MATCHED -> leaveLookaround(code[pc + 1]);
      case PatternProgram.LOOK_NOT_MATCHED -> {
        unwind(registers[code[pc + 1]]);
        yield false;
      }
      default -> throw new IllegalStateException("unknown instruction " + instruction);
    };
  }

  private boolean advance(boolean isDone, int length) {
    pc += length;
    return isDone;
  }

  /** Reads the next code point; -1 at the end of the text. */
  private int readNext() {
    if (position == end) {
      return -1;
    }
    step();
    int found = text.codePointAt(position);
    position += Character.charCount(found);
    return found;
  }

  private int readPrevious() {
    if (position == 0) {
      return -1;
    }
    step();
    int found = text.codePointBefore(position);
    position -= Character.charCount(found);
    return found;
  }

  private boolean isIn(int set, int codePoint) {
    return codePoint >= 0 && program.sets[set].contains(codePoint);
  }

  /** Whether the next code point is in a set, or there is no set. */
  private boolean canBegin(int set) {
    return set < 0 || (position < end && program.sets[set].contains(text.codePointAt(position)));
  }

  private void executeSplit() {
    if (canBegin(code[pc + 2])) {
      push(code[pc + 1], position, -1);
      pc += 3;
    } else {
      pc = code[pc + 1];
    }
  }

  private boolean isWord(int index) {
    return index >= 0 && index < end && CodePointSet.WORD.contains(text.charAt(index));
  }

  private boolean executeSetLoop() {
    CodePointSet set = program.sets[code[pc + 1]];
    int least = code[pc + 2];
    int most = code[pc + 3];
    int leastPlace = position;
    int count = 0;
    while (count < most && position < end) {
      int found = text.codePointAt(position);
      if (!set.contains(found)) {
        break;
      }
      step();
      position += Character.charCount(found);
      count++;
      leastPlace = count == least ? position : leastPlace;
    }
    if (count > least) {
      push(pc + 4, position, leastPlace);
    }
    return advance(count >= least, 4);
  }

  /** Sets a register. The old value is restored by backtracking. */
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

  /** Backtracks to the most recent alternative. Returns false when there is none. */
  private boolean backtrack() {
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

  /** Resumes at a position, or one code point before it in a loop over a set. */
  private void resume(int at, int leastPlace) {
    position = at;
    if (leastPlace >= 0) {
      step();
      position -= Character.charCount(text.codePointBefore(at));
      if (position > leastPlace) {
        stack[top + 1] = position;
        top += ENTRY;
      }
    }
  }

  /** Undoes changes down to a height of the stack. */
  private void unwind(int height) {
    while (top > height) {
      top -= ENTRY;
      if (stack[top] < 0) {
        registers[~stack[top]] = stack[top + 1];
      }
    }
  }

  private boolean closeGroup(int from, int to) {
    int group = code[pc + 1];
    set(group, from);
    set(group + 1, to);
    return advance(true, 3);
  }

  private boolean matchesReference(int group) {
    int index = registers[group];
    int last = registers[group + 1];
    while (index >= 0 && index < last) {
      int expected = text.codePointAt(index);
      if (readNext() != expected) {
        return false;
      }
      index += Character.charCount(expected);
    }
    return true;
  }

  private boolean matchesReferenceBackward(int group) {
    int first = registers[group];
    int index = registers[group + 1];
    while (first >= 0 && index > first) {
      int expected = text.codePointBefore(index);
      if (readPrevious() != expected) {
        return false;
      }
      index -= Character.charCount(expected);
    }
    return true;
  }

  /** Whether the state of a loop is new, or memoization does not apply. */
  private boolean isNewState(int memo) {
    int[] loops = program.memos[memo];
    for (int i = 0; i < loops.length; i += 2) {
      boolean isAround = i > 0;
      if (registers[loops[i]] < loops[i + 1] || (isAround && registers[loops[i] + 1] == position)) {
        return true;
      }
    }
    if (failedStates == null) {
      failedStates = new FailedStates(program.memos.length, end + 1);
    }
    return failedStates.isNew(memo, position);
  }

  private boolean executeTest(int count) {
    int enter = pc + 7;
    int exit = code[pc + 5];
    if (count >= code[pc + 3]) {
      pc = exit;
    } else if (count < code[pc + 2]) {
      pc = enter;
    } else if (!canBegin(code[pc + 6])) {
      pc = exit;
    } else if (code[pc + 4] == 1) {
      push(exit, position, -1);
      pc = enter;
    } else {
      push(enter, position, -1);
      pc = exit;
    }
    return true;
  }

  /** Starts an iteration. Counts a step, because an iteration may not read any character. */
  private boolean enterIteration(int register) {
    step();
    if (registers[register] <= code[pc + 2]) {
      set(register, registers[register] + 1);
    }
    set(register + 1, position);
    for (int i = code[pc + 3]; i <= code[pc + 4]; i++) {
      if (registers[i] >= 0) {
        set(i, -1);
      }
    }
    return advance(true, 5);
  }

  /** Ends an iteration. An empty iteration fails, unless it is needed for the minimum count. */
  private boolean endIteration(int register) {
    boolean isNeeded = registers[register] <= code[pc + 2];
    boolean isDone = isNeeded || registers[register + 1] != position;
    pc = code[pc + 3];
    return isDone;
  }

  private boolean enterLookaround(int register) {
    registers[register] = top;
    registers[register + 1] = position;
    return advance(true, 2);
  }

  /**
   * Ends a lookaround that has matched. Removes its alternatives, because lookarounds are atomic.
   */
  private boolean leaveLookaround(int register) {
    int retained = registers[register];
    for (int i = retained; i < top; i += ENTRY) {
      if (stack[i] < 0) {
        System.arraycopy(stack, i, stack, retained, ENTRY);
        retained += ENTRY;
      }
    }
    top = retained;
    position = registers[register + 1];
    return advance(true, 2);
  }
}
