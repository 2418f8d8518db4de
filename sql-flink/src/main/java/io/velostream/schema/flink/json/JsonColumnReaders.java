// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Reads JSON tokens as the internal form of columns. Properties without a column are skipped. */
final class JsonColumnReaders {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private JsonColumnReaders() {}

  /** Reads the value that begins at the parser's token. Thread-safe. */
  @FunctionalInterface
  interface Reader {
    @Nullable Object read(JsonParser in) throws IOException;
  }

  /**
   * Returns the reader of rows.
   *
   * @param more how many fields are left null behind the columns
   * @throws InvalidSchemaException naming a column whose type JSON has not
   */
  static Reader row(RowType row, int more, String path) {
    int count = row.getFieldCount();
    Map<String, Integer> columns = new HashMap<>();
    Reader[] readers = new Reader[count];
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = path + row.getFieldNames().get(i);
      columns.put(row.getFieldNames().get(i), i);
      readers[i] = nullable(row.getTypeAt(i), names[i]);
    }
    return in -> {
      require(in, JsonToken.START_OBJECT, path.isEmpty() ? "the payload" : path, "an object");
      GenericRowData value = new GenericRowData(count + more);
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        Integer column = columns.get(in.currentName());
        in.nextToken();
        if (column == null) {
          in.skipChildren();
        } else {
          value.setField(column, readers[column].read(in));
        }
      }
      for (int i = 0; i < count; i++) {
        if (value.isNullAt(i) && !row.getTypeAt(i).isNullable()) {
          throw problem(names[i], "is NOT NULL, and the payload has no value for it");
        }
      }
      return value;
    };
  }

  private static Reader nullable(LogicalType type, String path) {
    Reader reader = of(type, path);
    return in -> in.currentToken() == JsonToken.VALUE_NULL ? null : reader.read(in);
  }

  private static Reader of(LogicalType type, String path) {
    return switch (type.getTypeRoot()) {
      case BOOLEAN ->
          in -> {
            if (!in.currentToken().isBoolean()) {
              throw problem(path, "is not a boolean in the payload");
            }
            return in.currentToken() == JsonToken.VALUE_TRUE;
          };
      case TINYINT -> in -> (byte) whole(in, path, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SMALLINT -> in -> (short) whole(in, path, Short.MIN_VALUE, Short.MAX_VALUE);
      case INTEGER -> in -> (int) whole(in, path, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BIGINT -> in -> whole(in, path, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT -> in -> number(in, path).floatValue();
      case DOUBLE -> in -> number(in, path).doubleValue();
      case DECIMAL -> in -> decimal(number(in, path), (DecimalType) type, path);
      case CHAR, VARCHAR -> in -> StringData.fromString(text(in, path));
      case BINARY, VARBINARY -> JsonParser::getBinaryValue;
      case DATE ->
          in ->
              in.currentToken().isNumeric()
                  ? (Object) in.getIntValue()
                  : (int) parsed(path, () -> LocalDate.parse(text(in, path)).toEpochDay());
      case TIME_WITHOUT_TIME_ZONE ->
          in ->
              in.currentToken().isNumeric()
                  ? (Object) in.getIntValue()
                  : (int)
                      parsed(
                          path,
                          () -> LocalTime.parse(text(in, path)).toNanoOfDay() / NANOS_PER_MILLI);
      case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> in -> timestamp(in, path);
      case ROW -> row((RowType) type, 0, path + ".");
      case ARRAY -> array((ArrayType) type, path);
      case MAP -> map((MapType) type, path);
      default ->
          throw new InvalidSchemaException(
              "column " + path + ": JSON has no type for " + type.asSummaryString());
    };
  }

  private static Reader array(ArrayType type, String path) {
    Reader element = nullable(type.getElementType(), path + "[]");
    return in -> {
      require(in, JsonToken.START_ARRAY, path, "an array");
      List<@Nullable Object> elements = new ArrayList<>();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        elements.add(element.read(in));
      }
      return new GenericArrayData(elements.toArray());
    };
  }

  private static Reader map(MapType type, String path) {
    Reader value = nullable(type.getValueType(), path + "{}");
    return in -> {
      require(in, JsonToken.START_OBJECT, path, "an object");
      Map<Object, @Nullable Object> entries = new HashMap<>();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        StringData key = StringData.fromString(in.currentName());
        in.nextToken();
        entries.put(key, value.read(in));
      }
      return new GenericMapData(entries);
    };
  }

  private static TimestampData timestamp(JsonParser in, String path) throws IOException {
    if (in.currentToken().isNumeric()) {
      return TimestampData.fromEpochMillis(in.getLongValue());
    }
    String text = text(in, path);
    try {
      return TimestampData.fromLocalDateTime(LocalDateTime.parse(text.replace(' ', 'T')));
    } catch (DateTimeException e) {
      try {
        Instant instant = OffsetDateTime.parse(text).toInstant();
        return TimestampData.fromInstant(instant);
      } catch (DateTimeException other) {
        throw problem(path, "is no ISO-8601 time in the payload");
      }
    }
  }

  private interface TextParsing {
    long parse() throws IOException;
  }

  private static long parsed(String path, TextParsing parsing) throws IOException {
    try {
      return parsing.parse();
    } catch (DateTimeException e) {
      throw problem(path, "is no ISO-8601 date or time in the payload");
    }
  }

  private static long whole(JsonParser in, String path, long min, long max) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NUMBER_INT
        && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      long value = in.getLongValue();
      if (value >= min && value <= max) {
        return value;
      }
      throw problem(path, "is out of the column's range in the payload");
    }
    try {
      BigDecimal value = number(in, path);
      long whole = value.longValueExact();
      if (whole >= min && whole <= max) {
        return whole;
      }
    } catch (ArithmeticException e) {
      throw problem(path, "is not a whole number in the payload");
    }
    throw problem(path, "is out of the column's range in the payload");
  }

  private static BigDecimal number(JsonParser in, String path) throws IOException {
    if (!in.currentToken().isNumeric()) {
      throw problem(path, "is not a number in the payload");
    }
    return in.getDecimalValue();
  }

  private static DecimalData decimal(BigDecimal value, DecimalType type, String path) {
    DecimalData fitted =
        value.stripTrailingZeros().scale() > type.getScale()
            ? null
            : DecimalData.fromBigDecimal(value, type.getPrecision(), type.getScale());
    if (fitted == null) {
      throw problem(path, "does not fit into " + type.asSummaryString());
    }
    return fitted;
  }

  private static String text(JsonParser in, String path) throws IOException {
    if (!in.currentToken().isScalarValue()) {
      throw problem(path, "is not a text in the payload");
    }
    return in.getText();
  }

  private static void require(JsonParser in, JsonToken token, String path, String name) {
    if (in.currentToken() != token) {
      throw problem(path, "is not " + name + " in the payload");
    }
  }

  private static InvalidValueException problem(String path, String problem) {
    return new InvalidValueException("field " + path + " " + problem, null);
  }
}
