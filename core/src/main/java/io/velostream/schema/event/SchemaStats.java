// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

import java.time.Duration;

/**
 * A snapshot of the counters of a resolver. Counters are read one by one, so they may be slightly
 * inconsistent during lookups.
 *
 * @param bindingHits records of serializers and deserializers that were processed with a binding
 *     that they had, so that no lookup was made
 * @param hotHits lookups answered by tier L1, the schemas used most
 * @param mainHits lookups answered by tier L2: all schemas, newest versions and "not found"
 * @param resolvedHits lookups answered by tier L3: closures, parsed and flattened forms
 * @param misses lookups that made a request, or joined one in flight
 * @param averageMissTime the average time of a miss, from the first request to the last response;
 *     zero if there was none. Hits are not timed, since reading the clock would take longer
 * @param registryCalls HTTP requests sent
 * @param registryFailures HTTP requests without a usable response
 * @param hotSchemas schemas in tier L1 now
 * @param schemas answers in tier L2 now; a schema may have several keys
 * @param resolvedSchemas closures in tier L3 now
 * @param estimatedBytes the estimated bytes of tier L2, with one byte for each character of text
 * @param resolvedBytes the estimated bytes of tier L3, with parsed and flattened forms
 * @param boundBytes the estimated bytes of parsed schemas in the bindings of a serializer or
 *     deserializer, partly shared with tier L3; 0 from a resolver
 * @param evictions answers and closures evicted for size
 * @param prefetched schemas and newest versions that were prefetched
 * @param prefetchedUsed those of them that were used later
 * @param refreshes newest versions refreshed in the background
 */
public record SchemaStats(
    long bindingHits,
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

  /** Returns the counters with another {@code boundBytes}. */
  public SchemaStats withBoundBytes(long boundBytes) {
    return new SchemaStats(
        bindingHits,
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

  /** Records and lookups answered from memory, by a binding or any tier. */
  public long hits() {
    return bindingHits + hotHits + mainHits + resolvedHits;
  }

  /**
   * The share of records and lookups that were answered from memory, from 0 to 1; 0 when there was
   * none.
   */
  public double hitRate() {
    return share(hits(), hits() + misses);
  }

  /** The average time of a record or lookup, where a hit counts as taking none. */
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

  private static double share(long part, long total) {
    return total == 0 ? 0 : (double) part / total;
  }
}
