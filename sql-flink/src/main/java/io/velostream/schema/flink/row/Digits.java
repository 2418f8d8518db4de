// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.row;

import io.velostream.schema.model.InvalidValueException;

/** The digits of a second, which types of times limit. */
public final class Digits {

  /** Nanoseconds of a unit with a number of digits. */
  private static final int[] UNITS = {
    1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
  };

  private Digits() {}

  /**
   * Whether nanoseconds have no more digits than a type.
   *
   * @param nanos nanoseconds of a second or a part of it
   * @param digits 0 to 9
   */
  public static boolean fits(long nanos, int digits) {
    return nanos % UNITS[digits] == 0;
  }

  /**
   * Refuses a time with more digits than its column has.
   *
   * @param nanos nanoseconds of a second or more
   * @param digits those of the column, 0 to 9
   * @throws InvalidValueException if it has more
   */
  public static void requireFits(long nanos, int digits) {
    if (!fits(nanos, digits)) {
      throw new InvalidValueException(
          "a time has more digits than the "
              + digits
              + " of the column; declare the column with more digits",
          null);
    }
  }
}
