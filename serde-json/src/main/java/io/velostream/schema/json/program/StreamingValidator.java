// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.velostream.schema.model.InvalidValueException;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Judges one document by its tokens, in the order in which they are written or read. It says that a
 * document fits, or that it does not know: whoever is told the latter has the document judged as a
 * tree, which finds all that is wrong.
 *
 * <p>Each open container has one frame for each list of rules that describes it; mostly that is one
 * frame. A container that nothing is asked of is skipped. One that must be there as a whole,
 * because a keyword looks at it twice, grows into a tree beside the stream, and is judged when it
 * ends. An object whose first property tells which of several branches it is to fit goes on as that
 * branch's.
 *
 * <p>For one document and one thread.
 */
public final class StreamingValidator {

  private final JsonNodeFactory nodes;
  private final ValidationRun run;

  /** Of the innermost open container, not counting those that are skipped or become a tree. */
  private @Nullable ContainerState innermost;

  /** The container that becomes a tree, if one does. */
  private @Nullable SubtreeBuilder growth;

  /** The program of the innermost object, until its first property has chosen among branches. */
  private @Nullable SchemaProgram undecided;

  /** The programs of the value that comes next. */
  private SchemaProgram[] next;

  private int skipped;
  private boolean isRefused;
  private @Nullable InvalidValueException problem;
  private boolean isDone;

  /**
   * A checker of one document.
   *
   * @param nodes what becomes a tree is made of
   * @param maxSteps steps that it may take, beside those for each value
   */
  public StreamingValidator(SchemaProgram root, JsonNodeFactory nodes, int maxSteps) {
    this.nodes = nodes;
    this.run = new ValidationRun(maxSteps);
    this.next = root.alone();
  }

  /** Whether a whole document has come, and fits. */
  public boolean admits() {
    return isDone && !isRefused;
  }

  /** Whether something has come that does not fit, or cannot be judged here. */
  public boolean isRefused() {
    return isRefused;
  }

  /**
   * Why the document cannot be judged at all, here or elsewhere: it goes beyond a limit. Null when
   * there is no such reason.
   */
  public @Nullable InvalidValueException problem() {
    return problem;
  }

  private void refuse(InvalidValueException why) {
    problem = why;
    isRefused = true;
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
    run.addValue();
    if (undecided != null) {
      isRefused = true;
    } else if (skipped > 0) {
      skipped++;
    } else if (growth != null) {
      growth.start(kind);
    } else {
      try {
        nextItem();
        open(kind);
      } catch (InvalidValueException e) {
        refuse(e);
      }
    }
  }

  private void open(ValueKind kind) {
    boolean needsTree = false;
    for (SchemaProgram each : next) {
      TypeRules plan = each.plan(kind);
      if (plan.refuses()) {
        isRefused = true;
        return;
      }
      needsTree |= plan.needsTree();
    }
    if (needsTree && next.length == 1 && next[0].plan(kind).discriminator() != null) {
      undecided = next[0];
    } else if (needsTree) {
      growth = new SubtreeBuilder(nodes, kind, next);
      return;
    }
    ContainerState opened = opened(kind);
    if (opened == null) {
      skipped = 1;
    } else {
      innermost = opened;
    }
  }

  /** A frame for a container that comes; null when nothing is asked of it. */
  private @Nullable ContainerState opened(ValueKind kind) {
    ContainerState opened = undecided == null ? null : ContainerState.in(innermost);
    for (SchemaProgram each : next) {
      TypeRules plan = each.plan(kind);
      if (kind == ValueKind.OBJECT) {
        for (ObjectRules rules : plan.objects()) {
          opened = opened == null ? ContainerState.in(innermost) : opened;
          if (next.length == 1 || !opened.has(rules, run)) {
            opened.add(rules);
          }
        }
      } else {
        for (ArrayRules rules : plan.arrays()) {
          opened = opened == null ? ContainerState.in(innermost) : opened;
          if (next.length == 1 || !opened.has(rules, run)) {
            opened.add(rules);
          }
        }
      }
    }
    return opened;
  }

  /** A value is about to come; within an array it is the next item, and there is but one root. */
  private void nextItem() {
    ContainerState around = innermost;
    if (around == null) {
      isRefused |= isDone;
    } else if (around.isArray()) {
      SchemaProgram[] expected = SchemaProgram.NONE;
      for (ContainerState each = around; each != null; each = each.beside()) {
        run.step();
        expected = joined(expected, each.item());
      }
      next = expected;
    }
  }

  /**
   * All of two lists, each program once: recursive schemas lead to the same ones by several ways,
   * and would lead to twice as many at each level.
   */
  private SchemaProgram[] joined(SchemaProgram[] some, SchemaProgram[] more) {
    if (some.length == 0) {
      return more;
    }
    if (more.length == 0) {
      return some;
    }
    run.spend((long) some.length * more.length);
    SchemaProgram[] all = Arrays.copyOf(some, some.length + more.length);
    int count = some.length;
    for (SchemaProgram each : more) {
      if (!isAmong(some, each)) {
        all[count] = each;
        count++;
      }
    }
    return count == all.length ? all : Arrays.copyOf(all, count);
  }

  @SuppressWarnings("ReferenceEquality") // programs have no equality of their own
  private static boolean isAmong(SchemaProgram[] some, SchemaProgram program) {
    for (SchemaProgram each : some) {
      if (each == program) {
        return true;
      }
    }
    return false;
  }

  /** The name of the property that comes next. */
  public void name(String name) throws IOException {
    if (isRefused || skipped > 0) {
      return;
    }
    if (growth != null) {
      growth.name(name);
      return;
    }
    SchemaProgram waiting = undecided;
    if (waiting != null && !name.equals(discriminating(waiting))) {
      plantInstead(waiting).name(name);
      return;
    }
    try {
      nextProperty(name);
    } catch (InvalidValueException e) {
      refuse(e);
    }
  }

  private void nextProperty(String name) throws IOException {
    SchemaProgram[] expected = SchemaProgram.NONE;
    for (ContainerState each = innermost; each != null; each = each.beside()) {
      run.step();
      expected = joined(expected, each.property(name, run));
      if (!each.admitsName(name, run)) {
        isRefused = true;
      }
    }
    next = expected;
  }

  /** The property that chooses a branch. */
  private static String discriminating(SchemaProgram program) {
    Discriminator chooser = program.plan(ValueKind.OBJECT).discriminator();
    return chooser == null ? "" : chooser.property();
  }

  private ContainerState open() {
    ContainerState open = innermost;
    if (open == null) {
      throw new IllegalStateException("no object or array is open");
    }
    return open;
  }

  /** The innermost object becomes a tree after all. */
  private SubtreeBuilder plantInstead(SchemaProgram program) {
    undecided = null;
    innermost = open().around();
    SubtreeBuilder planted = new SubtreeBuilder(nodes, ValueKind.OBJECT, program.alone());
    growth = planted;
    return planted;
  }

  /** Goes on with the branch that the value of an object's first property chooses. */
  private void choose(SchemaProgram program, Scalar value, ValueKind kind) throws IOException {
    String name = discriminating(program);
    undecided = null;
    TypeRules plan = program.plan(ValueKind.OBJECT);
    while (plan.needsTree()) {
      Discriminator chooser = plan.discriminator();
      if (chooser == null || !chooser.property().equals(name)) {
        SubtreeBuilder planted = plantInstead(program);
        planted.name(name);
        planted.scalar(value, kind);
        return;
      }
      SchemaProgram branch = chooser.branch(value, kind, run);
      plan = branch == null ? TypeRules.REFUSES : branch.plan(ValueKind.OBJECT);
      isRefused |= plan.refuses();
      for (ObjectRules rules : plan.objects()) {
        isRefused |= !admits(open().add(rules).property(name, run), value, kind);
        isRefused |= !rules.admitsName(name, run);
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
    } else if (growth != null) {
      try {
        endWithin(growth);
      } catch (InvalidValueException e) {
        refuse(e);
      }
    } else {
      close();
    }
    isDone = innermost == null && skipped == 0 && growth == null;
  }

  private void endWithin(SubtreeBuilder tree) {
    JsonNode whole = tree.end();
    if (whole != null) {
      isRefused = !tree.isAdmitted(whole, run);
      growth = null;
    }
  }

  private void close() {
    ContainerState ended = open();
    for (ContainerState each = ended; each != null; each = each.beside()) {
      isRefused |= !each.admitsEnd();
    }
    innermost = ended.around();
  }

  /** A string, number, boolean or null. */
  public void scalar(Scalar value, ValueKind kind) throws IOException {
    if (isRefused || skipped > 0) {
      return;
    }
    run.addValue();
    try {
      judge(value, kind);
    } catch (InvalidValueException e) {
      refuse(e);
    }
  }

  private void judge(Scalar value, ValueKind kind) throws IOException {
    if (growth != null) {
      growth.scalar(value, kind);
      return;
    }
    nextItem();
    run.forget();
    if (!admits(next, value, kind)) {
      isRefused = true;
    }
    if (undecided != null) {
      choose(undecided, value, kind);
    }
    isDone = innermost == null;
  }

  private boolean admits(SchemaProgram[] expected, Scalar value, ValueKind kind)
      throws IOException {
    for (SchemaProgram each : expected) {
      if (!each.plan(kind).admits(value, kind, run)) {
        return false;
      }
    }
    return true;
  }
}
