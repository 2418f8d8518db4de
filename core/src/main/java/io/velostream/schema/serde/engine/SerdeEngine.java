// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.engine;

import io.velostream.schema.event.SchemaChanges;
import io.velostream.schema.event.SchemaStats;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.serde.binding.Binding;
import io.velostream.schema.serde.binding.BindingExpiry;
import io.velostream.schema.serde.shared.ResolverLease;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * What the engines of serializers and deserializers share: how long a binding is used, and how it
 * is rebuilt.
 *
 * @param <B> the bindings
 */
abstract sealed class SerdeEngine<B extends Binding<B>> implements AutoCloseable
    permits SerializerEngine, DeserializerEngine {

  final BindingExpiry expiry;
  private final SchemaChanges changes;
  private final ResolverLease lease;

  SerdeEngine(ResolverLease lease, LongSupplier nanoTime) {
    this.lease = lease;
    this.expiry = new BindingExpiry(lease.resolver(), nanoTime);
    this.changes = lease.resolver().changes();
  }

  /** Puts a binding into the table, in place of one for the same key. */
  abstract void put(B binding);

  /** Removes this very binding from the table, if it is still there. */
  abstract void remove(B binding);

  /** Reports that a binding is in use, since its use makes no lookup. */
  abstract void reportUse(B binding);

  /** Roughly what the parsed schemas of all bindings take, in bytes. */
  abstract long schemaBytes();

  /** Whether a binding is valid for the next record. */
  final boolean isValid(B known) {
    return known.turns == changes.turns()
        && (!known.followsNewest || expiry.isNewest(known.expiry));
  }

  /**
   * Whether a binding is valid beyond the window of time in which it was last used; its use in the
   * new window is then reported.
   */
  final boolean isValidInNextWindow(B known) {
    int turns = changes.turns();
    boolean isValid =
        expiry.isValid(known.expiry) && (!known.followsNewest || expiry.isNewest(known.expiry));
    if (isValid) {
      known.turns = turns;
      reportUse(known);
    }
    return isValid;
  }

  final B added(B made) {
    put(made);
    return made;
  }

  /**
   * Rebuilds a binding that is no longer valid.
   *
   * @param rebuild makes the new binding from the old one
   * @return the new binding; the old one while another thread rebuilds it, or the registry is
   *     unavailable
   */
  final B rebuilt(B seen, UnaryOperator<B> rebuild) {
    B old = expiry.isUnchanged(seen.expiry) ? seen : added(seen.with(expiry.expired()));
    if (!expiry.claim(old.expiry)) {
      return old;
    }
    try {
      return added(rebuild.apply(old));
    } catch (KafkaException e) {
      if (e.getCause() instanceof RegistryUnavailableException) {
        return old;
      }
      remove(old);
      throw e;
    }
  }

  static <E> E requireConfigured(@Nullable E engine, String owner) {
    if (engine == null) {
      throw new InvalidConfigurationException(
          "the "
              + owner
              + " was used before configure(configs, isKey) was called, or after close():"
              + " Kafka's clients close what they were given, so give each its own");
    }
    return engine;
  }

  /**
   * The counters of the resolver, which other serializers and deserializers may share, and what the
   * bindings of this engine keep.
   */
  public final SchemaStats stats() {
    return lease.resolver().stats().withBoundBytes(schemaBytes());
  }

  /** Gives the shared resolver back. Idempotent. */
  @Override
  public void close() {
    lease.close();
  }
}
