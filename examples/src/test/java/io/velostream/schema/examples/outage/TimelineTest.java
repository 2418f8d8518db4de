// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.outage;

import static io.velostream.schema.examples.outage.Timeline.RegistryState.DOWN;
import static io.velostream.schema.examples.outage.Timeline.RegistryState.SLOW;
import static io.velostream.schema.examples.outage.Timeline.RegistryState.UP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.examples.console.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private final Timeline timeline =
      new Timeline(Screen.plain(new PrintStream(new ByteArrayOutputStream(), true, UTF_8)), 700);

  @Test
  void isEmptyBeforeTheFirstSecond() {
    assertThat(timeline.lines()).isEmpty();
  }

  @Test
  void drawsAColumnForEachSecond() {
    timeline.add(new Timeline.Column(700, 600, UP, 1));
    timeline.add(new Timeline.Column(400, 100, SLOW, 1));
    timeline.add(new Timeline.Column(0, 0, DOWN, 1));
    timeline.add(new Timeline.Column(1_900, 700, UP, 2));

    assertThat(timeline.lines())
        .containsExactly(
            "read/s     ▇▄ █ 1,900",
            "registry   █▓░█ up",
            "version    1112 2",
            "no cache/s ▆▁ ▇ 700");
  }

  @Test
  void keepsTheNewestSecondsOfALongRun() {
    for (int i = 0; i < 100; i++) {
      timeline.add(new Timeline.Column(700, 700, i < 90 ? DOWN : UP, 1));
    }

    assertThat(timeline.lines().get(1))
        .isEqualTo("registry   " + "░".repeat(52) + "█".repeat(10) + " up");
  }
}
