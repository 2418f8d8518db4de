// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.evolution.rollout.RolloutTrigger.Action;
import io.velostream.schema.evolution.rollout.RolloutTrigger.Interval;
import io.velostream.schema.rollout.LossHandling;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutState;
import io.velostream.schema.rollout.RolloutStrategy.Canary;
import io.velostream.schema.rollout.RolloutStrategy.RollingInstances;
import io.velostream.schema.rollout.RolloutStrategy.RollingPartitions;
import io.velostream.schema.rollout.Rollouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolloutControllerTest {

  private static final long SECOND = 1_000_000_000;
  private static final Duration PHASE = Duration.ofSeconds(10);
  private static final Duration HOLD = Duration.ofSeconds(60);

  private final Rollouts rollouts = new Rollouts();
  private final List<String> announced = new ArrayList<>();
  private long records;
  private long failures;
  private long deadLetters;
  private double latency = 1;
  private long now;
  private RolloutController controller = controller(null);

  private RolloutController controller(Rollout known) {
    RolloutPlan plan =
        new RolloutPlan(
            "orders-value",
            1,
            2,
            RolloutPlan.canary(PHASE, 100, 0.1, 0.5, 1),
            List.of(
                RolloutTrigger.errorRate(0.01, Action.ROLL_BACK),
                RolloutTrigger.deadLetters(5, Action.ROLL_BACK),
                RolloutTrigger.measured("latency", () -> latency, 10, Action.PAUSE)),
            HOLD,
            LossHandling.REPORT);
    return new RolloutController(
        plan,
        () -> new Interval(records, failures, deadLetters),
        rollouts::put,
        event -> {
          SchemaEvent.RolloutChanged changed = (SchemaEvent.RolloutChanged) event;
          announced.add(changed.state() + " " + changed.extent());
        },
        known);
  }

  private void seconds(int count) {
    for (int i = 0; i < count; i++) {
      now += SECOND;
      records += 20;
      controller.runOnce(now);
    }
  }

  private Rollout applied() {
    return rollouts.rollout("orders-value");
  }

  @Test
  void passesThroughAllPhasesWhileNothingIsWrong() {
    seconds(40);

    assertThat(announced)
        .containsExactly(
            "RUNNING 10.00 % of keys",
            "RUNNING 50.00 % of keys", "RUNNING 100.0 % of keys", "COMPLETED all records");
    assertThat(applied().state()).isEqualTo(RolloutState.COMPLETED);
    assertThat(applied().onLoss()).isEqualTo(LossHandling.REPORT);
    assertThat(controller.runOnce(now)).isFalse();
  }

  @Test
  void aPhaseLastsUntilEnoughRecordsWereObserved() {
    controller.runOnce(now);
    now += 1_000 * SECOND;
    records += 99;
    controller.runOnce(now);
    assertThat(applied().strategy()).isEqualTo(new Canary(0.1));
    records += 1;
    now += SECOND;
    controller.runOnce(now);
    assertThat(applied().strategy()).isEqualTo(new Canary(0.5));
  }

  @Test
  void rollsBackByItselfAndStaysSo() {
    seconds(5);
    failures += 1;
    seconds(1);

    assertThat(applied().state()).isEqualTo(RolloutState.ROLLED_BACK);
    assertThat(applied().reason()).startsWith("error rate is 0.04762");
    seconds(100);
    assertThat(announced).hasSize(2).last().isEqualTo("ROLLED_BACK no records");
  }

  @Test
  void deadLettersRollBackToo() {
    seconds(5);
    deadLetters += 5;
    seconds(1);
    assertThat(applied().state()).isEqualTo(RolloutState.RUNNING);
    deadLetters += 6;
    seconds(1);
    assertThat(applied().state()).isEqualTo(RolloutState.ROLLED_BACK);
  }

  @Test
  void pausesUntilAllIsGoodForTheHoldTime() {
    seconds(5);
    latency = 11;
    seconds(1);
    assertThat(applied().state()).isEqualTo(RolloutState.PAUSED);
    latency = 1;
    seconds(40);
    latency = Double.NaN;
    seconds(1);
    latency = 1;
    seconds(60);
    assertThat(applied().state()).as("not good for 60 s in a row").isEqualTo(RolloutState.PAUSED);
    seconds(1);
    assertThat(applied().state()).isEqualTo(RolloutState.RUNNING);
    assertThat(applied().strategy()).isEqualTo(new Canary(0.1));
    assertThat(announced).hasSize(3);
  }

  @Test
  void aPausedRolloutIsStillRolledBack() {
    seconds(5);
    latency = 11;
    seconds(1);
    failures += 10;
    seconds(1);
    assertThat(applied().state()).isEqualTo(RolloutState.ROLLED_BACK);
  }

  @Test
  void startsAgainAfterTheHoldTimeOnly() {
    seconds(15);
    failures += 10;
    seconds(1);
    assertThatThrownBy(() -> controller.restart(now + 59 * SECOND))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("error rate");
    seconds(60);

    controller.restart(now);

    assertThat(applied().state()).isEqualTo(RolloutState.RUNNING);
    assertThat(applied().strategy()).isEqualTo(new Canary(0.1));
    seconds(40);
    assertThat(applied().state()).isEqualTo(RolloutState.COMPLETED);
    assertThatThrownBy(() -> controller.restart(now)).hasMessageContaining("COMPLETED");
  }

  @Test
  void whatFailedBeforeTheBeginDoesNotCount() {
    failures = 1_000;
    seconds(3);
    assertThat(applied().state()).isEqualTo(RolloutState.RUNNING);
  }

  @Test
  void anotherControllerGoesOnWhereTheFirstStopped() {
    seconds(15);
    assertThat(applied().strategy()).isEqualTo(new Canary(0.5));
    announced.clear();

    controller = controller(applied());
    seconds(5);
    assertThat(announced).isEmpty();
    assertThat(controller.current().strategy()).isEqualTo(new Canary(0.5));
    seconds(40);
    assertThat(applied().state()).isEqualTo(RolloutState.COMPLETED);
  }

  @Test
  void rollingPhasesGrow() {
    assertThat(RolloutPlan.rolling(List.of("a", "b", "c"), 2, PHASE, 0))
        .extracting(RolloutPhase::strategy)
        .containsExactly(
            new RollingInstances(Set.of("a", "b")), new RollingInstances(Set.of("a", "b", "c")));
    assertThat(RolloutPlan.rolling(4, 2, PHASE, 0))
        .extracting(RolloutPhase::strategy)
        .containsExactly(
            new RollingPartitions(Set.of(0, 1)), new RollingPartitions(Set.of(0, 1, 2, 3)));
    assertThatThrownBy(() -> RolloutPlan.rolling(4, 0, PHASE, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
