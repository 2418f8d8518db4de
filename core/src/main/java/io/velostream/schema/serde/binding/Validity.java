// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import org.jspecify.annotations.Nullable;

/**
 * How long a binding is good: until something is invalidated, and where it follows a newest
 * version, until one has moved or its time is over.
 *
 * <p>A class with fields, no record: those that follow a newest version are looked at for each
 * record, and the compiler does not always take a call of an accessor away.
 */
final class Validity {

  /** As {@link Epoch#turns} was when the binding was begun. */
  final int turns;

  /** As {@link Epoch#invalidations} was when the binding was begun. */
  final long invalidations;

  /** As {@link Epoch#moves} was then. */
  final long moves;

  /** When to make the binding anew; null when it follows no newest version. */
  final @Nullable Deadline deadline;

  /**
   * A validity.
   *
   * @param epoch what the resolver knew when the binding was begun
   * @param deadline null when the binding follows no newest version
   */
  Validity(Epoch epoch, @Nullable Deadline deadline) {
    this.turns = epoch.turns();
    this.invalidations = epoch.invalidations();
    this.moves = epoch.moves();
    this.deadline = deadline;
  }
}
