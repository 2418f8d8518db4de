// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.pattern;

import io.velostream.schema.json.pattern.PatternNode.Alternatives;
import io.velostream.schema.json.pattern.PatternNode.Edge;
import io.velostream.schema.json.pattern.PatternNode.Group;
import io.velostream.schema.json.pattern.PatternNode.Look;
import io.velostream.schema.json.pattern.PatternNode.Loop;
import io.velostream.schema.json.pattern.PatternNode.One;
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

/** Compiles a parsed expression into instructions. Quantifiers do not multiply them. */
final class PatternCompiler {

  /** Loops within each other that remember places; the others find the guard on steps. */
  private static final int MAX_REMEMBERED_DEPTH = 8;

  /** Parts whose sets are put together, and what the set may take. */
  private static final int MAX_UNION = 64;

  private static final int MAX_UNION_BYTES = 2_000;

  private final PatternParser.Parsed parsed;

  /** Groups that are referred to, with the first of the two registers that each has. */
  private final TreeMap<Integer, Integer> captures = new TreeMap<>();

  /** Indexes of sets, each of which is equal to itself only. */
  private final Map<CodePoints, Integer> sets = new LinkedHashMap<>();

  private final List<int[]> memos = new ArrayList<>();

  /** Loops around the part that is compiled, the innermost first, with their registers. */
  private final Deque<Map.Entry<Loop, Integer>> loops = new ArrayDeque<>();

  private int[] code = new int[16];
  private int size;
  private int registers;
  private int looks;
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
    return new PatternCompiler(parsed).all();
  }

  private PatternProgram all() {
    compile(parsed.root());
    emit(PatternProgram.MATCH);
    return new PatternProgram(
        Arrays.copyOf(code, size),
        sets.keySet().toArray(CodePoints[]::new),
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
    return node instanceof Look look ? List.of(look.body()) : List.of();
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
        : node == Edge.START;
  }

  private static @Nullable CodePoints first(PatternNode node) {
    if (node instanceof One one) {
      return one.set();
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

  /** The sets of some parts together; null where one has none, or that takes much memory. */
  private static @Nullable CodePoints union(
      List<PatternNode> parts, Function<PatternNode, @Nullable CodePoints> sets) {
    if (parts.size() > MAX_UNION) {
      return null;
    }
    CodePoints.Builder all = CodePoints.builder();
    for (PatternNode each : parts) {
      CodePoints found = sets.apply(each);
      if (found == null) {
        return null;
      }
      all.add(found);
    }
    CodePoints union = all.build(false);
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

  private int set(CodePoints set) {
    Integer known = sets.putIfAbsent(set, sets.size());
    return known == null ? sets.size() - 1 : known;
  }

  private void compile(PatternNode node) {
    if (node instanceof One one) {
      one(one.set());
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
    } else if (node instanceof Look look) {
      look(look);
    } else if (node instanceof Edge edge) {
      emit(edge(edge));
    } else if (node instanceof Reference reference) {
      int register = captures.getOrDefault(parsed.number(reference), 0);
      emit(isBackward ? PatternProgram.REFERENCE_BACK : PatternProgram.REFERENCE, register);
    }
  }

  private static int edge(Edge edge) {
    return switch (edge) {
      case START -> PatternProgram.START;
      case END -> PatternProgram.END;
      case WORD -> PatternProgram.WORD;
      case NOT_WORD -> PatternProgram.NOT_WORD;
    };
  }

  /** The set that a part matches one code point of; null where it is another kind of part. */
  private @Nullable CodePoints one(PatternNode node) {
    if (node instanceof Group group && !captures.containsKey(group.number())) {
      return one(group.body());
    }
    if (node instanceof Sequence sequence && sequence.parts().size() == 1) {
      return one(sequence.parts().get(0));
    }
    if (node instanceof Alternatives alternatives) {
      return union(alternatives.parts(), this::one);
    }
    return node instanceof One one ? one.set() : null;
  }

  private void one(CodePoints set) {
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
    int place = register(1);
    emit(PatternProgram.OPEN, place);
    compile(group.body());
    emit(isBackward ? PatternProgram.CLOSE_BACK : PatternProgram.CLOSE, capture, place);
  }

  private void loop(Loop loop) {
    if (loop.max() == 0) {
      return;
    }
    CodePoints one = one(loop.body());
    if (loop.min() == 1 && loop.max() == 1) {
      compile(loop.body());
    } else if (one != null && loop.isGreedy() && !isBackward) {
      emit(PatternProgram.SET_LOOP, set(one), loop.min(), loop.max());
    } else {
      counted(loop);
    }
  }

  private void counted(Loop loop) {
    int register = register(2);
    emit(PatternProgram.INIT, register);
    loops.push(Map.entry(loop, register));
    int test = size;
    if (canRemember()) {
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

  /** The set of what a part begins with; -1 where that is not known, or read backward. */
  private int firstSet(PatternNode node) {
    CodePoints first = isBackward ? null : first(node);
    return first == null ? -1 : set(first);
  }

  /**
   * Whether all that the rest of a match depends on is the place and which part of the expression
   * is next, once each loop has the iterations that it needs.
   */
  private boolean canRemember() {
    return captures.isEmpty()
        && looks == 0
        && loops.size() <= MAX_REMEMBERED_DEPTH
        && loops.stream().allMatch(each -> each.getKey().max() == Integer.MAX_VALUE);
  }

  private void look(Look look) {
    boolean wasBackward = isBackward;
    int register = register(2);
    isBackward = look.isBehind();
    looks++;
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
    looks--;
    isBackward = wasBackward;
  }
}
