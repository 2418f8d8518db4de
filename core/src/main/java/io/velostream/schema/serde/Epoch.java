// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import io.velostream.schema.SchemaResolver;

/**
 * When a binding was made, in changes of what its resolver knows.
 *
 * @param invalidations as {@link SchemaResolver#invalidations()} was
 * @param moves as {@link SchemaResolver#moves()} was
 */
record Epoch(long invalidations, long moves) {

  static Epoch of(SchemaResolver resolver) {
    return new Epoch(resolver.invalidations(), resolver.moves());
  }
}
