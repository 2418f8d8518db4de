// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EvolutionTest {

  @ParameterizedTest
  @CsvSource({"2, 0, true, true", "2, 1, true, false", "2, 0, false, false", "3, 0, true, false"})
  void isGoodOnlyIfEachCheckIs(int versions, long mismatches, boolean isRefused, boolean isGood) {
    assertThat(new Evolution.Outcome(versions, 4, mismatches, isRefused).isGood())
        .isEqualTo(isGood);
  }

  @ParameterizedTest
  @EnumSource(ValueFormat.class)
  void expectsDefaultsOnlyWhereTheNewerReadsWhatTheOlderWrote(ValueFormat format) {
    OrderHistory history = OrderHistory.of(format);

    assertThat(history.expected(1, 1, 3)).isEqualTo(history.written(1, 3));
    assertThat(history.expected(2, 2, 3)).isEqualTo(history.written(2, 3));
    assertThat(history.expected(2, 1, 3)).isEqualTo(history.written(1, 3));
    assertThat(history.expected(1, 2, 3))
        .isEqualTo(history.withDefaults(3))
        .isNotEqualTo(history.written(2, 3));
    assertThat(history.describe(history.withDefaults(3)))
        .isEqualTo("giftWrap false, tier standard");
    assertThat(history.describe(history.written(2, 3))).isEqualTo("giftWrap false, tier gold");
    assertThat(history.describe(history.written(1, 3))).isEqualTo("no giftWrap, no tier");
  }

  @Test
  void tellsOrdersOfTheTwoVersionsApart() {
    for (ValueFormat format : ValueFormat.values()) {
      OrderHistory history = OrderHistory.of(format);
      assertThat(format.same(history.written(1, 0), history.written(2, 0))).isFalse();
      assertThat(format.same(history.withDefaults(0), history.written(2, 0))).isFalse();
      assertThat(format.same(history.written(2, 0), history.written(2, 0))).isTrue();
    }
  }
}
