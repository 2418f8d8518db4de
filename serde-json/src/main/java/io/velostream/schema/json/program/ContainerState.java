// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What one list of rules asks of an open object or array, and what has come of that so far. Where
 * several lists describe one container, their frames stand beside each other. A frame serves one
 * container of its depth after another, for one document.
 */
final class ContainerState {

  private final @Nullable ContainerState around;

  /** What serves the next container within this one. */
  private @Nullable ContainerState within;

  private @Nullable ContainerState beside;
  private @Nullable ObjectRules object;
  private @Nullable ArrayRules array;

  /** The bits of the properties that came. */
  private long seen;

  private int count;

  private ContainerState(@Nullable ContainerState around) {
    this.around = around;
  }

  /** A frame without rules for a container in another one, or for the outermost one. */
  static ContainerState in(@Nullable ContainerState around) {
    ContainerState kept = around == null ? null : around.within;
    if (kept != null) {
      kept.clear();
      return kept;
    }
    ContainerState made = new ContainerState(around);
    if (around != null) {
      around.within = made;
    }
    return made;
  }

  private void clear() {
    beside = null;
    object = null;
    array = null;
    seen = 0;
    count = 0;
  }

  /** The frame of the container around this one; null for the outermost. */
  @Nullable ContainerState around() {
    return around;
  }

  /** The next of the same container's frames. */
  @Nullable ContainerState beside() {
    return beside;
  }

  boolean isArray() {
    return array != null;
  }

  /** Adds rules of the container, an object: here, or in one more frame. */
  ContainerState add(ObjectRules rules) {
    ContainerState free = free();
    free.object = rules;
    return free;
  }

  /** Adds rules of the container, an array: here, or in one more frame. */
  void add(ArrayRules rules) {
    free().array = rules;
  }

  /** Whether one of the container's frames has rules already. */
  @SuppressWarnings("ReferenceEquality") // the same rules come by several ways
  boolean has(Object rules, ValidationRun run) {
    for (ContainerState each = this; each != null; each = each.beside) {
      run.step();
      if (each.object == rules || each.array == rules) {
        return true;
      }
    }
    return false;
  }

  private ContainerState free() {
    if (object == null && array == null) {
      return this;
    }
    ContainerState more = new ContainerState(around);
    more.beside = beside;
    beside = more;
    return more;
  }

  /** What the value of a property must fit that comes now. */
  SchemaProgram[] property(String name, ValidationRun run) {
    ObjectRules rules = object;
    if (rules == null) {
      return SchemaProgram.NONE;
    }
    count++;
    ObjectRules.Property known = rules.property(name);
    if (known == null) {
      return rules.schemasOfOther(name, run);
    }
    seen |= known.bit();
    return known.schemas();
  }

  /** Whether a property may have a name. */
  boolean admitsName(String name, ValidationRun run) throws IOException {
    return object == null || object.admitsName(name, run);
  }

  /** What an item must fit that comes now. */
  SchemaProgram[] item() {
    return array == null ? SchemaProgram.NONE : array.item(count++);
  }

  /** Whether the container may end. */
  boolean admitsEnd() {
    if (array != null) {
      return array.admitsEnd(count);
    }
    return object == null || object.admitsEnd(seen, count);
  }
}
