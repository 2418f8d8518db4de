// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.observe.Alert.Severity;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Equal alerts are admitted once in a period, with the number of those left out. */
class RepeatLimitTest {

  private final AtomicLong nanos = new AtomicLong(-5);
  private final RepeatLimit limit = new RepeatLimit(Duration.ofSeconds(60), nanos::get);

  @Test
  void equalAlertsAreLeftOutForAPeriodAndCounted() {
    assertThat(limit.admit(alert("k", "a"))).isZero();
    assertThat(limit.admit(alert("k", "a"))).isEqualTo(-1);
    nanos.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(limit.admit(alert("k", "a"))).isEqualTo(-1);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(limit.admit(alert("k", "a"))).isEqualTo(2);
    assertThat(limit.admit(alert("k", "a"))).isEqualTo(-1);
    nanos.addAndGet(Duration.ofSeconds(60).toNanos());
    assertThat(limit.admit(alert("k", "a"))).isEqualTo(1);
  }

  @Test
  void otherKindsAndSourcesAreAdmitted() {
    assertThat(limit.admit(alert("k", "a"))).isZero();
    assertThat(limit.admit(alert("k", "b"))).isZero();
    assertThat(limit.admit(alert("m", "a"))).isZero();
  }

  @Test
  void theOldestSourceIsForgottenBeyondABound() {
    limit.admit(alert("k", "first"));
    for (int i = 0; i < 1_000; i++) {
      assertThat(limit.admit(alert("k", "s" + i))).isZero();
    }
    assertThat(limit.admit(alert("k", "first"))).isZero();
    assertThat(limit.admit(alert("k", "s999"))).isEqualTo(-1);
  }

  private static Alert alert(String kind, String source) {
    return new Alert(kind, Severity.WARNING, source, "message", Map.of());
  }
}
