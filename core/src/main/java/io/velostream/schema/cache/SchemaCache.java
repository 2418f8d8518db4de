// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.cache.tier.AnswerCache;
import io.velostream.schema.cache.tier.CacheEntry;
import io.velostream.schema.cache.tier.CacheEntry.Expiring;
import io.velostream.schema.cache.tier.CacheEntry.Immutable;
import io.velostream.schema.cache.tier.CacheEntry.NotFound;
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
import io.velostream.schema.model.RegisteredSchema;
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
 * Remembers what the registry said: tiers L1 (schemas used most, by id) and L2 (all answers). Facts
 * are kept until evicted for size; pointers are asked for again when they are due, and served stale
 * while the registry cannot answer; "not found" is believed for a time that doubles as it is
 * confirmed. Safe for use by many threads.
 */
public final class SchemaCache {

  private final CacheSettings settings;
  private final LongSupplier nanoTime;
  private final Counters counters = new Counters();
  private final HotTables hot;
  private final OutageTracker outageTracker;
  private final AnswerCache main;
  private final DependencyIndex dependencies;
  private final UsageLog usageLog = new UsageLog();
  private final Uses uses;
  private final CacheWriter cacheWriter;
  private final Inquiry inquiry;
  private final SingleFlight<SchemaKey, RegisteredSchema> flights = new SingleFlight<>();
  private final InvalidationCounter changes = new InvalidationCounter();
  private final Trust trust = new Trust();
  private final ForeignSchemaCache foreign = new ForeignSchemaCache();

  /** Takes an id out of this and of what is made of it. */
  private volatile Consumer<SchemaId> forget = id -> invalidate(Invalidation.of(id, this));

  /** An empty cache before {@code client}, which stays the caller's to close. */
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
    this.main = new AnswerCache(settings.maxSchemas(), counters, this::gone);
    this.dependencies = new DependencyIndex(settings.maxSchemas());
    this.uses = new Uses(counters, hot, main, usageLog);
    this.cacheWriter =
        new CacheWriter(
            new CacheWriter.Tiers(
                settings,
                counters,
                main,
                dependencies,
                usageLog,
                outageTracker,
                client::isClosed,
                changes::moved,
                changes::invalidated,
                id -> forget.accept(id),
                trust),
            identityCheck,
            listener,
            nanoTime);
    this.inquiry = new Inquiry(client, cacheWriter, new Dependencies(main, dependencies, trust));
  }

  /** The schema with this id if it is one of those used most (tier L1); else null. */
  public @Nullable RegisteredSchema hot(SchemaId id) {
    Immutable immutable = hot.get(id);
    if (immutable == null) {
      return null;
    }
    counters.hotHits.increment();
    usageLog.useById(immutable.schema(), immutable.usage());
    return immutable.schema();
  }

  /**
   * What is known of {@code key} without asking the registry; null when nothing usable is.
   *
   * @throws SchemaNotFoundException when the registry is known not to have it
   */
  public @Nullable RegisteredSchema known(SchemaKey key) {
    CacheEntry entry;
    try {
      entry = usable(key);
    } catch (SchemaNotFoundException e) {
      counters.mainHits.increment();
      throw e;
    }
    if (entry == null) {
      return null;
    }
    counters.mainHits.increment();
    trust.used(key);
    uses.known(key, entry);
    return entry.schemaOrNull();
  }

  /**
   * Finds a schema, from memory or else from the registry, without waiting.
   *
   * @param timeout the longest that the registry may take
   * @return the schema; fails with a {@link io.velostream.schema.model.SchemaException}, never
   *     wrapped
   */
  public CompletableFuture<RegisteredSchema> find(SchemaKey key, Duration timeout) {
    try {
      RegisteredSchema schema = known(key);
      if (schema != null) {
        return CompletableFuture.completedFuture(schema);
      }
    } catch (SchemaException e) {
      return CompletableFuture.failedFuture(e);
    }
    return request(key, timeout);
  }

  /**
   * Requests from the registry what is not {@linkplain #known known}, or joins a request for the
   * same key; without waiting.
   *
   * @param timeout the longest that the registry may take
   * @return as {@link #find}
   */
  public CompletableFuture<RegisteredSchema> request(SchemaKey key, Duration timeout) {
    counters.misses.increment();
    CompletableFuture<RegisteredSchema> flight = load(key, timeout, LookupCause.USE);
    var unused = flight.thenRun(() -> uses.redeem(key));
    return flight;
  }

  /** Whether the registry has still to confirm what is known of {@code key}. */
  public boolean isDoubted(SchemaKey key) {
    return trust.isDoubted(key);
  }

  /** What a schema refers to, as far as that is known, and the registry has still to confirm. */
  public List<SchemaKey> doubtedReferences(String context, SchemaDefinition definition) {
    return trust.isEmpty() ? List.of() : ReferenceKeys.doubted(context, definition, this);
  }

  /** From now on {@code key} is among what writers rely on. */
  public void written(SchemaKey key) {
    trust.written(key);
  }

  /**
   * Finds a schema to write in, as {@link #find} does, but by a key for which readers are given
   * what is doubted: it is confirmed first, while the registry answers.
   */
  public CompletableFuture<RegisteredSchema> findToWrite(SchemaKey key, Duration timeout) {
    try {
      if (!mustAsk(key)) {
        return find(key, timeout);
      }
    } catch (SchemaException e) {
      return CompletableFuture.failedFuture(e);
    }
    counters.misses.increment();
    return flights.fly(key, () -> stored(key, true), () -> fetch(key, timeout, LookupCause.USE));
  }

  /** Asks the registry again for what is known. */
  public CompletableFuture<RegisteredSchema> confirm(SchemaKey key, Duration timeout) {
    return key instanceof SchemaKey.Registered registered
        ? inquiry.confirm(registered, timeout)
        : load(key, timeout, LookupCause.CONFIRM);
  }

  /** Finds a schema that another lookup needs: a use, but no lookup of its own. */
  CompletableFuture<RegisteredSchema> need(SchemaKey key, Duration timeout) {
    CacheEntry entry;
    try {
      entry = usable(key);
    } catch (SchemaException e) {
      return CompletableFuture.failedFuture(e);
    }
    if (entry == null) {
      CompletableFuture<RegisteredSchema> flight = load(key, timeout, LookupCause.NEED);
      var unused = flight.thenRun(() -> uses.redeem(key));
      return flight;
    }
    trust.used(key);
    uses.redeem(entry);
    return CompletableFuture.completedFuture(Objects.requireNonNull(entry.schemaOrNull()));
  }

  /** What memory has, or else what the registry says, without counting it as a lookup. */
  public CompletableFuture<RegisteredSchema> load(
      SchemaKey key, Duration timeout, LookupCause cause) {
    boolean isAsked = cause.isAskedAnyway();
    return flights.fly(
        key, () -> isAsked ? null : stored(key, false), () -> fetch(key, timeout, cause));
  }

  /** Who depends on whom, among the schemas that came this way. */
  public DependencyIndex dependencies() {
    return dependencies;
  }

  /** Whether the last call to the registry found it unavailable. */
  public boolean isDegraded() {
    return outageTracker.since() != null;
  }

  /** The client that this asks, as far as its URLs are concerned. */
  public RegistryClient client() {
    return inquiry.client();
  }

  /** Since when lookups are served without the registry; null when they are not. */
  public @Nullable Instant degradedSince() {
    return outageTracker.since();
  }

  /** How long ago the oldest answer that is served beyond its time was read; null for none. */
  public @Nullable Duration oldestStale() {
    return outageTracker.oldest();
  }

  /** What the content of each id was. */
  public SchemaFingerprints identities() {
    return cacheWriter.identities();
  }

  /**
   * Takes in what an earlier process knew, unless more is known by now.
   *
   * @param readNanos when the registry said so
   */
  public void restore(SchemaKey key, RegisteredSchema schema, long readNanos) {
    cacheWriter.restore(key, schema, readNanos);
  }

  /** What is known of a key, due or not, without counting it as a use. */
  @Nullable
  public CacheEntry peek(SchemaKey key) {
    return main.get(key);
  }

  /** What the registry has still to confirm. */
  public Trust trust() {
    return trust;
  }

  /** The schemas that were found by ids of other protocols. */
  public ForeignSchemaCache foreign() {
    return foreign;
  }

  /** Tells who takes an id out of all tiers when it comes to be another schema. */
  public void forgetBy(Consumer<SchemaId> forget) {
    this.forget = forget;
  }

  private void gone(SchemaKey key) {
    outageTracker.stopped(key);
    trust.gone(key);
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

  public AnswerCache main() {
    return main;
  }

  /** Tier L1. */
  public HotTables hot() {
    return hot;
  }

  /** Counts what changes here and in the closures above, which tell it of their moves. */
  public InvalidationCounter changes() {
    return changes;
  }

  /** Takes out what {@code gone} names, in both tiers. */
  public void invalidate(Invalidation gone) {
    changes.invalidated();
    main.removeIf((key, entry) -> gone.covers(key) || gone.covers(entry.schemaOrNull()));
    gone.ids().forEach(hot::remove);
    gone.schemas().forEach(dependencies::remove);
  }

  /** Takes out everything. */
  public void clear() {
    changes.invalidated();
    main.clear();
    hot.clear();
    dependencies.clear();
    usageLog.clear();
    trust.clear();
    foreign.clear();
  }

  private @Nullable CacheEntry usable(SchemaKey key) {
    if ((key.isByContent() || key.isPointer()) && mustAsk(key)) {
      return null;
    }
    CacheEntry entry = main.get(key);
    if (entry instanceof Expiring expiring) {
      return isDue(expiring.dueNanos()) ? null : expiring;
    }
    if (entry instanceof NotFound notFound) {
      if (isDue(notFound.dueNanos())) {
        return null;
      }
      throw new SchemaNotFoundException(notFound.message(), notFound.errorCode(), null);
    }
    return entry;
  }

  private @Nullable RegisteredSchema stored(SchemaKey key, boolean isToWrite) {
    CacheEntry entry = isToWrite && mustAsk(key) ? null : usable(key);
    return entry == null ? null : entry.schemaOrNull();
  }

  /** As {@link Trust#mustAsk}. */
  private boolean mustAsk(SchemaKey key) {
    return trust.isDoubted(key) && trust.mustAsk(key, nanoTime.getAsLong(), isDegraded());
  }

  private boolean isDue(long dueNanos) {
    return nanoTime.getAsLong() - dueNanos >= 0;
  }

  private CompletableFuture<RegisteredSchema> fetch(
      SchemaKey key, Duration timeout, LookupCause cause) {
    long before = changes.invalidations();
    long started = nanoTime.getAsLong();
    boolean hasStandIn = cause.isAwaited() && trust.isDoubted(key);
    return inquiry
        .ask(key, hasStandIn ? timeout.dividedBy(2) : timeout, cause)
        .handle(
            (schema, failure) -> {
              if (cause == LookupCause.USE) {
                counters.missEnded(nanoTime.getAsLong() - started);
              }
              if (schema != null && !cause.isAwaited() && before != changes.invalidations()) {
                return cacheWriter.pass(key, schema);
              }
              RegisteredSchema learned =
                  schema != null
                      ? cacheWriter.learn(key, schema, cause)
                      : cacheWriter.fail(key, failure);
              if (cause.isAwaited()) {
                uses.fetched(key, cause);
              }
              if (before != changes.invalidations()) {
                forgetAgain(key, learned);
              }
              return learned;
            });
  }

  /** An answer that was asked for before something was invalidated may be what was meant. */
  private void forgetAgain(SchemaKey key, RegisteredSchema schema) {
    main.remove(key);
    if (schema.id() != null) {
      main.remove(new SchemaKey.ById(schema.id()));
      hot.remove(schema.id());
    }
    if (schema.subjectVersion() != null) {
      main.remove(new SchemaKey.AtVersion(schema.subjectVersion()));
    }
    dependencies.remove(schema);
  }
}
