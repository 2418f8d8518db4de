// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.velostream.schema.cache.tier.Counters;
import io.velostream.schema.cache.tier.SingleFlight;
import io.velostream.schema.graph.ReferenceResolver;
import io.velostream.schema.graph.SchemaSource;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.ReferenceSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tier L3: schemas with everything they refer to, and their parsed and flattened forms. Entries are
 * evicted by number and by estimated bytes; an entry that follows a latest version is also resolved
 * again after a time. Safe for use by many threads.
 */
public final class ResolvedSchemaCache {

  private final SchemaCache schemas;
  private final ReferenceSettings limits;
  private final long ttlNanos;
  private final LongSupplier nanoTime;
  private final long leastWeight;
  private final Counters counters;
  private final Cache<Key, CachedResolution> entries;
  private final SingleFlight<Key, CachedResolution> flights = new SingleFlight<>();

  /**
   * Which closure. The text is part of it: when a registry was rebuilt, an id may be another schema
   * by the time somebody resolves the one that it was.
   *
   * @param identity the id; the schema itself where the registry gave no id
   */
  private record Key(Object identity, SchemaDefinition definition) {

    static Key of(RegisteredSchema schema) {
      SchemaId id = schema.id();
      return new Key(id != null ? id : schema, schema.definition());
    }
  }

  /** No closures yet; what they need is found through {@code schemas}. */
  public ResolvedSchemaCache(
      SchemaCache schemas,
      CacheSettings settings,
      ReferenceSettings limits,
      LongSupplier nanoTime) {
    this.schemas = schemas;
    this.limits = limits;
    this.ttlNanos = settings.resolvedTtl().toNanos();
    this.nanoTime = nanoTime;
    this.counters = schemas.counters();
    this.leastWeight = settings.maxResolvedBytes() / settings.maxResolved();
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(settings.maxResolvedBytes())
            .weigher((Key key, CachedResolution closure) -> weight(closure))
            .evictionListener((key, closure, cause) -> counters.evictions.increment())
            .executor(Runnable::run)
            .build();
  }

  /** The entry of a schema; null when there is none, or it must be resolved again. */
  public @Nullable CachedResolution find(RegisteredSchema schema) {
    CachedResolution entry = usable(Key.of(schema));
    if (entry != null) {
      counters.resolvedHits.increment();
    }
    return entry;
  }

  /**
   * Resolves a schema, from memory or else with calls to the registry, without waiting. Not counted
   * as a hit.
   *
   * @param timeout the longest that all calls together may take
   * @return the entry; fails as {@link ReferenceResolver#resolve} and {@link SchemaCache#find} do,
   *     never wrapped
   */
  public CompletableFuture<CachedResolution> resolve(RegisteredSchema schema, Duration timeout) {
    Key key = Key.of(schema);
    return flights.fly(key, () -> usable(key), () -> walk(key, schema, timeout));
  }

  /** Caffeine weighs an entry when it is written: this writes it where it still is. */
  private void weighAgain(Key key, CachedResolution entry) {
    var unused = entries.asMap().replace(key, entry, entry);
  }

  /**
   * A closure counts for its bytes, and at least for its share of them where as many are held as
   * may be: so one bound is enough for bytes and number.
   */
  private int weight(CachedResolution closure) {
    long bytes = Math.max(leastWeight, closure.bytes());
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes));
  }

  /** Roughly what all closures take with their parsed and flattened forms, in bytes. */
  public long estimatedBytes() {
    return entries.asMap().values().stream().mapToLong(CachedResolution::bytes).sum();
  }

  /** How many closures are held now. */
  public long size() {
    return entries.estimatedSize();
  }

  /** Takes out what {@code gone} names, and all that refers to it. */
  public void invalidate(Invalidation gone) {
    entries
        .asMap()
        .entrySet()
        .removeIf(
            entry ->
                gone.coversIdentity(entry.getKey().identity())
                    || gone.covers(entry.getValue().resolved()));
  }

  /** Takes out everything. */
  public void clear() {
    entries.invalidateAll();
  }

  private CompletableFuture<CachedResolution> walk(
      Key key, RegisteredSchema schema, Duration timeout) {
    long started = nanoTime.getAsLong();
    long invalidations = schemas.changes().invalidations();
    boolean isMiss = !schema.definition().references().isEmpty();
    if (isMiss) {
      counters.misses.increment();
    }
    return new ReferenceResolver(source(schema, timeout), limits)
        .resolve(schema)
        .whenComplete((resolved, failure) -> ended(isMiss, started))
        .thenApply(
            resolved -> {
              CachedResolution closure =
                  new CachedResolution(
                      resolved, nanoTime.getAsLong() + ttlNanos, entry -> weighAgain(key, entry));
              CachedResolution before = entries.asMap().put(key, closure);
              if (before != null && !before.resolved().equals(resolved)) {
                schemas.changes().moved();
              }
              if (invalidations != schemas.changes().invalidations()) {
                entries.invalidate(key);
              }
              return closure;
            });
  }

  private void ended(boolean isMiss, long started) {
    if (isMiss) {
      counters.missEnded(nanoTime.getAsLong() - started);
    }
  }

  /** A source whose calls all end by one common deadline. */
  private SchemaSource source(RegisteredSchema root, Duration timeout) {
    long deadline = nanoTime.getAsLong() + timeout.toNanos();
    return (subject, version) -> {
      long left = deadline - nanoTime.getAsLong();
      if (left <= 0) {
        return CompletableFuture.failedFuture(
            new RegistryUnavailableException(
                "resolving the references of " + root.name() + " took longer than " + timeout,
                0,
                null));
      }
      SchemaKey key =
          version == SchemaReference.LATEST
              ? new SchemaKey.Latest(subject)
              : new SchemaKey.AtVersion(new SubjectVersion(subject, version));
      return schemas.need(key, Duration.ofNanos(left));
    };
  }

  private @Nullable CachedResolution usable(Key key) {
    CachedResolution closure = entries.getIfPresent(key);
    return closure != null && !closure.isDue(nanoTime) ? closure : null;
  }
}
