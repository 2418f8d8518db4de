// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The budget of calls that the background may make. */
class RateLimiterTest {

  private static final long START = Duration.ofHours(1).toNanos();

  private final RateLimiter limiter = new RateLimiter(5);

  @Test
  void allowsOneSecondsCallsAtOnceAndThenOneEachFifthOfASecond() {
    assertThat(takenAt(0)).isEqualTo(5);
    assertThat(takenAt(199)).isZero();
    assertThat(takenAt(200)).isEqualTo(1);
    assertThat(takenAt(400)).isEqualTo(1);
    assertThat(takenAt(1_000)).isEqualTo(3);
  }

  @Test
  void savesNoMoreThanOneSecondsCalls() {
    takenAt(0);

    assertThat(takenAt(60_000)).isEqualTo(5);
  }

  @Test
  void earnsNothingWhenTheClockGoesBack() {
    takenAt(1_000);

    assertThat(takenAt(0)).isZero();
    assertThat(takenAt(200)).isEqualTo(1);
  }

  private int takenAt(int millis) {
    int taken = 0;
    while (limiter.tryAcquire(START + Duration.ofMillis(millis).toNanos())) {
      taken++;
    }
    return taken;
  }
}
