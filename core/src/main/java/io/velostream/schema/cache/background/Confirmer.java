// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.background;

import io.velostream.schema.cache.Dependencies;
import io.velostream.schema.cache.SchemaCache;
import io.velostream.schema.cache.Trust;
import io.velostream.schema.cache.tier.CacheEntry;
import io.velostream.schema.cache.tier.CacheEntry.Immutable;
import io.velostream.schema.cache.tier.CacheEntry.NotFound;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Has the registry confirm what is used and doubted, so that no caller waits for that. Belongs to
 * the one thread that calls {@link #runOnce}; answers reach it through a queue.
 *
 * <p>At each interval, and after each outage, it doubts what writers rely on and a few of the ids
 * that are read; when the registry contradicts one answer, all others. What writers rely on is
 * confirmed first, then what is used most. While the registry does not answer, one call at a time
 * finds out when it does.
 */
final class Confirmer {

  private static final int CALLS_PER_SECOND = 5;
  private static final int MOST_UNDER_WAY = 2;

  /** Of the ids that are read, so many are doubted at each interval, in turn. */
  private static final int READ_IN_TURN = 10;

  private static final long FIRST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(4);

  /** A process that starts is left alone for up to twice this, and not all start at once. */
  private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** However much the registry contradicts, not all is doubted more often than this. */
  private static final long ALL_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final SchemaCache cache;
  private final Trust trust;
  private final Duration timeout;
  private final long intervalNanos;
  private final RandomGenerator random;
  private final RateLimiter budget = new RateLimiter(CALLS_PER_SECOND);
  private final Queue<Landing> landings = new ConcurrentLinkedQueue<>();
  private Deque<SchemaKey> waiting = new ArrayDeque<>();
  private @Nullable Long nextRoundNanos;
  private @Nullable Long allDoubtedNanos;
  private @Nullable Long resumeNanos;
  private boolean hasStarted;
  private boolean wasOut;
  private int wereResting;
  private int failures;
  private int underWay;
  private int readTurn;

  private record Landing(SchemaKey key, @Nullable Throwable failure) {}

  /**
   * A confirmer that has nothing to do yet.
   *
   * @param interval how often answers are doubted; zero for never
   * @param timeout the longest that one call may take
   */
  Confirmer(SchemaCache cache, Duration interval, Duration timeout, RandomGenerator random) {
    this.cache = cache;
    this.trust = cache.trust();
    this.timeout = timeout;
    this.intervalNanos = interval.toNanos();
    this.random = random;
  }

  /**
   * Sends the calls that are to be sent now.
   *
   * @return how much was done
   */
  int runOnce(long nowNanos) {
    int done = takeLandings(nowNanos);
    if (!hasStarted) {
      hasStarted = true;
      resumeNanos = nowNanos + (long) ((1 + random.nextDouble()) * FIRST_PAUSE_NANOS);
    }
    boolean isOut = followOutage(nowNanos);
    doubtAgain(nowNanos);
    if (trust.takeNews()) {
      waiting = ordered(trust.toConfirm());
    }
    if (isPaused(nowNanos)) {
      return done;
    }
    return done + (isOut ? findOut(nowNanos) : send(nowNanos, MOST_UNDER_WAY));
  }

  /**
   * Doubts what is in use when an outage begins and when it ends, whoever notices; says if one is.
   */
  private boolean followOutage(long nowNanos) {
    int resting = cache.client().resting();
    boolean isOut = cache.isDegraded() || cache.client().isOut();
    if (isOut && !wasOut) {
      doubtSome();
      failures = 0;
      pause(nowNanos);
    }
    if (resting < wereResting) {
      doubtSome();
    }
    if (resting < wereResting || (wasOut && !isOut)) {
      failures = 0;
      resumeNanos = null;
    }
    wasOut = isOut;
    wereResting = resting;
    return isOut;
  }

  /**
   * Asks whether an outage is over, though nobody looks anything up: a URL that is left alone with
   * a probe, else with one answer that is to be confirmed anyway.
   */
  private int findOut(long nowNanos) {
    if (cache.client().isOut()) {
      if (!waiting.isEmpty()) {
        cache.client().probe();
      }
      pause(nowNanos);
      return 0;
    }
    if (waiting.isEmpty() && underWay == 0) { // all is confirmed, but the outage has not ended
      doubtOne();
      waiting = ordered(trust.toConfirm());
      resumeNanos = nowNanos + LONGEST_RETRY_NANOS;
    }
    return send(nowNanos, 1);
  }

  private void pause(long nowNanos) {
    long longest = Math.min(LONGEST_RETRY_NANOS, FIRST_RETRY_NANOS << Math.min(10, failures++));
    resumeNanos = nowNanos + 1 + (long) (random.nextDouble() * longest);
  }

  private boolean isPaused(long nowNanos) {
    Long resume = resumeNanos;
    return resume != null && nowNanos - resume < 0;
  }

  private int send(long nowNanos, int most) {
    int sent = 0;
    while (underWay < most && !waiting.isEmpty()) {
      SchemaKey key = waiting.element();
      if (trust.isToConfirm(key) && !budget.take(nowNanos)) {
        break;
      }
      waiting.remove();
      if (trust.isToConfirm(key)) {
        underWay++;
        sent++;
        var unused =
            cache
                .confirm(key, timeout)
                .whenComplete((schema, failure) -> landings.add(new Landing(key, cause(failure))));
      }
    }
    return sent;
  }

  private int takeLandings(long nowNanos) {
    int taken = 0;
    for (Landing landing = landings.poll(); landing != null; landing = landings.poll()) {
      underWay--;
      taken++;
      landed(landing, nowNanos);
    }
    return taken;
  }

  /** An answer that is served for want of a better one leaves its doubt where it was. */
  private void landed(Landing landing, long nowNanos) {
    boolean isOpen = trust.isToConfirm(landing.key);
    if (isOpen
        && (landing.failure == null || landing.failure instanceof RegistryUnavailableException)) {
      pause(nowNanos);
      waiting.addFirst(landing.key);
    } else {
      failures = 0;
      trust.setAside(landing.key);
    }
  }

  private static @Nullable Throwable cause(@Nullable Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  /** What writers rely on first, then what is used most. */
  private Deque<SchemaKey> ordered(List<SchemaKey> keys) {
    Comparator<SchemaKey> order =
        Comparator.<SchemaKey, Boolean>comparing(key -> !trust.isWritten(key))
            .thenComparing(key -> -uses(key));
    List<SchemaKey> sorted = new ArrayList<>(keys);
    sorted.sort(order);
    return new ArrayDeque<>(sorted);
  }

  private int uses(SchemaKey key) {
    return cache.peek(key) instanceof Immutable immutable ? immutable.usage().count(0) : 0;
  }

  private void doubtAgain(long nowNanos) {
    if (trust.takeContradiction()) {
      Long last = allDoubtedNanos;
      if (last == null || nowNanos - last >= ALL_AGAIN_NANOS) {
        allDoubtedNanos = nowNanos;
        doubtAll();
      }
    }
    boolean isRound = isRoundDue(nowNanos);
    if (trust.takeOutageEnd() || isRound) {
      doubtSome();
    }
  }

  /** Each process picks its own moment in the second half of the interval. */
  private boolean isRoundDue(long nowNanos) {
    if (intervalNanos == 0) {
      return false;
    }
    Long next = nextRoundNanos;
    boolean isDue = next != null && nowNanos - next >= 0;
    if (next == null || isDue) {
      nextRoundNanos = nowNanos + (long) (intervalNanos * (1 + random.nextDouble()) / 2);
    }
    return isDue;
  }

  private void doubtAll() {
    for (Map.Entry<SchemaKey, CacheEntry> entry : cache.main().entries().entrySet()) {
      if (!(entry.getValue() instanceof NotFound)
          && !(entry.getKey() instanceof SchemaKey.AtVersion)
          && !trust.isDoubted(entry.getKey())) {
        trust.doubt(entry.getKey());
      }
    }
  }

  private void doubtOne() {
    for (Map.Entry<SchemaKey, CacheEntry> entry : cache.main().entries().entrySet()) {
      if (entry.getValue().schemaOrNull() != null && trust.isWritten(entry.getKey())) {
        trust.doubt(entry.getKey());
        return;
      }
    }
  }

  /** What writers rely on, with all that it refers to, and a few of the ids that are read. */
  private void doubtSome() {
    List<SchemaKey> read = new ArrayList<>();
    List<RegisteredSchema> written = new ArrayList<>();
    for (Map.Entry<SchemaKey, CacheEntry> entry : cache.main().entries().entrySet()) {
      SchemaKey key = entry.getKey();
      RegisteredSchema schema = entry.getValue().schemaOrNull();
      if (schema != null && trust.isWritten(key)) {
        written.add(schema);
      }
      if (schema == null || trust.isDoubted(key)) {
        continue;
      }
      if (trust.isWritten(key)) {
        trust.doubt(key);
      } else if (!(key instanceof SchemaKey.AtVersion)) {
        read.add(key);
      }
    }
    for (SchemaKey key : Dependencies.of(written, cache.dependencies())) {
      trust.written(key);
      trust.doubt(key);
    }
    for (int n = 0; n < Math.min(READ_IN_TURN, read.size()); n++) {
      trust.doubt(read.get(readTurn++ % read.size()));
    }
    readTurn = read.isEmpty() ? 0 : readTurn % read.size();
  }
}
