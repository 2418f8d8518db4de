// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarsTest {

  @ParameterizedTest
  @CsvSource({"0, 10, ░░░░", "5, 10, ██░░", "10, 10, ████", "12, 10, ████", "0, 0, ████"})
  void fillsTheShareOfTheWidth(long part, long whole, String bar) {
    assertThat(Bars.bar(part, whole, 4)).isEqualTo(bar);
  }

  @Test
  void drawsEachValueAsHighAsItIs() {
    assertThat(Bars.sparkline(List.of(0L, 1L, 2L, 4L, 7L, 8L, 90L), 8)).isEqualTo(" ▁▂▄▇██");
  }

  @Test
  void drawsASmallValueAsMoreThanZero() {
    assertThat(Bars.sparkline(List.of(0L, 1L, 5_000L), 5_000)).isEqualTo(" ▁█");
  }

  @Test
  void drawsNothingForNoValues() {
    assertThat(Bars.sparkline(List.of(), 8)).isEmpty();
  }
}
