// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.background;

import io.velostream.schema.cache.Invalidation;
import io.velostream.schema.cache.ResolvedSchemaCache;
import io.velostream.schema.cache.SchemaCache;
import io.velostream.schema.cache.tier.AccessCounter;
import io.velostream.schema.cache.tier.CacheEntry;
import io.velostream.schema.cache.tier.Counters;
import io.velostream.schema.cache.tier.UsageLog;
import io.velostream.schema.event.BindingHits;
import io.velostream.schema.event.SchemaStats;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.settings.AlertSettings;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.PrefetchSettings;
import io.velostream.schema.settings.RefreshSettings;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Maintenance of all tiers of one resolver: background work, invalidation, counters. {@link
 * #runOnce} belongs to one thread; all else is safe for use by many.
 */
public final class CacheMaintenance {

  private final SchemaCache schemas;
  private final ResolvedSchemaCache resolvedSchemaCache;
  private final Settings settings;
  private final Refresher refresher;
  private final Prefetcher prefetcher;
  private final Confirmer confirmer;
  private final HitRateMonitor hitRateMonitor;
  private final BindingHits bindingHits;

  /**
   * The settings of the background work.
   *
   * @param refresh when newest versions are refreshed
   * @param prefetch what is prefetched
   * @param confirmInterval how often the answers that serializers use are confirmed; zero for never
   * @param alerts the limits beyond which events are published
   * @param timeout the maximum time of one background request
   */
  public record Settings(
      RefreshSettings refresh,
      PrefetchSettings prefetch,
      Duration confirmInterval,
      AlertSettings alerts,
      Duration timeout) {}

  /**
   * Creates the maintenance of these tiers, which starts with the first call of {@link #runOnce}.
   *
   * @param bindingHits the records that are processed without a lookup
   */
  public CacheMaintenance(
      SchemaCache schemas,
      ResolvedSchemaCache resolvedSchemaCache,
      Settings settings,
      BindingHits bindingHits,
      RandomGenerator random) {
    CacheSettings cacheSettings = schemas.settings();
    boolean isRefreshed = settings.refresh.isEnabled() && !cacheSettings.latestTtl().isZero();
    this.schemas = schemas;
    this.resolvedSchemaCache = resolvedSchemaCache;
    this.settings =
        new Settings(
            isRefreshed ? settings.refresh : RefreshSettings.disabled(),
            settings.prefetch,
            settings.confirmInterval,
            settings.alerts,
            settings.timeout);
    this.bindingHits = bindingHits;
    this.hitRateMonitor =
        new HitRateMonitor(settings.alerts, this::stats, schemas.client()::publish);
    this.refresher = new Refresher(schemas, cacheSettings, settings, random);
    this.prefetcher = new Prefetcher(schemas, settings);
    this.confirmer = new Confirmer(schemas, settings.confirmInterval, settings.timeout, random);
    schemas.setInvalidator(this::invalidate);
  }

  /** Whether any background work is enabled. */
  public boolean isNeeded() {
    return settings.refresh.isEnabled()
        || settings.prefetch.isEnabled()
        || !settings.confirmInterval.isZero()
        || settings.alerts.measuresHitRate();
  }

  /**
   * Runs the work that is due, without waiting for responses.
   *
   * @param nowNanos the time by the clock of the tiers
   * @return the number of actions that were run
   */
  public int runOnce(long nowNanos) {
    return refresh(nowNanos) + confirm(nowNanos) + prefetch(nowNanos) + measureHitRate(nowNanos);
  }

  /** Sends the requests that refresh newest versions, as {@link #runOnce} does. */
  public int refresh(long nowNanos) {
    return settings.refresh.isEnabled() ? refresher.runOnce(nowNanos) : 0;
  }

  /** Sends the requests that confirm provisional answers, as {@link #runOnce} does. */
  public int confirm(long nowNanos) {
    return confirmer.runOnce(nowNanos);
  }

  /** Sends the requests that prefetch, as {@link #runOnce} does. */
  public int prefetch(long nowNanos) {
    return settings.prefetch.isEnabled() ? prefetcher.runOnce(nowNanos) : 0;
  }

  /** Measures the hit rate, as {@link #runOnce} does. */
  public int measureHitRate(long nowNanos) {
    return hitRateMonitor.runOnce(nowNanos);
  }

  /** Records the use of a schema that a caller keeps itself, so that no lookup was made. */
  public void reportUse(RegisteredSchema schema) {
    SchemaKey key = UsageLog.keyOf(schema);
    if (key != null) {
      AccessCounter usage =
          schemas.peek(key) instanceof CacheEntry.Immutable known
              ? known.usage()
              : new AccessCounter();
      schemas.usageLog().recordUseById(schema, usage);
    }
  }

  /** Records the use of a newest version that a caller keeps itself, so that no lookup was made. */
  public void reportUse(SchemaKey latest) {
    if (schemas.peek(latest) instanceof CacheEntry.Expiring known) {
      var unused = known.usage().add(1, 0);
      schemas.usageLog().recordUse(latest, known.schema(), known.usage());
    }
  }

  /** The model of schemas that are used together. */
  public CoUsageModel coUsage() {
    return prefetcher.coUsage();
  }

  /** Sets the callback that wakes the maintenance thread before its next round. */
  public void setWakeUp(Runnable wakeUp) {
    if (settings.prefetch.isEnabled()) {
      schemas.usageLog().setWakeUp(wakeUp);
    }
  }

  /** Invalidates the schema with this id, and every schema that depends on it. */
  public void invalidate(SchemaId id) {
    invalidate(Invalidation.of(id, schemas));
  }

  /** Invalidates the schema at this version, and every schema that depends on it. */
  public void invalidate(SubjectVersion subjectVersion) {
    invalidate(Invalidation.of(subjectVersion, schemas));
  }

  /**
   * Invalidates all versions of a subject, its newest version, and every schema that depends on
   * them.
   */
  public void invalidate(Subject subject) {
    invalidate(Invalidation.of(subject, schemas));
  }

  /** Clears all tiers. The counters are kept. */
  public void clear() {
    schemas.clear();
    resolvedSchemaCache.clear();
    schemas.changes().recordInvalidation();
  }

  /** Clears all tiers and the fingerprints of ids, because the registry was rebuilt. */
  public void reset() {
    schemas.fingerprints().clear();
    clear();
    schemas.fingerprints().clear();
  }

  /** A snapshot of the counters, with those of the client. */
  public SchemaStats stats() {
    RegistryClient registry = schemas.client();
    Counters counters = schemas.counters();
    long timed = counters.timedMisses.sum();
    return new SchemaStats(
        bindingHits.count(),
        counters.hotHits.sum(),
        counters.answerHits.sum(),
        counters.resolvedHits.sum(),
        counters.misses.sum(),
        timed == 0 ? Duration.ZERO : Duration.ofNanos(counters.missNanos.sum() / timed),
        registry.calls(),
        registry.failures(),
        schemas.hot().size(),
        schemas.answerCache().size(),
        resolvedSchemaCache.size(),
        schemas.answerCache().estimatedBytes(),
        resolvedSchemaCache.estimatedBytes(),
        0,
        counters.evictions.sum(),
        counters.prefetched.sum(),
        counters.prefetchedUsed.sum(),
        counters.refreshes.sum());
  }

  private void invalidate(Invalidation invalidation) {
    schemas.invalidate(invalidation);
    resolvedSchemaCache.invalidate(invalidation);
    schemas.changes().recordInvalidation();
  }
}
