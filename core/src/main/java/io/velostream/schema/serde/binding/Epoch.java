// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.event.SchemaChanges;

/**
 * When a binding was made, in changes of what its resolver knows.
 *
 * @param turns as {@link SchemaChanges#turns()} was; read first, so that no invalidation is missed
 * @param invalidations as {@link SchemaChanges#invalidations()} was
 * @param moves as {@link SchemaChanges#moves()} was
 */
record Epoch(int turns, long invalidations, long moves) {

  static Epoch of(SchemaChanges changes) {
    return new Epoch(changes.turns(), changes.invalidations(), changes.moves());
  }
}
