// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import io.velostream.schema.event.SchemaChanges;

/** The counters of {@link SchemaChanges}, for the cache that changes. */
public final class InvalidationCounter extends SchemaChanges {

  @Override
  public void windowBegan() {
    super.windowBegan();
  }

  @Override
  public void invalidated() {
    super.invalidated();
  }

  @Override
  public void moved() {
    super.moved();
  }
}
