// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.background;

import io.velostream.schema.cache.ReferenceKeys;
import io.velostream.schema.cache.SchemaCache;
import io.velostream.schema.cache.tier.CacheEntry;
import io.velostream.schema.cache.tier.LookupCause;
import io.velostream.schema.cache.tier.UsageLog;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.PrefetchSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Prefetches schemas when a schema is used for the first time in a time window: its references, the
 * newest version of its subject if it is used by a serializer, and schemas that were used together
 * with it before. Confined to the thread that calls {@link #runOnce}. Its requests are rate
 * limited, and none is sent while the registry is unavailable.
 */
final class Prefetcher {

  private static final int MAX_PLANS = 1_000;
  private static final int MAX_IN_FLIGHT = 2;
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int WINDOWS_BETWEEN_HALVINGS = 60;

  private final SchemaCache cache;
  private final PrefetchSettings settings;
  private final Duration timeout;
  private final CoUsageModel coUsage;
  private final Deque<Plan> plans = new ArrayDeque<>();
  private final Set<SchemaKey> planned = new HashSet<>();
  private final Set<SchemaKey> usedInWindow = new HashSet<>();
  private final Queue<Completion> completions = new ConcurrentLinkedQueue<>();
  private final RateLimiter rateLimiter;
  private final AtomicInteger lostCompletions = new AtomicInteger();
  private int inFlight;
  private int windows;
  private @Nullable Long windowStartNanos;

  Prefetcher(SchemaCache cache, CacheMaintenance.Settings settings) {
    this.cache = cache;
    this.settings = settings.prefetch();
    this.timeout = settings.timeout();
    this.coUsage =
        new CoUsageModel(
            this.settings.minSupport(),
            this.settings.minConfidence(),
            this.settings.isEnabled() ? this.settings.maxAssociations() : 0);
    this.rateLimiter = new RateLimiter(this.settings.callsPerSecond());
  }

  /** A key to fetch, and the number of levels of its references to fetch after it. */
  private record Plan(SchemaKey key, int depth) {}

  /**
   * A completed request.
   *
   * @param isInvalidated whether there was an invalidation while the request was in flight, so that
   *     its answer may not be cached
   */
  private record Completion(Plan plan, @Nullable RegisteredSchema schema, boolean isInvalidated) {}

  CoUsageModel coUsage() {
    return coUsage;
  }

  /**
   * Processes recorded uses, and sends the requests that the rate limit allows.
   *
   * @return the number of actions that were run
   */
  int runOnce(long nowNanos) {
    int done = processCompletions();
    for (UsageLog.Use use = cache.usageLog().nextUse();
        use != null;
        use = cache.usageLog().nextUse()) {
      processUse(use);
      done++;
    }
    openWindow(nowNanos); // after that: these uses are of the window that ends
    if (cache.degradedSince() != null) {
      plans.clear();
      planned.clear();
      return done;
    }
    return done + sendPlans(nowNanos);
  }

  private int sendPlans(long nowNanos) {
    int sent = 0;
    while (inFlight < MAX_IN_FLIGHT && !plans.isEmpty()) {
      Plan plan = plans.element();
      if (cache.peek(plan.key) != null) {
        removeFirstPlan();
      } else if (rateLimiter.tryAcquire(nowNanos)) {
        removeFirstPlan();
        send(plan);
        sent++;
      } else {
        break;
      }
    }
    return sent;
  }

  private void removeFirstPlan() {
    planned.remove(plans.remove().key);
  }

  private void send(Plan plan) {
    inFlight++;
    long invalidations = cache.changes().invalidations();
    var unused =
        cache
            .load(plan.key, timeout, LookupCause.PREFETCH)
            .whenComplete((schema, failure) -> onCompletion(plan, schema, invalidations));
  }

  /** Runs on any thread. */
  private void onCompletion(Plan plan, @Nullable RegisteredSchema schema, long invalidations) {
    try {
      boolean isInvalidated = invalidations != cache.changes().invalidations();
      completions.add(new Completion(plan, schema, isInvalidated));
    } catch (Throwable e) { // out of memory: the request has completed nevertheless
      lostCompletions.incrementAndGet();
      throw e;
    }
    cache.usageLog().wakeUpReader();
  }

  private int processCompletions() {
    inFlight -= lostCompletions.getAndSet(0);
    int count = 0;
    for (Completion completion = completions.poll();
        completion != null;
        completion = completions.poll()) {
      inFlight--;
      count++;
      if (completion.schema != null) {
        planReferences(completion.schema, completion.plan.depth);
        if (completion.isInvalidated) {
          plan(completion.plan);
        }
      }
    }
    return count;
  }

  private void openWindow(long nowNanos) {
    Long start = windowStartNanos;
    if (start == null || nowNanos - start >= WINDOW_NANOS) {
      windowStartNanos = nowNanos;
      if (start != null) {
        cache.usageLog().openNextWindow();
        cache.changes().recordWindow();
        coUsage.openNextWindow();
        usedInWindow.clear();
        if (++windows % WINDOWS_BETWEEN_HALVINGS == 0) {
          coUsage.halveCounts();
        }
      }
    }
  }

  private void processUse(UsageLog.Use use) {
    planReferences(use.schema(), settings.depth());
    SubjectVersion at = use.schema().subjectVersion();
    if (use.isByContent() && at != null) {
      plan(new Plan(new SchemaKey.Latest(at.subject()), 0));
    }
    SchemaKey key = use.key();
    if (key != null) {
      if (usedInWindow.size() < settings.maxAssociations() && usedInWindow.add(key)) {
        coUsage.recordUse(key);
      }
      coUsage.likelyWith(key).forEach(other -> plan(new Plan(other, settings.depth())));
    }
  }

  /** Plans the references that are not cached, and descends into those that are. */
  private void planReferences(RegisteredSchema schema, int depth) {
    if (depth <= 0) {
      return;
    }
    for (SchemaReference reference : schema.definition().references()) {
      SchemaKey key = ReferenceKeys.keyOf(schema.context(), reference);
      CacheEntry answer = key == null ? null : cache.peek(key);
      RegisteredSchema known = answer == null ? null : answer.schemaOrNull();
      if (known != null) {
        planReferences(known, depth - 1);
      } else if (key != null) {
        plan(new Plan(key, depth - 1));
      }
    }
  }

  private void plan(Plan plan) {
    if (plans.size() < MAX_PLANS && cache.peek(plan.key) == null && !planned.contains(plan.key)) {
      plans.add(plan);
      planned.add(plan.key);
    }
  }
}
