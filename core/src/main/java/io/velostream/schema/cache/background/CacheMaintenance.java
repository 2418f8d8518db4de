// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.background;

import io.velostream.schema.cache.Invalidation;
import io.velostream.schema.cache.ResolvedSchemaCache;
import io.velostream.schema.cache.SchemaCache;
import io.velostream.schema.cache.tier.AccessCounter;
import io.velostream.schema.cache.tier.CacheEntry;
import io.velostream.schema.cache.tier.Counters;
import io.velostream.schema.cache.tier.UsageLog;
import io.velostream.schema.event.SchemaStats;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.RegistryClient;
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

  /**
   * How the background works.
   *
   * @param refresh how newest versions are read again
   * @param prefetch what is fetched before anybody asks
   * @param confirmInterval how often what writers rely on is confirmed; zero for never
   * @param timeout the longest that one call of the background may take
   */
  public record Settings(
      RefreshSettings refresh,
      PrefetchSettings prefetch,
      Duration confirmInterval,
      Duration timeout) {}

  /** Maintenance of these tiers. Nothing is done before the first call of {@link #runOnce}. */
  public CacheMaintenance(
      SchemaCache schemas,
      ResolvedSchemaCache resolvedSchemaCache,
      Settings settings,
      RandomGenerator random) {
    CacheSettings held = schemas.settings();
    boolean hasPointers = settings.refresh.isEnabled() && !held.latestTtl().isZero();
    this.schemas = schemas;
    this.resolvedSchemaCache = resolvedSchemaCache;
    this.settings =
        new Settings(
            hasPointers ? settings.refresh : RefreshSettings.disabled(),
            settings.prefetch,
            settings.confirmInterval,
            settings.timeout);
    this.refresher = new Refresher(schemas, held, settings, random);
    this.prefetcher = new Prefetcher(schemas, settings);
    this.confirmer = new Confirmer(schemas, settings.confirmInterval, settings.timeout, random);
    schemas.forgetBy(this::invalidate);
  }

  /** Whether there is anything to do in the background at all. */
  public boolean isNeeded() {
    return settings.refresh.isEnabled()
        || settings.prefetch.isEnabled()
        || !settings.confirmInterval.isZero();
  }

  /**
   * Does what is to be done now, without waiting for any answer.
   *
   * @param nowNanos the time by the clock of the tiers
   * @return how much was done
   */
  public int runOnce(long nowNanos) {
    return refresh(nowNanos) + confirm(nowNanos) + prefetch(nowNanos);
  }

  /** Sends the calls that refresh newest versions, as {@link #runOnce} does. */
  public int refresh(long nowNanos) {
    return settings.refresh.isEnabled() ? refresher.runOnce(nowNanos) : 0;
  }

  /**
   * Sends the calls that confirm what was not read from this registry, as {@link #runOnce} does.
   */
  public int confirm(long nowNanos) {
    return confirmer.runOnce(nowNanos);
  }

  /** Sends the calls that prefetch, as {@link #runOnce} does. */
  public int prefetch(long nowNanos) {
    return settings.prefetch.isEnabled() ? prefetcher.runOnce(nowNanos) : 0;
  }

  /** Takes word of the use of a schema that was not asked for, because it was at hand. */
  public void reportUse(RegisteredSchema schema) {
    SchemaKey key = UsageLog.keyOf(schema);
    if (key != null) {
      AccessCounter usage =
          schemas.peek(key) instanceof CacheEntry.Immutable known
              ? known.usage()
              : new AccessCounter();
      schemas.usageLog().useById(schema, usage);
    }
  }

  /** Takes word of the use of a newest version that was not asked for, because it was at hand. */
  public void reportUse(SchemaKey expiring) {
    if (schemas.peek(expiring) instanceof CacheEntry.Expiring known) {
      var unused = known.usage().add(1, 0);
      schemas.usageLog().use(expiring, known.schema(), known.usage());
    }
  }

  /** Which schemas are used together, as far as that is known. */
  public CoUsageModel associations() {
    return prefetcher.associations();
  }

  /** Whom to call when there is work that is not to be left until the next round. */
  public void wakeWith(Runnable wake) {
    if (settings.prefetch.isEnabled()) {
      schemas.usageLog().wakes(wake);
    }
  }

  /** Forgets the schema with this id, and every schema that depends on it. */
  public void invalidate(SchemaId id) {
    invalidate(Invalidation.of(id, schemas));
  }

  /** Forgets the schema at this version, and every schema that depends on it. */
  public void invalidate(SubjectVersion subjectVersion) {
    invalidate(Invalidation.of(subjectVersion, schemas));
  }

  /** Forgets all versions of a subject, which is the newest, and all that depends on them. */
  public void invalidate(Subject subject) {
    invalidate(Invalidation.of(subject, schemas));
  }

  /** Forgets everything but the counters. */
  public void clear() {
    schemas.clear();
    resolvedSchemaCache.clear();
    schemas.changes().invalidated();
  }

  /** Forgets everything, and what each id was: the registry is known to have begun anew. */
  public void reset() {
    schemas.identities().clear();
    clear();
    schemas.identities().clear();
  }

  /** The counters as they stand now, with those of the client beneath. */
  public SchemaStats stats(RegistryClient registry) {
    Counters counters = schemas.counters();
    long timed = counters.timedMisses.sum();
    return new SchemaStats(
        counters.hotHits.sum(),
        counters.mainHits.sum(),
        counters.resolvedHits.sum(),
        counters.misses.sum(),
        timed == 0 ? Duration.ZERO : Duration.ofNanos(counters.missNanos.sum() / timed),
        registry.calls(),
        registry.failures(),
        schemas.hot().size(),
        schemas.main().size(),
        resolvedSchemaCache.size(),
        schemas.main().estimatedBytes(),
        resolvedSchemaCache.estimatedBytes(),
        0,
        counters.evictions.sum(),
        counters.prefetched.sum(),
        counters.prefetchedUsed.sum(),
        counters.refreshes.sum());
  }

  private void invalidate(Invalidation gone) {
    schemas.invalidate(gone);
    resolvedSchemaCache.invalidate(gone);
    schemas.changes().invalidated();
  }
}
