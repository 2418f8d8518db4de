// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

/**
 * Writes doubles with few digits, such as prices and measurements, in the format of {@link
 * Double#toString(double)}.
 *
 * <p>Decimals of at most 15 digits have distinct nearest doubles. So if a double is the nearest one
 * to a decimal of at most 13 digits, six of them after the point, that decimal without trailing
 * zeros is the shortest representation, which {@code toString} returns. A division checks that the
 * double is the nearest one: it is correctly rounded, and both operands are exact.
 */
final class ShortDoubleWriter {

  /** The maximum length: a sign, seven digits, a point, six digits. */
  static final int MAX_LENGTH = 15;

  private static final int MAX_SCALE = 6;
  private static final double SCALE = 1e6;

  /** From this value on {@code toString} uses exponents. */
  private static final double LIMIT = 1e7;

  /** Below this value {@code toString} uses exponents. */
  private static final double MIN = 1e-3;

  private ShortDoubleWriter() {}

  /**
   * Writes a number, if it has few digits.
   *
   * @param target has space for {@link #MAX_LENGTH} bytes
   * @return the end of the number; -1 when nothing was written
   */
  static int write(double number, byte[] target, int from) {
    double size = Math.abs(number);
    if (!(size >= MIN && size < LIMIT)) {
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
