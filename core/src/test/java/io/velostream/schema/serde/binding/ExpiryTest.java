// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.cache.tier.InvalidationCounter;
import org.junit.jupiter.api.Test;

class ExpiryTest {

  @Test
  void isDueAtItsTimeAlsoWhereNanosecondsWrap() {
    Expiry expiry = following(Long.MAX_VALUE + 5);

    assertThat(expiry.isDue(Long.MAX_VALUE)).isFalse();
    assertThat(expiry.isDue(Long.MAX_VALUE + 5)).isTrue();
    assertThat(expiry.isDue(Long.MAX_VALUE + 6)).isTrue();
  }

  @Test
  void letsOneCallerRebuildAndPostponesItForTheOthers() {
    Expiry expiry = following(100);

    assertThat(expiry.claim(99, 50)).isFalse();
    assertThat(expiry.claim(110, 50)).isTrue();
    assertThat(expiry.claim(110, 50)).isFalse();
    assertThat(expiry.isDue(159)).isFalse();
    assertThat(expiry.claim(160, 50)).isTrue();
  }

  @Test
  void isNeverDueWhereTheBindingFollowsNoNewestVersion() {
    Expiry expiry = Expiry.atInvalidation(new InvalidationCounter());

    assertThat(expiry.followsNewest()).isFalse();
    assertThat(expiry.isDue(Long.MAX_VALUE)).isFalse();
    assertThat(expiry.claim(Long.MAX_VALUE, 50)).isFalse();
  }

  private static Expiry following(long nanos) {
    return Expiry.atInvalidation(new InvalidationCounter()).withDeadline(nanos);
  }
}
