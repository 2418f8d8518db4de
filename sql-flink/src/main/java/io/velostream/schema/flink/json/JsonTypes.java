// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.DecimalType;

/** The column types of JSON schemas. */
public final class JsonTypes {

  static final String CONNECT_TYPE = "connect.type";
  private static final int TIME_DIGITS = 3;

  private JsonTypes() {}

  /**
   * The type of a column for values of a schema.
   *
   * @param document the schema with the documents that it refers to
   * @param schema the part of it that describes the values
   * @throws InvalidSchemaException naming the property that has no type, or contains itself
   */
  public static DataType columnType(JsonSchema document, JsonNode schema) {
    return columnType(document, schema, "", new ArrayList<>());
  }

  private static DataType columnType(
      JsonSchema document, JsonNode given, String path, List<JsonNode> above) {
    JsonNode same = JsonProperties.branch(document, given);
    if (same.isMissingNode()) {
      throw noColumn(path, "has a reference to an unknown schema", "");
    }
    if (above.stream().anyMatch(each -> each.equals(same))) {
      throw noColumn(path, "contains itself, which columns cannot", ", with rows of a fixed depth");
    }
    above.add(same);
    DataType type = ofType(document, same, path, above);
    above.remove(above.size() - 1);
    return type;
  }

  private static InvalidSchemaException noColumn(String path, String problem, String advice) {
    return new InvalidSchemaException(
        (path.isEmpty() ? "the schema " : "property " + path + " ")
            + problem
            + "; declare the table by CREATE TABLE"
            + advice);
  }

  private static DataType ofType(
      JsonSchema document, JsonNode schema, String path, List<JsonNode> above) {
    return switch (typeName(schema)) {
      case "boolean" -> DataTypes.BOOLEAN();
      case "integer" -> integer(schema);
      case "number" -> number(schema);
      case "string" -> text(schema);
      case "array" ->
          DataTypes.ARRAY(columnType(document, schema.path("items"), path + "[]", above));
      case "object" -> object(document, schema, path, above);
      default -> throw noColumn(path, "names no type", ", with a type for it or without it");
    };
  }

  private static DataType integer(JsonNode schema) {
    DataType time = JsonKinds.timeOf(schema);
    if (time != null) {
      return time;
    }
    return switch (schema.path(CONNECT_TYPE).asText()) {
      case "int8" -> DataTypes.TINYINT();
      case "int16" -> DataTypes.SMALLINT();
      case "int32" -> DataTypes.INT();
      default -> DataTypes.BIGINT();
    };
  }

  private static String typeName(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      for (JsonNode each : type) {
        if (!each.asText().equals("null")) {
          return each.asText();
        }
      }
    }
    if (type.isMissingNode()) {
      return schema.has("properties") ? "object" : isOfTexts(schema) ? "string" : "";
    }
    return type.asText();
  }

  /** Whether the values that the schema lists are texts, or null. */
  private static boolean isOfTexts(JsonNode schema) {
    if (schema.path("const").isTextual()) {
      return true;
    }
    boolean hasText = false;
    for (JsonNode each : schema.path("enum")) {
      if (!each.isTextual() && !each.isNull()) {
        return false;
      }
      hasText |= each.isTextual();
    }
    return hasText;
  }

  private static DataType number(JsonNode schema) {
    JsonNode parameters = schema.path("connect.parameters");
    if (schema.path("title").asText().equals(JsonKinds.DECIMAL)) {
      return DataTypes.DECIMAL(
          parameters.path("connect.decimal.precision").asInt(DecimalType.MAX_PRECISION),
          JsonKinds.scale(schema));
    }
    return schema.path(CONNECT_TYPE).asText().equals("float32")
        ? DataTypes.FLOAT()
        : DataTypes.DOUBLE();
  }

  private static DataType text(JsonNode schema) {
    if (JsonKinds.isBase64Decimal(schema)) {
      return number(schema);
    }
    if (schema.path("contentEncoding").asText().equals("base64")
        || schema.path(CONNECT_TYPE).asText().equals("bytes")) {
      return DataTypes.BYTES();
    }
    return switch (schema.path("format").asText()) {
      case "date" -> DataTypes.DATE();
      case "time" -> DataTypes.TIME(TIME_DIGITS);
      case "date-time" -> DataTypes.TIMESTAMP_LTZ(TIME_DIGITS);
      default -> DataTypes.STRING();
    };
  }

  private static DataType object(
      JsonSchema document, JsonNode schema, String path, List<JsonNode> above) {
    JsonNode others = schema.path("additionalProperties");
    if (others.isObject() && schema.path("properties").isEmpty()) {
      return DataTypes.MAP(
          DataTypes.STRING().notNull(), columnType(document, others, path + "{}", above));
    }
    List<DataTypes.Field> fields = new ArrayList<>();
    schema
        .path("properties")
        .properties()
        .forEach(
            each -> {
              DataType type =
                  columnType(
                      document,
                      each.getValue(),
                      path.isEmpty() ? each.getKey() : path + "." + each.getKey(),
                      above);
              String doc = each.getValue().path("description").asText(null);
              fields.add(
                  doc == null
                      ? DataTypes.FIELD(each.getKey(), type)
                      : DataTypes.FIELD(each.getKey(), type, doc));
            });
    return DataTypes.ROW(fields);
  }
}
