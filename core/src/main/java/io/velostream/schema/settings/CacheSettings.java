// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.time.Duration;

/**
 * What is kept, and for how long. Facts (an id's schema, a version's schema) are kept until evicted
 * for size; only pointers (the newest version, "not found") have a time to live.
 *
 * @param maxSchemas most schemas kept
 * @param latestTtl how long "the newest version of a subject" is believed
 * @param resolvedTtl how long a closure is believed that follows the newest version of a reference
 * @param maxStale how long the newest version is served beyond its time while the registry cannot
 *     answer
 * @param notFoundTtl how long the first "not found" is believed; doubles each time it is confirmed
 * @param maxNotFoundTtl the longest that "not found" is believed
 */
public record CacheSettings(
    int maxSchemas,
    Duration latestTtl,
    Duration resolvedTtl,
    Duration maxStale,
    Duration notFoundTtl,
    Duration maxNotFoundTtl) {

  /**
   * 10,000 schemas; newest versions for 300 s and at most 24 h when the registry cannot answer;
   * closures that follow them for 600 s; "not found" for 2 s doubling to 60 s.
   */
  public static final CacheSettings DEFAULT =
      new CacheSettings(
          10_000,
          Duration.ofSeconds(300),
          Duration.ofSeconds(600),
          Duration.ofHours(24),
          Duration.ofSeconds(2),
          Duration.ofSeconds(60));

  public CacheSettings {
    if (maxSchemas < 1) {
      throw new IllegalArgumentException("maxSchemas must be at least 1, but is " + maxSchemas);
    }
    requireNotNegative("latestTtl", latestTtl);
    requireNotNegative("resolvedTtl", resolvedTtl);
    requireNotNegative("maxStale", maxStale);
    requireNotNegative("notFoundTtl", notFoundTtl);
    if (maxNotFoundTtl.compareTo(notFoundTtl) < 0) {
      throw new IllegalArgumentException(
          "maxNotFoundTtl " + maxNotFoundTtl + " is shorter than notFoundTtl " + notFoundTtl);
    }
  }

  /** The same, keeping at most {@code maxSchemas}. */
  public CacheSettings withMaxSchemas(int maxSchemas) {
    return new CacheSettings(
        maxSchemas, latestTtl, resolvedTtl, maxStale, notFoundTtl, maxNotFoundTtl);
  }

  /** The same, believing the newest version for {@code latestTtl}. */
  public CacheSettings withLatestTtl(Duration latestTtl) {
    return new CacheSettings(
        maxSchemas, latestTtl, resolvedTtl, maxStale, notFoundTtl, maxNotFoundTtl);
  }

  private static void requireNotNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative, but is " + value);
    }
  }
}
