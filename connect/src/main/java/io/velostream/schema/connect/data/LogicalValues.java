// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.data;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/** Values of Connect's logical types, and the plain ones beneath them. */
@SuppressWarnings(
    "JavaUtilDate") // The class of Connect's values; those of java.sql have no instant.
public final class LogicalValues {

  private static final long DAY = 86_400_000;

  private LogicalValues() {}

  /** Whether a schema is of a logical type. */
  public static boolean isLogical(Schema schema) {
    return schema.name() != null
        && switch (schema.name()) {
          case Decimal.LOGICAL_NAME, Date.LOGICAL_NAME, Time.LOGICAL_NAME, Timestamp.LOGICAL_NAME ->
              true;
          default -> false;
        };
  }

  /** The plain value of one of a logical type; other values as they are. */
  public static Object toPlain(Schema schema, Object value) {
    if (schema.name() == null) {
      return value;
    }
    return switch (schema.name()) {
      case Decimal.LOGICAL_NAME ->
          value instanceof BigDecimal decimal ? Decimal.fromLogical(schema, decimal) : value;
      case Date.LOGICAL_NAME ->
          value instanceof java.util.Date date ? (Object) days(schema, date) : value;
      case Time.LOGICAL_NAME ->
          value instanceof java.util.Date date ? (Object) millis(schema, date) : value;
      case Timestamp.LOGICAL_NAME ->
          value instanceof java.util.Date date
              ? (Object) Timestamp.fromLogical(schema, date)
              : value;
      default -> value;
    };
  }

  /** As {@link Date#fromLogical}, which needs a calendar. */
  private static int days(Schema schema, java.util.Date date) {
    long millis = date.getTime();
    return Math.floorMod(millis, DAY) == 0
        ? (int) Math.floorDiv(millis, DAY)
        : Date.fromLogical(schema, date);
  }

  /** As {@link Time#fromLogical}, which needs a calendar. */
  private static int millis(Schema schema, java.util.Date date) {
    long millis = date.getTime();
    return millis >= 0 && millis < DAY ? (int) millis : Time.fromLogical(schema, date);
  }

  /** The value of a logical type that a plain one stands for; other values as they are. */
  public static Object ofPlain(Schema schema, Object value) {
    if (schema.name() == null) {
      return value;
    }
    return switch (schema.name()) {
      case Decimal.LOGICAL_NAME -> Decimal.toLogical(schema, bytes(value));
      case Date.LOGICAL_NAME -> Date.toLogical(schema, (Integer) value);
      case Time.LOGICAL_NAME -> Time.toLogical(schema, (Integer) value);
      case Timestamp.LOGICAL_NAME -> Timestamp.toLogical(schema, (Long) value);
      default -> value;
    };
  }

  /**
   * The number of a default, which is a text in JSON where JSON has no such number: {@code NaN},
   * {@code Infinity} and {@code -Infinity}.
   *
   * @throws ClassCastException for all else
   */
  public static Number number(Object value) {
    return switch (String.valueOf(value)) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> (Number) value;
    };
  }

  /**
   * Returns a number that is within the range of a type.
   *
   * @throws DataException if it is not: a conversion would make another number of it
   */
  public static long within(long min, long max, long number) {
    if (number < min || number > max) {
      throw new DataException(
          "expected an integer from " + min + " to " + max + ", found another one");
    }
    return number;
  }

  /** The bytes of an array or of a buffer, whose position stays. */
  public static byte[] bytes(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
