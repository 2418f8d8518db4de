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
 * Reads pointers again before they are due, so that no caller waits for that. Belongs to the one
 * thread that calls {@link #runOnce}; answers reach it through a queue.
 *
 * <p>Each pointer has one entry, whoever and however many use it, and its call is the flight that a
 * caller would join. The moment is picked at random from a stretch before the pointer is due, and
 * after a failure from a stretch that doubles: clients that started together, or lost the registry
 * together, do not call together. Of the pointers whose moment has come, the most urgent are read
 * first, by {@link Priority}; subjects that the settings name are watched from the start and stay.
 * One that nobody has used for some reads in a row is let go.
 */
final class Refresher {

  private static final int MOST_UNUSED_READS = 3;
  private static final long FIRST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LONGEST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final SchemaCache cache;
  private final RefreshSettings settings;
  private final Duration timeout;
  private final RandomGenerator random;
  private final long ttlNanos;
  private final long stretchNanos;
  private final int maxWatched;
  private final Map<SchemaKey, Watch> watched = new HashMap<>();
  private final PriorityQueue<Watch> byMoment =
      new PriorityQueue<>((one, other) -> Long.compare(one.atNanos - other.atNanos, 0));
  private final Queue<Landing> landings = new ConcurrentLinkedQueue<>();
  private int underWay;
  private boolean isBroken;
  private volatile boolean hasLostLanding;
  private boolean watchesNamed;

  Refresher(
      SchemaCache cache,
      CacheSettings held,
      CacheMaintenance.Settings settings,
      RandomGenerator random) {
    this.cache = cache;
    this.settings = settings.refresh();
    this.timeout = settings.timeout();
    this.random = random;
    this.ttlNanos = held.latestTtl().toNanos();
    this.stretchNanos = stretch(held.latestTtl());
    this.maxWatched = held.maxSchemas();
  }

  /**
   * What the shares are of, so that the latest moment is neither beyond the interval nor the time.
   */
  private long stretch(Duration ttl) {
    double byInterval = settings.interval().toNanos() / settings.latestShare();
    return (long) Math.min(byInterval, (double) ttl.toNanos());
  }

  /** How soon a pointer whose moment has come is to be read; the first is the most urgent. */
  enum Priority {
    /** Of a subject that the settings name. */
    NAMED,
    /** In use, and due: the next caller gets a stale answer, or waits. */
    CRITICAL,
    /** Used often since it was read. */
    HIGH,
    /** Used since it was read. */
    NORMAL,
    /** Not used since it was read. */
    LOW;

    private static final int OFTEN = 16;

    static Priority of(int uses, long dueNanos, long nowNanos) {
      if (uses == 0) {
        return LOW;
      }
      if (nowNanos - dueNanos >= 0) {
        return CRITICAL;
      }
      return uses >= OFTEN ? HIGH : NORMAL;
    }
  }

  /** A pointer that is read again from time to time. */
  private static final class Watch {

    private final SchemaKey key;
    private final boolean isNamed;
    private long atNanos;
    private @Nullable Expiring lastRead;
    private int failures;
    private int unusedReads;
    private volatile boolean isUnderWay;

    Watch(SchemaKey key, boolean isNamed) {
      this.key = key;
      this.isNamed = isNamed;
    }
  }

  private record Candidate(Watch watch, @Nullable Expiring expiring, Priority priority) {}

  private record Landing(Watch watch, @Nullable Throwable failure) {}

  /**
   * Sends the calls whose moment has come.
   *
   * @return how much was done
   */
  int runOnce(long nowNanos) {
    if (isBroken || hasLostLanding) {
      hasLostLanding = false;
      queueAgain();
    }
    isBroken = true;
    int done = work(nowNanos);
    isBroken = false;
    return done;
  }

  /** Puts every watch where it belongs, after a run that an error ended anywhere. */
  private void queueAgain() {
    byMoment.clear();
    underWay = 0;
    for (Watch watch : watched.values()) {
      if (watch.isUnderWay) {
        underWay++;
      } else {
        byMoment.add(watch);
      }
    }
  }

  private int work(long nowNanos) {
    cache.usageLog().opened(nowNanos);
    watchNamed(nowNanos);
    int done = takeLandings(nowNanos);
    done += takeNews(nowNanos);
    List<Candidate> candidates = candidates(nowNanos);
    for (Candidate candidate : candidates) {
      if (underWay < settings.maxCalls()) {
        send(candidate);
        done++;
      } else {
        byMoment.add(candidate.watch);
      }
    }
    return done;
  }

  /** How many pointers are watched. */
  int size() {
    return watched.size();
  }

  /** Once: the subjects that the settings name, whether anybody uses them or not. */
  private void watchNamed(long nowNanos) {
    if (watchesNamed) {
      return;
    }
    for (Subject subject : settings.criticalSubjects()) {
      Watch watch = new Watch(new SchemaKey.Latest(subject), true);
      if (watched.putIfAbsent(watch.key, watch) == null) {
        schedule(watch, nowNanos);
      }
    }
    watchesNamed = true;
  }

  private int takeNews(long nowNanos) {
    int taken = 0;
    for (SchemaKey key = cache.usageLog().nextPointer();
        key != null;
        key = cache.usageLog().nextPointer()) {
      if (!watched.containsKey(key) && watched.size() < maxWatched) {
        Watch watch = new Watch(key, false);
        watched.put(key, watch);
        schedule(watch, momentAfter(nowNanos, key));
        taken++;
      }
    }
    return taken;
  }

  private int takeLandings(long nowNanos) {
    int taken = 0;
    for (Landing landing = landings.poll(); landing != null; landing = landings.poll()) {
      landing.watch.isUnderWay = false;
      underWay--;
      taken++;
      landed(landing.watch, landing.failure, nowNanos);
    }
    return taken;
  }

  private void landed(Watch watch, @Nullable Throwable failure, long nowNanos) {
    boolean wasRead =
        cache.peek(watch.key) instanceof Expiring now
            && (watch.lastRead == null || now.readNanos() != watch.lastRead.readNanos());
    if (failure == null && wasRead) {
      watch.failures = 0;
      cache.counters().refreshes.increment();
      schedule(watch, momentAfter(nowNanos, watch.key));
    } else if (!watch.isNamed
        && failure != null
        && !(failure instanceof RegistryUnavailableException)) {
      watched.remove(watch.key);
    } else {
      schedule(watch, nowNanos + 1 + (long) (random.nextDouble() * retryWithin(watch.failures++)));
    }
  }

  /**
   * The longest wait before the next attempt: doubling, and never longer than a pointer is
   * believed, so that one with a short time is fresh again soon after its registry is back.
   */
  private long retryWithin(int failures) {
    long first = Math.min(FIRST_RETRY_NANOS, ttlNanos);
    return Math.min(Math.min(LONGEST_RETRY_NANOS, ttlNanos), first << Math.min(10, failures));
  }

  /** Those whose moment has come, the most urgent first; taken out of the queue. */
  private List<Candidate> candidates(long nowNanos) {
    List<Candidate> candidates = new ArrayList<>();
    for (Watch watch = byMoment.peek();
        watch != null && nowNanos - watch.atNanos >= 0;
        watch = byMoment.peek()) {
      byMoment.remove();
      Expiring expiring = cache.peek(watch.key) instanceof Expiring known ? known : null;
      if (watch.isNamed && (expiring == null || isReadAgain(expiring, watch, nowNanos))) {
        candidates.add(new Candidate(watch, expiring, Priority.NAMED));
      } else if (expiring == null) {
        watched.remove(watch.key);
      } else if (!isReadAgain(expiring, watch, nowNanos)) {
        schedule(watch, momentAfter(nowNanos, watch.key));
      } else {
        int uses = expiring.usage().count(0);
        Priority priority = Priority.of(uses, expiring.dueNanos(), nowNanos);
        candidates.add(new Candidate(watch, expiring, priority));
      }
    }
    candidates.sort(
        Comparator.comparing(Candidate::priority)
            .thenComparing(
                (one, other) -> Long.compare(one.watch.atNanos - other.watch.atNanos, 0)));
    return candidates;
  }

  private boolean isReadAgain(Expiring expiring, Watch watch, long nowNanos) {
    return nowNanos - expiring.readNanos() >= earliest() || watch.failures > 0;
  }

  private void send(Candidate candidate) {
    Watch watch = candidate.watch;
    boolean isUnused = candidate.priority == Priority.LOW && watch.failures == 0;
    watch.unusedReads = isUnused ? watch.unusedReads + 1 : 0;
    if (watch.unusedReads > MOST_UNUSED_READS) {
      watched.remove(watch.key);
      return;
    }
    watch.lastRead = candidate.expiring;
    watch.isUnderWay = true;
    underWay++;
    try {
      var unused =
          cache
              .load(watch.key, timeout, LookupCause.REFRESH)
              .whenComplete((schema, failure) -> ended(watch, cause(failure)));
    } catch (Throwable e) {
      watch.isUnderWay = false;
      throw e;
    }
  }

  /** Runs on any thread. */
  private void ended(Watch watch, @Nullable Throwable failure) {
    try {
      landings.add(new Landing(watch, failure));
    } catch (Throwable e) { // no memory: the watch is queued again without its landing
      watch.isUnderWay = false;
      hasLostLanding = true;
      throw e;
    }
  }

  private static @Nullable Throwable cause(@Nullable Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  private void schedule(Watch watch, long atNanos) {
    watch.atNanos = atNanos;
    byMoment.add(watch);
  }

  private long earliest() {
    return (long) (stretchNanos * (settings.latestShare() - settings.jitterShare()));
  }

  /**
   * A random moment of the stretch in which a pointer is read again; where that is over already, a
   * random one of the next few seconds.
   */
  private long momentAfter(long nowNanos, SchemaKey key) {
    long read = cache.peek(key) instanceof Expiring expiring ? expiring.readNanos() : nowNanos;
    long moment =
        read + earliest() + (long) (random.nextDouble() * stretchNanos * settings.jitterShare());
    return moment - nowNanos > 0
        ? moment
        : nowNanos + 1 + (long) (random.nextDouble() * FIRST_RETRY_NANOS);
  }
}
