// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import io.velostream.schema.event.SchemaChanges;

/**
 * When a binding was made, in changes of what its resolver knows.
 *
 * @param invalidations as {@link SchemaChanges#invalidations()} was
 * @param moves as {@link SchemaChanges#moves()} was
 */
record Epoch(long invalidations, long moves) {

  static Epoch of(SchemaChanges changes) {
    return new Epoch(changes.invalidations(), changes.moves());
  }
}
