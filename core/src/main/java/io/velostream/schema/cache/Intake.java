// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.cache.Answer.Fact;
import io.velostream.schema.cache.Answer.Missing;
import io.velostream.schema.cache.Answer.Pointer;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.graph.DependencyIndex;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.IdentityCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what the registry said, or that it said nothing, and puts it where lookups find it: in
 * tier L2, the dependency index and the notebook. Announces what is news. Safe for use by many
 * threads.
 */
final class Intake {

  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  /** How long a pointer that could not be read again is served before the next attempt. */
  private static final long RETRY_NANOS = Duration.ofSeconds(5).toNanos();

  /** The same where the background work makes the attempts, so that no caller waits for one. */
  private static final long BACKGROUND_RETRY_NANOS = Duration.ofMinutes(2).toNanos();

  private final CacheSettings settings;
  private final SchemaListener listener;
  private final LongSupplier nanoTime;
  private final Counters counters;
  private final MainTier main;
  private final DependencyIndex dependencies;
  private final Notebook notebook;
  private final Degradation degradation;
  private final BooleanSupplier isClosed;
  private final Runnable moved;
  private final Identities identities;

  /**
   * Where the answers go.
   *
   * @param isClosed whether the client is closed, so that failures say nothing of the registry
   * @param moved is told when a pointer comes to name another schema
   */
  record Tiers(
      CacheSettings settings,
      Counters counters,
      MainTier main,
      DependencyIndex dependencies,
      Notebook notebook,
      Degradation degradation,
      BooleanSupplier isClosed,
      Runnable moved) {}

  /** An intake into these tiers. */
  Intake(Tiers tiers, IdentityCheck identityCheck, SchemaListener listener, LongSupplier nanoTime) {
    this.settings = tiers.settings;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.counters = tiers.counters;
    this.main = tiers.main;
    this.dependencies = tiers.dependencies;
    this.notebook = tiers.notebook;
    this.degradation = tiers.degradation;
    this.isClosed = tiers.isClosed;
    this.moved = tiers.moved;
    this.identities = new Identities(identityCheck, settings.maxSchemas(), this::announce);
  }

  /** What the content of each id was. */
  Identities identities() {
    return identities;
  }

  /** Gives an answer on that is not to be kept: what it says was invalidated meanwhile. */
  RegisteredSchema pass(SchemaKey key, RegisteredSchema schema) {
    registryAnswered(key);
    if (!key.isByContent()) {
      identities.check(schema);
    }
    return schema;
  }

  /** Takes in an answer, and gives it on. */
  RegisteredSchema learn(SchemaKey key, RegisteredSchema schema, LookupCause cause) {
    var unused = pass(key, schema);
    Answer before = main.get(key);
    long now = nanoTime.getAsLong();
    Fact fact = new Fact(schema, usageOf(schema));
    boolean isNew = remember(fact);
    Answer answer =
        key.isPointer()
            ? new Pointer(fact, new Usage(), now, now + settings.latestTtl().toNanos())
            : fact;
    main.put(key, answer);
    if (before instanceof Pointer old && !old.schema().equals(schema)) {
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
      notebook.pointerRead(key);
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

  /**
   * Takes in what an earlier process knew, unless more is known by now.
   *
   * @param readNanos when the registry said so
   */
  void restore(SchemaKey key, RegisteredSchema schema, long readNanos) {
    Fact fact = new Fact(schema, usageOf(schema));
    main.putIfAbsent(
        key,
        key.isPointer()
            ? new Pointer(fact, new Usage(), readNanos, readNanos + settings.latestTtl().toNanos())
            : fact);
    dependencies.add(schema);
    if (key.isPointer()) {
      notebook.pointerRead(key);
    }
  }

  /** What was counted of a schema goes on when it comes again. */
  private Usage usageOf(RegisteredSchema schema) {
    return schema.id() != null && main.get(new SchemaKey.ById(schema.id())) instanceof Fact known
        ? known.usage()
        : new Usage();
  }

  private void markPrefetched(Answer answer, boolean isNew) {
    counters.prefetched.increment();
    AtomicBoolean redeemed = new AtomicBoolean();
    if (answer instanceof Pointer pointer) {
      pointer.usage().prefetchedBy(redeemed);
      if (isNew) {
        pointer.fact().usage().prefetchedBy(redeemed);
      }
    } else if (answer instanceof Fact fact) {
      fact.usage().prefetchedBy(redeemed);
    }
  }

  /** Stores a schema under every fact that it states; says whether any was new. */
  private boolean remember(Fact fact) {
    RegisteredSchema schema = fact.schema();
    boolean isNew = false;
    if (schema.id() != null) {
      isNew = rememberAs(new SchemaKey.ById(schema.id()), fact);
    }
    if (schema.subjectVersion() != null) {
      isNew |= rememberAs(new SchemaKey.AtVersion(schema.subjectVersion()), fact);
    }
    dependencies.add(schema);
    return isNew;
  }

  private boolean rememberAs(SchemaKey key, Fact fact) {
    boolean isNew = main.get(key) == null;
    main.put(key, fact);
    return isNew;
  }

  /** What was believed of a subject before something was registered under it. */
  private void forgetOutdated(SchemaKey.Registered key, RegisteredSchema schema) {
    main.remove(new SchemaKey.LookedUp(key.subject(), key.definition(), key.normalize()));
    SchemaKey.Latest latest = new SchemaKey.Latest(key.subject());
    SubjectVersion registered = schema.subjectVersion();
    boolean isOlder =
        registered != null
            && main.get(latest) instanceof Pointer pointer
            && pointer.schema().subjectVersion() != null
            && pointer.schema().subjectVersion().version() >= registered.version();
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
      if (cause instanceof SchemaNotFoundException notFound && !key.isRegistration()) {
        missing(key, notFound);
      }
      registryAnswered(key);
      throw new CompletionException(cause);
    }
    RegisteredSchema stale = stale(key);
    registryFailed(key, unavailable); // after the stale answer stands, for those who hear of it
    if (stale == null) {
      degradation.stopped(key);
      throw new CompletionException(cause);
    }
    return stale;
  }

  private void missing(SchemaKey key, SchemaNotFoundException notFound) {
    long ttl = nextMissingTtl(main.get(key));
    long due = nanoTime.getAsLong() + ttl;
    main.put(
        key, new Missing(String.valueOf(notFound.getMessage()), notFound.errorCode(), ttl, due));
  }

  /** The answer as it was, to be served beyond its time; null when none may be. */
  private @Nullable RegisteredSchema stale(SchemaKey key) {
    long now = nanoTime.getAsLong();
    if (!(main.get(key) instanceof Pointer pointer)
        || now - pointer.readNanos() >= settings.maxStale().toNanos()) {
      return null;
    }
    degradation.serving(key, Duration.ofNanos(now - pointer.readNanos()));
    main.put(key, pointer.dueAt(nextAttempt(pointer, now)));
    notebook.pointerRead(key);
    return pointer.schema();
  }

  /** Any answer of the registry, a refusal too, ends doing without it for this key. */
  private void registryAnswered(SchemaKey key) {
    degradation.stopped(key);
    Instant since = degradation.end(key);
    if (since != null) {
      log.info("The registry answers again; lookups were served without it since {}", since);
      announce(new SchemaEvent.DegradedChanged(false, since));
    }
  }

  private void registryFailed(SchemaKey key, Throwable failure) {
    if (isClosed.getAsBoolean()) {
      return;
    }
    Instant since = degradation.begin(key);
    if (since != null) {
      log.info(
          "The registry does not answer; lookups are served from memory alone: {}",
          failure.getMessage());
      announce(new SchemaEvent.DegradedChanged(true, since));
    }
  }

  /** When a caller is to ask again, if nobody has until then; no later than it is too stale. */
  private long nextAttempt(Pointer pointer, long now) {
    long wait = notebook.isRead(now) ? BACKGROUND_RETRY_NANOS : RETRY_NANOS;
    long tooStale = pointer.readNanos() + settings.maxStale().toNanos();
    return now + Math.min(wait, tooStale - now);
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
