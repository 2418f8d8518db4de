// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

/**
 * Writes doubles that stand for few digits, as prices and measurements do, with the characters of
 * {@link Double#toString(double)}.
 *
 * <p>A decimal of at most 15 digits is told from all others by its nearest double. So where a
 * double is the nearest to one of at most 13 digits, six of them after the point, that decimal
 * without zeros at its end is the shortest that names the double, which is what {@code toString}
 * gives. Whether it is the nearest is what a division tells: it is rounded correctly, and both
 * operands are exact.
 */
final class ShortDecimals {

  /** Characters of the longest that is written: a sign, seven digits, a point, six digits. */
  static final int MAX_LENGTH = 15;

  private static final int MAX_SCALE = 6;
  private static final double SCALE = 1e6;

  /** From here on {@code toString} writes exponents. */
  private static final double TOO_LARGE = 1e7;

  /** Below this {@code toString} writes exponents. */
  private static final double LEAST = 1e-3;

  private ShortDecimals() {}

  /**
   * Writes a number, if it is one of those.
   *
   * @param target has room for {@link #MAX_LENGTH} bytes
   * @return where the number ends; -1 when nothing is written
   */
  static int write(double number, byte[] target, int from) {
    double size = Math.abs(number);
    if (!(size >= LEAST && size < TOO_LARGE)) {
      return -1;
    }
    long digits = (long) (size * SCALE + 0.5);
    if (digits / SCALE != size) {
      return -1;
    }
    int scale = MAX_SCALE;
    while (scale > 1 && digits % 10 == 0) {
      digits /= 10;
      scale--;
    }
    int at = from;
    if (number < 0) {
      target[at++] = '-';
    }
    int end = at + Math.max(length(digits), scale + 1) + 1;
    for (int i = end - 1; i >= at; i--) {
      if (end - 1 - i == scale) {
        target[i] = '.';
      } else {
        target[i] = (byte) ('0' + digits % 10);
        digits /= 10;
      }
    }
    return end;
  }

  private static int length(long number) {
    int length = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      length++;
    }
    return length;
  }
}
