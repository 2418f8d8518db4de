// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.avro;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** Values of Connect's logical types, and the plain ones beneath them. */
public final class LogicalValues {

  private LogicalValues() {}

  /** The plain value of one of a logical type; other values as they are. */
  public static Object toPlain(Schema schema, Object value) {
    if (schema.name() == null) {
      return value;
    }
    return switch (schema.name()) {
      case Decimal.LOGICAL_NAME ->
          value instanceof BigDecimal decimal ? Decimal.fromLogical(schema, decimal) : value;
      case Date.LOGICAL_NAME ->
          value instanceof java.util.Date date ? (Object) Date.fromLogical(schema, date) : value;
      case Time.LOGICAL_NAME ->
          value instanceof java.util.Date date ? (Object) Time.fromLogical(schema, date) : value;
      case Timestamp.LOGICAL_NAME ->
          value instanceof java.util.Date date
              ? (Object) Timestamp.fromLogical(schema, date)
              : value;
      default -> value;
    };
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

  private static byte[] bytes(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
