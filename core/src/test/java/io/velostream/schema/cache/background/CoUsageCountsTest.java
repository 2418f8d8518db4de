// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.background;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.lookup.SchemaKey;
import io.velostream.schema.model.SchemaId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How uses are counted together, fade, and go on in the next process. */
class CoUsageCountsTest {

  private static final SchemaKey A = key(1);
  private static final SchemaKey B = key(2);
  private static final SchemaKey C = key(3);

  private final CoUsageModel model = new CoUsageModel(2, 0.5, 100);

  @Test
  void countsLessonsAndPairsInBothDirections() {
    assertThat(model.recordedUses()).isZero();
    window(A, B);
    window(A, B, C);

    assertThat(model.recordedUses()).isEqualTo(5);
    assertThat(model.size()).isEqualTo(6);
    assertThat(model.all())
        .containsExactlyInAnyOrder(
            new CoUsageModel.Counts(A, 2, Map.of(B, 2.0, C, 1.0)),
            new CoUsageModel.Counts(B, 2, Map.of(A, 2.0, C, 1.0)),
            new CoUsageModel.Counts(C, 1, Map.of(A, 1.0, B, 1.0)));
  }

  @Test
  void namesWhatWasUsedTogetherOftenEnough() {
    window(A, B, C);
    assertThat(model.likelyWith(A)).isEmpty();
    window(A, B);
    assertThat(model.likelyWith(A)).containsExactly(B);
    window(A, C);
    window(A, B);

    assertThat(model.likelyWith(A)).containsExactly(B, C);
    assertThat(model.likelyWith(key(9))).isEmpty();
  }

  @Test
  void namesNothingThatIsTooSmallAShareOfTheUses() {
    window(A, B);
    window(A, B);
    window(A);
    window(A);
    assertThat(model.likelyWith(A)).containsExactly(B);
    window(A);

    assertThat(model.likelyWith(A)).isEmpty();
    assertThat(model.likelyWith(B)).containsExactly(A);
  }

  @Test
  void forgetsWhatIsWorthLessThanHalfAUse() {
    window(A, B);
    window(A);
    model.halveCounts();

    assertThat(model.all())
        .containsExactlyInAnyOrder(
            new CoUsageModel.Counts(A, 1, Map.of(B, 0.5)),
            new CoUsageModel.Counts(B, 0.5, Map.of(A, 0.5)));
    assertThat(model.size()).isEqualTo(2);

    model.halveCounts();
    assertThat(model.all()).containsExactly(new CoUsageModel.Counts(A, 0.5, Map.of()));
    assertThat(model.size()).isZero();
    model.halveCounts();
    assertThat(model.all()).isEmpty();
  }

  @Test
  void goesOnFromWhatAnEarlierProcessCounted() {
    model.restore(new CoUsageModel.Counts(A, 3, Map.of(B, 3.0)));
    assertThat(model.likelyWith(A)).containsExactly(B);
    assertThat(model.size()).isEqualTo(1);
    assertThat(model.recordedUses()).isZero();

    window(C);
    model.restore(new CoUsageModel.Counts(C, 9, Map.of(A, 9.0)));
    assertThat(model.likelyWith(C)).isEmpty();
  }

  @Test
  void restoresNoMoreThanThereIsRoomFor() {
    CoUsageModel small = new CoUsageModel(1, 0.1, 2);
    small.restore(new CoUsageModel.Counts(A, 1, Map.of(B, 1.0, C, 1.0, key(4), 1.0)));
    assertThat(small.all()).isEmpty();

    small.restore(new CoUsageModel.Counts(A, 1, Map.of(B, 1.0, C, 1.0)));
    assertThat(small.size()).isEqualTo(2);
    small.restore(new CoUsageModel.Counts(B, 1, Map.of(C, 1.0)));
    assertThat(small.all()).hasSize(1);
    small.restore(new CoUsageModel.Counts(C, 1, Map.of()));
    small.restore(new CoUsageModel.Counts(key(5), 1, Map.of()));
    assertThat(small.all()).hasSize(2);
  }

  @Test
  void countsTheLastSixteenUsesAsTogetherWithOne() {
    CoUsageModel wide = new CoUsageModel(1, 0.1, 10_000);
    for (int id = 1; id <= 18; id++) {
      wide.recordUse(key(id));
    }

    assertThat(wide.likelyWith(key(18)))
        .hasSize(16)
        .doesNotContain(key(1))
        .contains(key(2), key(17));
    assertThat(wide.likelyWith(key(1))).hasSize(16).contains(key(17)).doesNotContain(key(18));
  }

  @Test
  void fadesWhenThereAreMorePairsThanItsBound() {
    CoUsageModel small = new CoUsageModel(1, 0.1, 6);
    for (int id = 1; id <= 3; id++) {
      small.recordUse(key(id));
    }
    assertThat(small.size()).isEqualTo(6);
    assertThat(small.likelyWith(A)).hasSize(2);

    small.recordUse(key(4));
    assertThat(small.size()).isLessThanOrEqualTo(6);
  }

  private void window(SchemaKey... used) {
    model.openNextWindow();
    for (SchemaKey key : used) {
      model.recordUse(key);
    }
  }

  private static SchemaKey key(int id) {
    return new SchemaKey.ById(SchemaId.of(id));
  }
}
