// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 10);
  private final Deadline deadline = Deadline.after(Duration.ofNanos(100), clock::get);

  @Test
  void isOverWhenItsTimeHasPassedEvenIfTheClockWraps() {
    assertThat(deadline.remainingNanos()).isEqualTo(100);
    clock.addAndGet(99);
    assertThat(deadline.isExpired()).isFalse();
    clock.addAndGet(1);
    assertThat(deadline.isExpired()).isTrue();
    assertThat(deadline.share(2).isExpired()).isTrue();
  }

  @Test
  void isTheSoonerOfTwo() {
    assertThat(deadline.atMost(Duration.ofNanos(30)).remainingNanos()).isEqualTo(30);
    assertThat(deadline.atMost(Duration.ofSeconds(1))).isEqualTo(deadline);
    assertThat(deadline.atMost(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(deadline);
    assertThat(deadline.share(4).remainingNanos()).isEqualTo(25);
    assertThat(deadline.share(1)).isEqualTo(deadline);
  }
}
