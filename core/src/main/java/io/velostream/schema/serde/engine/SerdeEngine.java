// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.engine;

import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.event.FallbackSource;
import io.velostream.schema.event.SchemaChanges;
import io.velostream.schema.event.SchemaStats;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.serde.binding.Binding;
import io.velostream.schema.serde.binding.BindingExpiry;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.meter.MeterTags;
import io.velostream.schema.serde.meter.MeteredEngine;
import io.velostream.schema.serde.meter.SerdeMeter;
import io.velostream.schema.serde.meter.SerdeMeters;
import io.velostream.schema.serde.shared.ResolverLease;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * The common part of the engines of serializers and deserializers: the validity of bindings and
 * their rebuild.
 *
 * @param <B> the bindings
 */
abstract sealed class SerdeEngine<B extends Binding<B>> implements MeteredEngine, AutoCloseable
    permits SerializerEngine, DeserializerEngine {

  final BindingExpiry expiry;
  private final SchemaChanges changes;
  private final ResolverLease lease;
  private final SchemaCodec<?> codec;

  SerdeEngine(ResolverLease lease, SchemaCodec<?> codec, LongSupplier nanoTime) {
    this.lease = lease;
    this.codec = codec;
    this.expiry = new BindingExpiry(lease.resolver(), nanoTime);
    this.changes = lease.resolver().changes();
  }

  /** Adds a binding to the table, or replaces the one with the same key. */
  abstract void put(B binding);

  /** Removes this binding from the table, if it is still present. */
  abstract void remove(B binding);

  /** Reports that a binding is in use, since its use makes no lookup. */
  abstract void reportUse(B binding);

  /** The meter, which is acquired when all else is created. */
  abstract SerdeMeter meter();

  final SerdeMeter acquireMeter(MeterTags.Direction direction, SerdeConfig config) {
    MeterTags tags = MeterTags.of(direction, config, codec.format().type());
    return SerdeMeters.global().acquire(tags, lease.resolver().bindingHits(), this);
  }

  /** The fallbacks of the codec. */
  @Override
  public final CodecFallbacks fallbacks() {
    return codec instanceof FallbackSource source ? source.fallbacks() : CodecFallbacks.NONE;
  }

  /** Whether a binding is valid for the next record. */
  final boolean isValid(B known) {
    return known.epoch == changes.epoch()
        && (!known.followsNewest || expiry.isNewest(known.expiry));
  }

  /**
   * Whether a binding is still valid in a new time window; if so, its use in that window is
   * reported.
   */
  final boolean isValidInNextWindow(B known) {
    int epoch = changes.epoch();
    boolean isValid =
        expiry.isValid(known.expiry) && (!known.followsNewest || expiry.isNewest(known.expiry));
    if (isValid) {
      known.epoch = epoch;
      reportUse(known);
    }
    return isValid;
  }

  final B store(B binding) {
    put(binding);
    return binding;
  }

  /** Stores a binding that replaces none. */
  final B storeNew(B binding) {
    meter().countBinding();
    return store(binding);
  }

  /**
   * Rebuilds a binding that is no longer valid.
   *
   * @param bind creates the new binding from the old one
   * @return the new binding; the old one while another thread rebuilds it, or the registry is
   *     unavailable
   */
  final B rebuild(B seen, UnaryOperator<B> bind) {
    B old = expiry.isUnchanged(seen.expiry) ? seen : store(seen.with(expiry.expired()));
    if (!expiry.claim(old.expiry)) {
      return old;
    }
    try {
      return store(bind.apply(old));
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
   * The counters of the resolver, which other serializers and deserializers may share, and the
   * bytes of the bindings of this engine.
   */
  public final SchemaStats stats() {
    return lease.resolver().stats().withBoundBytes(schemaBytes());
  }

  /** Releases meter and shared resolver. Idempotent. */
  @Override
  public void close() {
    SerdeMeters.global().release(meter(), this);
    lease.close();
  }
}
