// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.event.InvalidationCounter;

/**
 * When a binding was made, in changes of what its resolver knows.
 *
 * @param turns as {@link InvalidationCounter#turns()} was; read first, so that no invalidation is
 *     missed
 * @param invalidations as {@link InvalidationCounter#invalidations()} was
 * @param moves as {@link InvalidationCounter#moves()} was
 */
record CacheVersion(int turns, long invalidations, long moves) {

  static CacheVersion of(InvalidationCounter changes) {
    return new CacheVersion(changes.turns(), changes.invalidations(), changes.moves());
  }
}
