// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is what {@code Double.toString} gives. */
class ShortDoubleWriterTest {

  private static final int NUMBERS = Integer.getInteger("decimals.drawn", 1_000_000);

  private static final byte[] TARGET = new byte[ShortDoubleWriter.MAX_LENGTH + 1];

  /** The characters; null where nothing is written. */
  private static String written(double number) {
    int end = ShortDoubleWriter.write(number, TARGET, 1);
    return end < 0 ? null : new String(TARGET, 1, end - 1, StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.001,
        0.0015,
        0.002,
        0.1,
        0.15,
        0.5,
        1,
        1.5,
        2,
        9.99,
        10,
        100,
        13.99,
        0.3,
        1.000001,
        123456.789012,
        9999999,
        9999999.999999,
        1234567,
        1e6,
        999999.5,
        0.010203,
        5.00001
      })
  void writesFewDigits(double number) {
    assertThat(written(number)).isEqualTo(Double.toString(number));
    assertThat(written(-number)).isEqualTo(Double.toString(-number));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.0,
        -0.0,
        0.00099,
        1e7,
        1e300,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        1.0000001,
        0.1 + 0.2,
        1 / 3.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void leavesOthers(double number) {
    assertThat(written(number)).isNull();
  }

  @Test
  void writesDecimalsOfAllLengthsAsTheyAreNamed() {
    Random random = new Random(13);
    double[] scales = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
    for (int i = 0; i < NUMBERS; i++) {
      double scale = scales[random.nextInt(scales.length)];
      long most = 1L << 1 + random.nextInt(43);
      double number = random.nextLong(most) / scale;
      String text = written(number);
      if (number >= 1e-3 && number < 1e7) {
        assertThat(text).isEqualTo(Double.toString(number));
      } else {
        assertThat(text).isNull();
      }
    }
  }

  @Test
  void writesNothingElseThanTheNameOfANumberThatIsNearADecimal() {
    Random random = new Random(14);
    for (int i = 0; i < NUMBERS; i++) {
      double number = random.nextLong(1L << 1 + random.nextInt(43)) / 1e6;
      String text = written(random.nextBoolean() ? Math.nextUp(number) : Math.nextDown(number));
      assertThat(text).isNull();
    }
  }
}
