// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.velostream.schema.cache.Answer.Fact;
import io.velostream.schema.cache.Answer.Missing;
import io.velostream.schema.cache.Answer.Pointer;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.MonotonicClock;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.IdentityCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what the registry said. Facts are kept until evicted for size; pointers are asked for
 * again when they are due, and served stale while the registry cannot answer; "not found" is
 * believed for a time that doubles as it is confirmed. Safe for use by many threads.
 */
public final class SchemaCache {

  private static final Logger log = LoggerFactory.getLogger(SchemaCache.class);

  /** A schema is found by its id, its version, its content, and perhaps as the newest. */
  private static final int KEYS_PER_SCHEMA = 4;

  /** How long a pointer that could not be read again is served before the next attempt. */
  private static final long RETRY_NANOS = Duration.ofSeconds(5).toNanos();

  private final RegistryClient client;
  private final CacheSettings settings;
  private final SchemaListener listener;
  private final LongSupplier nanoTime;
  private final Cache<SchemaKey, Answer> answers;
  private final SingleFlight<SchemaKey, RegisteredSchema> flights = new SingleFlight<>();
  private final Degradation degradation;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder received = new LongAdder();
  private final LongAdder news = new LongAdder();
  private final Identities identities;

  /** An empty cache before {@code client}, which stays the caller's to close. */
  public SchemaCache(
      RegistryClient client,
      CacheSettings settings,
      IdentityCheck identityCheck,
      SchemaListener listener,
      LongSupplier nanoTime) {
    this.client = client;
    this.identities = new Identities(identityCheck, settings.maxSchemas(), this::announce);
    this.settings = settings;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.degradation = new Degradation(new MonotonicClock(Instant.now(), nanoTime));
    this.answers =
        Caffeine.newBuilder()
            .maximumSize((long) settings.maxSchemas() * KEYS_PER_SCHEMA)
            .evictionListener(this::evicted)
            .executor(Runnable::run)
            .build();
  }

  /**
   * What is known of {@code key} without asking the registry; null when nothing usable is.
   *
   * @throws SchemaNotFoundException when the registry is known not to have it
   */
  public @Nullable RegisteredSchema known(SchemaKey key) {
    RegisteredSchema schema = usable(key);
    if (schema != null) {
      hits.increment();
    }
    return schema;
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
    } catch (SchemaNotFoundException e) {
      hits.increment();
      return CompletableFuture.failedFuture(e);
    }
    misses.increment();
    return flights.fly(key, () -> stored(key), () -> fetch(key, timeout));
  }

  /** Lookups that were answered from memory. */
  public long hits() {
    return hits.sum();
  }

  /** Lookups that asked the registry, or joined one that did. */
  public long misses() {
    return misses.sum();
  }

  /** Since when lookups are served without the registry; null when they are not. */
  public @Nullable Instant degradedSince() {
    return degradation.since();
  }

  /** How long ago the oldest answer that is served beyond its time was read; null for none. */
  public @Nullable Duration oldestStale() {
    return degradation.oldest();
  }

  /** How many answers are held now. */
  public long size() {
    return answers.estimatedSize();
  }

  /** How many answers have come from the registry. */
  long answers() {
    return received.sum();
  }

  /** How many of them said something that was not known. */
  long news() {
    return news.sum();
  }

  /** All that is known now, to be looked at only. */
  Map<SchemaKey, Answer> known() {
    return answers.asMap();
  }

  /** What the content of each id was. */
  Identities identities() {
    return identities;
  }

  /**
   * Takes in what an earlier process knew, unless more is known by now.
   *
   * @param readNanos when the registry said so
   */
  void restore(SchemaKey key, RegisteredSchema schema, long readNanos) {
    Answer answer =
        key.isPointer()
            ? new Pointer(schema, readNanos, readNanos + settings.latestTtl().toNanos())
            : new Fact(schema);
    answers.asMap().putIfAbsent(key, answer);
  }

  private @Nullable RegisteredSchema usable(SchemaKey key) {
    Answer answer = answers.getIfPresent(key);
    if (answer == null) {
      return null;
    }
    if (answer instanceof Fact fact) {
      return fact.schema();
    }
    if (answer instanceof Pointer pointer) {
      return isDue(pointer.dueNanos()) ? null : pointer.schema();
    }
    if (answer instanceof Missing missing && !isDue(missing.dueNanos())) {
      throw new SchemaNotFoundException(missing.message(), missing.errorCode(), null);
    }
    return null;
  }

  private @Nullable RegisteredSchema stored(SchemaKey key) {
    try {
      return usable(key);
    } catch (SchemaNotFoundException e) {
      throw new CompletionException(e);
    }
  }

  private boolean isDue(long dueNanos) {
    return nanoTime.getAsLong() - dueNanos >= 0;
  }

  private CompletableFuture<RegisteredSchema> fetch(SchemaKey key, Duration timeout) {
    return client
        .send(key.call(), timeout)
        .handle((schema, failure) -> schema != null ? learn(key, schema) : fail(key, failure));
  }

  private void evicted(
      @Nullable SchemaKey key, @Nullable Answer answer, @Nullable RemovalCause why) {
    if (key != null) {
      degradation.stopped(key);
    }
  }

  /** Any answer of the registry, a refusal too, ends doing without it. */
  private void registryAnswered(SchemaKey key) {
    degradation.stopped(key);
    Instant since = degradation.end();
    if (since != null) {
      log.info("The registry answers again; lookups were served without it since {}", since);
      announce(new SchemaEvent.DegradedChanged(false, since));
    }
  }

  private void registryFailed(@Nullable Throwable failure) {
    Instant since = degradation.begin();
    if (since != null) {
      log.info(
          "The registry does not answer; lookups are served from memory alone: {}",
          failure == null ? "" : failure.getMessage());
      announce(new SchemaEvent.DegradedChanged(true, since));
    }
  }

  private RegisteredSchema learn(SchemaKey key, RegisteredSchema schema) {
    registryAnswered(key);
    if (!key.isByContent()) {
      identities.check(schema);
    }
    Answer before = answers.getIfPresent(key);
    long now = nanoTime.getAsLong();
    answers.put(
        key,
        key.isPointer()
            ? new Pointer(schema, now, now + settings.latestTtl().toNanos())
            : new Fact(schema));
    boolean isNew = remember(schema);
    received.increment();
    if (isNew || before == null || !schema.equals(before.schemaOrNull())) {
      news.increment();
    }
    if (key instanceof SchemaKey.Registered registered) {
      forgetOutdated(registered, schema);
      announce(new SchemaEvent.SchemaRegistered(registered.subject(), schema));
    } else if (isNew) {
      announce(new SchemaEvent.SchemaLoaded(schema));
    }
    if (key instanceof SchemaKey.Latest latest && before instanceof Pointer old) {
      announceMove(latest, old.schema(), schema);
    }
    return schema;
  }

  /** Stores a schema under every fact that it states; says whether any was new. */
  private boolean remember(RegisteredSchema schema) {
    Fact fact = new Fact(schema);
    boolean isNew = false;
    if (schema.id() != null) {
      isNew = answers.asMap().put(new SchemaKey.ById(schema.id()), fact) == null;
    }
    if (schema.subjectVersion() != null) {
      isNew |= answers.asMap().put(new SchemaKey.AtVersion(schema.subjectVersion()), fact) == null;
    }
    return isNew;
  }

  /** What was believed of a subject before something was registered under it. */
  private void forgetOutdated(SchemaKey.Registered key, RegisteredSchema schema) {
    answers.invalidate(new SchemaKey.LookedUp(key.subject(), key.definition(), key.normalize()));
    SchemaKey.Latest latest = new SchemaKey.Latest(key.subject());
    SubjectVersion registered = schema.subjectVersion();
    boolean isOlder =
        registered != null
            && answers.getIfPresent(latest) instanceof Pointer pointer
            && pointer.schema().subjectVersion() != null
            && pointer.schema().subjectVersion().version() >= registered.version();
    if (!isOlder) {
      answers.invalidate(latest);
    }
  }

  private void announceMove(SchemaKey.Latest latest, RegisteredSchema from, RegisteredSchema to) {
    SubjectVersion before = from.subjectVersion();
    SubjectVersion after = to.subjectVersion();
    if (before != null && after != null && before.version() != after.version()) {
      if (after.version() < before.version()) {
        log.warn("The newest version went back from {} to {}", before, after);
      }
      announce(new SchemaEvent.LatestMoved(latest.subject(), before.version(), after.version()));
    }
  }

  private RegisteredSchema fail(SchemaKey key, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    Answer before = answers.getIfPresent(key);
    long now = nanoTime.getAsLong();
    if (cause instanceof RegistryUnavailableException) {
      registryFailed(cause);
    } else {
      registryAnswered(key);
    }
    if (cause instanceof SchemaNotFoundException notFound && !key.isRegistration()) {
      long ttl = nextMissingTtl(before);
      answers.put(
          key,
          new Missing(String.valueOf(notFound.getMessage()), notFound.errorCode(), ttl, now + ttl));
    } else if (cause instanceof RegistryUnavailableException
        && before instanceof Pointer pointer
        && now - pointer.readNanos() < settings.maxStale().toNanos()) {
      degradation.serving(key, Duration.ofNanos(now - pointer.readNanos()));
      answers.put(key, new Pointer(pointer.schema(), pointer.readNanos(), now + RETRY_NANOS));
      return pointer.schema();
    }
    degradation.stopped(key);
    throw new CompletionException(cause);
  }

  private long nextMissingTtl(@Nullable Answer before) {
    long first = settings.notFoundTtl().toNanos();
    return before instanceof Missing missing
        ? Math.min(Math.max(first, missing.ttlNanos() * 2), settings.maxNotFoundTtl().toNanos())
        : first;
  }

  private void announce(SchemaEvent event) {
    try {
      listener.onEvent(event);
    } catch (RuntimeException e) {
      log.error("A schema listener failed on {}", event.getClass().getSimpleName(), e);
    }
  }
}
