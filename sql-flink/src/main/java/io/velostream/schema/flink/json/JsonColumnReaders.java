// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.flink.row.Digits;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.jspecify.annotations.Nullable;

/** Reads JSON tokens as the internal form of columns. Properties without a column are skipped. */
final class JsonColumnReaders {

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final byte[] NONE = {};

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
   * @param document the schema of the payload
   * @param given the part of it that describes the object
   * @throws InvalidSchemaException naming a column whose type is another than that of its property,
   *     or JSON has not
   */
  static Reader row(RowType row, int more, JsonSchema document, JsonNode given, String path) {
    JsonNode properties = JsonProperties.branch(document, given).path("properties");
    int count = row.getFieldCount();
    Map<String, Integer> columns = new HashMap<>();
    Reader[] readers = new Reader[count];
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = path + row.getFieldNames().get(i);
      columns.put(row.getFieldNames().get(i), i);
      JsonNode property = properties.path(row.getFieldNames().get(i));
      if (property.isMissingNode() && !properties.isEmpty() && !row.getTypeAt(i).isNullable()) {
        throw new InvalidSchemaException(
            "column "
                + names[i]
                + " is NOT NULL, and the schema has no such property; declare it nullable");
      }
      readers[i] = nullable(row.getTypeAt(i), document, property, names[i]);
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

  private static Reader nullable(
      LogicalType type, JsonSchema document, JsonNode schema, String path) {
    Reader reader = of(type, document, schema, path);
    return in -> in.currentToken() == JsonToken.VALUE_NULL ? null : reader.read(in);
  }

  private static Reader of(LogicalType type, JsonSchema document, JsonNode given, String path) {
    JsonNode schema = JsonProperties.branch(document, given);
    JsonProperties.requireFits(document, given, type, path, JsonKinds.read(type, schema));
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
      case DECIMAL -> decimal((DecimalType) type, schema, path);
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
                  : (int) parsed(path, () -> millisOfDay(text(in, path), path));
      case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> {
        int digits = LogicalTypeChecks.getPrecision(type);
        yield in -> {
          TimestampData time = timestamp(in, path);
          if (!Digits.fits(
              Math.floorMod(time.getMillisecond(), 1000L) * NANOS_PER_MILLI
                  + time.getNanoOfMillisecond(),
              digits)) {
            throw problem(
                path,
                "has more digits than the "
                    + digits
                    + " of the column in the payload; declare the column with more digits");
          }
          return time;
        };
      }
      case ROW -> row((RowType) type, 0, document, schema, path + ".");
      case ARRAY -> array((ArrayType) type, document, schema.path("items"), path);
      case MAP -> map((MapType) type, document, schema.path("additionalProperties"), path);
      default ->
          throw new InvalidSchemaException(
              "column " + path + ": JSON has no type for " + type.asSummaryString());
    };
  }

  private static Reader array(ArrayType type, JsonSchema document, JsonNode schema, String path) {
    Reader element = nullable(type.getElementType(), document, schema, path + "[]");
    return in -> {
      require(in, JsonToken.START_ARRAY, path, "an array");
      List<@Nullable Object> elements = new ArrayList<>();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        elements.add(element.read(in));
      }
      return new GenericArrayData(elements.toArray());
    };
  }

  private static Reader map(MapType type, JsonSchema document, JsonNode schema, String path) {
    JsonRowSchemas.requireTextKeys(type, path);
    Reader value = nullable(type.getValueType(), document, schema, path + "{}");
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

  /** A time with an offset, as RFC 3339 has it, is taken as UTC. */
  private static long millisOfDay(String text, String path) {
    LocalTime time =
        DateTimeFormatter.ISO_TIME.parseBest(text, OffsetTime::from, LocalTime::from)
                instanceof OffsetTime offset
            ? offset.withOffsetSameInstant(ZoneOffset.UTC).toLocalTime()
            : LocalTime.parse(text);
    long nanos = time.toNanoOfDay();
    if (nanos % NANOS_PER_MILLI != 0) {
      throw problem(
          path,
          "has digits below milliseconds, which Flink's TIME does not hold; declare the column as"
              + " STRING");
    }
    return nanos / NANOS_PER_MILLI;
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
    BigDecimal value = number(in, path);
    if (value.stripTrailingZeros().scale() > 0) {
      throw problem(path, "is not a whole number in the payload");
    }
    if (value.compareTo(BigDecimal.valueOf(min)) < 0
        || value.compareTo(BigDecimal.valueOf(max)) > 0) {
      throw problem(path, "is out of the column's range in the payload");
    }
    return value.longValueExact();
  }

  private static BigDecimal number(JsonParser in, String path) throws IOException {
    if (!in.currentToken().isNumeric()) {
      throw problem(path, "is not a number in the payload");
    }
    return in.getDecimalValue();
  }

  private static Reader decimal(DecimalType type, JsonNode schema, String path) {
    if (!JsonKinds.isBase64Decimal(schema)) {
      return in -> decimal(number(in, path), type, path);
    }
    int scale = JsonKinds.scale(schema);
    return in -> {
      byte[] unscaled = in.currentToken() == JsonToken.VALUE_STRING ? in.getBinaryValue() : NONE;
      if (unscaled.length == 0) {
        throw problem(path, "is not a decimal in base64 in the payload");
      }
      return decimal(new BigDecimal(new BigInteger(unscaled), scale), type, path);
    };
  }

  private static DecimalData decimal(BigDecimal value, DecimalType type, String path) {
    DecimalData fitted =
        value.stripTrailingZeros().scale() > type.getScale()
            ? null
            : DecimalData.fromBigDecimal(value, type.getPrecision(), type.getScale());
    if (fitted == null) {
      throw problem(path, "does not fit into " + type.asSummaryString() + "; declare a wider one");
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
