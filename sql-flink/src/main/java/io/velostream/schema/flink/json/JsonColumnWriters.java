// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.InvalidValueException;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
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

  private final JsonNode root;

  private JsonColumnWriters(JsonNode root) {
    this.root = root;
  }

  /** Writes a value that is not null. Thread-safe. */
  @FunctionalInterface
  interface Writer {
    void write(Object value, JsonGenerator out) throws IOException;
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
   * @param root the registered schema of the object
   * @throws InvalidSchemaException naming a column that has no property, or whose type the property
   *     or JSON has not, and a required property without a column
   */
  static Writer row(RowType row, JsonNode root) {
    return new JsonColumnWriters(root).row(row, root, "");
  }

  private Writer row(RowType row, JsonNode given, String path) {
    JsonNode schema = JsonSchemas.resolved(root, given);
    JsonNode properties = schema.path("properties");
    Set<String> required = new LinkedHashSet<>();
    schema.path("required").forEach(each -> required.add(each.asText()));
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
              of(type, property, path + name),
              JsonSchemas.allowsNull(root, property),
              required.remove(name));
    }
    if (!required.isEmpty()) {
      throw new InvalidSchemaException(
          "property "
              + path
              + required.iterator().next()
              + " has no column, and the schema requires it; declare a column for it");
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
      } else if (property.isRequired) {
        throw new InvalidValueException(
            "field "
                + property.name
                + ": the column is null, and the schema requires the property and allows no null",
            null);
      }
    }
    out.writeEndObject();
  }

  private Writer of(LogicalType type, JsonNode given, String path) {
    Set<String> allowed = JsonSchemas.types(root, given);
    Set<String> written = typesOf(type);
    if (!allowed.isEmpty() && allowed.stream().noneMatch(written::contains)) {
      throw new InvalidSchemaException(
          "column "
              + path
              + " of type "
              + type.asSummaryString()
              + " cannot be written as the JSON type "
              + String.join(" or ", new TreeSet<>(allowed)));
    }
    return written(type, JsonSchemas.resolved(root, JsonSchemas.notNull(given)), path);
  }

  /** The types of JSON, one of which values of a column are written as. */
  private static Set<String> typesOf(LogicalType type) {
    return switch (type.getTypeRoot()) {
      case BOOLEAN -> Set.of("boolean");
      case TINYINT, SMALLINT, INTEGER, BIGINT -> Set.of("integer", "number");
      case FLOAT, DOUBLE -> Set.of("number");
      case DECIMAL ->
          ((DecimalType) type).getScale() == 0 ? Set.of("integer", "number") : Set.of("number");
      case ARRAY -> Set.of("array");
      case ROW, MAP -> Set.of("object");
      default -> Set.of("string");
    };
  }

  private Writer written(LogicalType type, JsonNode schema, String path) {
    // The formats "time" and "date-time" of JSON Schema have an offset.
    String offset = schema.path("format").asText().endsWith("time") ? "Z" : "";
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
                          .format(DateTimeFormatter.ISO_LOCAL_TIME)
                      + offset);
      case TIMESTAMP_WITHOUT_TIME_ZONE ->
          (value, out) ->
              out.writeString(
                  ((TimestampData) value)
                          .toLocalDateTime()
                          .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                      + offset);
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

  private Writer array(ArrayType type, JsonNode schema, String path) {
    Writer element = of(type.getElementType(), schema.path("items"), path + "[]");
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

  private Writer map(MapType type, JsonNode schema, String path) {
    JsonColumnReaders.requireTextKeys(type, path);
    Writer element = of(type.getValueType(), schema.path("additionalProperties"), path + "{}");
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
