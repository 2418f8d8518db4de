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

/**
 * Records which answers are used: for tier L1, for maintenance, and for the hit rate of
 * prefetching. Safe for use by many threads.
 */
final class Uses {

  private final Counters counters;
  private final HotTables hot;
  private final AnswerCache main;
  private final UsageLog usageLog;

  Uses(Counters counters, HotTables hot, AnswerCache main, UsageLog usageLog) {
    this.counters = counters;
    this.hot = hot;
    this.main = main;
    this.usageLog = usageLog;
  }

  /** An answer from memory is used. */
  void known(SchemaKey key, CacheEntry entry) {
    if (entry instanceof Immutable immutable) {
      used(key, immutable, immutable.usage());
    } else if (entry instanceof Expiring expiring) {
      var unused = expiring.usage().add(1, 0);
      redeem(expiring.usage());
      used(key, expiring.immutable(), expiring.usage());
    }
  }

  /** What has just come from the registry is used. */
  void fetched(SchemaKey key, LookupCause cause) {
    CacheEntry entry = main.get(key);
    boolean isUse = cause == LookupCause.USE;
    if (entry instanceof Expiring expiring) {
      var unused = expiring.usage().add(1, 0);
      if (isUse) {
        used(key, expiring.immutable(), expiring.usage());
      }
    } else if (entry instanceof Immutable immutable && isUse) {
      used(key, immutable, immutable.usage());
    }
  }

  /** A lookup that joined the flight of a prefetch is a use of what it brought. */
  void redeem(SchemaKey key) {
    CacheEntry entry = main.get(key);
    if (entry != null) {
      redeem(entry);
    }
  }

  /** An answer is used by another lookup that needs it. */
  void redeem(CacheEntry entry) {
    if (entry instanceof Immutable immutable) {
      redeem(immutable.usage());
    } else if (entry instanceof Expiring expiring) {
      var unused = expiring.usage().add(1, 0);
      redeem(expiring.usage());
    }
  }

  private void used(SchemaKey key, Immutable immutable, AccessCounter usage) {
    if (key instanceof SchemaKey.ById byId) {
      Immutable cooled = hot.used(byId.id(), immutable);
      if (cooled != null && cooled.schema().id() != null) {
        main.putIfAbsent(new SchemaKey.ById(cooled.schema().id()), cooled);
      }
    }
    redeem(immutable.usage());
    usageLog.use(key, immutable.schema(), usage);
  }

  private void redeem(AccessCounter usage) {
    if (usage.redeemsPrefetch()) {
      counters.prefetchedUsed.increment();
    }
  }
}
