// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.avro;

import io.velostream.schema.model.InvalidValueException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/** Writers of values without parts. */
final class ScalarWriters {

  private ScalarWriters() {}

  /**
   * Returns the writer of a type as a schema; null where they do not fit.
   *
   * @param schema neither a union nor a record, an array or a map
   */
  static @Nullable ColumnWriter of(LogicalType type, Schema schema) {
    return switch (type.getTypeRoot()) {
      case BOOLEAN ->
          schema.getType() == Schema.Type.BOOLEAN
              ? (value, out) -> out.writeBoolean((Boolean) required(value))
              : null;
      case TINYINT, SMALLINT, INTEGER -> whole(schema, true);
      case BIGINT -> whole(schema, false);
      case FLOAT ->
          switch (schema.getType()) {
            case FLOAT -> (value, out) -> out.writeFloat((Float) required(value));
            case DOUBLE -> (value, out) -> out.writeDouble((Float) required(value));
            default -> null;
          };
      case DOUBLE ->
          schema.getType() == Schema.Type.DOUBLE
              ? (value, out) -> out.writeDouble((Double) required(value))
              : null;
      case DECIMAL -> decimal(schema);
      case CHAR, VARCHAR -> text(schema);
      case BINARY, VARBINARY -> bytes(schema);
      case DATE -> ScalarReaders.isLogical(schema, "date") ? number() : null;
      case TIME_WITHOUT_TIME_ZONE -> Times.timeWriter(schema);
      case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> Times.writer(schema);
      default -> null;
    };
  }

  static Object required(@Nullable Object value) {
    if (value == null) {
      throw new InvalidValueException("the column is null, and the schema allows no null", null);
    }
    return value;
  }

  private static ColumnWriter number() {
    return (value, out) -> out.writeLong(((Number) required(value)).longValue());
  }

  private static @Nullable ColumnWriter whole(Schema schema, boolean fitsInt) {
    return switch (schema.getType()) {
      case INT -> fitsInt ? number() : null;
      case LONG -> number();
      case FLOAT -> null;
      case DOUBLE ->
          fitsInt
              ? (value, out) -> out.writeDouble(((Number) required(value)).doubleValue())
              : null;
      default -> null;
    };
  }

  private static @Nullable ColumnWriter text(Schema schema) {
    return switch (schema.getType()) {
      case STRING -> (value, out) -> out.writeBytes(((StringData) required(value)).toBytes());
      case ENUM -> {
        List<String> symbols = schema.getEnumSymbols();
        yield (value, out) -> {
          int ordinal = symbols.indexOf(required(value).toString());
          if (ordinal < 0) {
            throw new InvalidValueException(
                "the text is no symbol of enum " + schema.getFullName(), null);
          }
          out.writeLong(ordinal);
        };
      }
      default -> null;
    };
  }

  private static @Nullable ColumnWriter bytes(Schema schema) {
    return switch (schema.getType()) {
      case BYTES -> (value, out) -> out.writeBytes((byte[]) required(value));
      case FIXED ->
          (value, out) -> {
            byte[] given = (byte[]) required(value);
            if (given.length != schema.getFixedSize()) {
              throw new InvalidValueException(
                  given.length + " bytes do not fit the " + schema.getFixedSize() + " of a fixed",
                  null);
            }
            out.writeRaw(given);
          };
      default -> null;
    };
  }

  private static @Nullable ColumnWriter decimal(Schema schema) {
    if (!(schema.getLogicalType() instanceof LogicalTypes.Decimal decimal)) {
      return null;
    }
    int scale = decimal.getScale();
    int precision = decimal.getPrecision();
    boolean isFixed = schema.getType() == Schema.Type.FIXED;
    return (value, out) -> {
      BigDecimal given = ((DecimalData) required(value)).toBigDecimal();
      if (given.stripTrailingZeros().scale() > scale
          || given.setScale(scale, java.math.RoundingMode.DOWN).precision() > precision) {
        throw new InvalidValueException(
            "a decimal does not fit precision " + precision + " and scale " + scale, null);
      }
      byte[] unscaled =
          given.setScale(scale, java.math.RoundingMode.UNNECESSARY).unscaledValue().toByteArray();
      if (!isFixed) {
        out.writeBytes(unscaled);
        return;
      }
      byte[] padded = new byte[schema.getFixedSize()];
      if (unscaled.length > padded.length) {
        throw new InvalidValueException("a decimal has more bytes than its fixed type", null);
      }
      int start = padded.length - unscaled.length;
      Arrays.fill(padded, 0, start, (byte) (unscaled[0] < 0 ? -1 : 0));
      System.arraycopy(unscaled, 0, padded, start, unscaled.length);
      out.writeRaw(padded);
    };
  }
}
