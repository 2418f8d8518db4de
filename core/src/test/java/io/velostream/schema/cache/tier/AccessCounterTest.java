// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** How uses are counted, age, and redeem a prefetch. */
class AccessCounterTest {

  private final AccessCounter counter = new AccessCounter();

  @Test
  void halvesTheCountWithEachEpoch() {
    assertThat(counter.add(40, 3)).isEqualTo(40);
    assertThat(counter.count(3)).isEqualTo(40);
    assertThat(counter.count(4)).isEqualTo(20);
    assertThat(counter.count(6)).isEqualTo(5);
    assertThat(counter.count(100)).isZero();

    assertThat(counter.add(1, 5)).isEqualTo(11);
    assertThat(counter.count(5)).isEqualTo(11);
  }

  @Test
  void countsFullInAnEpochThatIsOver() {
    counter.add(40, 3);

    assertThat(counter.count(2)).isEqualTo(40);
  }

  @Test
  void doesNotOverflow() {
    counter.add(Integer.MAX_VALUE, 0);

    assertThat(counter.add(16, 0)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void isEnteredOnceInEachWindow() {
    assertThat(counter.isFirstUseIn(0)).isTrue();
    assertThat(counter.isFirstUseIn(0)).isFalse();
    assertThat(counter.isFirstUseIn(1)).isTrue();
    assertThat(counter.isFirstUseIn(1)).isFalse();
  }

  @Test
  void redeemsAPrefetchOnceEvenWhereTwoAnswersCameOfIt() {
    AccessCounter other = new AccessCounter();
    AtomicBoolean redeemed = new AtomicBoolean();
    assertThat(counter.markPrefetchUsed()).isFalse();
    counter.setPrefetch(redeemed);
    other.setPrefetch(redeemed);

    assertThat(counter.markPrefetchUsed()).isTrue();
    assertThat(counter.markPrefetchUsed()).isFalse();
    assertThat(other.markPrefetchUsed()).isFalse();
  }
}
