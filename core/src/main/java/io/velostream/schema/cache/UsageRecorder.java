// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.cache.tier.AccessCounter;
import io.velostream.schema.cache.tier.AnswerCache;
import io.velostream.schema.cache.tier.CacheEntry;
import io.velostream.schema.cache.tier.CacheEntry.Expiring;
import io.velostream.schema.cache.tier.CacheEntry.Immutable;
import io.velostream.schema.cache.tier.Counters;
import io.velostream.schema.cache.tier.HotTables;
import io.velostream.schema.cache.tier.LookupCause;
import io.velostream.schema.cache.tier.UsageLog;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.trace.Tracing;

/**
 * Records which answers are used: for tier L1, for maintenance, and for the hit rate of
 * prefetching. Safe for use by many threads.
 */
final class UsageRecorder {

  /** The attributes of spans that say where a schema was found. */
  private static final String TIER = "tier";

  private static final String TIER_OF_NEWEST = "tier.newest";

  private final Counters counters;
  private final HotTables hotTables;
  private final AnswerCache answerCache;
  private final UsageLog usageLog;

  UsageRecorder(Counters counters, HotTables hot, AnswerCache main, UsageLog usageLog) {
    this.counters = counters;
    this.hotTables = hot;
    this.answerCache = main;
    this.usageLog = usageLog;
  }

  /** Records the use of a schema in tier L1. */
  void recordHotHit(Immutable immutable) {
    counters.hotHits.increment();
    Tracing.tracer().annotate(TIER, "L1");
    usageLog.recordUseById(immutable.schema(), immutable.usage());
  }

  /** Records a lookup that the registry must answer. */
  void recordMiss(SchemaKey key) {
    counters.misses.increment();
    annotate(key, "registry");
  }

  private static void annotate(SchemaKey key, String tier) {
    Tracing.tracer().annotate(key.isExpiring() ? TIER_OF_NEWEST : TIER, tier);
  }

  /** Records the use of a cached answer. */
  void recordHit(SchemaKey key, CacheEntry entry) {
    annotate(key, "L2");
    if (entry instanceof Immutable immutable) {
      recordUse(key, immutable, immutable.usage());
    } else if (entry instanceof Expiring expiring) {
      var unused = expiring.usage().add(1, 0);
      markPrefetchUsed(expiring.usage());
      recordUse(key, expiring.immutable(), expiring.usage());
    }
  }

  /** Records the use of an answer that the registry has just returned. */
  void recordLoad(SchemaKey key, LookupCause cause) {
    CacheEntry entry = answerCache.get(key);
    boolean isUse = cause == LookupCause.LOOKUP;
    if (entry instanceof Expiring expiring) {
      var unused = expiring.usage().add(1, 0);
      if (isUse) {
        recordUse(key, expiring.immutable(), expiring.usage());
      }
    } else if (entry instanceof Immutable immutable && isUse) {
      recordUse(key, immutable, immutable.usage());
    }
  }

  /** Records a lookup that joined a prefetch in flight as a use of the prefetched schema. */
  void markPrefetchUsed(SchemaKey key) {
    CacheEntry entry = answerCache.get(key);
    if (entry != null) {
      markPrefetchUsed(entry);
    }
  }

  /** Records that another lookup needed an answer. */
  void markPrefetchUsed(CacheEntry entry) {
    if (entry instanceof Immutable immutable) {
      markPrefetchUsed(immutable.usage());
    } else if (entry instanceof Expiring expiring) {
      var unused = expiring.usage().add(1, 0);
      markPrefetchUsed(expiring.usage());
    }
  }

  private void recordUse(SchemaKey key, Immutable immutable, AccessCounter usage) {
    if (key instanceof SchemaKey.ById byId) {
      Immutable demoted = hotTables.recordUse(byId.id(), immutable);
      if (demoted != null && demoted.schema().id() != null) {
        answerCache.putIfAbsent(new SchemaKey.ById(demoted.schema().id()), demoted);
      }
    }
    markPrefetchUsed(immutable.usage());
    usageLog.recordUse(key, immutable.schema(), usage);
  }

  private void markPrefetchUsed(AccessCounter usage) {
    if (usage.markPrefetchUsed()) {
      counters.prefetchedUsed.increment();
    }
  }
}
