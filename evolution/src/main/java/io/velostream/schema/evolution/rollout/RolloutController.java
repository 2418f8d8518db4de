// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.rollout;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.evolution.rollout.RolloutTrigger.Action;
import io.velostream.schema.evolution.rollout.RolloutTrigger.Interval;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutState;
import io.velostream.schema.rollout.RolloutStrategy;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a rollout: applies one phase after the other, observes the counters, pauses or rolls back,
 * and announces each change. One call of {@link #runOnce} is one observation; call it at a regular
 * interval, such as each second. After a change it waits for one whole interval before it judges
 * again, since the counters of the last one are of the state before.
 *
 * <p>A paused rollout goes on when all values were good for the hold time. One that was rolled back
 * stays so until {@link #restart}, which is refused during the hold time. So the version that is
 * written changes at most once in a hold time by itself. Belongs to one thread.
 */
public final class RolloutController {

  private static final int PERCENT = 100;

  private final RolloutPlan plan;
  private final RolloutSignals signals;
  private final Consumer<Rollout> target;
  private final SchemaListener listener;

  private Rollout current;
  private int phase;
  private long phaseStartNanos;
  private long phaseStartRecords;
  private long changedNanos;
  private long goodSinceNanos;
  private boolean isGood;
  private boolean isStarted;
  private @Nullable Interval before;

  /**
   * A controller of a rollout that begins, or that an earlier controller has begun.
   *
   * @param signals the counters that the rollout is judged by
   * @param target takes each state: {@code Rollouts::put}, or a function that writes the file
   * @param listener receives a {@code RolloutChanged} for each change
   * @param known the state that an earlier controller has left; null for a rollout that begins
   */
  public RolloutController(
      RolloutPlan plan,
      RolloutSignals signals,
      Consumer<Rollout> target,
      SchemaListener listener,
      @Nullable Rollout known) {
    this.plan = plan;
    this.signals = signals;
    this.target = target;
    this.listener = listener;
    boolean isOfPlan =
        known != null
            && known.subject().equals(plan.subject())
            && known.from() == plan.from()
            && known.to() == plan.to();
    this.current = isOfPlan ? Objects.requireNonNull(known) : plan.rollout(0);
    this.phase = isOfPlan ? phaseOf(current.strategy()) : 0;
    this.isStarted = isOfPlan;
  }

  private int phaseOf(RolloutStrategy strategy) {
    for (int each = 0; each < plan.phases().size(); each++) {
      if (plan.phases().get(each).strategy().equals(strategy)) {
        return each;
      }
    }
    return 0;
  }

  /** The state now. */
  public Rollout current() {
    return current;
  }

  /**
   * Observes once, and acts.
   *
   * @param nowNanos nanoseconds from any origin
   * @return whether the rollout is neither completed nor rolled back
   */
  public boolean runOnce(long nowNanos) {
    Interval now = signals.totals();
    Interval last = before;
    before = now;
    if (last == null) {
      begin(nowNanos, now);
      return isActive();
    }
    Interval interval =
        new Interval(
            Math.max(0, now.records() - last.records()),
            Math.max(0, now.failures() - last.failures()),
            Math.max(0, now.deadLetters() - last.deadLetters()));
    if (isActive()) {
      judge(nowNanos, now, interval);
    }
    return isActive();
  }

  private void begin(long nowNanos, Interval totals) {
    startPhase(nowNanos, totals);
    changedNanos = nowNanos;
    if (!isStarted) {
      isStarted = true;
      change(nowNanos, current, "the rollout begins");
    }
  }

  private boolean isActive() {
    return current.state() == RolloutState.RUNNING || current.state() == RolloutState.PAUSED;
  }

  private void judge(long nowNanos, Interval totals, Interval interval) {
    RolloutTrigger beyond = null;
    double measured = 0;
    for (RolloutTrigger trigger : plan.triggers()) {
      double value = trigger.value().applyAsDouble(interval);
      if (trigger.isBeyond(value) && (beyond == null || trigger.action() == Action.ROLL_BACK)) {
        beyond = trigger;
        measured = value;
      }
    }
    if (beyond == null) {
      good(nowNanos, totals);
    } else {
      isGood = false;
      if (beyond.action() == Action.ROLL_BACK) {
        change(nowNanos, current.with(RolloutState.ROLLED_BACK, ""), beyond.describe(measured));
      } else if (current.state() == RolloutState.RUNNING) {
        change(nowNanos, current.with(RolloutState.PAUSED, ""), beyond.describe(measured));
      }
    }
  }

  private void good(long nowNanos, Interval totals) {
    if (!isGood) {
      isGood = true;
      goodSinceNanos = nowNanos;
    }
    if (current.state() == RolloutState.PAUSED) {
      if (nowNanos - goodSinceNanos >= plan.hold().toNanos()) {
        startPhase(nowNanos, totals);
        change(
            nowNanos,
            current.with(RolloutState.RUNNING, ""),
            "all values were good for " + plan.hold().toSeconds() + " s");
      }
      return;
    }
    RolloutPhase now = plan.phases().get(phase);
    if (nowNanos - phaseStartNanos < now.minDuration().toNanos()
        || totals.records() - phaseStartRecords < now.minRecords()) {
      return;
    }
    if (phase + 1 == plan.phases().size()) {
      change(nowNanos, current.with(RolloutState.COMPLETED, ""), "the last phase has passed");
      return;
    }
    phase++;
    startPhase(nowNanos, totals);
    change(
        nowNanos,
        current.with(plan.phases().get(phase).strategy()),
        "phase " + (phase + 1) + " of " + plan.phases().size() + " begins");
  }

  private void startPhase(long nowNanos, Interval totals) {
    phaseStartNanos = nowNanos;
    phaseStartRecords = totals.records();
  }

  private void change(long nowNanos, Rollout next, String reason) {
    current = next.with(next.state(), reason);
    changedNanos = nowNanos;
    target.accept(current);
    before = signals.totals();
    listener.onEvent(
        new SchemaEvent.RolloutChanged(
            current.subject(),
            current.from(),
            current.to(),
            current.state().name(),
            extent(current),
            reason));
  }

  /**
   * Starts a rollout again that was rolled back, with its first phase.
   *
   * @param nowNanos nanoseconds from the same origin
   * @throws IllegalStateException if it was not rolled back, or the hold time has not passed
   */
  public void restart(long nowNanos) {
    if (current.state() != RolloutState.ROLLED_BACK) {
      throw new IllegalStateException("the rollout was not rolled back: " + current.state());
    }
    long remainingNanos = plan.hold().toNanos() - (nowNanos - changedNanos);
    if (before != null && remainingNanos > 0) {
      throw new IllegalStateException(
          "the rollout was rolled back ("
              + current.reason()
              + "); it cannot be started again for "
              + (remainingNanos / 1_000_000_000 + 1)
              + " s");
    }
    phase = 0;
    startPhase(nowNanos, signals.totals());
    change(nowNanos, plan.rollout(0), "the rollout is started again");
  }

  /** Which records are written in the new version, in words. */
  static String extent(Rollout rollout) {
    if (rollout.state() == RolloutState.ROLLED_BACK) {
      return "no records";
    }
    if (rollout.state() == RolloutState.COMPLETED) {
      return "all records";
    }
    RolloutStrategy strategy = rollout.strategy();
    if (strategy instanceof RolloutStrategy.Canary canary) {
      return String.format(Locale.ROOT, "%.4g %% of keys", canary.share() * PERCENT);
    }
    if (strategy instanceof RolloutStrategy.BlueGreen blueGreen) {
      return blueGreen.isGreen() ? "all records" : "no records";
    }
    if (strategy instanceof RolloutStrategy.RollingInstances rolling) {
      return rolling.instances().size() + " instances";
    }
    return ((RolloutStrategy.RollingPartitions) strategy).partitions().size() + " partitions";
  }
}
