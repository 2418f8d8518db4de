// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.rollout;

import java.util.Objects;

/**
 * A rollout of a new version of one subject. Immutable. Both versions are registered.
 *
 * @param subject the subject, as {@code Subject.qualified()} writes it
 * @param from the old version
 * @param to the new version
 * @param strategy which records are written in the new version
 * @param state how far it is
 * @param onLoss what happens to values that the version to be written cannot carry as a whole
 * @param reason why it has this state, for people; may be empty
 */
public record Rollout(
    String subject,
    int from,
    int to,
    RolloutStrategy strategy,
    RolloutState state,
    LossHandling onLoss,
    String reason) {

  public Rollout {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(strategy, "strategy");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(onLoss, "onLoss");
    Objects.requireNonNull(reason, "reason");
    if (subject.isBlank()) {
      throw new IllegalArgumentException("a rollout is of a subject, which has a name");
    }
    if (from < 1 || to < 1 || from == to) {
      throw new IllegalArgumentException(
          "a rollout is from one version to another, not from " + from + " to " + to);
    }
  }

  /** A rollout that begins. */
  public static Rollout running(String subject, int from, int to, RolloutStrategy strategy) {
    return new Rollout(subject, from, to, strategy, RolloutState.RUNNING, LossHandling.ERROR, "");
  }

  /** The same rollout with another strategy of the same or another kind. */
  public Rollout with(RolloutStrategy other) {
    return new Rollout(subject, from, to, other, state, onLoss, reason);
  }

  /** The same rollout in another state. */
  public Rollout with(RolloutState other, String why) {
    return new Rollout(subject, from, to, strategy, other, onLoss, why);
  }

  /** The same rollout with another handling of values that a version cannot carry. */
  public Rollout with(LossHandling other) {
    return new Rollout(subject, from, to, strategy, state, other, reason);
  }
}
