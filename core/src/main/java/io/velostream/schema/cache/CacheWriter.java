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
import java.util.concurrent.atomic.AtomicBoolean;
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

  private static final Logger log = LoggerFactory.getLogger(CacheWriter.class);

  /** How long a pointer that could not be read again is served before the next attempt. */
  private static final long RETRY_NANOS = Duration.ofSeconds(5).toNanos();

  /** The same where the background work makes the attempts, so that no caller waits for one. */
  private static final long BACKGROUND_RETRY_NANOS = Duration.ofMinutes(2).toNanos();

  private final CacheSettings settings;
  private final SchemaListener listener;
  private final LongSupplier nanoTime;
  private final Counters counters;
  private final AnswerCache main;
  private final DependencyIndex dependencies;
  private final UsageLog usageLog;
  private final OutageTracker outageTracker;
  private final BooleanSupplier isClosed;
  private final Runnable moved;
  private final Runnable invalidated;
  private final Trust trust;
  private final SchemaFingerprints identities;
  private final Judgement judgement;

  /**
   * Where the answers go.
   *
   * @param isClosed whether the client is closed, so that failures say nothing of the registry
   * @param moved is told when a pointer comes to name another schema
   * @param invalidated is told when what was made of an answer must be made anew
   * @param forget takes an id out of all tiers, and all that depends on it
   * @param trust what is still to be confirmed
   */
  record Tiers(
      CacheSettings settings,
      Counters counters,
      AnswerCache main,
      DependencyIndex dependencies,
      UsageLog usageLog,
      OutageTracker outageTracker,
      BooleanSupplier isClosed,
      Runnable moved,
      Runnable invalidated,
      Consumer<SchemaId> forget,
      Trust trust) {}

  /** A writer to these tiers. */
  CacheWriter(
      Tiers tiers, IdentityCheck identityCheck, SchemaListener listener, LongSupplier nanoTime) {
    this.settings = tiers.settings;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.counters = tiers.counters;
    this.main = tiers.main;
    this.dependencies = tiers.dependencies;
    this.usageLog = tiers.usageLog;
    this.outageTracker = tiers.outageTracker;
    this.isClosed = tiers.isClosed;
    this.moved = tiers.moved;
    this.invalidated = tiers.invalidated;
    this.trust = tiers.trust;
    this.judgement = new Judgement(tiers, identityCheck, this::announce, nanoTime);
    this.identities = judgement.identities();
  }

  /** What the content of each id was. */
  SchemaFingerprints identities() {
    return identities;
  }

  /** Gives an answer on that is not to be kept: what it says was invalidated meanwhile. */
  RegisteredSchema pass(SchemaKey key, RegisteredSchema schema) {
    registryAnswered(key);
    judgement.pass(key, schema);
    return schema;
  }

  /** Takes in an answer, and gives it on. */
  RegisteredSchema learn(SchemaKey key, RegisteredSchema schema, LookupCause cause) {
    CacheEntry before = main.get(key);
    registryAnswered(key);
    judgement.believe(key, schema);
    long now = nanoTime.getAsLong();
    Immutable immutable = new Immutable(schema, usageOf(schema));
    boolean isNew = remember(immutable);
    CacheEntry answer =
        key.isPointer()
            ? new Expiring(
                immutable, new AccessCounter(), now, now + settings.latestTtl().toNanos())
            : immutable;
    main.put(key, answer);
    trust.confirmed(key, schema);
    if (before instanceof Expiring old && !old.schema().equals(schema)) {
      moved.run();
    }
    counters.received.increment();
    if (isNew || before == null || !schema.equals(before.schemaOrNull())) {
      counters.news.increment();
    }
    if (cause == LookupCause.PREFETCH) {
      markPrefetched(answer, isNew);
    }
    if (cause.isAwaited() && key.isPointer()) {
      usageLog.pointerRead(key);
    }
    if (key instanceof SchemaKey.Registered registered && cause != LookupCause.CONFIRM) {
      forgetOutdated(registered, schema);
      announce(new SchemaEvent.SchemaRegistered(registered.subject(), schema));
    } else if (isNew) {
      announce(new SchemaEvent.SchemaLoaded(schema));
    }
    if (key instanceof SchemaKey.Latest latest && before instanceof Expiring old) {
      announceMove(latest, old.schema(), schema);
    }
    return schema;
  }

  /**
   * Takes in what an earlier process knew, unless more is known by now.
   *
   * @param readNanos when the registry said so
   */
  void restore(SchemaKey key, RegisteredSchema schema, long readNanos) {
    if (main.get(key) != null) {
      return;
    }
    trust.restored(key);
    Immutable immutable = new Immutable(schema, usageOf(schema));
    main.putIfAbsent(
        key,
        key.isPointer()
            ? new Expiring(
                immutable,
                new AccessCounter(),
                readNanos,
                readNanos + settings.latestTtl().toNanos())
            : immutable);
    dependencies.add(schema);
  }

  /** What was counted of a schema goes on when it comes again. */
  private AccessCounter usageOf(RegisteredSchema schema) {
    return schema.id() != null
            && main.get(new SchemaKey.ById(schema.id())) instanceof Immutable known
        ? known.usage()
        : new AccessCounter();
  }

  private void markPrefetched(CacheEntry answer, boolean isNew) {
    counters.prefetched.increment();
    AtomicBoolean redeemed = new AtomicBoolean();
    if (answer instanceof Expiring expiring) {
      expiring.usage().prefetchedBy(redeemed);
      if (isNew) {
        expiring.immutable().usage().prefetchedBy(redeemed);
      }
    } else if (answer instanceof Immutable immutable) {
      immutable.usage().prefetchedBy(redeemed);
    }
  }

  /** Stores a schema under every fact that it states; says whether any was new. */
  private boolean remember(Immutable immutable) {
    RegisteredSchema schema = immutable.schema();
    boolean isNew = false;
    if (schema.id() != null) {
      isNew = rememberAs(new SchemaKey.ById(schema.id()), immutable);
    }
    if (schema.subjectVersion() != null) {
      isNew |= rememberAs(new SchemaKey.AtVersion(schema.subjectVersion()), immutable);
    }
    dependencies.add(schema);
    return isNew;
  }

  private boolean rememberAs(SchemaKey key, Immutable immutable) {
    boolean isNew = main.get(key) == null;
    main.put(key, immutable);
    return isNew;
  }

  /** What was believed of a subject before something was registered under it. */
  private void forgetOutdated(SchemaKey.Registered key, RegisteredSchema schema) {
    main.remove(new SchemaKey.LookedUp(key.subject(), key.definition(), key.normalization()));
    SchemaKey.Latest latest = new SchemaKey.Latest(key.subject());
    SubjectVersion registered = schema.subjectVersion();
    boolean isOlder =
        registered != null
            && main.get(latest) instanceof Expiring expiring
            && expiring.schema().subjectVersion() != null
            && expiring.schema().subjectVersion().version() >= registered.version();
    if (!isOlder && main.get(latest) != null) {
      main.remove(latest);
      moved.run();
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

  /**
   * Takes in that there was no answer.
   *
   * @return a stale one, if there is one that may be served
   * @throws CompletionException around the failure, else
   */
  RegisteredSchema fail(SchemaKey key, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof RegistryUnavailableException unavailable)) {
      registryAnswered(key);
      if (cause instanceof SchemaIdentityException identity) {
        judgement.refuse(key, identity);
      } else if (cause instanceof SchemaNotFoundException notFound && !key.isRegistration()) {
        notFound(key, notFound);
      }
      throw new CompletionException(cause);
    }
    SchemaIdentityException refusal = trust.refusal(key);
    if (refusal != null) {
      trust.refuse(key, refusal, nanoTime.getAsLong());
      registryFailed(key, unavailable);
      throw new CompletionException(refusal);
    }
    RegisteredSchema stale = standIn(key);
    registryFailed(key, unavailable); // after the stale answer stands, for those who hear of it
    if (stale == null) {
      outageTracker.stopped(key);
      throw new CompletionException(cause);
    }
    return stale;
  }

  /**
   * Takes in that a registration could not be confirmed without registering. Where the registry
   * answered, the next record that is written registers, and finds out more.
   *
   * @throws CompletionException around the failure, always
   */
  RegisteredSchema unconfirmed(SchemaKey key, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof RegistryUnavailableException unavailable) {
      registryFailed(key, unavailable);
    } else {
      registryAnswered(key);
      invalidated.run();
    }
    throw new CompletionException(cause);
  }

  private void notFound(SchemaKey key, SchemaNotFoundException notFound) {
    CacheEntry before = main.get(key);
    if (judgement.isNoMore(key, notFound)) {
      putNotFound(key, notFound);
      if (before != null && before.schemaOrNull() != null) {
        invalidated.run();
      }
    }
  }

  private void putNotFound(SchemaKey key, SchemaNotFoundException notFound) {
    long ttl = nextNotFoundTtl(main.get(key));
    long due = nanoTime.getAsLong() + ttl;
    main.put(
        key, new NotFound(String.valueOf(notFound.getMessage()), notFound.errorCode(), ttl, due));
  }

  /** What is served while the registry does not answer; null when there is nothing. */
  private @Nullable RegisteredSchema standIn(SchemaKey key) {
    RegisteredSchema stale = stale(key);
    if (stale == null && main.get(key) instanceof Immutable immutable) {
      stale = immutable.schema();
    }
    if (stale == null && key.isPointer() && main.get(key) == null) {
      stale = lastRegistered(key);
    }
    trust.used(key);
    return stale;
  }

  /** Of a subject whose newest version was never asked for, what was registered last. */
  private @Nullable RegisteredSchema lastRegistered(SchemaKey key) {
    RegisteredSchema last = LastRegistered.of(key, main.entries());
    if (last != null) {
      long now = nanoTime.getAsLong();
      Expiring expiring =
          new Expiring(new Immutable(last, usageOf(last)), new AccessCounter(), now, now);
      main.put(key, expiring.dueAt(nextAttempt(expiring, now)));
      outageTracker.serving(key, Duration.ZERO);
      usageLog.pointerRead(key);
      trust.doubt(key);
    }
    return last;
  }

  /** The answer as it was, to be served beyond its time; null when none may be. */
  private @Nullable RegisteredSchema stale(SchemaKey key) {
    long now = nanoTime.getAsLong();
    if (!(main.get(key) instanceof Expiring expiring)
        || now - expiring.readNanos() >= settings.maxStale().toNanos()) {
      return null;
    }
    outageTracker.serving(key, Duration.ofNanos(now - expiring.readNanos()));
    main.put(key, expiring.dueAt(nextAttempt(expiring, now)));
    usageLog.pointerRead(key);
    return expiring.schema();
  }

  /** Any answer of the registry, a refusal too, ends doing without it for this key. */
  private void registryAnswered(SchemaKey key) {
    outageTracker.stopped(key);
    Instant since = outageTracker.end(key);
    if (since != null) {
      log.info("The registry answers again; lookups were served without it since {}", since);
      announce(new SchemaEvent.DegradedChanged(false, since));
      trust.outageEnded();
    }
  }

  private void registryFailed(SchemaKey key, Throwable failure) {
    if (isClosed.getAsBoolean()) {
      return;
    }
    Instant since = outageTracker.begin(key);
    if (since != null) {
      log.warn(
          "The registry does not answer; lookups are served from memory alone: {}",
          failure.getMessage());
      announce(new SchemaEvent.DegradedChanged(true, since));
    }
  }

  /** When a caller is to ask again, if nobody has until then; no later than it is too stale. */
  private long nextAttempt(Expiring expiring, long now) {
    long wait = usageLog.isRead(now) ? BACKGROUND_RETRY_NANOS : RETRY_NANOS;
    long tooStale = expiring.readNanos() + settings.maxStale().toNanos();
    return now + Math.min(wait, tooStale - now);
  }

  private long nextNotFoundTtl(@Nullable CacheEntry before) {
    long first = settings.notFoundTtl().toNanos();
    return before instanceof NotFound notFound
        ? Math.min(Math.max(first, notFound.ttlNanos() * 2), settings.maxNotFoundTtl().toNanos())
        : first;
  }

  private void announce(SchemaEvent event) {
    try {
      listener.onEvent(event);
    } catch (RuntimeException | Error e) {
      log.error("A schema listener failed on {}", event.getClass().getSimpleName(), e);
    }
  }
}
