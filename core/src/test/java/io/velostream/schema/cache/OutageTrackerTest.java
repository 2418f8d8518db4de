// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.SchemaId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** When an outage begins and ends, and how old the answers are that are served meanwhile. */
class OutageTrackerTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final SteppedClock clock = new SteppedClock();
  private final OutageTracker tracker = new OutageTracker(clock);

  @Test
  void beginsWithTheFirstFailureAndEndsWhenThatLookupIsAnswered() {
    assertThat(tracker.since()).isNull();
    assertThat(tracker.recordFailure(key(1))).isEqualTo(START);
    clock.step(Duration.ofSeconds(1));
    assertThat(tracker.recordFailure(key(1))).isNull();
    assertThat(tracker.since()).isEqualTo(START);

    assertThat(tracker.recordResponse(key(1))).isEqualTo(START);
    assertThat(tracker.since()).isNull();
    assertThat(tracker.recordResponse(key(1))).isNull();
  }

  @Test
  void lastsWhileAnotherLookupFails() {
    tracker.recordFailure(key(1));
    clock.step(Duration.ofSeconds(5));
    tracker.recordFailure(key(2));

    assertThat(tracker.recordResponse(key(1))).isNull();
    assertThat(tracker.since()).isEqualTo(START);
    assertThat(tracker.recordResponse(key(2))).isEqualTo(START);
  }

  @Test
  void endsOnceAFailureWasNotRepeatedForThirtySeconds() {
    tracker.recordFailure(key(1));
    clock.step(Duration.ofSeconds(30).minusNanos(1));
    assertThat(tracker.recordResponse(key(2))).isNull();
    clock.step(Duration.ofNanos(1));
    assertThat(tracker.recordResponse(key(2))).isEqualTo(START);
  }

  @Test
  void doesNotEndWhileAFailureIsRepeated() {
    tracker.recordFailure(key(1));
    clock.step(Duration.ofSeconds(20));
    tracker.recordFailure(key(1));
    clock.step(Duration.ofSeconds(20));

    assertThat(tracker.recordResponse(key(2))).isNull();
  }

  @Test
  void tellsAThousandFailingLookupsApart() {
    for (int id = 1; id <= 1_001; id++) {
      tracker.recordFailure(key(id));
    }
    clock.step(Duration.ofSeconds(20));
    tracker.recordFailure(key(1_000));
    clock.step(Duration.ofSeconds(20));

    assertThat(tracker.recordResponse(key(1_001))).isNull();
    assertThat(tracker.recordResponse(key(1_000))).isEqualTo(START);
  }

  @Test
  void doesNotWaitForALookupBeyondTheThousand() {
    for (int id = 1; id <= 1_001; id++) {
      tracker.recordFailure(key(id));
    }
    for (int id = 1; id < 1_000; id++) {
      assertThat(tracker.recordResponse(key(id))).isNull();
    }

    assertThat(tracker.recordResponse(key(1_000))).isEqualTo(START);
  }

  @Test
  void tellsTheAgeOfTheOldestStaleAnswer() {
    assertThat(tracker.oldestStaleAge()).isNull();
    tracker.staleServed(key(1), Duration.ofSeconds(10));
    tracker.staleServed(key(2), Duration.ofSeconds(40));
    clock.step(Duration.ofSeconds(5));

    assertThat(tracker.oldestStaleAge()).isEqualTo(Duration.ofSeconds(45));
    tracker.staleEnded(key(2));
    assertThat(tracker.oldestStaleAge()).isEqualTo(Duration.ofSeconds(15));
    tracker.staleEnded(key(1));
    assertThat(tracker.oldestStaleAge()).isNull();
  }

  private static SchemaKey key(int id) {
    return new SchemaKey.ById(SchemaId.of(id));
  }

  private static final class SteppedClock extends Clock {

    private Instant now = START;

    void step(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
