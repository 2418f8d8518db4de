// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.background;

import io.velostream.schema.cache.DependentAnswers;
import io.velostream.schema.cache.ProvisionalAnswers;
import io.velostream.schema.cache.SchemaCache;
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
 * Confirms provisional answers with the registry in the background, so that no caller waits for it.
 * Confined to the thread that calls {@link #runOnce}; responses arrive through a queue.
 *
 * <p>At each interval and after each outage, it confirms the answers that serializers use and a few
 * of the ids that deserializers use. After a conflict, it confirms all answers. Answers used by
 * serializers are confirmed first, then the most used ones. While the registry is unavailable, one
 * request at a time probes it.
 */
final class Confirmer {

  private static final int CALLS_PER_SECOND = 5;
  private static final int MAX_IN_FLIGHT = 2;

  /** The number of ids used by deserializers that are confirmed at each interval, in rotation. */
  private static final int READ_KEYS_PER_ROUND = 10;

  private static final long FIRST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long MAX_RETRY_NANOS = TimeUnit.SECONDS.toNanos(4);

  /** The minimum delay after the start. The delay is random, up to twice this. */
  private static final long INITIAL_DELAY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The minimum time between two rounds that confirm all answers. */
  private static final long MIN_FULL_ROUND_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final SchemaCache cache;
  private final ProvisionalAnswers provisional;
  private final Duration timeout;
  private final long intervalNanos;
  private final RandomGenerator random;
  private final RateLimiter rateLimiter = new RateLimiter(CALLS_PER_SECOND);
  private final Queue<Completion> completions = new ConcurrentLinkedQueue<>();
  private Deque<SchemaKey> queue = new ArrayDeque<>();
  private @Nullable Long nextRoundNanos;
  private @Nullable Long lastFullRoundNanos;
  private @Nullable Long resumeNanos;
  private boolean hasStarted;
  private boolean wasUnavailable;
  private int previouslySuspended;
  private int failures;
  private int inFlight;
  private int nextReadIndex;

  private record Completion(SchemaKey key, @Nullable Throwable failure) {}

  /**
   * Creates an idle confirmer.
   *
   * @param interval how often answers are confirmed; zero for never
   * @param timeout the maximum time of one request
   */
  Confirmer(SchemaCache cache, Duration interval, Duration timeout, RandomGenerator random) {
    this.cache = cache;
    this.provisional = cache.provisional();
    this.timeout = timeout;
    this.intervalNanos = interval.toNanos();
    this.random = random;
  }

  /**
   * Sends the requests that are due.
   *
   * @return the number of actions that were run
   */
  int runOnce(long nowNanos) {
    int done = processCompletions(nowNanos);
    if (!hasStarted) {
      hasStarted = true;
      resumeNanos = nowNanos + (long) ((1 + random.nextDouble()) * INITIAL_DELAY_NANOS);
    }
    boolean isUnavailable = trackOutage(nowNanos);
    markDue(nowNanos);
    if (provisional.pollNewPending()) {
      queue = ordered(provisional.pending());
    }
    if (isPaused(nowNanos)) {
      return done;
    }
    return done + (isUnavailable ? probeRegistry(nowNanos) : send(nowNanos, MAX_IN_FLIGHT));
  }

  /**
   * Marks the answers in use as provisional when an outage begins and when it ends. Returns whether
   * the registry is unavailable.
   */
  private boolean trackOutage(long nowNanos) {
    int suspended = cache.client().suspendedEndpoints();
    boolean isUnavailable = cache.degradedSince() != null || cache.client().areAllSuspended();
    if (isUnavailable && !wasUnavailable) {
      markInUse();
      failures = 0;
      pause(nowNanos);
    }
    if (suspended < previouslySuspended) {
      markInUse();
    }
    if (suspended < previouslySuspended || (wasUnavailable && !isUnavailable)) {
      failures = 0;
      resumeNanos = null;
    }
    wasUnavailable = isUnavailable;
    previouslySuspended = suspended;
    return isUnavailable;
  }

  /**
   * Checks whether an outage is over when no lookups are made: by a probe of suspended URLs, else
   * by confirming one answer.
   */
  private int probeRegistry(long nowNanos) {
    if (cache.client().areAllSuspended()) {
      if (!queue.isEmpty()) {
        cache.client().probe();
      }
      pause(nowNanos);
      return 0;
    }
    if (queue.isEmpty() && inFlight == 0) { // nothing to confirm, but the outage has not ended
      markOne();
      queue = ordered(provisional.pending());
      resumeNanos = nowNanos + MAX_RETRY_NANOS;
    }
    return send(nowNanos, 1);
  }

  private void pause(long nowNanos) {
    long maxDelay = Math.min(MAX_RETRY_NANOS, FIRST_RETRY_NANOS << Math.min(10, failures++));
    resumeNanos = nowNanos + 1 + (long) (random.nextDouble() * maxDelay);
  }

  private boolean isPaused(long nowNanos) {
    Long resume = resumeNanos;
    return resume != null && nowNanos - resume < 0;
  }

  private int send(long nowNanos, int maxInFlight) {
    int sent = 0;
    while (inFlight < maxInFlight && !queue.isEmpty()) {
      SchemaKey key = queue.element();
      if (provisional.isPending(key) && !rateLimiter.tryAcquire(nowNanos)) {
        break;
      }
      queue.remove();
      if (provisional.isPending(key)) {
        inFlight++;
        sent++;
        var unused =
            cache
                .confirm(key, timeout)
                .whenComplete(
                    (schema, failure) -> completions.add(new Completion(key, unwrap(failure))));
      }
    }
    return sent;
  }

  private int processCompletions(long nowNanos) {
    int count = 0;
    for (Completion completion = completions.poll();
        completion != null;
        completion = completions.poll()) {
      inFlight--;
      count++;
      onCompletion(completion, nowNanos);
    }
    return count;
  }

  /** Handles a completed request. An answer that was served as a fallback is still provisional. */
  private void onCompletion(Completion completion, long nowNanos) {
    boolean isPending = provisional.isPending(completion.key);
    if (isPending
        && (completion.failure == null
            || completion.failure instanceof RegistryUnavailableException)) {
      pause(nowNanos);
      queue.addFirst(completion.key);
    } else {
      failures = 0;
      provisional.postpone(completion.key);
    }
  }

  private static @Nullable Throwable unwrap(@Nullable Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  /** Sorts keys: those used by serializers first, then the most used ones. */
  private Deque<SchemaKey> ordered(List<SchemaKey> keys) {
    Comparator<SchemaKey> order =
        Comparator.<SchemaKey, Boolean>comparing(key -> !provisional.isUsedByWriters(key))
            .thenComparing(key -> -uses(key));
    List<SchemaKey> sorted = new ArrayList<>(keys);
    sorted.sort(order);
    return new ArrayDeque<>(sorted);
  }

  private int uses(SchemaKey key) {
    return cache.peek(key) instanceof Immutable immutable ? immutable.usage().count(0) : 0;
  }

  private void markDue(long nowNanos) {
    if (provisional.pollConflict()) {
      Long last = lastFullRoundNanos;
      if (last == null || nowNanos - last >= MIN_FULL_ROUND_INTERVAL_NANOS) {
        lastFullRoundNanos = nowNanos;
        markAll();
      }
    }
    boolean isRound = isRoundDue(nowNanos);
    if (provisional.pollOutageEnd() || isRound) {
      markInUse();
    }
  }

  /** Each process picks a random time in the second half of the interval. */
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

  private void markAll() {
    for (Map.Entry<SchemaKey, CacheEntry> entry : cache.answerCache().entries().entrySet()) {
      if (!(entry.getValue() instanceof NotFound)
          && !(entry.getKey() instanceof SchemaKey.AtVersion)
          && !provisional.isProvisional(entry.getKey())) {
        provisional.markPending(entry.getKey());
      }
    }
  }

  private void markOne() {
    for (Map.Entry<SchemaKey, CacheEntry> entry : cache.answerCache().entries().entrySet()) {
      if (entry.getValue().schemaOrNull() != null && provisional.isUsedByWriters(entry.getKey())) {
        provisional.markPending(entry.getKey());
        return;
      }
    }
  }

  /**
   * Marks the answers used by serializers, with all schemas that they refer to, and a few of the
   * ids used by deserializers.
   */
  private void markInUse() {
    List<SchemaKey> read = new ArrayList<>();
    List<RegisteredSchema> written = new ArrayList<>();
    for (Map.Entry<SchemaKey, CacheEntry> entry : cache.answerCache().entries().entrySet()) {
      SchemaKey key = entry.getKey();
      RegisteredSchema schema = entry.getValue().schemaOrNull();
      if (schema != null && provisional.isUsedByWriters(key)) {
        written.add(schema);
      }
      if (schema == null || provisional.isProvisional(key)) {
        continue;
      }
      if (provisional.isUsedByWriters(key)) {
        provisional.markPending(key);
      } else if (!(key instanceof SchemaKey.AtVersion)) {
        read.add(key);
      }
    }
    for (SchemaKey key : DependentAnswers.dependencyKeys(written, cache.dependencies())) {
      provisional.keysOfWriters(key);
      provisional.markPending(key);
    }
    for (int n = 0; n < Math.min(READ_KEYS_PER_ROUND, read.size()); n++) {
      provisional.markPending(read.get(nextReadIndex++ % read.size()));
    }
    nextReadIndex = read.isEmpty() ? 0 : nextReadIndex % read.size();
  }
}
