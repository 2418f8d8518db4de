// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What was not found is not looked for again at once. */
class NegativeCacheTest {

  private static final long START = Duration.ofHours(1).toNanos();

  private final NegativeCache misses =
      new NegativeCache(Duration.ofSeconds(2), Duration.ofSeconds(10));

  @Test
  void remembersAMissForItsTime() {
    assertThat(misses.isMissing("a", START)).isFalse();
    misses.add("a", START);

    assertThat(misses.isMissing("a", START + seconds(2) - 1)).isTrue();
    assertThat(misses.isMissing("a", START + seconds(2))).isFalse();
    assertThat(misses.isMissing("b", START)).isFalse();
  }

  @Test
  void doublesTheTimeOfARepeatedMissUpToTheLongest() {
    for (int seconds : new int[] {2, 4, 8, 10, 10}) {
      misses.add("a", START);

      assertThat(misses.isMissing("a", START + seconds(seconds) - 1)).isTrue();
      assertThat(misses.isMissing("a", START + seconds(seconds))).isFalse();
    }
  }

  @Test
  void beginsAnewAfterAKeyWasFound() {
    misses.add("a", START);
    misses.add("a", START);
    misses.remove("a");
    assertThat(misses.isMissing("a", START)).isFalse();
    misses.add("a", START);

    assertThat(misses.isMissing("a", START + seconds(2))).isFalse();
  }

  @Test
  void keepsTheThousandKeysThatWereAskedForLast() {
    for (int n = 0; n < 1_000; n++) {
      misses.add(n, START);
    }
    assertThat(misses.isMissing(0, START)).isTrue();
    misses.add(1_000, START);

    assertThat(misses.isMissing(0, START)).isTrue();
    assertThat(misses.isMissing(1, START)).isFalse();
    assertThat(misses.isMissing(1_000, START)).isTrue();
  }

  @Test
  void staysOpenToOtherThreads() {
    OtherThread.run(
        () -> {
          misses.add("a", START);
          assertThat(misses.isMissing("a", START)).isTrue();
          misses.remove("a");
        },
        () -> misses.add("b", START),
        () -> misses.isMissing("b", START),
        () -> misses.remove("b"),
        () -> misses.add("c", START));

    assertThat(misses.isMissing("c", START)).isTrue();
  }

  private static long seconds(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
