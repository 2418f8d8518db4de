// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.background;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.SchemaId;
import org.junit.jupiter.api.Test;

class CoUsageModelTest {

  private final CoUsageModel associations = new CoUsageModel(3, 0.5, 1_000);

  @Test
  void findsWhatIsUsedTogetherOftenEnough() {
    together(2, 1, 2);
    assertThat(associations.likelyWith(key(1))).isEmpty();

    together(1, 1, 2);

    assertThat(associations.likelyWith(key(1))).containsExactly(key(2));
    assertThat(associations.likelyWith(key(2))).containsExactly(key(1));
  }

  @Test
  void wantsTheOtherInALargeEnoughShareOfTheUses() {
    together(4, 1, 2);
    together(5, 1);

    assertThat(associations.likelyWith(key(1))).isEmpty();
    assertThat(associations.likelyWith(key(2))).containsExactly(key(1));
  }

  @Test
  void namesTheMostLikelyFirst() {
    together(3, 1, 2, 3);
    together(2, 1, 3);

    assertThat(associations.likelyWith(key(1))).containsExactly(key(3), key(2));
  }

  @Test
  void doesNotTakeTwoWindowsForOne() {
    for (int n = 0; n < 5; n++) {
      together(1, 1);
      together(1, 2);
    }

    assertThat(associations.likelyWith(key(1))).isEmpty();
  }

  @Test
  void letsHabitsOfThePastFade() {
    together(4, 1, 2);
    associations.halveCounts();
    assertThat(associations.likelyWith(key(1))).isEmpty();
    for (int n = 0; n < 3; n++) {
      associations.halveCounts();
    }

    assertThat(associations.size()).isZero();
  }

  @Test
  void remembersAtMostSoManyPairs() {
    for (int n = 0; n < 5_000; n++) {
      associations.recordUse(key(n));
      assertThat(associations.size()).isLessThanOrEqualTo(1_000);
    }
  }

  private void together(int times, int... ids) {
    for (int n = 0; n < times; n++) {
      for (int id : ids) {
        associations.recordUse(key(id));
      }
      associations.openNextWindow();
    }
  }

  private static SchemaKey key(int id) {
    return new SchemaKey.ById(SchemaId.of(id));
  }
}
