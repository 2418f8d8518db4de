// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges one document by its tokens, in the order in which they are written or read. It says that a
 * document fits, or that it does not know: whoever is told the latter asks the validator library,
 * which finds all that is wrong.
 *
 * <p>Each open container has one frame for each list of rules that describes it; mostly that is one
 * frame. A container that nothing is asked of is skipped. One that must be there as a whole,
 * because a keyword looks at it twice, grows into a tree beside the stream, and is judged when it
 * ends. An object whose first property tells which of several branches it is to fit goes on as that
 * branch's.
 *
 * <p>For one document and one thread.
 */
public final class TokenChecker {

  private static final int FEW = 8;

  private final TreeGrowth growth;

  /** The frames of all open containers, outermost first: rules, bits seen, children counted. */
  private @Nullable Object[] rules = new Object[FEW];

  private long[] seen = new long[FEW];
  private int[] counts = new int[FEW];
  private int frames;

  /** For each open container its first frame, and whether it is an array. */
  private int[] firsts = new int[FEW];

  private boolean[] arrays = new boolean[FEW];
  private int levels;

  /** The program of the innermost object, until its first property has chosen among branches. */
  private @Nullable SchemaProgram undecided;

  /** The programs of the value that comes next. */
  private SchemaProgram[] next;

  private int nextCount;

  private int skipped;
  private boolean isRefused;
  private boolean isDone;

  /** A checker of one document; what becomes a tree is made of {@code nodes}. */
  public TokenChecker(SchemaProgram root, JsonNodeFactory nodes) {
    this.growth = new TreeGrowth(nodes);
    this.next = new SchemaProgram[] {root, root};
    this.nextCount = 1;
  }

  /** Whether a whole document has come, and fits. */
  public boolean admits() {
    return isDone && !isRefused;
  }

  /** Whether something has come that does not fit, or cannot be judged here. */
  public boolean isRefused() {
    return isRefused;
  }

  /** Something has come that cannot be judged here. */
  public void refuse() {
    isRefused = true;
  }

  /** The beginning of an object. */
  public void startObject() {
    start(ValueKind.OBJECT);
  }

  /** The beginning of an array. */
  public void startArray() {
    start(ValueKind.ARRAY);
  }

  private void start(ValueKind kind) {
    if (isRefused) {
      return;
    }
    if (undecided != null) {
      isRefused = true;
    } else if (skipped > 0) {
      skipped++;
    } else if (growth.isGrowing()) {
      growth.start(kind);
    } else {
      nextItem();
      open(kind);
    }
  }

  private void open(ValueKind kind) {
    int before = frames;
    boolean needsTree = false;
    for (int i = 0; i < nextCount; i++) {
      Plan plan = next[i].plan(kind);
      if (plan.refuses()) {
        isRefused = true;
        return;
      }
      needsTree |= plan.needsTree();
    }
    if (needsTree && nextCount == 1 && next[0].plan(kind).discriminator() != null) {
      undecided = next[0];
    } else if (needsTree) {
      growth.plant(kind, Arrays.copyOf(next, nextCount));
      return;
    }
    for (int i = 0; i < nextCount; i++) {
      Plan plan = next[i].plan(kind);
      for (Object each : kind == ValueKind.OBJECT ? plan.objects() : plan.arrays()) {
        push(each);
      }
    }
    if (frames == before && undecided == null) {
      skipped = 1;
    } else {
      pushLevel(before, kind == ValueKind.ARRAY);
    }
  }

  private void push(Object ruling) {
    if (frames == counts.length) {
      rules = Arrays.copyOf(rules, frames * 2);
      seen = Arrays.copyOf(seen, frames * 2);
      counts = Arrays.copyOf(counts, frames * 2);
    }
    rules[frames] = ruling;
    seen[frames] = 0;
    counts[frames] = 0;
    frames++;
  }

  private void pushLevel(int first, boolean isArray) {
    if (levels == firsts.length) {
      firsts = Arrays.copyOf(firsts, levels * 2);
      arrays = Arrays.copyOf(arrays, levels * 2);
    }
    firsts[levels] = first;
    arrays[levels] = isArray;
    levels++;
  }

  /** A value is about to come; within an array it is the next item, and there is but one root. */
  private void nextItem() {
    if (levels == 0) {
      isRefused |= isDone;
      return;
    }
    if (!arrays[levels - 1]) {
      return;
    }
    nextCount = 0;
    for (int frame = firsts[levels - 1]; frame < frames; frame++) {
      SchemaProgram program = ((ArrayRules) at(frame)).item(counts[frame]++);
      if (program != null) {
        expect(program);
      }
    }
  }

  private Object at(int frame) {
    Object there = rules[frame];
    if (there == null) {
      throw new IllegalStateException("no rules at frame " + frame);
    }
    return there;
  }

  private void expect(SchemaProgram program) {
    if (nextCount == next.length) {
      next = Arrays.copyOf(next, nextCount * 2);
    }
    next[nextCount++] = program;
  }

  private void expect(List<SchemaProgram> programs) {
    for (int i = 0; i < programs.size(); i++) {
      expect(programs.get(i));
    }
  }

  /** The name of the property that comes next. */
  public void name(String name) throws IOException {
    if (isRefused || skipped > 0) {
      return;
    }
    if (growth.isGrowing()) {
      growth.name(name);
      return;
    }
    SchemaProgram waiting = undecided;
    if (waiting != null && !name.equals(discriminating(waiting))) {
      plantInstead(waiting);
      growth.name(name);
      return;
    }
    nextCount = 0;
    for (int frame = firsts[levels - 1]; frame < frames; frame++) {
      ObjectRules ruling = (ObjectRules) at(frame);
      counts[frame]++;
      ObjectRules.Property property = ruling.property(name);
      if (property != null) {
        seen[frame] |= property.bit();
        expect(property.schemas());
      } else if (ruling.looksAtOthers()) {
        expect(ruling.schemasOfOther(name));
      }
      if (!ruling.admitsName(name)) {
        isRefused = true;
      }
    }
  }

  /** The property that chooses a branch. */
  private static String discriminating(SchemaProgram program) {
    Discriminator chooser = program.plan(ValueKind.OBJECT).discriminator();
    return chooser == null ? "" : chooser.property();
  }

  /** The innermost object becomes a tree after all. */
  private void plantInstead(SchemaProgram program) {
    undecided = null;
    frames = firsts[levels - 1];
    levels--;
    growth.plant(ValueKind.OBJECT, new SchemaProgram[] {program});
  }

  /** Goes on with the branch that the value of an object's first property chooses. */
  private void choose(SchemaProgram program, Scalar value, ValueKind kind) throws IOException {
    String name = discriminating(program);
    undecided = null;
    Plan plan = program.plan(ValueKind.OBJECT);
    while (plan.needsTree()) {
      Discriminator chooser = plan.discriminator();
      if (chooser == null || !chooser.property().equals(name)) {
        plantInstead(program);
        growth.name(name);
        growth.scalar(value, kind);
        return;
      }
      SchemaProgram branch = chooser.branch(value, kind);
      plan = branch == null ? Plan.REFUSES : branch.plan(ValueKind.OBJECT);
      isRefused |= plan.refuses();
      for (ObjectRules ruling : plan.objects()) {
        ObjectRules.Property property = ruling.property(name);
        push(ruling);
        counts[frames - 1] = 1;
        seen[frames - 1] = property == null ? 0 : property.bit();
        isRefused |= !ruling.admits(name, value, kind);
      }
    }
  }

  /** The end of an object or array. */
  public void end() {
    if (isRefused) {
      return;
    }
    if (undecided != null) {
      isRefused = true;
    } else if (skipped > 0) {
      skipped--;
    } else if (growth.isGrowing()) {
      judge(growth.end());
    } else {
      close();
    }
    isDone = levels == 0 && skipped == 0 && !growth.isGrowing();
  }

  private void judge(@Nullable JsonNode whole) {
    if (whole != null) {
      for (SchemaProgram program : growth.programs()) {
        isRefused |= !program.admits(whole);
      }
      growth.clear();
    }
  }

  private void close() {
    int first = firsts[levels - 1];
    boolean isArray = arrays[levels - 1];
    for (int frame = first; frame < frames; frame++) {
      Object ruling = at(frame);
      isRefused |=
          isArray
              ? !((ArrayRules) ruling).admitsEnd(counts[frame])
              : !((ObjectRules) ruling).admitsEnd(seen[frame], counts[frame]);
    }
    frames = first;
    levels--;
  }

  /** A string, number, boolean or null. */
  public void scalar(Scalar value, ValueKind kind) throws IOException {
    if (isRefused || skipped > 0) {
      return;
    }
    if (growth.isGrowing()) {
      growth.scalar(value, kind);
      return;
    }
    nextItem();
    for (int i = 0; i < nextCount; i++) {
      if (!next[i].plan(kind).admits(value, kind)) {
        isRefused = true;
      }
    }
    if (undecided != null) {
      choose(undecided, value, kind);
    }
    isDone = levels == 0;
  }
}
