// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.background;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaStats;
import io.velostream.schema.settings.AlertSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The hit rate of each window: below its limit, above it again, or not measured. */
class HitRateMonitorTest {

  private final List<SchemaEvent> events = new ArrayList<>();
  private final HitRateMonitor monitor = monitor(0.5);
  private long bindingHits;
  private long misses;
  private long seconds = 1_000;

  @Test
  void aRateBelowTheLimitIsPublishedOnceAndItsEndAsWell() {
    window(0, 0);
    window(40, 60);
    window(10, 190);
    window(100, 0);
    window(100, 0);

    assertThat(events)
        .containsExactly(
            new SchemaEvent.HitRateChanged(true, 0.4, 0.5, 100),
            new SchemaEvent.HitRateChanged(false, 1, 0.5, 100));
  }

  @Test
  void theFirstWindowIsAMeasurementFromItsStart() {
    misses = 1_000; // before the monitor started
    window(0, 0);
    window(90, 10);

    assertThat(events).isEmpty();
  }

  @Test
  void aWindowWithFewLookupsIsNoMeasurement() {
    window(0, 0);
    window(0, 99);
    assertThat(events).isEmpty();

    window(0, 100);
    assertThat(events).hasSize(1);
    window(0, 0);
    assertThat(events).as("no lookups, no recovery").hasSize(1);
  }

  @Test
  void aWindowIsMeasuredWhenItEnds() {
    window(0, 0);
    misses += 200;
    seconds += 59;
    assertThat(monitor.runOnce(Duration.ofSeconds(seconds).toNanos())).isZero();
    seconds += 1;
    assertThat(monitor.runOnce(Duration.ofSeconds(seconds).toNanos())).isEqualTo(1);
  }

  @Test
  void aRateAtTheLimitIsNotLow() {
    window(0, 0);
    window(50, 50);

    assertThat(events).isEmpty();
  }

  @Test
  void withoutALimitNothingIsMeasured() {
    HitRateMonitor off = monitor(0);
    off.runOnce(0);
    misses = 1_000;
    assertThat(off.runOnce(Duration.ofHours(1).toNanos())).isZero();
    assertThat(events).isEmpty();
  }

  private void window(long hits, long missed) {
    bindingHits += hits;
    misses += missed;
    seconds += 60;
    monitor.runOnce(Duration.ofSeconds(seconds).toNanos());
  }

  private HitRateMonitor monitor(double limit) {
    return new HitRateMonitor(
        new AlertSettings(Duration.ofSeconds(1), limit, Duration.ofMinutes(1)),
        () ->
            new SchemaStats(
                bindingHits, 0, 0, 0, misses, Duration.ZERO, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        events::add);
  }
}
