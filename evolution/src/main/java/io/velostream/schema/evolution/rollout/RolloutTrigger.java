// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.rollout;

import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/**
 * A limit beyond which a rollout is paused or rolled back.
 *
 * @param name what is measured, for people
 * @param value measures it in the given time. What is no number, and an exception, mean that it is
 *     unknown, which is beyond each limit
 * @param limit the largest value that is accepted
 * @param action what happens beyond the limit
 * @param period the time that the measurement is given the counters of
 */
public record RolloutTrigger(
    String name, ToDoubleFunction<Interval> value, double limit, Action action, Period period) {

  public RolloutTrigger {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(period, "period");
    if (Double.isNaN(limit)) {
      throw new IllegalArgumentException("the limit of " + name + " is no number");
    }
  }

  /** A trigger that measures the time between two observations. */
  public RolloutTrigger(
      String name, ToDoubleFunction<Interval> value, double limit, Action action) {
    this(name, value, limit, action, Period.OBSERVATION);
  }

  /** The time whose counters a trigger measures. */
  public enum Period {
    /** The time between two observations: two calls of {@code RolloutController.runOnce}. */
    OBSERVATION,
    /**
     * The hold time of the plan before the last observation, but not before the last change of the
     * rollout: what was counted before is of another phase or state.
     */
    HOLD
  }

  /** What happens when a value is beyond its limit. */
  public enum Action {
    /** The rollout stays where it is, until the values are good again for the hold time. */
    PAUSE,
    /** All records are written in the old version. */
    ROLL_BACK
  }

  /**
   * What was counted in a time.
   *
   * @param records records that were processed
   * @param failures records that failed
   * @param deadLetters dead letters that were written
   */
  public record Interval(long records, long failures, long deadLetters) {

    /** The share of records that failed, from 0 to 1. */
    public double errorRate() {
      long all = records + failures;
      return all == 0 ? 0 : (double) failures / all;
    }
  }

  /** The share of records that fail. */
  public static RolloutTrigger errorRate(double limit, Action action) {
    return new RolloutTrigger("error rate", Interval::errorRate, limit, action);
  }

  /**
   * Dead letters within the hold time of the plan, or since the last change of the rollout if that
   * is later. How often the rollout is observed does not matter.
   */
  public static RolloutTrigger deadLetters(long limit, Action action) {
    return new RolloutTrigger("dead letters", Interval::deadLetters, limit, action, Period.HOLD);
  }

  /**
   * A measurement of the application: a latency, unknown fields, or anything else.
   *
   * @param name what is measured
   * @param value measures it now; an exception means that it is unknown
   */
  public static RolloutTrigger measured(
      String name, DoubleSupplier value, double limit, Action action) {
    return new RolloutTrigger(name, interval -> value.getAsDouble(), limit, action);
  }

  /** Whether a value is beyond the limit; what is no number is not accepted. */
  boolean isBeyond(double measured) {
    return !(measured <= limit);
  }

  String describe(double measured) {
    if (Double.isNaN(measured)) {
      return String.format(Locale.ROOT, "%s is unknown, the limit is %.4g", name, limit);
    }
    return String.format(Locale.ROOT, "%s is %.4g, the limit is %.4g", name, measured, limit);
  }
}
