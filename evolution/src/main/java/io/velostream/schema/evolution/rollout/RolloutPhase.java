// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.rollout;

import io.velostream.schema.rollout.RolloutStrategy;
import java.time.Duration;
import java.util.Objects;

/**
 * One phase of a rollout.
 *
 * @param strategy which records are written in the new version
 * @param minDuration how long the phase lasts at least
 * @param minRecords how many records must have been observed in it
 */
public record RolloutPhase(RolloutStrategy strategy, Duration minDuration, long minRecords) {

  public RolloutPhase {
    Objects.requireNonNull(strategy, "strategy");
    Objects.requireNonNull(minDuration, "minDuration");
    if (minDuration.isNegative() || minRecords < 0) {
      throw new IllegalArgumentException(
          "a phase lasts for no negative time or number of records, not for "
              + minDuration
              + " and "
              + minRecords
              + " records");
    }
  }
}
