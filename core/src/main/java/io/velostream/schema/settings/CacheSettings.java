// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.time.Duration;

/**
 * What is kept, and for how long. Facts (an id's schema, a version's schema) are kept until evicted
 * for size; only pointers (the newest version, "not found") have a time to live.
 *
 * @param hotSchemas most schemas of one registry context in the tier for those used most, 0 to 100
 * @param maxSchemas most schemas kept
 * @param maxResolved most closures kept
 * @param maxResolvedBytes what all closures may take together with their parsed and flattened
 *     forms, in estimated bytes
 * @param latestTtl how long "the newest version of a subject" is believed
 * @param resolvedTtl how long a closure is believed that follows the newest version of a reference
 * @param maxStale how long the newest version is served beyond its time while the registry cannot
 *     answer
 * @param notFoundTtl how long the first "not found" is believed; doubles each time it is confirmed
 * @param maxNotFoundTtl the longest that "not found" is believed
 */
public record CacheSettings(
    int hotSchemas,
    int maxSchemas,
    int maxResolved,
    long maxResolvedBytes,
    Duration latestTtl,
    Duration resolvedTtl,
    Duration maxStale,
    Duration notFoundTtl,
    Duration maxNotFoundTtl) {

  private static final int MOST_HOT_SCHEMAS = 100;

  /**
   * 100 hot schemas, 10,000 schemas, 10,000 closures of 64 MiB in all; newest versions for 300 s
   * and at most 24 h when the registry cannot answer; closures that follow them for 600 s; "not
   * found" for 2 s doubling to 60 s.
   */
  public static final CacheSettings DEFAULT = builder().build();

  public CacheSettings {
    if (hotSchemas < 0 || hotSchemas > MOST_HOT_SCHEMAS) {
      throw new IllegalArgumentException(
          "hotSchemas must be from 0 to " + MOST_HOT_SCHEMAS + ", but is " + hotSchemas);
    }
    requirePositive("maxSchemas", maxSchemas);
    requirePositive("maxResolved", maxResolved);
    requirePositive("maxResolvedBytes", maxResolvedBytes);
    requireNotNegative("latestTtl", latestTtl);
    requireNotNegative("resolvedTtl", resolvedTtl);
    requireNotNegative("maxStale", maxStale);
    requireNotNegative("notFoundTtl", notFoundTtl);
    if (maxNotFoundTtl.compareTo(notFoundTtl) < 0) {
      throw new IllegalArgumentException(
          "maxNotFoundTtl " + maxNotFoundTtl + " is shorter than notFoundTtl " + notFoundTtl);
    }
  }

  /** A builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that begins with these settings. */
  public Builder toBuilder() {
    return new Builder()
        .hotSchemas(hotSchemas)
        .maxSchemas(maxSchemas)
        .maxResolved(maxResolved)
        .maxResolvedBytes(maxResolvedBytes)
        .latestTtl(latestTtl)
        .resolvedTtl(resolvedTtl)
        .maxStale(maxStale)
        .notFoundTtl(notFoundTtl)
        .maxNotFoundTtl(maxNotFoundTtl);
  }

  /** The same, keeping at most {@code maxSchemas}. */
  public CacheSettings withMaxSchemas(int maxSchemas) {
    return toBuilder().maxSchemas(maxSchemas).build();
  }

  /** The same, believing the newest version for {@code latestTtl}. */
  public CacheSettings withLatestTtl(Duration latestTtl) {
    return toBuilder().latestTtl(latestTtl).build();
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
    }
  }

  private static void requireNotNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative, but is " + value);
    }
  }

  /** Collects settings. Not safe for use by many threads. */
  public static final class Builder {

    private int hotSchemas = 100;
    private int maxSchemas = 10_000;
    private int maxResolved = 10_000;
    private long maxResolvedBytes = 64L << 20;
    private Duration latestTtl = Duration.ofMinutes(5);
    private Duration resolvedTtl = Duration.ofMinutes(10);
    private Duration maxStale = Duration.ofHours(24);
    private Duration notFoundTtl = Duration.ofSeconds(2);
    private Duration maxNotFoundTtl = Duration.ofSeconds(60);

    private Builder() {}

    /** Most schemas of one registry context in the tier for those used most, 0 to 100. */
    public Builder hotSchemas(int hotSchemas) {
      this.hotSchemas = hotSchemas;
      return this;
    }

    /** Most schemas kept. */
    public Builder maxSchemas(int maxSchemas) {
      this.maxSchemas = maxSchemas;
      return this;
    }

    /** Most closures kept. */
    public Builder maxResolved(int maxResolved) {
      this.maxResolved = maxResolved;
      return this;
    }

    /** What all closures may take together with their forms, in estimated bytes. */
    public Builder maxResolvedBytes(long maxResolvedBytes) {
      this.maxResolvedBytes = maxResolvedBytes;
      return this;
    }

    /** How long the newest version of a subject is believed. */
    public Builder latestTtl(Duration latestTtl) {
      this.latestTtl = latestTtl;
      return this;
    }

    /** How long a closure is believed that follows the newest version of a reference. */
    public Builder resolvedTtl(Duration resolvedTtl) {
      this.resolvedTtl = resolvedTtl;
      return this;
    }

    /** How long the newest version is served beyond its time without a registry. */
    public Builder maxStale(Duration maxStale) {
      this.maxStale = maxStale;
      return this;
    }

    /** How long the first "not found" is believed. */
    public Builder notFoundTtl(Duration notFoundTtl) {
      this.notFoundTtl = notFoundTtl;
      return this;
    }

    /** The longest that "not found" is believed. */
    public Builder maxNotFoundTtl(Duration maxNotFoundTtl) {
      this.maxNotFoundTtl = maxNotFoundTtl;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException naming the value, when one makes no sense
     */
    public CacheSettings build() {
      return new CacheSettings(
          hotSchemas,
          maxSchemas,
          maxResolved,
          maxResolvedBytes,
          latestTtl,
          resolvedTtl,
          maxStale,
          notFoundTtl,
          maxNotFoundTtl);
    }
  }
}
