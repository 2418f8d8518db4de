// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import io.velostream.schema.flink.row.Digits;
import io.velostream.schema.model.InvalidValueException;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.jspecify.annotations.Nullable;

/**
 * Readers and writers of times. Digits are never cut off: a value with more digits than its column
 * or its field has is refused.
 */
final class Times {

  private static final int MICROS = 6;
  private static final int MILLIS = 3;
  private static final int NANOS = 9;
  private static final long PER_MILLI = 1_000_000;
  private static final int PER_MICRO = 1_000;

  private Times() {}

  /** The digits of a second that a column has. */
  static int digits(org.apache.flink.table.types.logical.LogicalType type) {
    return LogicalTypeChecks.getPrecision(type);
  }

  /** Times of a day in milliseconds, which columns of any precision hold. */
  static @Nullable ColumnReader timeReader(Schema schema) {
    return switch (logicalName(schema)) {
      case "time-millis" -> AvroInput::readInt;
      case "time-micros" ->
          in -> {
            long micros = in.readLong();
            if (micros % PER_MICRO != 0) {
              throw new InvalidValueException(
                  "a time has microseconds, and Flink's TIME holds milliseconds; declare the column"
                      + " as BIGINT, which is read as microseconds",
                  null);
            }
            return (int) (micros / PER_MICRO);
          };
      default -> null;
    };
  }

  static @Nullable ColumnWriter timeWriter(Schema schema) {
    return switch (logicalName(schema)) {
      case "time-millis" -> (value, out) -> out.writeLong((Integer) ScalarWriters.required(value));
      case "time-micros" ->
          (value, out) ->
              out.writeLong(((Integer) ScalarWriters.required(value)).longValue() * PER_MICRO);
      default -> null;
    };
  }

  static @Nullable ColumnReader reader(Schema schema, int digits) {
    return switch (unit(schema)) {
      case "millis" -> in -> read(in.readLong(), 0, digits);
      case "micros" ->
          in -> {
            long micros = in.readLong();
            return read(
                Math.floorDiv(micros, (long) PER_MICRO),
                (int) Math.floorMod(micros, (long) PER_MICRO) * PER_MICRO,
                digits);
          };
      case "nanos" ->
          in -> {
            long nanos = in.readLong();
            return read(
                Math.floorDiv(nanos, PER_MILLI), (int) Math.floorMod(nanos, PER_MILLI), digits);
          };
      default -> null;
    };
  }

  private static TimestampData read(long millis, int nanos, int digits) {
    if (digits < NANOS) {
      Digits.requireFits(Math.floorMod(millis, 1000L) * PER_MILLI + nanos, digits);
    }
    return TimestampData.fromEpochMillis(millis, nanos);
  }

  static @Nullable ColumnWriter writer(Schema schema) {
    return switch (unit(schema)) {
      case "millis" ->
          (value, out) -> out.writeLong(checked(value, MILLIS, schema).getMillisecond());
      case "micros" ->
          (value, out) -> {
            TimestampData time = checked(value, MICROS, schema);
            out.writeLong(scaled(time, PER_MICRO, time.getNanoOfMillisecond() / PER_MICRO, schema));
          };
      case "nanos" ->
          (value, out) -> {
            TimestampData time = checked(value, NANOS, schema);
            out.writeLong(scaled(time, PER_MILLI, time.getNanoOfMillisecond(), schema));
          };
      default -> null;
    };
  }

  private static TimestampData checked(@Nullable Object value, int digits, Schema schema) {
    TimestampData time = (TimestampData) ScalarWriters.required(value);
    if (!Digits.fits(time.getNanoOfMillisecond(), digits)) {
      throw new InvalidValueException(
          "a time has more digits than the "
              + digits
              + " of "
              + logicalName(schema)
              + "; CAST it in the statement to a type with "
              + digits
              + " digits",
          null);
    }
    return time;
  }

  private static long scaled(TimestampData time, long perMilli, int rest, Schema schema) {
    try {
      return Math.addExact(Math.multiplyExact(time.getMillisecond(), perMilli), rest);
    } catch (ArithmeticException e) {
      throw new InvalidValueException(
          "a time is before or after those that "
              + logicalName(schema)
              + (perMilli == PER_MILLI ? " can hold, of the years 1677 to 2262" : " can hold"),
          null);
    }
  }

  private static String unit(Schema schema) {
    return switch (logicalName(schema)) {
      case "timestamp-millis", "local-timestamp-millis" -> "millis";
      case "timestamp-micros", "local-timestamp-micros" -> "micros";
      case "timestamp-nanos", "local-timestamp-nanos" -> "nanos";
      default -> "";
    };
  }

  /** Avro 1.11 knows no logical types of nanoseconds. */
  private static String logicalName(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    return logical == null ? String.valueOf(schema.getProp("logicalType")) : logical.getName();
  }
}
