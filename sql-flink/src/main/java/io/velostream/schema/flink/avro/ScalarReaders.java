// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import io.velostream.schema.model.InvalidValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.apache.flink.table.types.logical.DecimalType;
import org.jspecify.annotations.Nullable;

/** Readers of values without parts. */
final class ScalarReaders {

  private ScalarReaders() {}

  /**
   * Returns the reader of a schema as a type; null where they do not fit.
   *
   * @param schema neither a union nor a record, an array or a map
   */
  static @Nullable ColumnReader of(
      Schema schema, org.apache.flink.table.types.logical.LogicalType type) {
    return switch (type.getTypeRoot()) {
      case BOOLEAN -> schema.getType() == Schema.Type.BOOLEAN ? AvroInput::readBoolean : null;
      case TINYINT -> integer(schema, Byte.MIN_VALUE, Byte.MAX_VALUE, number -> (byte) number);
      case SMALLINT -> integer(schema, Short.MIN_VALUE, Short.MAX_VALUE, number -> (short) number);
      case INTEGER -> integer(schema, Integer.MIN_VALUE, Integer.MAX_VALUE, number -> (int) number);
      case BIGINT -> isWhole(schema) ? AvroInput::readLong : null;
      case FLOAT ->
          isWhole(schema)
              ? in -> (float) in.readLong()
              : schema.getType() == Schema.Type.FLOAT ? AvroInput::readFloat : null;
      case DOUBLE -> number(schema);
      case DECIMAL -> decimal(schema, (DecimalType) type);
      case CHAR, VARCHAR -> text(schema);
      case BINARY, VARBINARY -> bytes(schema);
      case DATE -> isLogical(schema, "date") ? AvroInput::readInt : null;
      case TIME_WITHOUT_TIME_ZONE -> Times.timeReader(schema);
      case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          Times.reader(schema, Times.digits(type));
      default -> null;
    };
  }

  private interface Narrowing {
    Object of(long number);
  }

  private static @Nullable ColumnReader integer(
      Schema schema, long min, long max, Narrowing narrowing) {
    if (!isWhole(schema)) {
      return null;
    }
    return in -> {
      long value = in.readLong();
      if (value < min || value > max) {
        throw new InvalidValueException("the number is out of the column's range", null);
      }
      return narrowing.of(value);
    };
  }

  private static boolean isWhole(Schema schema) {
    return schema.getType() == Schema.Type.INT || schema.getType() == Schema.Type.LONG;
  }

  private static @Nullable ColumnReader number(Schema schema) {
    return switch (schema.getType()) {
      case INT, LONG -> in -> (double) in.readLong();
      case FLOAT -> in -> (double) in.readFloat();
      case DOUBLE -> AvroInput::readDouble;
      default -> null;
    };
  }

  private static @Nullable ColumnReader text(Schema schema) {
    return switch (schema.getType()) {
      case STRING, BYTES ->
          in -> {
            int length = in.readLength();
            int at = in.take(length);
            return BinaryStringData.fromBytes(Arrays.copyOfRange(in.bytes(), at, at + length));
          };
      case ENUM -> {
        StringData[] symbols =
            schema.getEnumSymbols().stream().map(StringData::fromString).toArray(StringData[]::new);
        yield in -> symbols[in.readInt()];
      }
      default -> null;
    };
  }

  private static @Nullable ColumnReader bytes(Schema schema) {
    return switch (schema.getType()) {
      case STRING, BYTES ->
          in -> {
            int length = in.readLength();
            int at = in.take(length);
            return Arrays.copyOfRange(in.bytes(), at, at + length);
          };
      case FIXED -> {
        int length = schema.getFixedSize();
        yield in -> {
          int at = in.take(length);
          return Arrays.copyOfRange(in.bytes(), at, at + length);
        };
      }
      default -> null;
    };
  }

  private static @Nullable ColumnReader decimal(Schema schema, DecimalType type) {
    if (isWhole(schema)) {
      return in -> fitted(BigDecimal.valueOf(in.readLong()), type);
    }
    if (!(schema.getLogicalType() instanceof LogicalTypes.Decimal decimal)) {
      return null;
    }
    int scale = decimal.getScale();
    boolean isFixed = schema.getType() == Schema.Type.FIXED;
    int size = isFixed ? schema.getFixedSize() : 0;
    return in -> {
      int length = isFixed ? size : in.readLength();
      int at = in.take(length);
      if (length == 0) {
        throw new InvalidValueException("a decimal has no bytes", null);
      }
      return fitted(new BigDecimal(new BigInteger(in.bytes(), at, length), scale), type);
    };
  }

  private static DecimalData fitted(BigDecimal value, DecimalType type) {
    DecimalData fitted =
        value.stripTrailingZeros().scale() > type.getScale()
            ? null
            : DecimalData.fromBigDecimal(value, type.getPrecision(), type.getScale());
    if (fitted == null) {
      throw new InvalidValueException(
          "a decimal does not fit into " + type.asSummaryString() + "; declare a wider one", null);
    }
    return fitted;
  }

  static boolean isLogical(Schema schema, String name) {
    LogicalType logical = schema.getLogicalType();
    return logical != null && logical.getName().equals(name);
  }
}
