// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import io.velostream.schema.event.SchemaListener;
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

  /** How often what writers rely on is confirmed unless {@link #confirmInterval} says otherwise. */
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
  LongSupplier nanoTime = System::nanoTime;
  RandomGenerator random = new SplittableRandom();
  boolean hasOwnThread = true;

  /** How long the thread pauses unless it is woken; null for what the settings call for. */
  @Nullable Duration backgroundPause;

  SchemaResolverBuilder() {}

  /** Where the registry is. */
  public SchemaResolverBuilder registry(RegistrySettings registry) {
    this.registry = registry;
    return this;
  }

  /** What is kept and for how long. */
  public SchemaResolverBuilder cache(CacheSettings cache) {
    this.cache = cache;
    return this;
  }

  /** How far references are followed. */
  public SchemaResolverBuilder references(ReferenceSettings references) {
    this.references = references;
    return this;
  }

  /** Where what is known is kept on disk; null, the default, for nowhere. */
  public SchemaResolverBuilder snapshot(@Nullable SnapshotSettings snapshot) {
    this.snapshot = snapshot;
    return this;
  }

  /** What to do when the registry gives another schema for an id than before. */
  public SchemaResolverBuilder identityCheck(IdentityCheck identityCheck) {
    this.identityCheck = identityCheck;
    return this;
  }

  /** Who hears of events. */
  public SchemaResolverBuilder listener(SchemaListener listener) {
    this.listener = listener;
    return this;
  }

  /** How newest versions are read again in the background. */
  public SchemaResolverBuilder refresh(RefreshSettings refresh) {
    this.refresh = refresh;
    return this;
  }

  /** What is fetched before anybody asks for it. */
  public SchemaResolverBuilder prefetch(PrefetchSettings prefetch) {
    this.prefetch = prefetch;
    return this;
  }

  /**
   * How often the registry is asked whether it still gives the same answers for what writers rely
   * on, and for a few of the ids that are read, so that a registry that was rebuilt is noticed;
   * zero for after an outage only.
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

  /**
   * The clock, in nanoseconds from any origin; tests give their own. A resolver with such a clock
   * has no thread: its background work is done by those who call {@link SchemaResolver#runOnce}.
   */
  public SchemaResolverBuilder nanoTime(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.hasOwnThread = false;
    return this;
  }

  /** What spreads calls over time; used by the background work alone. Tests give their own. */
  public SchemaResolverBuilder random(RandomGenerator random) {
    this.random = random;
    return this;
  }

  /**
   * The resolver. No call is made yet, but its snapshot is read.
   *
   * @throws IllegalStateException when no registry settings were given
   * @throws IllegalArgumentException when the keys of the snapshot cannot be had
   */
  public SchemaResolver build() {
    RegistrySettings settings = registry;
    if (settings == null) {
      throw new IllegalStateException("no registry settings given; call registry(…)");
    }
    return new SchemaResolver(this, settings);
  }
}
