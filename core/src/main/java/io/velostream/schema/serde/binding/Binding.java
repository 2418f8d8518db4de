// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

/**
 * A codec that an engine keeps for a schema, and how long it is valid. Immutable but for {@link
 * #turns}, and safe to publish without synchronization.
 *
 * @param <B> the kind of binding
 */
public abstract sealed class Binding<B extends Binding<B>> permits ReadBinding, WriteBinding {

  /** How long this is valid. */
  public final Expiry expiry;

  /** Whether this follows the newest version of a subject, which moves. */
  public final boolean followsNewest;

  /**
   * {@link io.velostream.schema.event.SchemaChanges#turns()} when this was last found valid;
   * compared for each record. Racy single-check: a thread that reads an older turn checks once
   * more.
   */
  public int turns;

  Binding(Expiry expiry) {
    this.expiry = expiry;
    this.followsNewest = expiry.followsNewest();
    this.turns = expiry.turns;
  }

  /** The same binding with another expiry. */
  public abstract B with(Expiry expiry);
}
