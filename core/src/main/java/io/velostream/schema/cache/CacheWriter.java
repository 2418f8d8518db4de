// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.cache.tier.AccessCounter;
import io.velostream.schema.cache.tier.AnswerCache;
import io.velostream.schema.cache.tier.CacheEntry;
import io.velostream.schema.cache.tier.CacheEntry.Expiring;
import io.velostream.schema.cache.tier.CacheEntry.Immutable;
import io.velostream.schema.cache.tier.CacheEntry.NotFound;
import io.velostream.schema.cache.tier.Counters;
import io.velostream.schema.cache.tier.LookupCause;
import io.velostream.schema.cache.tier.SchemaFingerprints;
import io.velostream.schema.cache.tier.UsageLog;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.graph.DependencyIndex;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaIdentityException;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.IdentityCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes responses of the registry, and its failures, to tier L2, the dependency index and the
 * usage log, and sends events for what changed. Safe for use by many threads.
 */
final class CacheWriter {

  private static final Logger LOG = LoggerFactory.getLogger(CacheWriter.class);

  /** How long an expiring entry is served stale after a failed read, before the next attempt. */
  private static final long RETRY_NANOS = Duration.ofSeconds(5).toNanos();

  /** The same where the maintenance thread makes the attempts. */
  private static final long BACKGROUND_RETRY_NANOS = Duration.ofMinutes(2).toNanos();

  private final CacheSettings settings;
  private final SchemaListener listener;
  private final LongSupplier nanoTime;
  private final Counters counters;
  private final AnswerCache answerCache;
  private final DependencyIndex dependencies;
  private final UsageLog usageLog;
  private final OutageTracker outageTracker;
  private final BooleanSupplier isClosed;
  private final Runnable onMoved;
  private final Runnable onInvalidated;
  private final ProvisionalAnswers provisional;
  private final AnswerValidator validator;

  /**
   * The tiers and callbacks that answers are written to.
   *
   * @param isClosed whether the client is closed, so that failures are not those of the registry
   * @param onMoved called when an expiring entry changes to another schema
   * @param onInvalidated called when values derived from an answer must be rebuilt
   * @param invalidator removes an id from all tiers, and every schema that depends on it
   * @param provisional the answers that the registry has not confirmed yet
   */
  record Tiers(
      CacheSettings settings,
      Counters counters,
      AnswerCache answerCache,
      DependencyIndex dependencies,
      UsageLog usageLog,
      OutageTracker outageTracker,
      BooleanSupplier isClosed,
      Runnable onMoved,
      Runnable onInvalidated,
      Consumer<SchemaId> invalidator,
      ProvisionalAnswers provisional) {}

  /** Creates a writer to these tiers. */
  CacheWriter(
      Tiers tiers, IdentityCheck identityCheck, SchemaListener listener, LongSupplier nanoTime) {
    this.settings = tiers.settings;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.counters = tiers.counters;
    this.answerCache = tiers.answerCache;
    this.dependencies = tiers.dependencies;
    this.usageLog = tiers.usageLog;
    this.outageTracker = tiers.outageTracker;
    this.isClosed = tiers.isClosed;
    this.onMoved = tiers.onMoved;
    this.onInvalidated = tiers.onInvalidated;
    this.provisional = tiers.provisional;
    this.validator = new AnswerValidator(tiers, identityCheck, this::publish, nanoTime);
  }

  /** The fingerprints of the content of each id. */
  SchemaFingerprints fingerprints() {
    return validator.fingerprints();
  }

  /** Checks and returns an answer without caching it, since it was invalidated while in flight. */
  RegisteredSchema verifyWithoutCaching(SchemaKey key, RegisteredSchema schema) {
    registryAnswered(key);
    validator.checkFingerprint(key, schema);
    return schema;
  }

  /** Checks, caches and returns an answer. */
  RegisteredSchema store(SchemaKey key, RegisteredSchema schema, LookupCause cause) {
    CacheEntry before = answerCache.get(key);
    registryAnswered(key);
    validator.validate(key, schema);
    long now = nanoTime.getAsLong();
    Immutable immutable = new Immutable(schema, accessCounterOf(schema));
    boolean isNew = storeImmutable(immutable);
    CacheEntry answer = entry(key, immutable, now);
    answerCache.put(key, answer);
    provisional.recordConfirmation(key, schema);
    if (before instanceof Expiring old && !old.schema().equals(schema)) {
      onMoved.run();
    }
    counters.receivedAnswers.increment();
    if (isNew || before == null || !schema.equals(before.schemaOrNull())) {
      counters.changedAnswers.increment();
    }
    if (cause == LookupCause.PREFETCH) {
      counters.prefetched.increment();
      answer.markPrefetched(isNew);
    }
    if (cause.isAwaited() && key.isExpiring()) {
      usageLog.recordExpiringRead(key);
    }
    if (key instanceof SchemaKey.Registered registered && cause != LookupCause.CONFIRM) {
      removeOutdated(registered, schema);
      publish(new SchemaEvent.SchemaRegistered(registered.subject(), schema));
    } else if (isNew) {
      publish(new SchemaEvent.SchemaLoaded(schema));
    }
    if (key instanceof SchemaKey.Latest latest && before instanceof Expiring old) {
      publishLatestMoved(latest, old.schema(), schema);
    }
    return schema;
  }

  /**
   * Adds an answer that an earlier process received, unless there is one already.
   *
   * @param readNanos when the registry gave the answer
   */
  void restore(SchemaKey key, RegisteredSchema schema, long readNanos) {
    if (answerCache.get(key) != null) {
      return;
    }
    provisional.addRestored(key);
    Immutable immutable = new Immutable(schema, accessCounterOf(schema));
    answerCache.putIfAbsent(key, entry(key, immutable, readNanos));
    dependencies.add(schema);
  }

  private CacheEntry entry(SchemaKey key, Immutable immutable, long readNanos) {
    long dueNanos = readNanos + settings.latestTtl().toNanos();
    return key.isExpiring()
        ? new Expiring(immutable, new AccessCounter(), readNanos, dueNanos)
        : immutable;
  }

  /** Returns the access counter of a cached schema, so that counts survive a new answer. */
  private AccessCounter accessCounterOf(RegisteredSchema schema) {
    return schema.id() != null
            && answerCache.get(new SchemaKey.ById(schema.id())) instanceof Immutable known
        ? known.usage()
        : new AccessCounter();
  }

  /** Stores a schema under its id and its version. Returns whether either key was new. */
  private boolean storeImmutable(Immutable immutable) {
    RegisteredSchema schema = immutable.schema();
    boolean isNew = false;
    if (schema.id() != null) {
      isNew = storeUnder(new SchemaKey.ById(schema.id()), immutable);
    }
    if (schema.subjectVersion() != null) {
      isNew |= storeUnder(new SchemaKey.AtVersion(schema.subjectVersion()), immutable);
    }
    dependencies.add(schema);
    return isNew;
  }

  private boolean storeUnder(SchemaKey key, Immutable immutable) {
    boolean isNew = answerCache.get(key) == null;
    answerCache.put(key, immutable);
    return isNew;
  }

  /** Removes the answers of a subject that a registration may have changed. */
  private void removeOutdated(SchemaKey.Registered key, RegisteredSchema schema) {
    answerCache.remove(
        new SchemaKey.LookedUp(key.subject(), key.definition(), key.normalization()));
    SchemaKey.Latest latest = new SchemaKey.Latest(key.subject());
    SubjectVersion registered = schema.subjectVersion();
    boolean isOlder =
        registered != null
            && answerCache.get(latest) instanceof Expiring expiring
            && expiring.schema().subjectVersion() != null
            && expiring.schema().subjectVersion().version() >= registered.version();
    if (!isOlder && answerCache.get(latest) != null) {
      answerCache.remove(latest);
      onMoved.run();
    }
  }

  private void publishLatestMoved(
      SchemaKey.Latest latest, RegisteredSchema from, RegisteredSchema to) {
    SubjectVersion before = from.subjectVersion();
    SubjectVersion after = to.subjectVersion();
    if (before != null && after != null && before.version() != after.version()) {
      if (after.version() < before.version()) {
        LOG.warn("The newest version went back from {} to {}", before, after);
      }
      publish(new SchemaEvent.LatestMoved(latest.subject(), before.version(), after.version()));
    }
  }

  /**
   * Handles a failed request.
   *
   * @return a stale or provisional answer, if one may be served
   * @throws CompletionException with the failure as its cause, if no answer may be served
   */
  RegisteredSchema handleFailure(SchemaKey key, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof RegistryUnavailableException unavailable)) {
      registryAnswered(key);
      if (cause instanceof SchemaIdentityException identity) {
        validator.refuse(key, identity);
      } else if (cause instanceof SchemaNotFoundException notFound && !key.isRegistration()) {
        handleNotFound(key, notFound);
      } else if (cause != null && key instanceof SchemaKey.Registered registration) {
        publish(
            new SchemaEvent.RegistrationRefused(
                registration.subject(),
                registration.definition(),
                String.valueOf(cause.getMessage())));
      }
      throw new CompletionException(cause);
    }
    SchemaIdentityException refusal = provisional.refusal(key);
    if (refusal != null) {
      provisional.refuse(key, refusal, nanoTime.getAsLong());
      registryFailed(key, unavailable);
      throw new CompletionException(refusal);
    }
    RegisteredSchema stale = fallback(key);
    registryFailed(
        key, unavailable); // after the stale answer is stored, since listeners may look it up
    if (stale == null) {
      outageTracker.staleEnded(key);
      throw new CompletionException(cause);
    }
    return stale;
  }

  /**
   * Handles a registration that a look-up could not confirm. If the registry answered, bindings are
   * invalidated, so that the next record registers the schema again.
   *
   * @throws CompletionException always, with the failure as its cause
   */
  RegisteredSchema handleConfirmationFailure(SchemaKey key, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof RegistryUnavailableException unavailable) {
      registryFailed(key, unavailable);
    } else {
      registryAnswered(key);
      onInvalidated.run();
    }
    throw new CompletionException(cause);
  }

  private void handleNotFound(SchemaKey key, SchemaNotFoundException notFound) {
    CacheEntry before = answerCache.get(key);
    if (validator.acceptsNotFound(key, notFound)) {
      putNotFound(key, notFound);
      if (before != null && before.schemaOrNull() != null) {
        onInvalidated.run();
      }
    }
  }

  private void putNotFound(SchemaKey key, SchemaNotFoundException notFound) {
    long ttl = nextNotFoundTtl(answerCache.get(key));
    long due = nanoTime.getAsLong() + ttl;
    answerCache.put(
        key, new NotFound(String.valueOf(notFound.getMessage()), notFound.errorCode(), ttl, due));
  }

  /** Returns the answer to serve while the registry is unavailable; null if there is none. */
  private @Nullable RegisteredSchema fallback(SchemaKey key) {
    RegisteredSchema stale = stale(key);
    if (stale == null && answerCache.get(key) instanceof Immutable immutable) {
      stale = immutable.schema();
    }
    if (stale == null && key.isExpiring() && answerCache.get(key) == null) {
      stale = lastRegistered(key);
    }
    provisional.recordUse(key);
    return stale;
  }

  /** Returns the schema registered last, for a subject whose newest version was never read. */
  private @Nullable RegisteredSchema lastRegistered(SchemaKey key) {
    RegisteredSchema last = LastRegistered.of(key, answerCache.entries());
    if (last != null) {
      long now = nanoTime.getAsLong();
      Expiring expiring =
          new Expiring(new Immutable(last, accessCounterOf(last)), new AccessCounter(), now, now);
      answerCache.put(key, expiring.withDueNanos(nextAttempt(expiring, now)));
      outageTracker.staleServed(key, Duration.ZERO);
      usageLog.recordExpiringRead(key);
      provisional.markPending(key);
    }
    return last;
  }

  /** Returns the stale answer; null if there is none, or it is older than the maximum staleness. */
  private @Nullable RegisteredSchema stale(SchemaKey key) {
    long now = nanoTime.getAsLong();
    if (!(answerCache.get(key) instanceof Expiring expiring)
        || now - expiring.readNanos() >= settings.maxStale().toNanos()) {
      return null;
    }
    outageTracker.staleServed(key, Duration.ofNanos(now - expiring.readNanos()));
    answerCache.put(key, expiring.withDueNanos(nextAttempt(expiring, now)));
    usageLog.recordExpiringRead(key);
    return expiring.schema();
  }

  void recordOutcome(SchemaKey key, @Nullable RegistryUnavailableException failure) {
    if (failure == null) {
      registryAnswered(key);
    } else {
      registryFailed(key, failure);
    }
  }

  /** Records a response of the registry. An error response ends the outage for this key too. */
  private void registryAnswered(SchemaKey key) {
    outageTracker.staleEnded(key);
    Instant since = outageTracker.recordResponse(key);
    if (since != null) {
      LOG.info("The registry answers again; lookups were served without it since {}", since);
      publish(new SchemaEvent.DegradedChanged(false, since));
      provisional.recordOutageEnd();
    }
  }

  private void registryFailed(SchemaKey key, Throwable failure) {
    if (isClosed.getAsBoolean()) {
      return;
    }
    Instant since = outageTracker.recordFailure(key);
    if (since != null) {
      LOG.warn(
          "The registry does not answer; lookups are served from memory alone: {}",
          failure.getMessage());
      publish(new SchemaEvent.DegradedChanged(true, since));
    }
  }

  /** Returns when a caller makes the next attempt; no later than the maximum staleness. */
  private long nextAttempt(Expiring expiring, long now) {
    long wait = usageLog.hasActiveReader(now) ? BACKGROUND_RETRY_NANOS : RETRY_NANOS;
    long staleLimit = expiring.readNanos() + settings.maxStale().toNanos();
    return now + Math.min(wait, staleLimit - now);
  }

  private long nextNotFoundTtl(@Nullable CacheEntry before) {
    long first = settings.notFoundTtl().toNanos();
    return before instanceof NotFound notFound
        ? Math.min(Math.max(first, notFound.ttlNanos() * 2), settings.maxNotFoundTtl().toNanos())
        : first;
  }

  private void publish(SchemaEvent event) {
    try {
      listener.onEvent(event);
    } catch (RuntimeException | Error e) {
      LOG.error("A schema listener failed on {}", event.getClass().getSimpleName(), e);
    }
  }
}
