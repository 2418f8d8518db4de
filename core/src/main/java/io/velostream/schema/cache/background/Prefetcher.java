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
 * Fetches what may be wanted soon, when a schema is used for the first time in a while: its
 * references, the newest version of its subject where somebody writes, and schemas that were used
 * together with it before. Belongs to the one thread that calls {@link #runOnce}; nobody waits for
 * it. It has its own small budget of calls, and makes none while the registry cannot answer.
 */
final class Prefetcher {

  private static final int MOST_PLANS = 1_000;
  private static final int MOST_UNDER_WAY = 2;
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int WINDOWS_BETWEEN_HALVINGS = 60;

  private final SchemaCache cache;
  private final PrefetchSettings settings;
  private final Duration timeout;
  private final CoUsageModel associations;
  private final Deque<Plan> plans = new ArrayDeque<>();
  private final Set<SchemaKey> planned = new HashSet<>();
  private final Set<SchemaKey> usedInWindow = new HashSet<>();
  private final Queue<Landing> landings = new ConcurrentLinkedQueue<>();
  private final RateLimiter budget;
  private final AtomicInteger lostLandings = new AtomicInteger();
  private int underWay;
  private int windows;
  private @Nullable Long windowStartNanos;

  Prefetcher(SchemaCache cache, CacheMaintenance.Settings settings) {
    this.cache = cache;
    this.settings = settings.prefetch();
    this.timeout = settings.timeout();
    this.associations =
        new CoUsageModel(
            this.settings.minSupport(),
            this.settings.minConfidence(),
            this.settings.isEnabled() ? this.settings.maxAssociations() : 0);
    this.budget = new RateLimiter(this.settings.callsPerSecond());
  }

  /** Something to fetch, and how many levels of its references to fetch after it. */
  private record Plan(SchemaKey key, int depth) {}

  /**
   * The end of a call.
   *
   * @param isDropped whether something was invalidated meanwhile, so that the answer may not be
   *     kept
   */
  private record Landing(Plan plan, @Nullable RegisteredSchema schema, boolean isDropped) {}

  CoUsageModel associations() {
    return associations;
  }

  /**
   * Takes in what was used, and sends the calls that the budget allows.
   *
   * @return how much was done
   */
  int runOnce(long nowNanos) {
    int done = takeLandings();
    for (UsageLog.Use use = cache.usageLog().nextUse();
        use != null;
        use = cache.usageLog().nextUse()) {
      learn(use);
      done++;
    }
    openWindow(nowNanos); // after that: these uses are of the window that ends
    if (cache.isDegraded()) {
      plans.clear();
      planned.clear();
      return done;
    }
    return done + sendPlans(nowNanos);
  }

  private int sendPlans(long nowNanos) {
    int sent = 0;
    while (underWay < MOST_UNDER_WAY && !plans.isEmpty()) {
      Plan plan = plans.element();
      if (cache.peek(plan.key) != null) {
        drop();
      } else if (budget.take(nowNanos)) {
        drop();
        send(plan);
        sent++;
      } else {
        break;
      }
    }
    return sent;
  }

  private void drop() {
    planned.remove(plans.remove().key);
  }

  private void send(Plan plan) {
    underWay++;
    long invalidations = cache.changes().invalidations();
    var unused =
        cache
            .load(plan.key, timeout, LookupCause.PREFETCH)
            .whenComplete((schema, failure) -> ended(plan, schema, invalidations));
  }

  /** Runs on any thread. */
  private void ended(Plan plan, @Nullable RegisteredSchema schema, long invalidations) {
    try {
      boolean isDropped = invalidations != cache.changes().invalidations();
      landings.add(new Landing(plan, schema, isDropped));
    } catch (Throwable e) { // no memory: the call has ended all the same
      lostLandings.incrementAndGet();
      throw e;
    }
    cache.usageLog().wakeReader();
  }

  private int takeLandings() {
    underWay -= lostLandings.getAndSet(0);
    int taken = 0;
    for (Landing landing = landings.poll(); landing != null; landing = landings.poll()) {
      underWay--;
      taken++;
      if (landing.schema != null) {
        planReferences(landing.schema, landing.plan.depth);
        if (landing.isDropped) {
          plan(landing.plan);
        }
      }
    }
    return taken;
  }

  private void openWindow(long nowNanos) {
    Long start = windowStartNanos;
    if (start == null || nowNanos - start >= WINDOW_NANOS) {
      windowStartNanos = nowNanos;
      if (start != null) {
        cache.usageLog().openNextWindow();
        cache.changes().windowBegan();
        associations.openNextWindow();
        usedInWindow.clear();
        if (++windows % WINDOWS_BETWEEN_HALVINGS == 0) {
          associations.halve();
        }
      }
    }
  }

  private void learn(UsageLog.Use use) {
    planReferences(use.schema(), settings.depth());
    SubjectVersion at = use.schema().subjectVersion();
    if (use.isByContent() && at != null) {
      plan(new Plan(new SchemaKey.Latest(at.subject()), 0));
    }
    SchemaKey key = use.key();
    if (key != null) {
      if (usedInWindow.size() < settings.maxAssociations() && usedInWindow.add(key)) {
        associations.used(key);
      }
      associations.of(key).forEach(other -> plan(new Plan(other, settings.depth())));
    }
  }

  /** Plans the references that are not here, and looks at those of the ones that are. */
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
    if (plans.size() < MOST_PLANS && cache.peek(plan.key) == null && !planned.contains(plan.key)) {
      plans.add(plan);
      planned.add(plan.key);
    }
  }
}
