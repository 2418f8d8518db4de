// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import io.velostream.schema.model.Subject;
import java.time.Duration;
import java.util.Set;

/**
 * How newest versions are read again in the background before their time is over.
 *
 * @param isEnabled whether they are; when not, the lookup that finds one due waits for the registry
 * @param latestShare by which share of its time a newest version has been read again, above 0 and
 *     up to 1
 * @param jitterShare how far before that it may happen, as a share of its time, from 0 to {@code
 *     latestShare}; each client picks its own moment, so that many do not call together
 * @param maxCalls most calls under way at once, at least 1
 * @param interval the age at which a newest version in use has been read again at the latest, above
 *     zero; the shares are of this where it is shorter than the time that a newest version is
 *     believed
 * @param criticalSubjects subjects whose newest version is read before all others, and also when
 *     nobody uses it
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
   * At a random moment before it is 60 s old, and between 60 % and 90 % of its time where that is
   * shorter; at most 2 calls at once; no subject is critical.
   */
  public static final RefreshSettings DEFAULT =
      new RefreshSettings(true, 0.9, 0.3, 2, DEFAULT_INTERVAL, Set.of());

  /** By the shares alone, with no critical subject. */
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
