// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.velostream.schema.rollout.RolloutStrategy.BlueGreen;
import io.velostream.schema.rollout.RolloutStrategy.Canary;
import io.velostream.schema.rollout.RolloutStrategy.RollingInstances;
import io.velostream.schema.rollout.RolloutStrategy.RollingPartitions;
import java.util.BitSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolloutChoiceTest {

  private static final int KEYS = 100_000;

  @Test
  void aCanaryTakesItsShareOfKeys() {
    for (double share : new double[] {0, 0.001, 0.1, 0.5, 0.99, 1}) {
      assertThat(newKeys(canary(share)).cardinality() / (double) KEYS)
          .isEqualTo(share, within(0.01));
    }
    assertThat(newKeys(canary(1)).cardinality()).isEqualTo(KEYS);
    assertThat(newKeys(canary(0)).cardinality()).isZero();
  }

  @Test
  void aLargerShareIncludesTheKeysOfASmallerOne() {
    BitSet small = newKeys(canary(0.1));
    BitSet large = newKeys(canary(0.2));
    small.andNot(large);

    assertThat(small.isEmpty()).isTrue();
  }

  @Test
  void anotherVersionTakesOtherKeysFirst() {
    BitSet both = newKeys(canary(0.1));
    both.and(newKeys(choice(Rollout.running("orders-value", 2, 3, new Canary(0.1)))));

    assertThat(both.cardinality() / (double) KEYS).isEqualTo(0.01, within(0.005));
  }

  @Test
  void recordsWithoutAKeyStayInTheOldVersion() {
    assertThat(canary(0.99).isNew(false, 0, -1)).isFalse();
    assertThat(canary(1).isNew(false, 0, -1)).isFalse();
  }

  @Test
  void blueGreenTakesAllOrNone() {
    assertThat(choice(rollout(new BlueGreen(true))).isNew(false, 0, -1)).isTrue();
    assertThat(choice(rollout(new BlueGreen(false))).isNew(true, 0, 0)).isFalse();
  }

  @Test
  void rollingTakesInstances() {
    assertThat(choice(rollout(new RollingInstances(Set.of("a", "me")))).isNew(false, 0, -1))
        .isTrue();
    assertThat(choice(rollout(new RollingInstances(Set.of("a")))).isNew(true, 0, 0)).isFalse();
  }

  @Test
  void rollingTakesPartitions() {
    RolloutChoice choice = choice(rollout(new RollingPartitions(Set.of(0, 63, 64, 130))));
    for (int partition = -1; partition < 200; partition++) {
      assertThat(choice.isNew(true, 1, partition))
          .isEqualTo(Set.of(0, 63, 64, 130).contains(partition));
    }
    assertThat(choice(rollout(new RollingPartitions(Set.of()))).isNew(true, 1, 0)).isFalse();
  }

  @Test
  void theStateDecidesBeforeTheStrategy() {
    Rollout green = rollout(new BlueGreen(true));
    Rollout blue = rollout(new BlueGreen(false));
    assertThat(isNew(green.with(RolloutState.ROLLED_BACK, ""))).isFalse();
    assertThat(isNew(green.with(RolloutState.PAUSED, ""))).isTrue();
    assertThat(isNew(blue.with(RolloutState.COMPLETED, ""))).isTrue();
    Rollout partitions = rollout(new RollingPartitions(Set.of(1)));
    assertThat(isNew(partitions.with(RolloutState.COMPLETED, ""))).isTrue();
    assertThat(choice(partitions.with(RolloutState.ROLLED_BACK, "")).isNew(true, 0, 1)).isFalse();
  }

  @Test
  void aRolloutIsBetweenTwoVersions() {
    assertThatThrownBy(() -> Rollout.running("a", 1, 1, new BlueGreen(true)))
        .hasMessageContaining("from one version to another");
    assertThatThrownBy(() -> new Canary(1.5)).hasMessageContaining("from 0 to 1");
  }

  private static boolean isNew(Rollout rollout) {
    return choice(rollout).isNew(false, 0, -1);
  }

  private static Rollout rollout(RolloutStrategy strategy) {
    return Rollout.running("orders-value", 1, 2, strategy);
  }

  private static RolloutChoice canary(double share) {
    return choice(rollout(new Canary(share)));
  }

  private static RolloutChoice choice(Rollout rollout) {
    return new RolloutChoice(rollout, "me");
  }

  private static BitSet newKeys(RolloutChoice choice) {
    BitSet keys = new BitSet();
    for (int key = 0; key < KEYS; key++) {
      keys.set(key, choice.isNew(true, key, -1));
    }
    return keys;
  }
}
