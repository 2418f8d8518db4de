// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.velostream.schema.model.InvalidSchemaException;
import java.io.IOException;
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

  private record Property(
      String name, RowData.FieldGetter column, Writer writer, boolean allowsNull) {}

  /**
   * Returns the writer of rows.
   *
   * @param schema the registered schema of the object
   * @throws InvalidSchemaException naming a column that has no property, or whose type JSON has not
   */
  static Writer row(RowType row, JsonNode schema, String path) {
    JsonNode properties = schema.path("properties");
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
      all[i] =
          new Property(
              name,
              RowData.createFieldGetter(type, i),
              of(type, notNull(property), path + name),
              allowsNull(property));
    }
    return (value, out) -> write((RowData) value, all, out);
  }

  private static void write(RowData row, Property[] properties, JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    for (Property property : properties) {
      Object value = property.column.getFieldOrNull(row);
      if (value != null) {
        out.writeFieldName(property.name);
        property.writer.write(value, out);
      } else if (property.allowsNull) {
        out.writeNullField(property.name);
      }
    }
    out.writeEndObject();
  }

  private static boolean allowsNull(JsonNode schema) {
    if (isNull(schema)) {
      return true;
    }
    for (String keyword : new String[] {"oneOf", "anyOf"}) {
      for (JsonNode branch : schema.path(keyword)) {
        if (isNull(branch)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isNull(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      for (JsonNode each : type) {
        if (each.asText().equals("null")) {
          return true;
        }
      }
    }
    return type.asText().equals("null");
  }

  /** The one branch of a schema that is not null; the schema itself if it has no branches. */
  static JsonNode notNull(JsonNode schema) {
    for (String keyword : new String[] {"oneOf", "anyOf"}) {
      JsonNode found = MissingNode.getInstance();
      for (JsonNode branch : schema.path(keyword)) {
        if (!branch.path("type").asText().equals("null")) {
          found = branch;
        }
      }
      if (!found.isMissingNode()) {
        return found;
      }
    }
    return schema;
  }

  private static Writer of(LogicalType type, JsonNode schema, String path) {
    return switch (type.getTypeRoot()) {
      case BOOLEAN -> (value, out) -> out.writeBoolean((Boolean) value);
      case TINYINT, SMALLINT, INTEGER, BIGINT ->
          (value, out) -> out.writeNumber(((Number) value).longValue());
      case FLOAT -> (value, out) -> out.writeNumber((Float) value);
      case DOUBLE -> (value, out) -> out.writeNumber((Double) value);
      case DECIMAL -> (value, out) -> out.writeNumber(((DecimalData) value).toBigDecimal());
      case CHAR, VARCHAR -> (value, out) -> out.writeString(value.toString());
      case BINARY, VARBINARY -> (value, out) -> out.writeBinary((byte[]) value);
      case DATE ->
          (value, out) -> out.writeString(LocalDate.ofEpochDay((Integer) value).toString());
      case TIME_WITHOUT_TIME_ZONE ->
          (value, out) ->
              out.writeString(
                  LocalTime.ofNanoOfDay((Integer) value * NANOS_PER_MILLI)
                      .format(DateTimeFormatter.ISO_LOCAL_TIME));
      case TIMESTAMP_WITHOUT_TIME_ZONE ->
          (value, out) ->
              out.writeString(
                  ((TimestampData) value)
                      .toLocalDateTime()
                      .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME));
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          (value, out) ->
              out.writeString(
                  ((TimestampData) value)
                      .toInstant()
                      .atOffset(ZoneOffset.UTC)
                      .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
      case ROW -> row((RowType) type, schema, path + ".");
      case ARRAY -> array((ArrayType) type, schema, path);
      case MAP -> map((MapType) type, schema, path);
      default ->
          throw new InvalidSchemaException(
              "column " + path + ": JSON has no type for " + type.asSummaryString());
    };
  }

  private static Writer array(ArrayType type, JsonNode schema, String path) {
    Writer element = of(type.getElementType(), notNull(schema.path("items")), path + "[]");
    ArrayData.ElementGetter getter = ArrayData.createElementGetter(type.getElementType());
    return (value, out) -> {
      ArrayData array = (ArrayData) value;
      out.writeStartArray();
      for (int i = 0; i < array.size(); i++) {
        writeOrNull(element, getter.getElementOrNull(array, i), out);
      }
      out.writeEndArray();
    };
  }

  private static Writer map(MapType type, JsonNode schema, String path) {
    Writer element =
        of(type.getValueType(), notNull(schema.path("additionalProperties")), path + "{}");
    ArrayData.ElementGetter keys = ArrayData.createElementGetter(type.getKeyType());
    ArrayData.ElementGetter values = ArrayData.createElementGetter(type.getValueType());
    return (value, out) -> {
      MapData map = (MapData) value;
      ArrayData keyArray = map.keyArray();
      ArrayData valueArray = map.valueArray();
      out.writeStartObject();
      for (int i = 0; i < map.size(); i++) {
        out.writeFieldName(String.valueOf(keys.getElementOrNull(keyArray, i)));
        writeOrNull(element, values.getElementOrNull(valueArray, i), out);
      }
      out.writeEndObject();
    };
  }

  private static void writeOrNull(Writer writer, @Nullable Object value, JsonGenerator out)
      throws IOException {
    if (value == null) {
      out.writeNull();
    } else {
      writer.write(value, out);
    }
  }
}
