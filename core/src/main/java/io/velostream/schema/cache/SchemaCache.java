// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.cache.tier.AnswerCache;
import io.velostream.schema.cache.tier.CacheEntry;
import io.velostream.schema.cache.tier.CacheEntry.Immutable;
import io.velostream.schema.cache.tier.Counters;
import io.velostream.schema.cache.tier.ForeignSchemaCache;
import io.velostream.schema.cache.tier.HotTables;
import io.velostream.schema.cache.tier.InvalidationCounter;
import io.velostream.schema.cache.tier.LookupCause;
import io.velostream.schema.cache.tier.SchemaFingerprints;
import io.velostream.schema.cache.tier.SingleFlight;
import io.velostream.schema.cache.tier.UsageLog;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.graph.DependencyIndex;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.metrics.Metric;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.http.MonotonicClock;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.IdentityCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Caches answers of the registry in tiers L1 (the most used schemas, by id) and L2 (all answers).
 * Immutable entries are kept until evicted. Expiring entries are read again when they are due, and
 * served stale while the registry is unavailable. "Not found" is cached for a time that doubles
 * each time it is confirmed. Safe for use by many threads.
 */
public final class SchemaCache {

  private final CacheSettings settings;
  private final LongSupplier nanoTime;
  private final Counters counters = new Counters();
  private final HotTables hot;
  private final OutageTracker outageTracker;
  private final AnswerCache answerCache;
  private final DependencyIndex dependencies;
  private final UsageLog usageLog = new UsageLog();
  private final FreshEntries freshEntries;
  private final UsageRecorder usageRecorder;
  private final CacheWriter cacheWriter;
  private final RegistryLoader loader;
  private final SingleFlight<SchemaKey, RegisteredSchema> flights = new SingleFlight<>();
  private final InvalidationCounter changes = new InvalidationCounter();
  private final ProvisionalAnswers provisional = new ProvisionalAnswers();
  private final ForeignSchemaCache foreign = new ForeignSchemaCache();

  /** Removes an id from this cache and from the caches derived from it. */
  private volatile Consumer<SchemaId> invalidator = id -> invalidate(Invalidation.of(id, this));

  /** Creates an empty cache. The caller closes {@code client}. */
  public SchemaCache(
      RegistryClient client,
      CacheSettings settings,
      IdentityCheck identityCheck,
      SchemaListener listener,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.hot = new HotTables(settings.hotSchemas());
    this.outageTracker = new OutageTracker(new MonotonicClock(Instant.now(), nanoTime));
    this.answerCache = new AnswerCache(settings.maxSchemas(), counters, this::onRemoval);
    this.dependencies = new DependencyIndex(settings.maxSchemas());
    this.freshEntries =
        new FreshEntries(answerCache, provisional, nanoTime, () -> degradedSince() != null);
    this.usageRecorder = new UsageRecorder(counters, hot, answerCache, usageLog);
    this.cacheWriter =
        new CacheWriter(
            new CacheWriter.Tiers(
                settings,
                counters,
                answerCache,
                dependencies,
                usageLog,
                outageTracker,
                client::isClosed,
                changes::recordMove,
                changes::recordInvalidation,
                id -> invalidator.accept(id),
                provisional),
            identityCheck,
            listener,
            nanoTime);
    this.loader =
        new RegistryLoader(
            client, cacheWriter, new DependentAnswers(answerCache, dependencies, provisional));
  }

  /** Returns the schema with this id if it is in tier L1; else null. */
  public @Nullable RegisteredSchema hot(SchemaId id) {
    Immutable immutable = hot.get(id);
    if (immutable == null) {
      return null;
    }
    usageRecorder.recordHotHit(immutable);
    return immutable.schema();
  }

  /**
   * Returns the cached answer to {@code key}; null if there is none, it is due, or it must be
   * confirmed first.
   *
   * @throws SchemaNotFoundException if "not found" is cached
   */
  public @Nullable RegisteredSchema getIfCached(SchemaKey key) {
    CacheEntry entry;
    try {
      entry = freshEntries.get(key);
    } catch (SchemaNotFoundException e) {
      counters.answerHits.increment();
      throw e;
    }
    if (entry == null) {
      return null;
    }
    counters.answerHits.increment();
    provisional.recordUse(key);
    usageRecorder.recordHit(key, entry);
    return entry.schemaOrNull();
  }

  /**
   * Finds a schema in memory, or else in the registry, without blocking.
   *
   * @param timeout the maximum time for the registry
   * @return the schema; fails with a {@link SchemaException}, never wrapped
   */
  public CompletableFuture<RegisteredSchema> find(SchemaKey key, Duration timeout) {
    try {
      RegisteredSchema schema = getIfCached(key);
      if (schema != null) {
        return CompletableFuture.completedFuture(schema);
      }
    } catch (SchemaException e) {
      return CompletableFuture.failedFuture(e);
    }
    return request(key, timeout);
  }

  /**
   * Requests a schema that is {@linkplain #getIfCached not cached}, or joins a request in flight
   * for the same key, without blocking.
   *
   * @param timeout the maximum time for the registry
   * @return as {@link #find}
   */
  public CompletableFuture<RegisteredSchema> request(SchemaKey key, Duration timeout) {
    usageRecorder.recordMiss(key);
    CompletableFuture<RegisteredSchema> flight = load(key, timeout, LookupCause.LOOKUP);
    var unused = flight.thenRun(() -> usageRecorder.markPrefetchUsed(key));
    return flight;
  }

  /** Returns the provisional answers among the cached schemas that a schema refers to. */
  public List<SchemaKey> provisionalReferences(String context, SchemaDefinition definition) {
    return provisional.isEmpty() ? List.of() : ReferenceKeys.provisional(context, definition, this);
  }

  /** Marks {@code key} as used by serializers. */
  public void markUsedByWriters(SchemaKey key) {
    provisional.keysOfWriters(key);
  }

  /**
   * Finds a schema for writing. In contrast to {@link #find}, a provisional answer is confirmed
   * first, unless the registry is unavailable.
   */
  public CompletableFuture<RegisteredSchema> findForWriting(SchemaKey key, Duration timeout) {
    try {
      if (!freshEntries.requiresConfirmation(key)) {
        return find(key, timeout);
      }
    } catch (SchemaException e) {
      return CompletableFuture.failedFuture(e);
    }
    usageRecorder.recordMiss(key);
    return flights.joinOrStart(
        key,
        () -> schemaOf(freshEntries.getForWriting(key)),
        () -> fetch(key, timeout, LookupCause.LOOKUP));
  }

  /** Records the outcome of another request, which {@code key} stands for. */
  public void recordOutcome(SchemaKey key, @Nullable RegistryUnavailableException failure) {
    cacheWriter.recordOutcome(key, failure);
  }

  /** Confirms a cached answer with the registry. */
  public CompletableFuture<RegisteredSchema> confirm(SchemaKey key, Duration timeout) {
    return key instanceof SchemaKey.Registered registered
        ? loader.confirm(registered, timeout)
        : load(key, timeout, LookupCause.CONFIRM);
  }

  /** Finds a schema that another schema refers to. It counts as a use, not as a lookup. */
  CompletableFuture<RegisteredSchema> findDependency(SchemaKey key, Duration timeout) {
    CacheEntry entry;
    try {
      entry = freshEntries.get(key);
    } catch (SchemaException e) {
      return CompletableFuture.failedFuture(e);
    }
    if (entry == null) {
      CompletableFuture<RegisteredSchema> flight = load(key, timeout, LookupCause.DEPENDENCY);
      var unused = flight.thenRun(() -> usageRecorder.markPrefetchUsed(key));
      return flight;
    }
    provisional.recordUse(key);
    usageRecorder.markPrefetchUsed(entry);
    return CompletableFuture.completedFuture(Objects.requireNonNull(entry.schemaOrNull()));
  }

  /** Returns the cached answer, or else requests it. It is not counted as a lookup. */
  public CompletableFuture<RegisteredSchema> load(
      SchemaKey key, Duration timeout, LookupCause cause) {
    boolean bypassesCache = cause.bypassesCache();
    return flights.joinOrStart(
        key,
        () -> bypassesCache ? null : schemaOf(freshEntries.get(key)),
        () -> fetch(key, timeout, cause));
  }

  /** The dependencies among the schemas that this cache has received. */
  public DependencyIndex dependencies() {
    return dependencies;
  }

  /** The client of the registry. */
  public RegistryClient client() {
    return loader.client();
  }

  /** The time since when lookups are served without the registry; null if they are not. */
  public @Nullable Instant degradedSince() {
    return outageTracker.since();
  }

  /** The age of the oldest answer that is served stale; null if there is none. */
  public @Nullable Duration oldestStaleAge() {
    return outageTracker.oldestStaleAge();
  }

  /** The metrics of outages. */
  public List<Metric> outageMetrics() {
    return outageTracker.metrics();
  }

  /** The fingerprints of the content of each id. */
  public SchemaFingerprints fingerprints() {
    return cacheWriter.fingerprints();
  }

  /**
   * Adds an answer that an earlier process received, unless there is one already.
   *
   * @param readNanos when the registry gave the answer
   */
  public void restore(SchemaKey key, RegisteredSchema schema, long readNanos) {
    cacheWriter.restore(key, schema, readNanos);
  }

  /** Returns the entry of a key, even if it is due. It is not counted as a use. */
  @Nullable
  public CacheEntry peek(SchemaKey key) {
    return answerCache.get(key);
  }

  /** The answers that the registry has not confirmed yet. */
  public ProvisionalAnswers provisional() {
    return provisional;
  }

  /** The schemas found by ids of other protocols. */
  public ForeignSchemaCache foreign() {
    return foreign;
  }

  /** Sets the callback that removes an id from all tiers when its schema has changed. */
  public void setInvalidator(Consumer<SchemaId> invalidator) {
    this.invalidator = invalidator;
  }

  private void onRemoval(SchemaKey key) {
    outageTracker.staleEnded(key);
    provisional.remove(key);
  }

  public CacheSettings settings() {
    return settings;
  }

  public Counters counters() {
    return counters;
  }

  public UsageLog usageLog() {
    return usageLog;
  }

  public AnswerCache answerCache() {
    return answerCache;
  }

  /** Tier L1. */
  public HotTables hot() {
    return hot;
  }

  /** The counters of changes in this cache and in the resolved schemas derived from it. */
  public InvalidationCounter changes() {
    return changes;
  }

  /** Removes the entries that an invalidation covers from both tiers. */
  public void invalidate(Invalidation invalidation) {
    changes.recordInvalidation();
    answerCache.removeIf(
        (key, entry) -> invalidation.covers(key) || invalidation.covers(entry.schemaOrNull()));
    invalidation.ids().forEach(hot::remove);
    invalidation.schemas().forEach(dependencies::remove);
  }

  /** Removes all entries. */
  public void clear() {
    changes.recordInvalidation();
    answerCache.clear();
    hot.clear();
    dependencies.clear();
    usageLog.clear();
    provisional.clear();
    foreign.clear();
  }

  private static @Nullable RegisteredSchema schemaOf(@Nullable CacheEntry entry) {
    return entry == null ? null : entry.schemaOrNull();
  }

  private CompletableFuture<RegisteredSchema> fetch(
      SchemaKey key, Duration timeout, LookupCause cause) {
    long before = changes.invalidations();
    long started = nanoTime.getAsLong();
    boolean hasFallback = cause.isAwaited() && provisional.isProvisional(key);
    return loader
        .load(key, hasFallback ? timeout.dividedBy(2) : timeout, cause)
        .handle(
            (schema, failure) -> {
              if (cause == LookupCause.LOOKUP) {
                counters.recordMiss(nanoTime.getAsLong() - started);
              }
              if (schema != null && !cause.isAwaited() && before != changes.invalidations()) {
                return cacheWriter.verifyWithoutCaching(key, schema);
              }
              RegisteredSchema result =
                  schema != null
                      ? cacheWriter.store(key, schema, cause)
                      : cacheWriter.handleFailure(key, failure);
              if (cause.isAwaited()) {
                usageRecorder.recordLoad(key, cause);
              }
              if (before != changes.invalidations()) {
                discard(key, result);
              }
              return result;
            });
  }

  /**
   * Discards a response to a request that was sent before an invalidation, since the invalidation
   * may cover it.
   */
  private void discard(SchemaKey key, RegisteredSchema schema) {
    answerCache.remove(key);
    if (schema.id() != null) {
      answerCache.remove(new SchemaKey.ById(schema.id()));
      hot.remove(schema.id());
    }
    if (schema.subjectVersion() != null) {
      answerCache.remove(new SchemaKey.AtVersion(schema.subjectVersion()));
    }
    dependencies.remove(schema);
  }
}
