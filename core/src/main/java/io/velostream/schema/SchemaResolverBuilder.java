// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.settings.AlertSettings;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.IdentityCheck;
import io.velostream.schema.settings.PrefetchSettings;
import io.velostream.schema.settings.ReferenceSettings;
import io.velostream.schema.settings.RefreshSettings;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.SnapshotSettings;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Collects the settings of a {@link SchemaResolver}; all but the registry's have defaults. Not safe
 * for use by many threads.
 */
public final class SchemaResolverBuilder {

  /** The default of {@link #confirmInterval}. */
  public static final Duration DEFAULT_CONFIRM_INTERVAL = Duration.ofMinutes(10);

  @Nullable RegistrySettings registry;
  CacheSettings cache = CacheSettings.DEFAULT;
  ReferenceSettings references = ReferenceSettings.DEFAULT;
  @Nullable SnapshotSettings snapshot;
  IdentityCheck identityCheck = IdentityCheck.FAIL;
  SchemaListener listener = SchemaListener.none();
  RefreshSettings refresh = RefreshSettings.DEFAULT;
  PrefetchSettings prefetch = PrefetchSettings.DEFAULT;
  Duration confirmInterval = DEFAULT_CONFIRM_INTERVAL;
  AlertSettings alerts = AlertSettings.DEFAULT;
  LongSupplier nanoTime = System::nanoTime;
  RandomGenerator random = new SplittableRandom();
  boolean hasOwnThread = true;

  /** The pause of the background thread; null to derive it from the settings. */
  @Nullable Duration backgroundPause;

  SchemaResolverBuilder() {}

  /** Sets the connection to the registry. */
  public SchemaResolverBuilder registry(RegistrySettings registry) {
    this.registry = registry;
    return this;
  }

  /** Sets the cache settings. */
  public SchemaResolverBuilder cache(CacheSettings cache) {
    this.cache = cache;
    return this;
  }

  /** Sets the limits of references. */
  public SchemaResolverBuilder references(ReferenceSettings references) {
    this.references = references;
    return this;
  }

  /** Sets the snapshot; null, the default, for none. */
  public SchemaResolverBuilder snapshot(@Nullable SnapshotSettings snapshot) {
    this.snapshot = snapshot;
    return this;
  }

  /** Sets what to do when the schema of an id has changed. */
  public SchemaResolverBuilder identityCheck(IdentityCheck identityCheck) {
    this.identityCheck = identityCheck;
    return this;
  }

  /** Sets the event listener. */
  public SchemaResolverBuilder listener(SchemaListener listener) {
    this.listener = listener;
    return this;
  }

  /** Sets the refresh of newest versions. */
  public SchemaResolverBuilder refresh(RefreshSettings refresh) {
    this.refresh = refresh;
    return this;
  }

  /** Sets the prefetching. */
  public SchemaResolverBuilder prefetch(PrefetchSettings prefetch) {
    this.prefetch = prefetch;
    return this;
  }

  /**
   * Sets how often answers that serializers use, and a few of the ids that deserializers use, are
   * confirmed with the registry, to detect a rebuilt one; zero for after an outage only.
   *
   * @throws IllegalArgumentException when it is negative
   */
  public SchemaResolverBuilder confirmInterval(Duration interval) {
    if (interval.isNegative()) {
      throw new IllegalArgumentException(
          "confirmInterval must not be negative, but is " + interval);
    }
    this.confirmInterval = interval;
    return this;
  }

  /** Sets the limits beyond which events are published. */
  public SchemaResolverBuilder alerts(AlertSettings alerts) {
    this.alerts = alerts;
    return this;
  }

  /**
   * Sets the clock, in nanoseconds from any origin, for tests. A resolver with such a clock has no
   * background thread: the caller runs {@link SchemaResolver#runOnce}.
   */
  public SchemaResolverBuilder nanoTime(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.hasOwnThread = false;
    return this;
  }

  /** Sets the random numbers of the background work, for tests. */
  public SchemaResolverBuilder random(RandomGenerator random) {
    this.random = random;
    return this;
  }

  /**
   * Creates the resolver. No request is sent yet, but the snapshot is read.
   *
   * @throws IllegalStateException when no registry settings were given
   * @throws IllegalArgumentException if the snapshot keys cannot be read
   */
  public SchemaResolver build() {
    RegistrySettings settings = registry;
    if (settings == null) {
      throw new IllegalStateException("no registry settings given; call registry(…)");
    }
    return new SchemaResolver(this, settings);
  }
}
