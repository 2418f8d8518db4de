// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.rollout;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.evolution.rollout.RolloutTrigger.Action;
import io.velostream.schema.evolution.rollout.RolloutTrigger.Interval;
import io.velostream.schema.evolution.rollout.RolloutTrigger.Period;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutState;
import io.velostream.schema.rollout.RolloutStrategy;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a rollout: applies one phase after the other, observes the counters, pauses or rolls back,
 * and announces each change. One call of {@link #runOnce} is one observation; call it at a regular
 * interval, such as each second. After a change it waits for one whole interval before it judges
 * again, since the counters of the last one are of the state before.
 *
 * <p>A change that cannot be published, because the target throws, is published again with each
 * call until it succeeds; the rollout is active until then. A trigger that is beyond its limit
 * meanwhile replaces a change that is less urgent than it.
 *
 * <p>A paused rollout goes on when all values were good for the hold time, and as many records were
 * observed in it as its phase needs, at least one. One that was rolled back stays so until {@link
 * #restart}, which is refused during the hold time. So the version that is written changes at most
 * once in a hold time by itself. Belongs to one thread.
 */
public final class RolloutController {

  private static final Logger LOG = LoggerFactory.getLogger(RolloutController.class);
  private static final int PERCENT = 100;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final RolloutPlan plan;
  private final ObservedCounters counters;
  private final Consumer<Rollout> target;
  private final SchemaListener listener;

  /** The triggers whose measurement has failed last time. */
  private final Set<RolloutTrigger> failed = new HashSet<>();

  private Rollout current;
  private int phase;
  private long phaseStartNanos;
  private long changedNanos;
  private long goodSinceNanos;
  private long goodRecords;
  private boolean isGood;
  private boolean isPublished;
  private boolean isObserved;
  private @Nullable Change pending;

  /** A change that was decided. */
  private record Change(Rollout next, int phase, boolean startsPhase) {}

  /**
   * A controller of a rollout that begins, or that an earlier controller has begun.
   *
   * @param signals the counters that the rollout is judged by. While they throw, the rollout does
   *     not advance, and triggers that need no counters are evaluated
   * @param target takes each state: {@code Rollouts::put}, or a function that writes the file. It
   *     throws if the state is not published
   * @param listener receives a {@code RolloutChanged} for each change that was published
   * @param known the state that an earlier controller has left; null for a rollout that begins
   */
  public RolloutController(
      RolloutPlan plan,
      RolloutSignals signals,
      Consumer<Rollout> target,
      SchemaListener listener,
      @Nullable Rollout known) {
    this.plan = plan;
    this.counters = new ObservedCounters(Objects.requireNonNull(signals, "signals"), plan.hold());
    this.target = Objects.requireNonNull(target, "target");
    this.listener = Objects.requireNonNull(listener, "listener");
    boolean isOfPlan =
        known != null
            && known.subject().equals(plan.subject())
            && known.from() == plan.from()
            && known.to() == plan.to();
    this.current = isOfPlan ? Objects.requireNonNull(known) : plan.rollout(0);
    this.phase = isOfPlan ? phaseOf(current.strategy()) : 0;
    this.isPublished = isOfPlan;
  }

  /** The phase of a strategy; of a share of keys that no phase has, the phase before. */
  private int phaseOf(RolloutStrategy strategy) {
    int found = 0;
    for (int each = 0; each < plan.phases().size(); each++) {
      RolloutStrategy other = plan.phases().get(each).strategy();
      if (other.equals(strategy)) {
        return each;
      }
      if (strategy instanceof RolloutStrategy.Canary now
          && other instanceof RolloutStrategy.Canary canary
          && canary.share() <= now.share()) {
        found = each;
      }
    }
    return found;
  }

  /** The state that was published last; the first one before the first call. */
  public Rollout current() {
    return current;
  }

  /**
   * Observes once, and acts. What the target, the signals, the measurements or the listener throw
   * is logged, so that a loop over this method goes on.
   *
   * @param nowNanos nanoseconds from any origin
   * @return whether the rollout is neither completed nor rolled back, as far as it was published
   */
  public boolean runOnce(long nowNanos) {
    Interval interval = counters.observe(nowNanos);
    if (!isObserved) {
      isObserved = true;
      phaseStartNanos = nowNanos;
      changedNanos = nowNanos;
      if (!isPublished) {
        pending = change(current, 0, true, "the rollout begins");
      }
    } else if (isActive()) {
      decide(nowNanos, interval);
    }
    Change change = pending;
    if (change != null) {
      try {
        publish(nowNanos, change);
      } catch (RuntimeException e) {
        LOG.error(
            "The rollout of {} could not be changed to {}; it is tried again",
            plan.subject(),
            change.next(),
            e);
      }
    }
    return isActive();
  }

  private boolean isActive() {
    return current.state() == RolloutState.RUNNING || current.state() == RolloutState.PAUSED;
  }

  /** Decides on a change, unless one that is as urgent waits to be published. */
  private void decide(long nowNanos, @Nullable Interval interval) {
    Interval counted = interval == null ? new Interval(0, 0, 0) : interval;
    RolloutTrigger beyond = null;
    double measured = 0;
    for (RolloutTrigger trigger : plan.triggers()) {
      double value = measure(trigger, counted);
      if (trigger.isBeyond(value)
          && (beyond == null
              || (beyond.action() == Action.PAUSE && trigger.action() == Action.ROLL_BACK))) {
        beyond = trigger;
        measured = value;
      }
    }
    if (beyond != null) {
      isGood = false;
      RolloutState state =
          beyond.action() == Action.ROLL_BACK ? RolloutState.ROLLED_BACK : RolloutState.PAUSED;
      boolean isPending =
          pending != null
              && (pending.next().state() == RolloutState.ROLLED_BACK
                  || pending.next().state() == state);
      if (!isPending && (state == RolloutState.ROLLED_BACK || current.state() != state)) {
        pending = change(current.with(state, ""), phase, false, beyond.describe(measured));
      } else if (!isPending) {
        pending = null; // paused already: it does not go on
      }
    } else if (interval == null) {
      isGood = false;
    } else if (pending == null) {
      pending = good(nowNanos, interval);
    }
  }

  private double measure(RolloutTrigger trigger, Interval interval) {
    try {
      double value =
          trigger
              .value()
              .applyAsDouble(trigger.period() == Period.HOLD ? counters.inWindow() : interval);
      failed.remove(trigger);
      return value;
    } catch (RuntimeException e) {
      if (failed.add(trigger)) {
        LOG.warn(
            "The trigger \"{}\" of the rollout of {} cannot be measured, and counts as beyond its"
                + " limit until it can",
            trigger.name(),
            plan.subject(),
            e);
      }
      return Double.NaN;
    }
  }

  private @Nullable Change good(long nowNanos, Interval interval) {
    if (!isGood) {
      isGood = true;
      goodSinceNanos = nowNanos;
      goodRecords = 0;
    } else {
      goodRecords += interval.records();
    }
    RolloutPhase now = plan.phases().get(phase);
    if (current.state() == RolloutState.PAUSED) {
      return nowNanos - goodSinceNanos >= plan.hold().toNanos()
              && goodRecords >= Math.max(1, now.minRecords())
          ? change(
              current.with(RolloutState.RUNNING, ""),
              phase,
              true,
              "all "
                  + goodRecords
                  + " records were good for "
                  + (nowNanos - goodSinceNanos) / NANOS_PER_SECOND
                  + " s")
          : null;
    }
    if (nowNanos - phaseStartNanos < now.minDuration().toNanos()
        || counters.records() < now.minRecords()) {
      return null;
    }
    int next = phase + 1;
    if (next == plan.phases().size()) {
      return change(
          current.with(RolloutState.COMPLETED, ""), phase, false, "the last phase has passed");
    }
    return change(
        current.with(plan.phases().get(next).strategy()),
        next,
        true,
        "phase " + (next + 1) + " of " + plan.phases().size() + " begins");
  }

  private static Change change(Rollout next, int phase, boolean startsPhase, String reason) {
    return new Change(next.with(next.state(), reason), phase, startsPhase);
  }

  /** Publishes a change. Nothing is changed here before that has succeeded. */
  private void publish(long nowNanos, Change change) {
    target.accept(change.next());
    current = change.next();
    phase = change.phase();
    pending = null;
    isPublished = true;
    changedNanos = nowNanos;
    if (change.startsPhase()) {
      phaseStartNanos = nowNanos;
    }
    counters.reset(nowNanos);
    try {
      listener.onEvent(
          new SchemaEvent.RolloutChanged(
              current.subject(),
              current.from(),
              current.to(),
              current.state().name(),
              extent(current),
              current.reason()));
    } catch (RuntimeException e) {
      LOG.warn("The change of a rollout to {} could not be announced", current, e);
    }
  }

  /**
   * Starts a rollout again that was rolled back, with its first phase.
   *
   * @param nowNanos nanoseconds from the same origin
   * @throws IllegalStateException if it was not rolled back, or the hold time has not passed
   * @throws RuntimeException as the target throws it; the rollout is still rolled back then
   */
  public void restart(long nowNanos) {
    if (current.state() != RolloutState.ROLLED_BACK) {
      throw new IllegalStateException("the rollout was not rolled back: " + current.state());
    }
    long remainingNanos = plan.hold().toNanos() - (nowNanos - changedNanos);
    if (isObserved && remainingNanos > 0) {
      throw new IllegalStateException(
          "the rollout was rolled back ("
              + current.reason()
              + "); it cannot be started again for "
              + (remainingNanos / NANOS_PER_SECOND + 1)
              + " s");
    }
    publish(nowNanos, change(plan.rollout(0), 0, true, "the rollout is started again"));
    isObserved = true;
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
