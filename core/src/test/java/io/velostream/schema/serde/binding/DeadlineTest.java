// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadlineTest {

  @Test
  void passesAtItsTimeAlsoWhereNanosecondsWrap() {
    Deadline deadline = new Deadline(Long.MAX_VALUE + 5);

    assertThat(deadline.hasPassed(Long.MAX_VALUE)).isFalse();
    assertThat(deadline.hasPassed(Long.MAX_VALUE + 5)).isTrue();
    assertThat(deadline.hasPassed(Long.MAX_VALUE + 6)).isTrue();
  }

  @Test
  void givesTheWorkToOneCallerAndIsPutOffForTheOthers() {
    Deadline deadline = new Deadline(100);

    assertThat(deadline.claim(99, 50)).isFalse();
    assertThat(deadline.claim(110, 50)).isTrue();
    assertThat(deadline.claim(110, 50)).isFalse();
    assertThat(deadline.hasPassed(159)).isFalse();
    assertThat(deadline.claim(160, 50)).isTrue();
  }
}
