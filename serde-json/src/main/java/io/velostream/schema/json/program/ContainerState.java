// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The validation state of one rule of an open object or array. If several rules apply to a
 * container, their states are linked as siblings. States are reused for the next container at the
 * same depth. For one document.
 */
final class ContainerState {

  private final @Nullable ContainerState parent;

  /** The reusable state of the next nested container. */
  private @Nullable ContainerState reusableChild;

  private @Nullable ContainerState sibling;
  private @Nullable ObjectRules object;
  private @Nullable ArrayRules array;

  /** The bits of required properties that were seen. */
  private long seenRequired;

  private int count;

  private ContainerState(@Nullable ContainerState parent) {
    this.parent = parent;
  }

  /** Returns an empty state for a nested container, or for the root. */
  static ContainerState forChildOf(@Nullable ContainerState parent) {
    ContainerState retained = parent == null ? null : parent.reusableChild;
    if (retained != null) {
      retained.clear();
      return retained;
    }
    ContainerState created = new ContainerState(parent);
    if (parent != null) {
      parent.reusableChild = created;
    }
    return created;
  }

  private void clear() {
    sibling = null;
    object = null;
    array = null;
    seenRequired = 0;
    count = 0;
  }

  /** The state of the parent container; null for the root. */
  @Nullable ContainerState parent() {
    return parent;
  }

  /** The next state of the same container. */
  @Nullable ContainerState sibling() {
    return sibling;
  }

  boolean isArray() {
    return array != null;
  }

  /** Adds rules of an object, here or in a new sibling. */
  ContainerState add(ObjectRules rules) {
    ContainerState free = emptyState();
    free.object = rules;
    return free;
  }

  /** Adds rules of an array, here or in a new sibling. */
  void add(ArrayRules rules) {
    emptyState().array = rules;
  }

  /** Whether a state of the container has these rules. */
  @SuppressWarnings(
      "ReferenceEquality") // the same rules object may be reached by several references
  boolean has(Object rules, ValidationRun run) {
    for (ContainerState each = this; each != null; each = each.sibling) {
      run.step();
      if (each.object == rules || each.array == rules) {
        return true;
      }
    }
    return false;
  }

  private ContainerState emptyState() {
    if (object == null && array == null) {
      return this;
    }
    ContainerState more = new ContainerState(parent);
    more.sibling = sibling;
    sibling = more;
    return more;
  }

  /** Starts a property. Returns the schemas of its value. */
  SchemaProgram[] property(String name, ValidationRun run) {
    ObjectRules rules = object;
    if (rules == null) {
      return SchemaProgram.NONE;
    }
    count++;
    ObjectRules.Property known = rules.property(name);
    if (known == null) {
      return rules.schemasOfUnnamed(name, run);
    }
    seenRequired |= known.bit();
    return known.schemas();
  }

  /** Whether a property name is valid. */
  boolean admitsName(String name, ValidationRun run) throws IOException {
    return object == null || object.admitsName(name, run);
  }

  /** Starts an item. Returns its schemas. */
  SchemaProgram[] item() {
    return array == null ? SchemaProgram.NONE : array.item(count++);
  }

  /** Whether the container is valid when it ends here. */
  boolean admitsEnd() {
    if (array != null) {
      return array.admitsEnd(count);
    }
    return object == null || object.admitsEnd(seenRequired, count);
  }
}
