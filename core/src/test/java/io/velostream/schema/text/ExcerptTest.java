// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Texts up to the length stay, longer ones are shortened. */
class ExcerptTest {

  @Test
  void aTextOfTheLengthStays() {
    String text = "x".repeat(Excerpt.LENGTH);
    assertThat(Excerpt.of(text)).isEqualTo(text);
    assertThat(Excerpt.of("")).isEmpty();
  }

  @Test
  void aLongerTextIsShortened() {
    assertThat(Excerpt.of("x".repeat(Excerpt.LENGTH + 1)))
        .isEqualTo("x".repeat(Excerpt.LENGTH) + "…");
    assertThat(Excerpt.of("abcd", 3)).isEqualTo("abc…");
    assertThat(Excerpt.of("abc", 3)).isEqualTo("abc");
  }

  @Test
  void nullIsNamed() {
    assertThat(Excerpt.of(null)).isEqualTo("null");
  }
}
