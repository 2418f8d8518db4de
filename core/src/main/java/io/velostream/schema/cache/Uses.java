// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.cache.tier.AccessCounter;
import io.velostream.schema.cache.tier.Answer;
import io.velostream.schema.cache.tier.Answer.Fact;
import io.velostream.schema.cache.tier.Answer.Pointer;
import io.velostream.schema.cache.tier.AnswerCache;
import io.velostream.schema.cache.tier.Counters;
import io.velostream.schema.cache.tier.HotTables;
import io.velostream.schema.cache.tier.LookupCause;
import io.velostream.schema.cache.tier.SchemaKey;
import io.velostream.schema.cache.tier.UsageLog;

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
  void known(SchemaKey key, Answer answer) {
    if (answer instanceof Fact fact) {
      used(key, fact, fact.usage());
    } else if (answer instanceof Pointer pointer) {
      var unused = pointer.usage().add(1, 0);
      redeem(pointer.usage());
      used(key, pointer.fact(), pointer.usage());
    }
  }

  /** What has just come from the registry is used. */
  void fetched(SchemaKey key, LookupCause cause) {
    Answer answer = main.get(key);
    boolean isUse = cause == LookupCause.USE;
    if (answer instanceof Pointer pointer) {
      var unused = pointer.usage().add(1, 0);
      if (isUse) {
        used(key, pointer.fact(), pointer.usage());
      }
    } else if (answer instanceof Fact fact && isUse) {
      used(key, fact, fact.usage());
    }
  }

  /** A lookup that joined the flight of a prefetch is a use of what it brought. */
  void redeem(SchemaKey key) {
    Answer answer = main.get(key);
    if (answer != null) {
      redeem(answer);
    }
  }

  /** An answer is used by another lookup that needs it. */
  void redeem(Answer answer) {
    if (answer instanceof Fact fact) {
      redeem(fact.usage());
    } else if (answer instanceof Pointer pointer) {
      var unused = pointer.usage().add(1, 0);
      redeem(pointer.usage());
    }
  }

  private void used(SchemaKey key, Fact fact, AccessCounter usage) {
    if (key instanceof SchemaKey.ById byId) {
      Fact cooled = hot.used(byId.id(), fact);
      if (cooled != null && cooled.schema().id() != null) {
        main.putIfAbsent(new SchemaKey.ById(cooled.schema().id()), cooled);
      }
    }
    redeem(fact.usage());
    usageLog.use(key, fact.schema(), usage);
  }

  private void redeem(AccessCounter usage) {
    if (usage.redeemsPrefetch()) {
      counters.prefetchedUsed.increment();
    }
  }
}
