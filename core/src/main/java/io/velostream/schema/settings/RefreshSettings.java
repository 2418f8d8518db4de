// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import io.velostream.schema.model.Subject;
import java.time.Duration;
import java.util.Set;

/**
 * The settings of the background refresh of newest versions before they expire.
 *
 * @param isEnabled whether refresh is enabled; if not, the first lookup after expiry waits for the
 *     registry
 * @param latestShare the share of its time to live by which a newest version is refreshed, above 0
 *     and up to 1
 * @param jitterShare how much earlier it may be refreshed, as a share of its time to live, from 0
 *     to {@code latestShare}; the time is random, so that clients do not send requests at the same
 *     time
 * @param maxCalls the maximum concurrent requests, at least 1
 * @param interval the maximum age of a newest version in use before its refresh, above zero; the
 *     shares apply to this time if it is shorter than the time to live
 * @param criticalSubjects subjects whose newest version is refreshed before all others, even if it
 *     is not used
 */
public record RefreshSettings(
    boolean isEnabled,
    double latestShare,
    double jitterShare,
    int maxCalls,
    Duration interval,
    Set<Subject> criticalSubjects) {

  private static final Duration UNBOUNDED = Duration.ofDays(36_500);

  /** 60 s. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(60);

  /**
   * At a random age of 40 s to 60 s, or of 60 % to 90 % of the time to live if that is shorter; at
   * most 2 calls at once; no subject is critical.
   */
  public static final RefreshSettings DEFAULT =
      new RefreshSettings(true, 0.9, 0.3, 2, DEFAULT_INTERVAL, Set.of());

  /** Creates settings by shares only, without critical subjects. */
  public RefreshSettings(boolean isEnabled, double latestShare, double jitterShare, int maxCalls) {
    this(isEnabled, latestShare, jitterShare, maxCalls, UNBOUNDED, Set.of());
  }

  public RefreshSettings {
    if (!(latestShare > 0 && latestShare <= 1)) {
      throw new IllegalArgumentException(
          "latestShare must be above 0 and up to 1, but is " + latestShare);
    }
    if (!(jitterShare >= 0 && jitterShare <= latestShare)) {
      throw new IllegalArgumentException(
          "jitterShare "
              + jitterShare
              + " must be between 0 and latestShare, which is "
              + latestShare);
    }
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("interval must be above zero, but is " + interval);
    }
    criticalSubjects = Set.copyOf(criticalSubjects);
    if (maxCalls < 1) {
      throw new IllegalArgumentException("maxCalls must be at least 1, but is " + maxCalls);
    }
  }

  /** The same with another interval. */
  public RefreshSettings withInterval(Duration interval) {
    return new RefreshSettings(
        isEnabled, latestShare, jitterShare, maxCalls, interval, criticalSubjects);
  }

  /** The same with these critical subjects. */
  public RefreshSettings withCriticalSubjects(Set<Subject> subjects) {
    return new RefreshSettings(isEnabled, latestShare, jitterShare, maxCalls, interval, subjects);
  }

  /** No refresh in the background. */
  public static RefreshSettings disabled() {
    return new RefreshSettings(false, DEFAULT.latestShare, DEFAULT.jitterShare, DEFAULT.maxCalls);
  }
}
