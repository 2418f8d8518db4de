// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

import java.time.Duration;

/**
 * The counters of one resolver at one moment. Each is read by itself, so that while lookups go on
 * they may differ by a few.
 *
 * @param hotHits lookups answered by tier L1, the schemas used most
 * @param mainHits lookups answered by tier L2, all schemas, pointers and "not found"
 * @param resolvedHits lookups answered by tier L3: closures, parsed and flattened forms
 * @param misses lookups that had to ask the registry, or to wait for another caller who did
 * @param averageMissTime how long the registry took for one of them on average, from the first call
 *     to the last answer; zero when there was none. Hits are not timed: to read the clock would
 *     take longer than they do
 * @param registryCalls HTTP requests sent
 * @param registryFailures HTTP requests that brought no usable answer
 * @param hotSchemas schemas in tier L1 now
 * @param schemas answers in tier L2 now; a schema may be there under several keys
 * @param resolvedSchemas closures in tier L3 now
 * @param estimatedBytes roughly what tier L2 takes, one byte a character of text
 * @param resolvedBytes roughly what tier L3 takes, with parsed and flattened forms
 * @param boundBytes roughly what the bindings of the serializer or deserializer that was asked keep
 *     of parsed schemas, in part the same objects as in tier L3; 0 from a resolver
 * @param evictions answers and closures that had to leave for size
 * @param prefetched schemas and newest versions fetched before anybody asked
 * @param prefetchedUsed those of them that were used later
 * @param refreshes newest versions read again in the background
 */
public record SchemaStats(
    long hotHits,
    long mainHits,
    long resolvedHits,
    long misses,
    Duration averageMissTime,
    long registryCalls,
    long registryFailures,
    long hotSchemas,
    long schemas,
    long resolvedSchemas,
    long estimatedBytes,
    long resolvedBytes,
    long boundBytes,
    long evictions,
    long prefetched,
    long prefetchedUsed,
    long refreshes) {

  /** The same with what bindings keep. */
  public SchemaStats withBoundBytes(long boundBytes) {
    return new SchemaStats(
        hotHits,
        mainHits,
        resolvedHits,
        misses,
        averageMissTime,
        registryCalls,
        registryFailures,
        hotSchemas,
        schemas,
        resolvedSchemas,
        estimatedBytes,
        resolvedBytes,
        boundBytes,
        evictions,
        prefetched,
        prefetchedUsed,
        refreshes);
  }

  /** Lookups answered from memory, by any tier. */
  public long hits() {
    return hotHits + mainHits + resolvedHits;
  }

  /** The share of lookups that were answered from memory, from 0 to 1; 0 when there was none. */
  public double hitRate() {
    return share(hits(), hits() + misses);
  }

  /** The average time of a lookup, where a hit counts as taking none. */
  public Duration averageLookupTime() {
    long lookups = hits() + misses;
    return lookups == 0
        ? Duration.ZERO
        : Duration.ofNanos((long) ((double) averageMissTime.toNanos() * misses / lookups));
  }

  /** Prefetched and later used ÷ prefetched, from 0 to 1; 0 when nothing was prefetched. */
  public double prefetchSuccessRate() {
    return share(prefetchedUsed, prefetched);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
