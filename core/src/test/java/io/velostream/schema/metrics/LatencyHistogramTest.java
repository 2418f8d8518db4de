// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Durations are counted in buckets, and read as total, average, maximum and quantiles. */
class LatencyHistogramTest {

  private final LatencyHistogram histogram = new LatencyHistogram();

  @Test
  void anEmptyHistogramIsZero() {
    assertThat(histogram.count()).isZero();
    assertThat(histogram.averageMillis()).isZero();
    assertThat(histogram.maxMillis()).isZero();
    assertThat(histogram.quantileMillis(0.99)).isZero();
  }

  @Test
  void totalAverageAndMaximumAreExact() {
    histogram.record(Duration.ofMillis(4));
    histogram.record(Duration.ofMillis(8));

    assertThat(histogram.count()).isEqualTo(2);
    assertThat(histogram.totalMillis()).isEqualTo(12);
    assertThat(histogram.averageMillis()).isEqualTo(6);
    assertThat(histogram.maxMillis()).isEqualTo(8);
  }

  @Test
  void aQuantileIsTheBoundOfItsBucket() {
    for (int i = 0; i < 90; i++) {
      histogram.record(Duration.ofMillis(3));
    }
    for (int i = 0; i < 10; i++) {
      histogram.record(Duration.ofMillis(150));
    }

    assertThat(histogram.quantileMillis(0.5)).isEqualTo(5);
    assertThat(histogram.quantileMillis(0.9)).isEqualTo(5);
    assertThat(histogram.quantileMillis(0.91)).isEqualTo(150);
  }

  @Test
  void aDurationBeyondTheLastBoundIsTheMaximum() {
    histogram.record(Duration.ofSeconds(30));

    assertThat(histogram.quantileMillis(0.5)).isEqualTo(30_000);
    assertThat(read("t-le-5000ms-total")).isZero();
  }

  @Test
  void bucketsAreCumulativeAndIncludeTheirBound() {
    histogram.record(Duration.ofMillis(1));
    histogram.record(Duration.ofNanos(1_000_001));
    histogram.record(Duration.ofMillis(5));

    assertThat(read("t-le-1ms-total")).isEqualTo(1);
    assertThat(read("t-le-2ms-total")).isEqualTo(2);
    assertThat(read("t-le-5ms-total")).isEqualTo(3);
    assertThat(read("t-le-5000ms-total")).isEqualTo(3);
  }

  @Test
  void aNegativeDurationOfAClockThatWentBackIsZero() {
    histogram.record(Duration.ofMillis(-7));

    assertThat(histogram.count()).isEqualTo(1);
    assertThat(histogram.totalMillis()).isZero();
  }

  private double read(String name) {
    return histogram.metrics("t", "tests").stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow()
        .read();
  }
}
