// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentBindingsTest {

  private static final int OFFERS = 100_000;

  private final RecentBindings<String> recent = new RecentBindings<>(8);

  @Test
  void fillsAnEmptySlot() {
    recent.offer(3, "three", null);

    assertThat(recent.at(3)).isEqualTo("three");
    assertThat(recent.at(4)).isNull();
  }

  @Test
  void replacesAnOutdatedBindingAtOnce() {
    recent.offer(3, "old", null);
    recent.offer(3, "new", "old");

    assertThat(recent.at(3)).isEqualTo("new");
  }

  @Test
  void writesSeldomWhereTwoBindingsShareASlot() {
    recent.offer(3, "three", null);
    int changes = 0;
    for (int n = 0; n < OFFERS; n++) {
      String before = recent.at(3);
      recent.offer(11, "three".equals(before) ? "eleven" : "three", null);
      changes += "three".equals(before) == "three".equals(recent.at(3)) ? 0 : 1;
    }

    assertThat(changes).isBetween(1, OFFERS / 16);
  }

  @Test
  void holdsNothingOnceCleared() {
    recent.offer(3, "three", null);
    recent.clear();

    assertThat(recent.at(3)).isNull();
  }
}
