// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.row;

import io.velostream.schema.model.InvalidValueException;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * The digits of seconds that columns hold: those that a declared type has not are cut off when it
 * is read, as a cast does, and refused when they would be lost in what is written.
 */
public final class TimeDigits {

  private static final int NANO_DIGITS = 9;
  private static final int MILLI_DIGITS = 3;
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  private TimeDigits() {}

  /** How many digits behind the seconds a type of times has. */
  public static int of(LogicalType type) {
    return LogicalTypeChecks.getPrecision(type);
  }

  /** The time with no more digits, towards the past. */
  public static TimestampData cut(TimestampData time, int digits) {
    if (digits >= NANO_DIGITS) {
      return time;
    }
    if (digits >= MILLI_DIGITS) {
      int nanos = time.getNanoOfMillisecond();
      int cut = nanos - nanos % POWERS[NANO_DIGITS - digits];
      return cut == nanos ? time : TimestampData.fromEpochMillis(time.getMillisecond(), cut);
    }
    long millis = time.getMillisecond();
    return TimestampData.fromEpochMillis(
        millis - Math.floorMod(millis, POWERS[MILLI_DIGITS - digits]), 0);
  }

  /** The milliseconds of a day with no more digits. */
  public static int cut(int millisOfDay, int digits) {
    return digits >= MILLI_DIGITS
        ? millisOfDay
        : millisOfDay - millisOfDay % POWERS[MILLI_DIGITS - digits];
  }

  /**
   * Returns the nanoseconds of the millisecond.
   *
   * @param digits how many can be written
   * @throws InvalidValueException if the time has more
   */
  public static int nanos(TimestampData time, int digits) {
    int nanos = time.getNanoOfMillisecond();
    if (nanos % Math.min(NANOS_PER_MILLI, POWERS[NANO_DIGITS - digits]) != 0) {
      throw new InvalidValueException(
          "the time has more digits than the "
              + digits
              + " of the schema; cast it to TIMESTAMP("
              + digits
              + ")",
          null);
    }
    return nanos;
  }
}
