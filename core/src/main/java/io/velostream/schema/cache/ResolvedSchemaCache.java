// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.velostream.schema.cache.tier.Counters;
import io.velostream.schema.cache.tier.SingleFlight;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.graph.ReferenceResolver;
import io.velostream.schema.graph.SchemaSource;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.AlertSettings;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.ReferenceSettings;
import io.velostream.schema.trace.SchemaSpan;
import io.velostream.schema.trace.Tracing;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tier L3: schemas with everything they refer to, and their parsed and flattened forms. Entries are
 * evicted by number and by estimated bytes; an entry that follows a latest version also expires
 * after a time. Safe for use by many threads.
 */
public final class ResolvedSchemaCache {

  private final SchemaCache schemas;
  private final ReferenceSettings limits;
  private final AlertSettings alerts;
  private final long ttlNanos;
  private final LongSupplier nanoTime;
  private final long minWeight;
  private final Counters counters;
  private final Cache<Key, CachedResolution> entries;
  private final ResolutionMeter meter = new ResolutionMeter();
  private final SingleFlight<Key, CachedResolution> flights = new SingleFlight<>();

  /**
   * The key of a closure. It includes the text, because an id may have another schema after the
   * registry was rebuilt.
   *
   * @param idOrSchema the id; the schema itself if it has no id
   */
  private record Key(Object idOrSchema, SchemaDefinition definition) {

    static Key of(RegisteredSchema schema) {
      SchemaId id = schema.id();
      return new Key(id != null ? id : schema, schema.definition());
    }
  }

  /** Creates an empty cache that reads schemas through {@code schemas}. */
  public ResolvedSchemaCache(
      SchemaCache schemas,
      CacheSettings settings,
      ReferenceSettings limits,
      AlertSettings alerts,
      LongSupplier nanoTime) {
    this.schemas = schemas;
    this.limits = limits;
    this.alerts = alerts;
    this.ttlNanos = settings.resolvedTtl().toNanos();
    this.nanoTime = nanoTime;
    this.counters = schemas.counters();
    this.minWeight = settings.maxResolvedBytes() / settings.maxResolved();
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(settings.maxResolvedBytes())
            .weigher((Key key, CachedResolution closure) -> weight(closure))
            .evictionListener((key, closure, cause) -> counters.evictions.increment())
            .executor(Runnable::run)
            .build();
  }

  /** Returns the entry of a schema; null if there is none or it has expired. */
  public @Nullable CachedResolution find(RegisteredSchema schema) {
    CachedResolution entry = usable(Key.of(schema));
    if (entry != null) {
      counters.resolvedHits.increment();
    }
    return entry;
  }

  /**
   * Resolves a schema from memory, or else from the registry, without blocking. Not counted as a
   * hit.
   *
   * @param timeout the maximum time for all requests together
   * @return the entry; fails as {@link ReferenceResolver#resolve} and {@link SchemaCache#find} do,
   *     never wrapped
   */
  public CompletableFuture<CachedResolution> resolve(RegisteredSchema schema, Duration timeout) {
    Key key = Key.of(schema);
    return flights.joinOrStart(
        key, () -> usable(key), () -> resolveReferences(key, schema, timeout));
  }

  /**
   * Writes an entry again if it is still present, because Caffeine weighs entries on write only.
   */
  private void reweigh(Key key, CachedResolution entry) {
    var unused = entries.asMap().replace(key, entry, entry);
  }

  /**
   * The weight of a closure is its bytes, and at least the maximum bytes divided by the maximum
   * number of entries. So one bound limits both.
   */
  private int weight(CachedResolution closure) {
    long bytes = Math.max(minWeight, closure.bytes());
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes));
  }

  /** The estimated bytes of all closures with their parsed and flattened forms. */
  public long estimatedBytes() {
    return entries.asMap().values().stream().mapToLong(CachedResolution::bytes).sum();
  }

  /** The number of closures. */
  public long size() {
    return entries.estimatedSize();
  }

  /** Removes the entries that an invalidation covers, and those that refer to them. */
  public void invalidate(Invalidation invalidation) {
    entries
        .asMap()
        .entrySet()
        .removeIf(
            entry ->
                invalidation.coversIdOrSchema(entry.getKey().idOrSchema())
                    || invalidation.covers(entry.getValue().resolved()));
  }

  /** Removes all entries. */
  public void clear() {
    entries.invalidateAll();
  }

  private CompletableFuture<CachedResolution> resolveReferences(
      Key key, RegisteredSchema schema, Duration timeout) {
    long started = nanoTime.getAsLong();
    long invalidations = schemas.changes().invalidations();
    boolean isMiss = !schema.definition().references().isEmpty();
    if (isMiss) {
      counters.misses.increment();
    }
    return traced(schema, timeout)
        .whenComplete(
            (resolved, failure) -> {
              if (isMiss) {
                Duration duration = Duration.ofNanos(nanoTime.getAsLong() - started);
                counters.recordMiss(duration.toNanos());
                recordResolution(schema, resolved, failure, duration);
              }
            })
        .thenApply(
            resolved -> {
              CachedResolution closure =
                  new CachedResolution(
                      resolved, nanoTime.getAsLong() + ttlNanos, entry -> reweigh(key, entry));
              CachedResolution before = entries.asMap().put(key, closure);
              if (before != null && !before.resolved().equals(resolved)) {
                schemas.changes().recordMove();
              }
              if (invalidations != schemas.changes().invalidations()) {
                entries.invalidate(key);
              }
              return closure;
            });
  }

  /** Resolves the references, in a span unless there are none. */
  private CompletableFuture<ResolvedSchema> traced(RegisteredSchema schema, Duration timeout) {
    ReferenceResolver resolver = new ReferenceResolver(source(schema, timeout), limits);
    if (schema.definition().references().isEmpty()) {
      return resolver.resolve(schema);
    }
    SchemaSpan span = Tracing.tracer().start("schema.resolve").with("schema", schema.name());
    CompletableFuture<ResolvedSchema> ended = new CompletableFuture<>(); // not wrapped
    var unused =
        span.around(() -> resolver.resolve(schema))
            .whenComplete(
                (resolved, failure) -> {
                  if (failure == null) {
                    span.with("schemas", 1 + resolved.dependencies().size()).end(null);
                    ended.complete(resolved);
                  } else {
                    span.end(failure);
                    ended.completeExceptionally(failure);
                  }
                });
    return ended;
  }

  private void recordResolution(
      RegisteredSchema schema,
      @Nullable ResolvedSchema resolved,
      @Nullable Throwable failure,
      Duration duration) {
    if (resolved == null) {
      meter.recordFailure();
      if (failure instanceof InvalidReferenceException invalid) {
        schemas
            .client()
            .publish(
                new SchemaEvent.ResolutionFailed(schema.name(), invalid.reason(), invalid.path()));
      }
      return;
    }
    meter.record(resolved, duration);
    if (alerts.isSlow(duration)) {
      schemas
          .client()
          .publish(
              new SchemaEvent.ResolutionSlow(
                  schema.name(),
                  1 + resolved.dependencies().size(),
                  duration,
                  alerts.slowResolution()));
    }
  }

  /** The counts of resolutions. */
  public ResolutionMeter meter() {
    return meter;
  }

  /** A source whose requests share one deadline. */
  private SchemaSource source(RegisteredSchema root, Duration timeout) {
    long deadline = nanoTime.getAsLong() + timeout.toNanos();
    return (subject, version) -> {
      long remaining = deadline - nanoTime.getAsLong();
      if (remaining <= 0) {
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
      return schemas.findDependency(key, Duration.ofNanos(remaining));
    };
  }

  private @Nullable CachedResolution usable(Key key) {
    CachedResolution closure = entries.getIfPresent(key);
    return closure != null && !closure.isDue(nanoTime) ? closure : null;
  }
}
