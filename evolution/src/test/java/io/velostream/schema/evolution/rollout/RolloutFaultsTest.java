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
import io.velostream.schema.rollout.RolloutStrategy.BlueGreen;
import io.velostream.schema.rollout.RolloutStrategy.Canary;
import io.velostream.schema.rollout.RolloutStrategy.RollingInstances;
import io.velostream.schema.rollout.RolloutStrategy.RollingPartitions;
import io.velostream.schema.rollout.Rollouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to a rollout when the target, the counters or the measurements fail. */
class RolloutFaultsTest {

  private static final long SECOND = 1_000_000_000;
  private static final Duration PHASE = Duration.ofSeconds(10);
  private static final Duration HOLD = Duration.ofSeconds(30);
  private static final String SUBJECT = "orders-value";

  private final Rollouts rollouts = new Rollouts();
  private final List<String> announced = new ArrayList<>();
  private long records;
  private long failures;
  private long deadLetters;
  private long now;
  private int targetFailures;
  private boolean isUnreadable;
  private boolean isListenerBroken;
  private double latency;
  private RolloutController controller =
      controller(RolloutTrigger.errorRate(0.1, Action.ROLL_BACK));

  private RolloutController controller(RolloutTrigger... triggers) {
    return controller(10, triggers);
  }

  private RolloutController controller(long minRecords, RolloutTrigger... triggers) {
    RolloutPlan plan =
        new RolloutPlan(
            SUBJECT,
            1,
            2,
            RolloutPlan.canary(PHASE, minRecords, 0.1, 1),
            List.of(triggers),
            HOLD,
            LossHandling.ERROR);
    return new RolloutController(plan, this::totals, this::publish, this::announce, null);
  }

  private Interval totals() {
    if (isUnreadable) {
      throw new IllegalStateException("no metrics");
    }
    return new Interval(records, failures, deadLetters);
  }

  private void publish(Rollout rollout) {
    if (targetFailures > 0) {
      targetFailures--;
      throw new IllegalStateException("disk full");
    }
    rollouts.put(rollout);
  }

  private void announce(SchemaEvent event) {
    if (isListenerBroken) {
      throw new IllegalStateException("listener");
    }
    announced.add(((SchemaEvent.RolloutChanged) event).state());
  }

  private boolean second(long good, long bad) {
    now += SECOND;
    records += good;
    failures += bad;
    return controller.runOnce(now);
  }

  private RolloutState published() {
    return rollouts.rollout(SUBJECT).state();
  }

  @Test
  void aRollBackIsPublishedAgainUntilItSucceeds() {
    second(0, 0);
    targetFailures = 3;
    assertThat(second(10, 10)).isTrue();
    for (int i = 0; i < 2; i++) {
      assertThat(second(100, 0)).as("not published yet").isTrue();
      assertThat(controller.current().state()).isEqualTo(published());
      assertThat(published()).isEqualTo(RolloutState.RUNNING);
    }
    assertThat(second(100, 0)).isFalse();
    assertThat(published()).isEqualTo(RolloutState.ROLLED_BACK);
    assertThat(controller.current()).isEqualTo(rollouts.rollout(SUBJECT));
    assertThat(controller.current().reason()).contains("error rate is 0.5");
    assertThat(announced).containsExactly("RUNNING", "ROLLED_BACK");
  }

  @Test
  void beginPhasesPauseResumeAndCompletionArePublishedAgainToo() {
    controller = controller(RolloutTrigger.measured("latency", () -> latency, 1, Action.PAUSE));
    targetFailures = 1;
    assertThat(second(0, 0)).isTrue();
    assertThat(rollouts.all()).isEmpty();
    assertThat(second(1, 0)).isTrue();
    assertThat(published()).isEqualTo(RolloutState.RUNNING);

    latency = 2;
    targetFailures = 1;
    second(1, 0);
    latency = 0;
    assertThat(published()).isEqualTo(RolloutState.RUNNING);
    second(1, 0);
    assertThat(published()).as("decided on before").isEqualTo(RolloutState.PAUSED);

    for (int i = 0; i < 30; i++) {
      second(1, 0);
    }
    assertThat(published()).isEqualTo(RolloutState.PAUSED);
    targetFailures = 1;
    second(1, 0);
    assertThat(published()).isEqualTo(RolloutState.PAUSED);
    second(1, 0);
    assertThat(published()).isEqualTo(RolloutState.RUNNING);

    for (int i = 0; i < 9; i++) {
      second(1, 0);
    }
    targetFailures = 1;
    second(1, 0);
    assertThat(rollouts.rollout(SUBJECT).strategy()).isEqualTo(new Canary(0.1));
    second(1, 0);
    assertThat(rollouts.rollout(SUBJECT).strategy()).isEqualTo(new Canary(1));

    for (int i = 0; i < 9; i++) {
      second(1, 0);
    }
    targetFailures = 1;
    assertThat(second(1, 0)).isTrue();
    assertThat(published()).isEqualTo(RolloutState.RUNNING);
    assertThat(second(1, 0)).isFalse();
    assertThat(published()).isEqualTo(RolloutState.COMPLETED);
  }

  @Test
  void aRollBackReplacesAPhaseThatWasNotPublished() {
    for (int i = 0; i < 10; i++) {
      second(10, 0);
    }
    targetFailures = 1;
    second(10, 0);
    second(0, 10);
    assertThat(published()).isEqualTo(RolloutState.ROLLED_BACK);
    assertThat(announced).containsExactly("RUNNING", "ROLLED_BACK");
  }

  @Test
  void aPauseCancelsAResumeThatWasNotPublished() {
    controller = controller(RolloutTrigger.errorRate(0.1, Action.PAUSE));
    second(0, 0);
    second(0, 1);
    for (int i = 0; i < 30; i++) {
      second(1, 0);
    }
    targetFailures = 1;
    second(1, 0);
    second(0, 1);
    second(1, 0);
    assertThat(published()).isEqualTo(RolloutState.PAUSED);
  }

  @Test
  void aFailedRestartLeavesTheRolloutRolledBack() {
    second(0, 0);
    second(0, 1);
    now += HOLD.toNanos();
    targetFailures = 1;
    assertThatThrownBy(() -> controller.restart(now)).hasMessage("disk full");
    assertThat(controller.current().state()).isEqualTo(RolloutState.ROLLED_BACK);
    controller.restart(now);
    assertThat(published()).isEqualTo(RolloutState.RUNNING);
  }

  @Test
  void aBrokenListenerChangesNothing() {
    isListenerBroken = true;
    second(0, 0);
    assertThat(second(0, 1)).isFalse();
    assertThat(published()).isEqualTo(RolloutState.ROLLED_BACK);
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void aMeasurementThatThrowsIsUnknownAndTheOthersCount(Action action) {
    RolloutTrigger broken =
        RolloutTrigger.measured(
            "latency",
            () -> {
              throw new IllegalStateException("no data");
            },
            5,
            action);
    controller = controller(broken, RolloutTrigger.errorRate(0.1, Action.ROLL_BACK));
    second(0, 0);
    second(10, 0);
    assertThat(published())
        .isEqualTo(action == Action.PAUSE ? RolloutState.PAUSED : RolloutState.ROLLED_BACK);
    assertThat(controller.current().reason()).isEqualTo("latency is unknown, the limit is 5.000");
    second(0, 10);
    assertThat(published()).isEqualTo(RolloutState.ROLLED_BACK);
    assertThat(announced).hasSize(action == Action.PAUSE ? 3 : 2);
  }

  @Test
  void withoutCountersTheRolloutDoesNotAdvanceButMeasurementsCount() {
    controller =
        controller(0, RolloutTrigger.measured("latency", () -> latency, 1, Action.ROLL_BACK));
    isUnreadable = true;
    for (int i = 0; i < 50; i++) {
      assertThat(second(10, 0)).isTrue();
    }
    assertThat(rollouts.rollout(SUBJECT).strategy()).isEqualTo(new Canary(0.1));
    latency = 2;
    assertThat(second(0, 0)).isFalse();
    assertThat(published()).isEqualTo(RolloutState.ROLLED_BACK);
  }

  @Test
  void aPausedRolloutNeedsRecordsToGoOn() {
    for (long minRecords : new long[] {0, 100}) {
      controller = controller(minRecords, RolloutTrigger.errorRate(0.1, Action.PAUSE));
      second(0, 0);
      second(0, 1);
      for (int i = 0; i < 100; i++) {
        second(0, 0);
      }
      assertThat(published()).as("nothing was seen").isEqualTo(RolloutState.PAUSED);
      if (minRecords > 0) {
        second(minRecords - 1, 0);
        assertThat(published()).isEqualTo(RolloutState.PAUSED);
      }
      second(1, 0);
      assertThat(published()).isEqualTo(RolloutState.RUNNING);
      assertThat(controller.current().reason()).contains("all " + Math.max(1, minRecords));
    }
  }

  @Test
  void aSteadyDripOfDeadLettersIsCountedWithinTheHoldTime() {
    controller = controller(1_000, RolloutTrigger.deadLetters(5, Action.ROLL_BACK));
    second(0, 0);
    for (int i = 0; i < 5; i++) {
      deadLetters++;
      assertThat(second(1, 0)).isTrue();
    }
    deadLetters++;
    assertThat(second(1, 0)).isFalse();
    assertThat(controller.current().reason()).startsWith("dead letters is 6");
  }

  @Test
  void deadLettersBeforeTheHoldTimeDoNotCount() {
    controller = controller(1_000_000, RolloutTrigger.deadLetters(5, Action.ROLL_BACK));
    second(0, 0);
    for (int i = 0; i < 500; i++) {
      deadLetters += i % 10 == 0 ? 1 : 0; // 3 or 4 in 30 s
      assertThat(second(1, 0)).isTrue();
    }
  }

  @Test
  void theWindowIsAtLeastOneObservation() {
    RolloutPlan plan =
        new RolloutPlan(
            SUBJECT,
            1,
            2,
            RolloutPlan.blueGreen(PHASE, 1_000),
            List.of(RolloutTrigger.deadLetters(5, Action.ROLL_BACK)),
            Duration.ZERO,
            LossHandling.ERROR);
    controller = new RolloutController(plan, this::totals, this::publish, this::announce, null);
    second(0, 0);
    second(1, 0);
    second(1, 0);
    deadLetters += 6;
    assertThat(second(1, 0)).isFalse();
  }

  @Test
  void aClientThatStartsAgainHoldsNoPhaseUp() {
    records = 1_000_000;
    second(0, 0);
    for (int i = 0; i < 5; i++) {
      second(10, 0);
    }
    records = 0;
    for (int i = 0; i < 6; i++) {
      second(10, 0);
    }
    assertThat(rollouts.rollout(SUBJECT).strategy()).isEqualTo(new Canary(1));
  }

  @Test
  void aShareBetweenPhasesNeverFalls() {
    RolloutPlan plan =
        new RolloutPlan(
            SUBJECT,
            1,
            2,
            RolloutPlan.canary(PHASE, 0, 0.1, 0.3, 0.5),
            List.of(),
            HOLD,
            LossHandling.ERROR);
    Rollout known = Rollout.running(SUBJECT, 1, 2, new Canary(0.4));
    controller = new RolloutController(plan, this::totals, this::publish, this::announce, known);
    for (int i = 0; i < 11; i++) {
      second(1, 0);
    }
    assertThat(controller.current().strategy()).isEqualTo(new Canary(0.5));
  }

  @Test
  void plansThatCannotBeMeantAreRefused() {
    assertThatThrownBy(() -> plan(2, 2, HOLD, RolloutPlan.blueGreen(PHASE, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a rollout is from one version to another, not from 2 to 2");
    assertThatThrownBy(() -> plan(0, 2, HOLD, RolloutPlan.blueGreen(PHASE, 0)))
        .hasMessageContaining("from 0 to 2");
    assertThatThrownBy(() -> plan(1, 2, HOLD.negated(), RolloutPlan.blueGreen(PHASE, 0)))
        .hasMessage("the hold time is not negative, but PT-30S");
    assertThatThrownBy(() -> plan(1, 2, HOLD, RolloutPlan.canary(PHASE, 0, 0.1, 0.5, 0.4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("phase 3")
        .hasMessageContaining("0.4");
    assertThatThrownBy(() -> RolloutPlan.canary(PHASE.negated(), 0, 0.1))
        .hasMessageContaining("PT-10S");
    assertThatThrownBy(() -> RolloutPlan.canary(PHASE, -1, 0.1)).hasMessageContaining("-1 records");
    RolloutPhase green = new RolloutPhase(new BlueGreen(true), PHASE, 0);
    assertThatThrownBy(
            () ->
                plan(1, 2, HOLD, List.of(green, new RolloutPhase(new BlueGreen(false), PHASE, 0))))
        .hasMessageContaining("phase 2");
    RolloutPhase a = new RolloutPhase(new RollingInstances(Set.of("a")), PHASE, 0);
    RolloutPhase b = new RolloutPhase(new RollingInstances(Set.of("b")), PHASE, 0);
    assertThatThrownBy(() -> plan(1, 2, HOLD, List.of(a, b))).hasMessageContaining("phase 2");
    RolloutPhase one = new RolloutPhase(new RollingPartitions(Set.of(0, 1)), PHASE, 0);
    RolloutPhase less = new RolloutPhase(new RollingPartitions(Set.of(0)), PHASE, 0);
    assertThatThrownBy(() -> plan(1, 2, HOLD, List.of(one, less))).hasMessageContaining("phase 2");
    assertThatThrownBy(() -> plan(1, 2, HOLD, List.of())).hasMessageContaining("at least one");
    assertThat(plan(2, 1, HOLD, List.of(a, green)).phases()).hasSize(2);
  }

  private static RolloutPlan plan(int from, int to, Duration hold, List<RolloutPhase> phases) {
    return new RolloutPlan(SUBJECT, from, to, phases, List.of(), hold, LossHandling.ERROR);
  }
}
