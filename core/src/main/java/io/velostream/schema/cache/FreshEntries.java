// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.cache.tier.AnswerCache;
import io.velostream.schema.cache.tier.CacheEntry;
import io.velostream.schema.cache.tier.CacheEntry.Expiring;
import io.velostream.schema.cache.tier.CacheEntry.NotFound;
import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.SchemaNotFoundException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Selects the entries of tier L2 that may be served without a request: those that are not due, and
 * that the registry need not confirm first. Thread-safe.
 */
final class FreshEntries {

  private final AnswerCache answerCache;
  private final ProvisionalAnswers provisional;
  private final LongSupplier nanoTime;
  private final BooleanSupplier isDegraded;

  FreshEntries(
      AnswerCache answerCache,
      ProvisionalAnswers provisional,
      LongSupplier nanoTime,
      BooleanSupplier isDegraded) {
    this.answerCache = answerCache;
    this.provisional = provisional;
    this.nanoTime = nanoTime;
    this.isDegraded = isDegraded;
  }

  /**
   * The entry of a key for a reader; null if there is none, or if it must be requested.
   *
   * @throws SchemaNotFoundException if the registry is known not to have it
   */
  @Nullable CacheEntry get(SchemaKey key) {
    if ((key.isByContent() || key.isExpiring()) && requiresConfirmation(key)) {
      return null;
    }
    CacheEntry entry = answerCache.get(key);
    if (entry instanceof Expiring expiring) {
      return isDue(expiring.dueNanos()) ? null : expiring;
    }
    if (entry instanceof NotFound notFound) {
      if (isDue(notFound.dueNanos())) {
        return null;
      }
      throw new SchemaNotFoundException(notFound.message(), notFound.errorCode(), null);
    }
    return entry;
  }

  /** As {@link #get}, but null if the entry must be confirmed before it is written with. */
  @Nullable CacheEntry getForWriting(SchemaKey key) {
    return requiresConfirmation(key) ? null : get(key);
  }

  /** As {@link ProvisionalAnswers#requiresConfirmation}. */
  boolean requiresConfirmation(SchemaKey key) {
    return provisional.isProvisional(key)
        && provisional.requiresConfirmation(key, nanoTime.getAsLong(), isDegraded.getAsBoolean());
  }

  private boolean isDue(long dueNanos) {
    return nanoTime.getAsLong() - dueNanos >= 0;
  }
}
