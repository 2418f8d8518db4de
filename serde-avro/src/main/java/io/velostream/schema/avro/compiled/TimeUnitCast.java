// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import io.velostream.schema.avro.compiled.io.RejectedValueException;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Casts between units of dates, times and timestamps. A date becomes the timestamp of its midnight.
 */
final class TimeUnitCast {

  private static final long NANOS_OF_DAY = 86_400_000_000_000L;

  /** The kind of time and the length of its unit. */
  private record Unit(String kind, long nanos) {}

  private static final Map<String, Unit> UNITS =
      Map.of(
          "date", new Unit("date", NANOS_OF_DAY),
          "time-millis", new Unit("time", 1_000_000),
          "time-micros", new Unit("time", 1_000),
          "timestamp-millis", new Unit("timestamp", 1_000_000),
          "timestamp-micros", new Unit("timestamp", 1_000),
          "timestamp-nanos", new Unit("timestamp", 1),
          "local-timestamp-millis", new Unit("local-timestamp", 1_000_000),
          "local-timestamp-micros", new Unit("local-timestamp", 1_000),
          "local-timestamp-nanos", new Unit("local-timestamp", 1));

  private TimeUnitCast() {}

  /** Returns the cast to another unit; null when none exists. */
  static @Nullable LogicalTypeCast between(String before, String after, Schema to) {
    Unit from = UNITS.get(before);
    Unit into = UNITS.get(after);
    if (from == null || into == null || to.getType() != Schema.Type.LONG) {
      return null;
    }
    boolean isMidnight = from.kind.equals("date") && into.kind.endsWith("timestamp");
    if (!isMidnight && !from.kind.equals(into.kind)) {
      return null;
    }
    return from.nanos >= into.nanos
        ? value -> multiplied(value, from.nanos / into.nanos, after)
        : value -> divided(value, into.nanos / from.nanos, after);
  }

  private static Object multiplied(Object value, long factor, String after) {
    try {
      return Math.multiplyExact(((Number) value).longValue(), factor);
    } catch (ArithmeticException e) {
      throw new RejectedValueException("a value is out of the range of " + after);
    }
  }

  private static Object divided(Object value, long divisor, String after) {
    long count = ((Number) value).longValue();
    if (count % divisor != 0) {
      throw new RejectedValueException("a value is more precise than " + after + " can represent");
    }
    return count / divisor;
  }
}
