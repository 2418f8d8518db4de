// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * Writes columns as JSON. Null is written where the schema of the property allows it, else the
 * property is left out.
 */
final class JsonColumnWriters {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private JsonColumnWriters() {}

  /** Writes a value that is not null. Thread-safe. */
  @FunctionalInterface
  interface Writer {
    void write(Object value, JsonGenerator out) throws IOException;
  }

  @FunctionalInterface
  private interface NullableWriter {
    void write(@Nullable Object value, JsonGenerator out) throws IOException;
  }

  private record Property(
      String name,
      RowData.FieldGetter column,
      Writer writer,
      boolean allowsNull,
      boolean isRequired) {}

  /**
   * Returns the writer of rows.
   *
   * @param document the registered schema
   * @param given the part of it that describes the object
   * @throws InvalidSchemaException naming a column that has no property, whose property has another
   *     type, or whose type JSON has not, or a required property without a column
   */
  static Writer row(RowType row, JsonSchema document, JsonNode given, String path) {
    JsonNode schema = JsonProperties.target(document, given);
    JsonNode properties = schema.path("properties");
    requireColumns(row, schema, path);
    boolean isClosed =
        schema.path("additionalProperties").isBoolean()
            && !schema.path("additionalProperties").booleanValue();
    Property[] all = new Property[row.getFieldCount()];
    for (int i = 0; i < all.length; i++) {
      String name = row.getFieldNames().get(i);
      JsonNode property = properties.path(name);
      if (property.isMissingNode() && isClosed) {
        throw new InvalidSchemaException(
            "column "
                + path
                + name
                + " has no property in the schema, which allows no other; register a version that"
                + " has it, or leave the column out");
      }
      LogicalType type = row.getTypeAt(i);
      boolean allowsNull = JsonProperties.allowsNull(document, property);
      all[i] =
          new Property(
              name,
              RowData.createFieldGetter(type, i),
              of(type, document, property, path + name),
              allowsNull,
              !allowsNull && JsonProperties.isRequired(schema, name));
    }
    return (value, out) -> write((RowData) value, all, path, out);
  }

  private static void requireColumns(RowType row, JsonNode schema, String path) {
    for (JsonNode each : schema.path("required")) {
      if (!row.getFieldNames().contains(each.asText())) {
        throw new InvalidSchemaException(
            "property "
                + path
                + each.asText()
                + " is required by the schema, and has no column; declare a column for it");
      }
    }
  }

  private static void write(RowData row, Property[] properties, String path, JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    for (Property property : properties) {
      Object value = property.column.getFieldOrNull(row);
      if (value != null) {
        out.writeFieldName(property.name);
        property.writer.write(value, out);
      } else if (property.allowsNull) {
        out.writeNullField(property.name);
      } else if (property.isRequired) {
        throw nullRefused(path + property.name);
      }
    }
    out.writeEndObject();
  }

  private static InvalidValueException nullRefused(String path) {
    return new InvalidValueException(
        "column " + path + " is null, and the schema allows no null", null);
  }

  private static Writer of(LogicalType type, JsonSchema document, JsonNode given, String path) {
    JsonNode schema = JsonProperties.branch(document, given);
    JsonProperties.requireFits(document, given, type, path, JsonKinds.written(type, schema));
    boolean isNumber = JsonKinds.isNumber(type, schema);
    boolean isRfc3339 = schema.path("format").asText().matches("date-time|time");
    return switch (type.getTypeRoot()) {
      case BOOLEAN -> (value, out) -> out.writeBoolean((Boolean) value);
      case TINYINT, SMALLINT, INTEGER, BIGINT ->
          (value, out) -> out.writeNumber(((Number) value).longValue());
      case FLOAT -> (value, out) -> out.writeNumber((Float) value);
      case DOUBLE -> (value, out) -> out.writeNumber((Double) value);
      case DECIMAL -> decimal(schema, path);
      case CHAR, VARCHAR -> (value, out) -> out.writeString(value.toString());
      case BINARY, VARBINARY -> (value, out) -> out.writeBinary((byte[]) value);
      case DATE ->
          isNumber
              ? (value, out) -> out.writeNumber((Integer) value)
              : (value, out) -> out.writeString(LocalDate.ofEpochDay((Integer) value).toString());
      case TIME_WITHOUT_TIME_ZONE ->
          isNumber
              ? (value, out) -> out.writeNumber((Integer) value)
              : (value, out) ->
                  out.writeString(
                      LocalTime.ofNanoOfDay((Integer) value * NANOS_PER_MILLI)
                              .format(DateTimeFormatter.ISO_LOCAL_TIME)
                          + (isRfc3339 ? "Z" : ""));
      case TIMESTAMP_WITHOUT_TIME_ZONE ->
          isNumber
              ? (value, out) -> out.writeNumber(millis((TimestampData) value, path))
              : (value, out) ->
                  out.writeString(
                      ((TimestampData) value)
                              .toLocalDateTime()
                              .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                          + (isRfc3339 ? "Z" : ""));
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          isNumber
              ? (value, out) -> out.writeNumber(millis((TimestampData) value, path))
              : (value, out) ->
                  out.writeString(
                      ((TimestampData) value)
                          .toInstant()
                          .atOffset(ZoneOffset.UTC)
                          .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
      case ROW -> row((RowType) type, document, schema, path + ".");
      case ARRAY -> array((ArrayType) type, document, schema, path);
      case MAP -> map((MapType) type, document, schema, path);
      default ->
          throw new InvalidSchemaException(
              "column " + path + ": JSON has no type for " + type.asSummaryString());
    };
  }

  private static long millis(TimestampData time, String path) {
    if (time.getNanoOfMillisecond() != 0) {
      throw new InvalidValueException(
          "column "
              + path
              + " has digits below the milliseconds of Kafka Connect's Timestamp; CAST it in the"
              + " statement to a type with 3 digits",
          null);
    }
    return time.getMillisecond();
  }

  private static Writer decimal(JsonNode schema, String path) {
    if (!JsonKinds.isBase64Decimal(schema)) {
      return (value, out) -> out.writeNumber(((DecimalData) value).toBigDecimal());
    }
    int scale = JsonKinds.scale(schema);
    return (value, out) -> {
      BigDecimal given = ((DecimalData) value).toBigDecimal();
      if (given.stripTrailingZeros().scale() > scale) {
        throw new InvalidValueException(
            "column " + path + " has more digits than the scale " + scale + " of the schema", null);
      }
      out.writeBinary(
          given.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue().toByteArray());
    };
  }

  private static Writer array(ArrayType type, JsonSchema document, JsonNode schema, String path) {
    NullableWriter element =
        element(type.getElementType(), document, schema.path("items"), path + "[]");
    ArrayData.ElementGetter getter = ArrayData.createElementGetter(type.getElementType());
    return (value, out) -> {
      ArrayData array = (ArrayData) value;
      out.writeStartArray();
      for (int i = 0; i < array.size(); i++) {
        element.write(getter.getElementOrNull(array, i), out);
      }
      out.writeEndArray();
    };
  }

  private static Writer map(MapType type, JsonSchema document, JsonNode schema, String path) {
    JsonRowSchemas.requireTextKeys(type, path);
    NullableWriter element =
        element(type.getValueType(), document, schema.path("additionalProperties"), path + "{}");
    ArrayData.ElementGetter keys = ArrayData.createElementGetter(type.getKeyType());
    ArrayData.ElementGetter values = ArrayData.createElementGetter(type.getValueType());
    return (value, out) -> {
      MapData map = (MapData) value;
      ArrayData keyArray = map.keyArray();
      ArrayData valueArray = map.valueArray();
      out.writeStartObject();
      for (int i = 0; i < map.size(); i++) {
        out.writeFieldName(String.valueOf(keys.getElementOrNull(keyArray, i)));
        element.write(values.getElementOrNull(valueArray, i), out);
      }
      out.writeEndObject();
    };
  }

  /** Writes an element, or null where the schema does not refuse that. */
  private static NullableWriter element(
      LogicalType type, JsonSchema document, JsonNode schema, String path) {
    Writer writer = of(type, document, schema, path);
    boolean refusesNull = JsonProperties.refusesNull(document, schema);
    return (value, out) -> {
      if (value != null) {
        writer.write(value, out);
      } else if (refusesNull) {
        throw nullRefused(path);
      } else {
        out.writeNull();
      }
    };
  }
}
