// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.background;

import io.velostream.schema.cache.SchemaCache;
import io.velostream.schema.cache.tier.CacheEntry.Expiring;
import io.velostream.schema.cache.tier.LookupCause;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.RefreshSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Refreshes expiring entries before they are due, so that no caller waits for it. Confined to the
 * thread that calls {@link #runOnce}; responses arrive through a queue.
 *
 * <p>Each key is watched once, however many callers use it, and a caller joins its request in
 * flight. The time of a refresh is random, with full jitter after a failure, and the maximum delay
 * doubles: so clients that started together, or lost the registry together, do not send requests
 * together. Keys that are due are refreshed in the order of their {@link Priority}. Critical
 * subjects of the settings are always watched. Any other key is no longer watched after some
 * refreshes in a row without a use.
 */
final class Refresher {

  private static final int MAX_UNUSED_READS = 3;
  private static final long FIRST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long MAX_RETRY_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final SchemaCache cache;
  private final RefreshSettings settings;
  private final Duration timeout;
  private final RandomGenerator random;
  private final long ttlNanos;
  private final long refreshPeriodNanos;
  private final int maxWatched;
  private final Map<SchemaKey, Watch> watched = new HashMap<>();
  private final PriorityQueue<Watch> schedule =
      new PriorityQueue<>(
          (one, other) -> Long.compare(one.scheduledNanos - other.scheduledNanos, 0));
  private final Queue<Completion> completions = new ConcurrentLinkedQueue<>();
  private int inFlight;
  private boolean isRunIncomplete;
  private volatile boolean hasLostCompletion;
  private boolean watchesCritical;

  Refresher(
      SchemaCache cache,
      CacheSettings cacheSettings,
      CacheMaintenance.Settings settings,
      RandomGenerator random) {
    this.cache = cache;
    this.settings = settings.refresh();
    this.timeout = settings.timeout();
    this.random = random;
    this.ttlNanos = cacheSettings.latestTtl().toNanos();
    this.refreshPeriodNanos = refreshPeriod(cacheSettings.latestTtl());
    this.maxWatched = cacheSettings.maxSchemas();
  }

  /**
   * The period that the shares of the settings apply to. A refresh is then no later than the
   * interval and the time to live.
   */
  private long refreshPeriod(Duration ttl) {
    double byInterval = settings.interval().toNanos() / settings.latestShare();
    return (long) Math.min(byInterval, (double) ttl.toNanos());
  }

  /** The priority of a due refresh, the most urgent first. */
  enum Priority {
    /** A critical subject of the settings. */
    CRITICAL_SUBJECT,
    /** In use and expired: the next caller waits, or gets a stale answer. */
    DUE,
    /** Used often since the last read. */
    HIGH,
    /** Used since the last read. */
    NORMAL,
    /** Not used since the last read. */
    LOW;

    private static final int MIN_USES_HIGH = 16;

    static Priority of(int uses, long dueNanos, long nowNanos) {
      if (uses == 0) {
        return LOW;
      }
      if (nowNanos - dueNanos >= 0) {
        return DUE;
      }
      return uses >= MIN_USES_HIGH ? HIGH : NORMAL;
    }
  }

  /** An expiring entry that is refreshed. */
  private static final class Watch {

    private final SchemaKey key;
    private final boolean isCritical;
    private long scheduledNanos;
    private @Nullable Expiring lastRead;
    private int failures;
    private int unusedReads;
    private volatile boolean isInFlight;

    Watch(SchemaKey key, boolean isCritical) {
      this.key = key;
      this.isCritical = isCritical;
    }
  }

  private record Candidate(Watch watch, @Nullable Expiring expiring, Priority priority) {}

  private record Completion(Watch watch, @Nullable Throwable failure) {}

  /**
   * Sends the requests that are due.
   *
   * @return the number of actions that were run
   */
  int runOnce(long nowNanos) {
    if (isRunIncomplete || hasLostCompletion) {
      hasLostCompletion = false;
      rebuildSchedule();
    }
    isRunIncomplete = true;
    int done = runSchedule(nowNanos);
    isRunIncomplete = false;
    return done;
  }

  /** Rebuilds the schedule after an error has ended a run. */
  private void rebuildSchedule() {
    schedule.clear();
    inFlight = 0;
    for (Watch watch : watched.values()) {
      if (watch.isInFlight) {
        inFlight++;
      } else {
        schedule.add(watch);
      }
    }
  }

  private int runSchedule(long nowNanos) {
    cache.usageLog().recordReader(nowNanos);
    watchCriticalSubjects(nowNanos);
    int done = processCompletions(nowNanos);
    done += watchNewKeys(nowNanos);
    List<Candidate> candidates = candidates(nowNanos);
    for (Candidate candidate : candidates) {
      if (inFlight < settings.maxCalls()) {
        send(candidate);
        done++;
      } else {
        schedule.add(candidate.watch);
      }
    }
    return done;
  }

  /** The number of watched keys. */
  int size() {
    return watched.size();
  }

  /** Watches the critical subjects of the settings, once. */
  private void watchCriticalSubjects(long nowNanos) {
    if (watchesCritical) {
      return;
    }
    for (Subject subject : settings.criticalSubjects()) {
      Watch watch = new Watch(new SchemaKey.Latest(subject), true);
      if (watched.putIfAbsent(watch.key, watch) == null) {
        schedule(watch, nowNanos);
      }
    }
    watchesCritical = true;
  }

  private int watchNewKeys(long nowNanos) {
    int count = 0;
    for (SchemaKey key = cache.usageLog().nextExpiringRead();
        key != null;
        key = cache.usageLog().nextExpiringRead()) {
      if (!watched.containsKey(key) && watched.size() < maxWatched) {
        Watch watch = new Watch(key, false);
        watched.put(key, watch);
        schedule(watch, nextRefreshNanos(nowNanos, key));
        count++;
      }
    }
    return count;
  }

  private int processCompletions(long nowNanos) {
    int count = 0;
    for (Completion completion = completions.poll();
        completion != null;
        completion = completions.poll()) {
      completion.watch.isInFlight = false;
      inFlight--;
      count++;
      processCompletion(completion.watch, completion.failure, nowNanos);
    }
    return count;
  }

  private void processCompletion(Watch watch, @Nullable Throwable failure, long nowNanos) {
    boolean wasRead =
        cache.peek(watch.key) instanceof Expiring now
            && (watch.lastRead == null || now.readNanos() != watch.lastRead.readNanos());
    if (failure == null && wasRead) {
      watch.failures = 0;
      cache.counters().refreshes.increment();
      schedule(watch, nextRefreshNanos(nowNanos, watch.key));
    } else if (!watch.isCritical
        && failure != null
        && !(failure instanceof RegistryUnavailableException)) {
      watched.remove(watch.key);
    } else {
      schedule(
          watch,
          nowNanos + 1 + (long) (random.nextDouble() * maxRetryDelayNanos(watch.failures++)));
    }
  }

  /**
   * The maximum delay of the next attempt. It doubles with each failure up to the time to live, so
   * that entries with a short time to live are refreshed soon after an outage.
   */
  private long maxRetryDelayNanos(int failures) {
    long first = Math.min(FIRST_RETRY_NANOS, ttlNanos);
    return Math.min(Math.min(MAX_RETRY_NANOS, ttlNanos), first << Math.min(10, failures));
  }

  /** Removes the due watches from the schedule, and returns them with the most urgent first. */
  private List<Candidate> candidates(long nowNanos) {
    List<Candidate> candidates = new ArrayList<>();
    for (Watch watch = schedule.peek();
        watch != null && nowNanos - watch.scheduledNanos >= 0;
        watch = schedule.peek()) {
      schedule.remove();
      Expiring expiring = cache.peek(watch.key) instanceof Expiring known ? known : null;
      if (watch.isCritical && (expiring == null || isDueForRefresh(expiring, watch, nowNanos))) {
        candidates.add(new Candidate(watch, expiring, Priority.CRITICAL_SUBJECT));
      } else if (expiring == null) {
        watched.remove(watch.key);
      } else if (!isDueForRefresh(expiring, watch, nowNanos)) {
        schedule(watch, nextRefreshNanos(nowNanos, watch.key));
      } else {
        int uses = expiring.usage().count(0);
        Priority priority = Priority.of(uses, expiring.dueNanos(), nowNanos);
        candidates.add(new Candidate(watch, expiring, priority));
      }
    }
    candidates.sort(
        Comparator.comparing(Candidate::priority)
            .thenComparing(
                (one, other) ->
                    Long.compare(one.watch.scheduledNanos - other.watch.scheduledNanos, 0)));
    return candidates;
  }

  private boolean isDueForRefresh(Expiring expiring, Watch watch, long nowNanos) {
    return nowNanos - expiring.readNanos() >= minAgeNanos() || watch.failures > 0;
  }

  private void send(Candidate candidate) {
    Watch watch = candidate.watch;
    boolean isUnused = candidate.priority == Priority.LOW && watch.failures == 0;
    watch.unusedReads = isUnused ? watch.unusedReads + 1 : 0;
    if (watch.unusedReads > MAX_UNUSED_READS) {
      watched.remove(watch.key);
      return;
    }
    watch.lastRead = candidate.expiring;
    watch.isInFlight = true;
    inFlight++;
    try {
      var unused =
          cache
              .load(watch.key, timeout, LookupCause.REFRESH)
              .whenComplete((schema, failure) -> onCompletion(watch, unwrap(failure)));
    } catch (Throwable e) {
      watch.isInFlight = false;
      throw e;
    }
  }

  /** Runs on any thread. */
  private void onCompletion(Watch watch, @Nullable Throwable failure) {
    try {
      completions.add(new Completion(watch, failure));
    } catch (Throwable e) { // out of memory: the watch is scheduled again without its completion
      watch.isInFlight = false;
      hasLostCompletion = true;
      throw e;
    }
  }

  private static @Nullable Throwable unwrap(@Nullable Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  private void schedule(Watch watch, long atNanos) {
    watch.scheduledNanos = atNanos;
    schedule.add(watch);
  }

  private long minAgeNanos() {
    return (long) (refreshPeriodNanos * (settings.latestShare() - settings.jitterShare()));
  }

  /**
   * Returns a random time within the refresh window; within the next few seconds if that window has
   * passed.
   */
  private long nextRefreshNanos(long nowNanos, SchemaKey key) {
    long read = cache.peek(key) instanceof Expiring expiring ? expiring.readNanos() : nowNanos;
    long refreshNanos =
        read
            + minAgeNanos()
            + (long) (random.nextDouble() * refreshPeriodNanos * settings.jitterShare());
    return refreshNanos - nowNanos > 0
        ? refreshNanos
        : nowNanos + 1 + (long) (random.nextDouble() * FIRST_RETRY_NANOS);
  }
}
