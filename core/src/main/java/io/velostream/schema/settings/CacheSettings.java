// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.time.Duration;

/**
 * The settings of the cache. Immutable entries (the schema of an id or version) are kept until
 * evicted for size; only expiring entries (the newest version, "not found") have a time to live.
 *
 * @param hotSchemas most schemas of one registry context in the tier for those used most, 0 to 100
 * @param maxSchemas most schemas kept
 * @param maxResolved most closures kept
 * @param maxResolvedBytes the maximum bytes, as estimated, of all closures with their parsed and
 *     flattened forms
 * @param latestTtl the time to live of the newest version of a subject
 * @param resolvedTtl the time to live of a closure that follows the newest version of a reference
 * @param maxStale how long the newest version is served stale while the registry is unavailable
 * @param notFoundTtl the time to live of the first "not found"; doubles each time it is confirmed
 * @param maxNotFoundTtl the maximum time to live of "not found"
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

  private static final int MAX_HOT_SCHEMAS = 100;

  /**
   * 100 hot schemas, 10,000 schemas, 10,000 closures of 64 MiB in all; newest versions for 300 s
   * and at most 24 h while the registry is unavailable; closures that follow them for 600 s; "not
   * found" for 2 s doubling to 60 s.
   */
  public static final CacheSettings DEFAULT = builder().build();

  public CacheSettings {
    if (hotSchemas < 0 || hotSchemas > MAX_HOT_SCHEMAS) {
      throw new IllegalArgumentException(
          "hotSchemas must be from 0 to " + MAX_HOT_SCHEMAS + ", but is " + hotSchemas);
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

  /** Returns the settings with another {@code maxSchemas}. */
  public CacheSettings withMaxSchemas(int maxSchemas) {
    return toBuilder().maxSchemas(maxSchemas).build();
  }

  /** Returns the settings with another {@code latestTtl}. */
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

    /** The maximum bytes, as estimated, of all closures with their forms. */
    public Builder maxResolvedBytes(long maxResolvedBytes) {
      this.maxResolvedBytes = maxResolvedBytes;
      return this;
    }

    /** The time to live of the newest version of a subject. */
    public Builder latestTtl(Duration latestTtl) {
      this.latestTtl = latestTtl;
      return this;
    }

    /** The time to live of a closure that follows the newest version of a reference. */
    public Builder resolvedTtl(Duration resolvedTtl) {
      this.resolvedTtl = resolvedTtl;
      return this;
    }

    /** How long the newest version is served stale while the registry is unavailable. */
    public Builder maxStale(Duration maxStale) {
      this.maxStale = maxStale;
      return this;
    }

    /** The time to live of the first "not found". */
    public Builder notFoundTtl(Duration notFoundTtl) {
      this.notFoundTtl = notFoundTtl;
      return this;
    }

    /** The maximum time to live of "not found". */
    public Builder maxNotFoundTtl(Duration maxNotFoundTtl) {
      this.maxNotFoundTtl = maxNotFoundTtl;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException naming the value, if one is invalid
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
