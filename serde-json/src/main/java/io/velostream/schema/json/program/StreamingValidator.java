// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.velostream.schema.model.InvalidValueException;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Validates one document by its tokens, in the order in which they are written or read. The result
 * is that the document is valid, or that this is unknown. In the latter case the caller validates
 * the document as a tree, which collects all errors.
 *
 * <p>Each open container has one {@link ContainerState} per rule that applies to it; usually one. A
 * container without rules is skipped. A container that a keyword must evaluate as a whole is built
 * as a tree while tokens are read, and validated when it ends. If the first property of an object
 * is a {@link Discriminator}, streaming continues with the selected branch.
 *
 * <p>For one document. Not thread-safe.
 */
public final class StreamingValidator {

  private final JsonNodeFactory nodes;
  private final ValidationRun run;

  /** The state of the innermost open container, not counting skipped containers and trees. */
  private @Nullable ContainerState innermost;

  /** The container that is being built as a tree; null when there is none. */
  private @Nullable SubtreeBuilder subtree;

  /** The program of the innermost object, until its first property has selected a branch. */
  private @Nullable SchemaProgram pendingBranches;

  /** The programs of the next value. */
  private SchemaProgram[] next;

  private int skipped;
  private boolean isRejected;
  private @Nullable InvalidValueException limitError;
  private boolean isDone;

  /**
   * Creates a validator of one document.
   *
   * @param nodes the node factory for trees
   * @param maxSteps maximum number of steps, in addition to the steps per value
   */
  public StreamingValidator(SchemaProgram root, JsonNodeFactory nodes, int maxSteps) {
    this.nodes = nodes;
    this.run = new ValidationRun(maxSteps);
    this.next = root.asArray();
  }

  /** Whether the document is complete and valid. */
  public boolean isValid() {
    return isDone && !isRejected;
  }

  /** Whether a token was invalid, or cannot be validated here. */
  public boolean isRejected() {
    return isRejected;
  }

  /**
   * The error of a document that exceeds a limit, and so cannot be validated as a tree either; null
   * when there is none.
   */
  public @Nullable InvalidValueException limitError() {
    return limitError;
  }

  private void fail(InvalidValueException error) {
    limitError = error;
    isRejected = true;
  }

  /** Marks the document as not validated here. */
  public void reject() {
    isRejected = true;
  }

  /** Starts an object. */
  public void startObject() {
    start(ValueKind.OBJECT);
  }

  /** Starts an array. */
  public void startArray() {
    start(ValueKind.ARRAY);
  }

  private void start(ValueKind kind) {
    if (isRejected) {
      return;
    }
    run.addValue();
    if (pendingBranches != null) {
      isRejected = true;
    } else if (skipped > 0) {
      skipped++;
    } else if (subtree != null) {
      subtree.start(kind);
    } else {
      try {
        prepareItem();
        open(kind);
      } catch (InvalidValueException e) {
        fail(e);
      }
    }
  }

  private void open(ValueKind kind) {
    boolean needsTree = false;
    for (SchemaProgram each : next) {
      TypeRules typeRules = each.rules(kind);
      if (typeRules.rejectsAll()) {
        isRejected = true;
        return;
      }
      needsTree |= typeRules.needsTree();
    }
    if (needsTree && next.length == 1 && next[0].rules(kind).discriminator() != null) {
      pendingBranches = next[0];
    } else if (needsTree) {
      subtree = new SubtreeBuilder(nodes, kind, next);
      return;
    }
    ContainerState newState = newState(kind);
    if (newState == null) {
      skipped = 1;
    } else {
      innermost = newState;
    }
  }

  /** Creates the state of a new container; null when there are no rules for it. */
  private @Nullable ContainerState newState(ValueKind kind) {
    ContainerState newState = pendingBranches == null ? null : ContainerState.forChildOf(innermost);
    for (SchemaProgram each : next) {
      TypeRules typeRules = each.rules(kind);
      if (kind == ValueKind.OBJECT) {
        for (ObjectRules rules : typeRules.objects()) {
          newState = newState == null ? ContainerState.forChildOf(innermost) : newState;
          if (next.length == 1 || !newState.has(rules, run)) {
            newState.add(rules);
          }
        }
      } else {
        for (ArrayRules rules : typeRules.arrays()) {
          newState = newState == null ? ContainerState.forChildOf(innermost) : newState;
          if (next.length == 1 || !newState.has(rules, run)) {
            newState.add(rules);
          }
        }
      }
    }
    return newState;
  }

  /** Prepares for a value. In an array it is the next item; there must be one root only. */
  private void prepareItem() {
    ContainerState parent = innermost;
    if (parent == null) {
      isRejected |= isDone;
    } else if (parent.isArray()) {
      SchemaProgram[] expected = SchemaProgram.NONE;
      for (ContainerState each = parent; each != null; each = each.sibling()) {
        run.step();
        expected = union(expected, each.item());
      }
      next = expected;
    }
  }

  /**
   * The union of two lists without duplicates. With duplicates, recursive schemas could double the
   * number of programs at each level.
   */
  private SchemaProgram[] union(SchemaProgram[] some, SchemaProgram[] more) {
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

  @SuppressWarnings("ReferenceEquality") // programs are compared by identity
  private static boolean isAmong(SchemaProgram[] some, SchemaProgram program) {
    for (SchemaProgram each : some) {
      if (each == program) {
        return true;
      }
    }
    return false;
  }

  /** Validates the name of the next property. */
  public void propertyName(String name) throws IOException {
    if (isRejected || skipped > 0) {
      return;
    }
    if (subtree != null) {
      subtree.name(name);
      return;
    }
    SchemaProgram waiting = pendingBranches;
    if (waiting != null && !name.equals(discriminatorProperty(waiting))) {
      startSubtree(waiting).name(name);
      return;
    }
    try {
      nextProperty(name);
    } catch (InvalidValueException e) {
      fail(e);
    }
  }

  private void nextProperty(String name) throws IOException {
    SchemaProgram[] expected = SchemaProgram.NONE;
    for (ContainerState each = innermost; each != null; each = each.sibling()) {
      run.step();
      expected = union(expected, each.property(name, run));
      if (!each.admitsName(name, run)) {
        isRejected = true;
      }
    }
    next = expected;
  }

  /** The property that selects a branch. */
  private static String discriminatorProperty(SchemaProgram program) {
    Discriminator discriminator = program.rules(ValueKind.OBJECT).discriminator();
    return discriminator == null ? "" : discriminator.property();
  }

  private ContainerState open() {
    ContainerState open = innermost;
    if (open == null) {
      throw new IllegalStateException("no object or array is open");
    }
    return open;
  }

  /** Builds the innermost object as a tree, because its branch cannot be selected. */
  private SubtreeBuilder startSubtree(SchemaProgram program) {
    pendingBranches = null;
    innermost = open().parent();
    SubtreeBuilder startedSubtree = new SubtreeBuilder(nodes, ValueKind.OBJECT, program.asArray());
    subtree = startedSubtree;
    return startedSubtree;
  }

  /** Continues with the branch that the value of the first property selects. */
  private void selectBranch(SchemaProgram program, Scalar value, ValueKind kind)
      throws IOException {
    String name = discriminatorProperty(program);
    pendingBranches = null;
    TypeRules typeRules = program.rules(ValueKind.OBJECT);
    while (typeRules.needsTree()) {
      Discriminator discriminator = typeRules.discriminator();
      if (discriminator == null || !discriminator.property().equals(name)) {
        SubtreeBuilder startedSubtree = startSubtree(program);
        startedSubtree.name(name);
        startedSubtree.scalar(value, kind);
        return;
      }
      SchemaProgram branch = discriminator.branch(value, kind, run);
      typeRules = branch == null ? TypeRules.REJECT_ALL : branch.rules(ValueKind.OBJECT);
      isRejected |= typeRules.rejectsAll();
      for (ObjectRules rules : typeRules.objects()) {
        isRejected |= !admits(open().add(rules).property(name, run), value, kind);
        isRejected |= !rules.admitsName(name, run);
      }
    }
  }

  /** Ends an object or array. */
  public void endContainer() {
    if (isRejected) {
      return;
    }
    if (pendingBranches != null) {
      isRejected = true;
    } else if (skipped > 0) {
      skipped--;
    } else if (subtree != null) {
      try {
        endWithin(subtree);
      } catch (InvalidValueException e) {
        fail(e);
      }
    } else {
      close();
    }
    isDone = innermost == null && skipped == 0 && subtree == null;
  }

  private void endWithin(SubtreeBuilder tree) {
    JsonNode whole = tree.end();
    if (whole != null) {
      isRejected = !tree.isAdmitted(whole, run);
      subtree = null;
    }
  }

  private void close() {
    ContainerState ended = open();
    for (ContainerState each = ended; each != null; each = each.sibling()) {
      isRejected |= !each.admitsEnd();
    }
    innermost = ended.parent();
  }

  /** Validates a string, number, boolean or null. */
  public void scalar(Scalar value, ValueKind kind) throws IOException {
    if (isRejected || skipped > 0) {
      return;
    }
    run.addValue();
    try {
      validateScalar(value, kind);
    } catch (InvalidValueException e) {
      fail(e);
    }
  }

  private void validateScalar(Scalar value, ValueKind kind) throws IOException {
    if (subtree != null) {
      subtree.scalar(value, kind);
      return;
    }
    prepareItem();
    run.clearVerdicts();
    if (!admits(next, value, kind)) {
      isRejected = true;
    }
    if (pendingBranches != null) {
      selectBranch(pendingBranches, value, kind);
    }
    isDone = innermost == null;
  }

  private boolean admits(SchemaProgram[] expected, Scalar value, ValueKind kind)
      throws IOException {
    for (SchemaProgram each : expected) {
      if (!each.rules(kind).admits(value, kind, run)) {
        return false;
      }
    }
    return true;
  }
}
