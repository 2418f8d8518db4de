// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import java.time.Duration;

/**
 * The limits beyond which a resolver publishes events.
 *
 * @param slowResolution the time that a resolution of references may take; zero for no limit
 * @param minHitRate the least share of records and lookups that are answered from memory, from 0 to
 *     1; 0 for no limit
 * @param hitRateWindow the time over which the hit rate is measured
 */
public record AlertSettings(Duration slowResolution, double minHitRate, Duration hitRateWindow) {

  /** One second for a resolution; half of the lookups in a minute. */
  public static final AlertSettings DEFAULT =
      new AlertSettings(Duration.ofSeconds(1), 0.5, Duration.ofMinutes(1));

  public AlertSettings {
    if (slowResolution.isNegative() || hitRateWindow.isNegative() || hitRateWindow.isZero()) {
      throw new IllegalArgumentException(
          "the limit of a resolution must not be negative, and the window of the hit rate must be"
              + " positive, but they are "
              + slowResolution
              + " and "
              + hitRateWindow);
    }
    if (!(minHitRate >= 0 && minHitRate <= 1)) {
      throw new IllegalArgumentException(
          "the least hit rate must be from 0 to 1, but is " + minHitRate);
    }
  }

  /** Whether the hit rate is measured. */
  public boolean measuresHitRate() {
    return minHitRate > 0;
  }

  /** Whether a resolution of this duration is slow. */
  public boolean isSlow(Duration duration) {
    return !slowResolution.isZero() && duration.compareTo(slowResolution) > 0;
  }
}
