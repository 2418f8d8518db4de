// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.rollout;

/** How far a rollout is. */
public enum RolloutState {
  /** Records are written as the strategy says. */
  RUNNING,
  /** As {@link #RUNNING}; the rollout does not advance until someone resumes it. */
  PAUSED,
  /** All records are written in the old version. */
  ROLLED_BACK,
  /** All records are written in the new version. */
  COMPLETED
}
