// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

/**
 * A codec that an engine keeps for a schema, and how long it is valid. Immutable but for {@link
 * #epoch}, and safe to publish without synchronization.
 *
 * @param <B> the kind of binding
 */
public abstract sealed class Binding<B extends Binding<B>> permits ReadBinding, WriteBinding {

  /** How long this is valid. */
  public final Expiry expiry;

  /** Whether this follows the newest version of a subject, which moves. */
  public final boolean followsNewest;

  /**
   * {@link io.velostream.schema.event.SchemaChanges#epoch()} when this was last validated; compared
   * for each record. Racy single-check: a thread that reads an older epoch validates once more.
   */
  public int epoch;

  Binding(Expiry expiry) {
    this.expiry = expiry;
    this.followsNewest = expiry.followsNewest();
    this.epoch = expiry.epoch;
  }

  /** The same binding with another expiry. */
  public abstract B with(Expiry expiry);
}
