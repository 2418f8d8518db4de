// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import org.jspecify.annotations.Nullable;

/**
 * How long a binding is valid: until an invalidation and, if it follows a newest version, until
 * that version moves or its time is over.
 *
 * <p>A class with fields instead of a record: the fields are read for each record, and the JIT
 * compiler does not always inline an accessor.
 */
final class Expiry {

  /** As {@link CacheVersion#turns} was when the binding was begun. */
  final int turns;

  /** As {@link CacheVersion#invalidations} was when the binding was begun. */
  final long invalidations;

  /** As {@link CacheVersion#moves} was then. */
  final long moves;

  /** When to make the binding anew; null when it follows no newest version. */
  final @Nullable Deadline deadline;

  /**
   * A validity.
   *
   * @param cacheVersion what the resolver knew when the binding was begun
   * @param deadline null when the binding follows no newest version
   */
  Expiry(CacheVersion cacheVersion, @Nullable Deadline deadline) {
    this.turns = cacheVersion.turns();
    this.invalidations = cacheVersion.invalidations();
    this.moves = cacheVersion.moves();
    this.deadline = deadline;
  }
}
