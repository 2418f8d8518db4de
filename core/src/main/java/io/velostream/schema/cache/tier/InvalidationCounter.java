// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import io.velostream.schema.event.SchemaChanges;

/** The writable view of {@link SchemaChanges}, for the cache itself. */
public final class InvalidationCounter extends SchemaChanges {

  @Override
  public void recordWindow() {
    super.recordWindow();
  }

  @Override
  public void recordInvalidation() {
    super.recordInvalidation();
  }

  @Override
  public void recordMove() {
    super.recordMove();
  }
}
