// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

/**
 * The settings of prefetching: of the references of a used schema, the newest version of its
 * subject, and schemas that were used together with it before.
 *
 * @param isEnabled whether prefetching is enabled
 * @param depth how many levels of references are followed, from 0
 * @param callsPerSecond the maximum prefetch requests in a second, at least 1
 * @param minSupport how often two schemas must have been used together, at least 1
 * @param minConfidence in which share of the uses of the one the other must have been used too,
 *     above 0 and up to 1
 * @param maxAssociations most pairs of schemas remembered, at least 1
 */
public record PrefetchSettings(
    boolean isEnabled,
    int depth,
    int callsPerSecond,
    int minSupport,
    double minConfidence,
    int maxAssociations) {

  /**
   * Off. Once enabled: references to a depth of 3, 5 calls a second, pairs used together at least 3
   * times and in half of the uses, 10,000 pairs.
   */
  public static final PrefetchSettings DEFAULT = new PrefetchSettings(false, 3, 5, 3, 0.5, 10_000);

  public PrefetchSettings {
    if (depth < 0) {
      throw new IllegalArgumentException("depth must not be negative, but is " + depth);
    }
    requirePositive("callsPerSecond", callsPerSecond);
    requirePositive("minSupport", minSupport);
    requirePositive("maxAssociations", maxAssociations);
    if (!(minConfidence > 0 && minConfidence <= 1)) {
      throw new IllegalArgumentException(
          "minConfidence must be above 0 and up to 1, but is " + minConfidence);
    }
  }

  /** Returns the defaults, enabled. */
  public static PrefetchSettings enabled() {
    return new PrefetchSettings(
        true,
        DEFAULT.depth,
        DEFAULT.callsPerSecond,
        DEFAULT.minSupport,
        DEFAULT.minConfidence,
        DEFAULT.maxAssociations);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
    }
  }
}
