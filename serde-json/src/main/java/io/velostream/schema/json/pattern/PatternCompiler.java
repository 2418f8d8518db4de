// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

import io.velostream.schema.json.pattern.PatternNode.Alternatives;
import io.velostream.schema.json.pattern.PatternNode.Assertion;
import io.velostream.schema.json.pattern.PatternNode.CodePoint;
import io.velostream.schema.json.pattern.PatternNode.Group;
import io.velostream.schema.json.pattern.PatternNode.Lookaround;
import io.velostream.schema.json.pattern.PatternNode.Loop;
import io.velostream.schema.json.pattern.PatternNode.Reference;
import io.velostream.schema.json.pattern.PatternNode.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compiles a parsed expression to instructions. Quantifiers do not multiply the instructions. */
final class PatternCompiler {

  /** Maximum nesting of memoized loops. Deeper loops are bounded by the step limit only. */
  private static final int MAX_MEMOIZED_DEPTH = 8;

  /**
   * Limits for the union of the sets of alternatives: their number, and the memory of the union.
   */
  private static final int MAX_UNION = 64;

  private static final int MAX_UNION_BYTES = 2_000;

  private final PatternParser.Parsed parsed;

  /** Groups with back references, with the first of their two registers. */
  private final TreeMap<Integer, Integer> captures = new TreeMap<>();

  /** Indexes of sets, by identity. */
  private final Map<CodePointSet, Integer> sets = new LinkedHashMap<>();

  private final List<int[]> memos = new ArrayList<>();

  /** The enclosing loops, innermost first, with their registers. */
  private final Deque<Map.Entry<Loop, Integer>> loops = new ArrayDeque<>();

  private int[] code = new int[16];
  private int size;
  private int registers;
  private int lookarounds;
  private boolean isBackward;

  private PatternCompiler(PatternParser.Parsed parsed) {
    this.parsed = parsed;
    Set<Integer> found = new TreeSet<>();
    findReferred(parsed.root(), found);
    for (int group : found) {
      captures.put(group, register(2));
    }
  }

  static PatternProgram compile(PatternParser.Parsed parsed) {
    return new PatternCompiler(parsed).compileAll();
  }

  private PatternProgram compileAll() {
    compile(parsed.root());
    emit(PatternProgram.MATCH);
    return new PatternProgram(
        Arrays.copyOf(code, size),
        sets.keySet().toArray(CodePointSet[]::new),
        memos.toArray(int[][]::new),
        new PatternProgram.Traits(
            2 * captures.size(), registers, isAnchored(parsed.root()), first(parsed.root())));
  }

  private void findReferred(PatternNode node, Set<Integer> into) {
    if (node instanceof Reference reference) {
      into.add(parsed.number(reference));
    }
    within(node).forEach(each -> findReferred(each, into));
  }

  private static List<PatternNode> within(PatternNode node) {
    if (node instanceof Sequence sequence) {
      return sequence.parts();
    }
    if (node instanceof Alternatives alternatives) {
      return alternatives.parts();
    }
    if (node instanceof Group group) {
      return List.of(group.body());
    }
    if (node instanceof Loop loop) {
      return List.of(loop.body());
    }
    return node instanceof Lookaround look ? List.of(look.body()) : List.of();
  }

  private static boolean isAnchored(PatternNode node) {
    if (node instanceof Alternatives alternatives) {
      return alternatives.parts().stream().allMatch(PatternCompiler::isAnchored);
    }
    if (node instanceof Group group) {
      return isAnchored(group.body());
    }
    return node instanceof Sequence sequence
        ? !sequence.parts().isEmpty() && isAnchored(sequence.parts().get(0))
        : node == Assertion.START;
  }

  private static @Nullable CodePointSet first(PatternNode node) {
    if (node instanceof CodePoint codePoint) {
      return codePoint.set();
    }
    if (node instanceof Group group) {
      return first(group.body());
    }
    if (node instanceof Loop loop) {
      return loop.min() > 0 ? first(loop.body()) : null;
    }
    if (node instanceof Alternatives alternatives) {
      return union(alternatives.parts(), PatternCompiler::first);
    }
    return node instanceof Sequence sequence && !sequence.parts().isEmpty()
        ? first(sequence.parts().get(0))
        : null;
  }

  /**
   * The union of the sets of some parts; null when a part has no set, or the union is too large.
   */
  private static @Nullable CodePointSet union(
      List<PatternNode> parts, Function<PatternNode, @Nullable CodePointSet> sets) {
    if (parts.size() > MAX_UNION) {
      return null;
    }
    CodePointSet.Builder all = CodePointSet.builder();
    for (PatternNode each : parts) {
      CodePointSet found = sets.apply(each);
      if (found == null) {
        return null;
      }
      all.add(found);
    }
    CodePointSet union = all.build(false);
    return union.bytes() > MAX_UNION_BYTES ? null : union;
  }

  private int register(int count) {
    registers += count;
    return registers - count;
  }

  private void emit(int... instruction) {
    if (size + instruction.length > code.length) {
      code = Arrays.copyOf(code, 2 * (size + instruction.length));
    }
    System.arraycopy(instruction, 0, code, size, instruction.length);
    size += instruction.length;
  }

  private int set(CodePointSet set) {
    Integer known = sets.putIfAbsent(set, sets.size());
    return known == null ? sets.size() - 1 : known;
  }

  private void compile(PatternNode node) {
    if (node instanceof CodePoint codePoint) {
      single(codePoint.set());
    } else if (node instanceof Sequence sequence) {
      List<PatternNode> parts = new ArrayList<>(sequence.parts());
      if (isBackward) {
        Collections.reverse(parts);
      }
      parts.forEach(this::compile);
    } else if (node instanceof Alternatives alternatives) {
      alternatives(alternatives.parts());
    } else if (node instanceof Group group) {
      group(group);
    } else if (node instanceof Loop loop) {
      loop(loop);
    } else if (node instanceof Lookaround look) {
      lookaround(look);
    } else if (node instanceof Assertion assertion) {
      emit(assertion(assertion));
    } else if (node instanceof Reference reference) {
      int register = captures.getOrDefault(parsed.number(reference), 0);
      emit(isBackward ? PatternProgram.REFERENCE_BACK : PatternProgram.REFERENCE, register);
    }
  }

  private static int assertion(Assertion assertion) {
    return switch (assertion) {
      case START -> PatternProgram.START;
      case END -> PatternProgram.END;
      case WORD -> PatternProgram.WORD;
      case NOT_WORD -> PatternProgram.NOT_WORD;
    };
  }

  /** The set of a part that matches exactly one code point; null for other parts. */
  private @Nullable CodePointSet single(PatternNode node) {
    if (node instanceof Group group && !captures.containsKey(group.number())) {
      return single(group.body());
    }
    if (node instanceof Sequence sequence && sequence.parts().size() == 1) {
      return single(sequence.parts().get(0));
    }
    if (node instanceof Alternatives alternatives) {
      return union(alternatives.parts(), this::single);
    }
    return node instanceof CodePoint codePoint ? codePoint.set() : null;
  }

  private void single(CodePointSet set) {
    int single = set.single();
    if (single >= 0) {
      emit(isBackward ? PatternProgram.CHAR_BACK : PatternProgram.CHAR, single);
    } else {
      emit(isBackward ? PatternProgram.SET_BACK : PatternProgram.SET, set(set));
    }
  }

  private void alternatives(List<PatternNode> parts) {
    List<Integer> ends = new ArrayList<>();
    for (PatternNode each : parts.subList(0, parts.size() - 1)) {
      emit(PatternProgram.SPLIT, 0, firstSet(each));
      int split = size - 2;
      compile(each);
      emit(PatternProgram.JUMP, 0);
      ends.add(size - 1);
      code[split] = size;
    }
    compile(parts.get(parts.size() - 1));
    ends.forEach(each -> code[each] = size);
  }

  private void group(Group group) {
    Integer capture = captures.get(group.number());
    if (capture == null) {
      compile(group.body());
      return;
    }
    int location = register(1);
    emit(PatternProgram.OPEN, location);
    compile(group.body());
    emit(isBackward ? PatternProgram.CLOSE_BACK : PatternProgram.CLOSE, capture, location);
  }

  private void loop(Loop loop) {
    if (loop.max() == 0) {
      return;
    }
    CodePointSet codePoints = single(loop.body());
    if (loop.min() == 1 && loop.max() == 1) {
      compile(loop.body());
    } else if (codePoints != null && loop.isGreedy() && !isBackward) {
      emit(PatternProgram.SET_LOOP, set(codePoints), loop.min(), loop.max());
    } else {
      counted(loop);
    }
  }

  private void counted(Loop loop) {
    int register = register(2);
    emit(PatternProgram.INIT, register);
    loops.push(Map.entry(loop, register));
    int test = size;
    if (canMemoize()) {
      emit(PatternProgram.MEMO, memos.size());
      memos.add(
          loops.stream()
              .flatMap(each -> List.of(each.getValue(), each.getKey().min()).stream())
              .mapToInt(Integer::intValue)
              .toArray());
    }
    int greedy = loop.isGreedy() ? 1 : 0;
    int first = firstSet(loop.body());
    emit(PatternProgram.TEST, register, loop.min(), loop.max(), greedy, 0, first);
    int end = size - 2;
    enter(loop, register);
    compile(loop.body());
    emit(PatternProgram.REPEAT, register, loop.min(), test);
    loops.pop();
    code[end] = size;
  }

  private void enter(Loop loop, int register) {
    boolean isEndless = loop.max() == Integer.MAX_VALUE;
    var within = captures.subMap(loop.groups().first(), loop.groups().last() + 1).values();
    int first = within.isEmpty() ? 0 : Collections.min(within);
    int last = within.isEmpty() ? -1 : Collections.max(within) + 1;
    emit(PatternProgram.ENTER, register, isEndless ? loop.min() : loop.max(), first, last);
  }

  /**
   * The index of the set of first code points; -1 when it is unknown, or the part is matched
   * backward.
   */
  private int firstSet(PatternNode node) {
    CodePointSet first = isBackward ? null : first(node);
    return first == null ? -1 : set(first);
  }

  /**
   * Whether the rest of a match depends only on the position and the next instruction, once each
   * loop has reached its minimum count.
   */
  private boolean canMemoize() {
    return captures.isEmpty()
        && lookarounds == 0
        && loops.size() <= MAX_MEMOIZED_DEPTH
        && loops.stream().allMatch(each -> each.getKey().max() == Integer.MAX_VALUE);
  }

  private void lookaround(Lookaround look) {
    boolean wasBackward = isBackward;
    int register = register(2);
    isBackward = look.isBehind();
    lookarounds++;
    if (look.isNegative()) {
      emit(PatternProgram.LOOK_NOT, register, 0);
    } else {
      emit(PatternProgram.LOOK, register);
    }
    int end = size - 1;
    compile(look.body());
    emit(
        look.isNegative() ? PatternProgram.LOOK_NOT_MATCHED : PatternProgram.LOOK_MATCHED,
        register);
    if (look.isNegative()) {
      code[end] = size;
    }
    lookarounds--;
    isBackward = wasBackward;
  }
}
