// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.outage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceCheckTest {

  private final SequenceCheck check = new SequenceCheck();

  @Test
  void findsNothingWhereEachNumberArrivesOnce() {
    check.arrived(0, 9);
    check.arrived(10, 10);

    assertThat(check.received()).isEqualTo(11);
    assertThat(check.lost(11)).isZero();
    assertThat(check.repeated()).isZero();
  }

  @Test
  void countsWhatIsMissingInTheMiddleAndAtTheEnd() {
    check.arrived(0, 9);
    check.arrived(13, 19);

    assertThat(check.lost(22)).isEqualTo(5);
  }

  @Test
  void countsWhatArrivesAgain() {
    check.arrived(0, 9);
    check.arrived(8, 12);
    check.arrived(3, 4);

    assertThat(check.repeated()).isEqualTo(4);
    assertThat(check.received()).isEqualTo(13);
  }
}
