// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.velostream.schema.graph.ReferenceWalk;
import io.velostream.schema.graph.SchemaSource;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.ReferenceSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers schemas with everything they refer to, and their parsed forms. Kept until evicted for
 * size; only a closure that follows a latest version is resolved again after a time. Safe for use
 * by many threads.
 */
public final class Closures {

  private final SchemaCache schemas;
  private final ReferenceSettings limits;
  private final long ttlNanos;
  private final LongSupplier nanoTime;
  private final Cache<Object, Closure> closures;
  private final SingleFlight<Object, Closure> flights = new SingleFlight<>();

  /** No closures yet; what they need is found through {@code schemas}. */
  public Closures(
      SchemaCache schemas,
      CacheSettings settings,
      ReferenceSettings limits,
      LongSupplier nanoTime) {
    this.schemas = schemas;
    this.limits = limits;
    this.ttlNanos = settings.resolvedTtl().toNanos();
    this.nanoTime = nanoTime;
    this.closures =
        Caffeine.newBuilder().maximumSize(settings.maxSchemas()).executor(Runnable::run).build();
  }

  /**
   * Resolves a schema, from memory or else with calls to the registry, without waiting.
   *
   * @param timeout the longest that all calls together may take
   * @return the closure; fails as {@link ReferenceWalk#resolve} and {@link SchemaCache#find} do,
   *     never wrapped
   */
  public CompletableFuture<ResolvedSchema> resolve(RegisteredSchema schema, Duration timeout) {
    return closure(schema, timeout).thenApply(Closure::resolved);
  }

  /** The closure in memory; null when there is none. */
  public @Nullable ResolvedSchema known(RegisteredSchema schema) {
    Closure closure = usable(key(schema));
    return closure == null ? null : closure.resolved();
  }

  /**
   * The parsed form of a schema whose closure is in memory; null when it is not.
   *
   * @throws io.velostream.schema.model.InvalidSchemaException when a text does not parse
   */
  public <S> @Nullable S parsed(RegisteredSchema schema, SchemaFormat<S> format) {
    Closure closure = usable(key(schema));
    return closure == null ? null : closure.parsed(format);
  }

  /** How many closures are held now. */
  public long size() {
    return closures.estimatedSize();
  }

  private CompletableFuture<Closure> closure(RegisteredSchema schema, Duration timeout) {
    Object key = key(schema);
    Closure present = usable(key);
    return present != null
        ? CompletableFuture.completedFuture(present)
        : flights.fly(key, () -> usable(key), () -> walk(key, schema, timeout));
  }

  private CompletableFuture<Closure> walk(Object key, RegisteredSchema schema, Duration timeout) {
    return new ReferenceWalk(source(schema, timeout), limits)
        .resolve(schema)
        .thenApply(
            resolved -> {
              Closure closure = new Closure(resolved, nanoTime.getAsLong() + ttlNanos);
              closures.put(key, closure);
              return closure;
            });
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
      return schemas.find(key, Duration.ofNanos(left));
    };
  }

  private @Nullable Closure usable(Object key) {
    Closure closure = closures.getIfPresent(key);
    return closure == null || closure.isDue(nanoTime.getAsLong()) ? null : closure;
  }

  /** An id names a schema for good; without one, the schema stands for itself. */
  private static Object key(RegisteredSchema schema) {
    return schema.id() != null ? schema.id() : schema;
  }
}
