// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SeenGenerationsTest {

  private static final SeenGenerations NONE = SeenGenerations.NONE;

  @Test
  void comparesWithinALineage() {
    SeenGenerations seen = NONE.with(of(1, 5));

    assertThat(seen.isNewerThan(of(1, 4))).isTrue();
    assertThat(seen.isNewerThan(of(1, 5))).isFalse();
    assertThat(seen.isNewerThan(of(1, 6))).isFalse();
    assertThat(seen.isNewerThan(of(2, 1))).isFalse();
    assertThat(seen.isBehind(of(1, 5))).isFalse();
    assertThat(seen.isBehind(of(1, 6))).isTrue();
    assertThat(seen.isBehind(of(2, 1))).isTrue();
    assertThat(NONE.isNewerThan(of(1, 0))).isFalse();
    assertThat(seen.with(of(1, 4))).isEqualTo(seen);
  }

  @Test
  void takesAnEarlierLineageForOldUpToWhatWasSeenOfIt() {
    SeenGenerations seen = NONE.with(of(1, 5)).with(of(2, 1));

    assertThat(seen.current()).isEqualTo(of(2, 1));
    assertThat(seen.isNewerThan(of(1, 5))).isTrue();
    assertThat(seen.with(of(1, 5))).isEqualTo(seen);
    assertThat(seen.isNewerThan(of(1, 6))).isFalse();
    assertThat(seen.with(of(1, 6)).current()).isEqualTo(of(1, 6));
  }

  @Test
  void goesOnBeyondEverythingSeen() {
    SeenGenerations seen = NONE.with(of(1, 50)).with(of(2, 3));

    assertThat(seen.next(of(2, 3))).isEqualTo(of(2, 51));
    assertThat(seen.next(of(3, 70))).isEqualTo(of(3, 71));
    assertThat(seen.next(of(1, 4))).as("after a roll-back").isEqualTo(of(2, 51));
    assertThat(seen.next(null).number()).isEqualTo(51);
    assertThat(seen.next(null).lineage()).isNotIn(of(1, 0).lineage(), of(2, 0).lineage());
    assertThat(NONE.next(null).number()).isEqualTo(1);
    assertThat(NONE.next(of(1, Long.MAX_VALUE))).isEqualTo(of(1, Long.MAX_VALUE));
  }

  @Test
  void takesTheOrderOfOthersIfTheyKnowTheCurrentLineage() {
    SeenGenerations mine = NONE.with(of(1, 50)).with(of(2, 9));
    SeenGenerations others = NONE.with(of(2, 7)).with(of(3, 1));

    assertThat(mine.joined(others)).isEqualTo(NONE.with(of(1, 50)).with(of(2, 9)).with(of(3, 1)));
    assertThat(mine.joined(NONE)).isEqualTo(mine);
    assertThat(NONE.joined(mine)).isEqualTo(mine);
  }

  @Test
  void leavesOutWhatItCannotOrder() {
    SeenGenerations mine = NONE.with(of(1, 50)).with(of(2, 9));

    assertThat(mine.joined(NONE.with(of(1, 60)).with(of(7, 1))))
        .isEqualTo(NONE.with(of(1, 60)).with(of(2, 9)));
    assertThat(mine.withUnordered(of(7, 1))).isEqualTo(NONE.with(of(7, 1)));
    assertThat(mine.withUnordered(of(2, 10))).isEqualTo(mine.with(of(2, 10)));
  }

  @Test
  void remembersTheLatestLineages() throws Exception {
    SeenGenerations seen = NONE;
    for (int lineage = 0; lineage < 40; lineage++) {
      seen = seen.with(of(lineage, lineage));
    }

    assertThat(seen.isNewerThan(of(39, 38))).isTrue();
    assertThat(seen.isNewerThan(of(8, 8))).isTrue();
    assertThat(seen.isNewerThan(of(7, 7))).as("forgotten").isFalse();
    assertThat(SeenGenerations.of(seen.toBytes())).isEqualTo(seen).hasSameHashCodeAs(seen);
  }

  @Test
  void refusesWhatIsNoRecord() {
    byte[] bytes = NONE.with(of(1, 5)).toBytes();
    byte[] negative = bytes.clone();
    negative[16] = -1;

    assertThatThrownBy(() -> SeenGenerations.of(Arrays.copyOf(bytes, 23)))
        .isInstanceOf(UnreadableSnapshotException.class);
    assertThatThrownBy(() -> SeenGenerations.of(negative))
        .isInstanceOf(UnreadableSnapshotException.class);
    assertThatThrownBy(() -> of(1, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Generation of(int lineage, long number) {
    return new Generation(new UUID(0, lineage), number);
  }
}
