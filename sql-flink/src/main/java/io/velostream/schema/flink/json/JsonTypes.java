// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** The column types of JSON schemas, and the JSON schemas of rows. */
public final class JsonTypes {

  private static final String CONNECT_TYPE = "connect.type";
  private static final String DECIMAL = "org.apache.kafka.connect.data.Decimal";
  private static final int TIME_DIGITS = 3;

  private JsonTypes() {}

  /**
   * The type of a column for values of a schema.
   *
   * @param root the document that holds the schema, for references within it
   * @throws InvalidSchemaException if it names no type, or refers to itself
   */
  public static DataType columnType(JsonNode root, JsonNode schema) {
    return columnType(root, schema, new ArrayList<>());
  }

  private static DataType columnType(JsonNode root, JsonNode given, List<JsonNode> above) {
    JsonNode schema = JsonColumnWriters.notNull(given);
    if (schema.has("$ref")) {
      schema = target(root, schema.get("$ref").asText());
    }
    JsonNode same = schema;
    if (above.stream().anyMatch(each -> each.equals(same))) {
      throw new InvalidSchemaException("the schema contains itself, which columns cannot");
    }
    above.add(schema);
    DataType type = ofType(root, schema, above);
    above.remove(above.size() - 1);
    return type;
  }

  private static JsonNode target(JsonNode root, String reference) {
    JsonNode found = reference.startsWith("#") ? root.at(reference.substring(1)) : root.path("");
    if (found.isMissingNode()) {
      throw new InvalidSchemaException(
          "the reference " + reference + " is outside of the schema; declare the table by hand");
    }
    return found;
  }

  private static DataType ofType(JsonNode root, JsonNode schema, List<JsonNode> above) {
    return switch (typeName(schema)) {
      case "boolean" -> DataTypes.BOOLEAN();
      case "integer" -> integer(schema);
      case "number" -> number(schema);
      case "string" -> text(schema);
      case "array" -> DataTypes.ARRAY(columnType(root, schema.path("items"), above));
      case "object" -> object(root, schema, above);
      default -> throw new InvalidSchemaException("the schema names no type");
    };
  }

  private static DataType integer(JsonNode schema) {
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
      return schema.has("properties") ? "object" : schema.has("enum") ? "string" : "";
    }
    return type.asText();
  }

  private static DataType number(JsonNode schema) {
    JsonNode parameters = schema.path("connect.parameters");
    if (schema.path("title").asText().equals(DECIMAL)) {
      return DataTypes.DECIMAL(
          parameters.path("connect.decimal.precision").asInt(DecimalType.MAX_PRECISION),
          parameters.path("scale").asInt());
    }
    return schema.path(CONNECT_TYPE).asText().equals("float32")
        ? DataTypes.FLOAT()
        : DataTypes.DOUBLE();
  }

  private static DataType text(JsonNode schema) {
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

  private static DataType object(JsonNode root, JsonNode schema, List<JsonNode> above) {
    JsonNode others = schema.path("additionalProperties");
    if (others.isObject() && schema.path("properties").isEmpty()) {
      return DataTypes.MAP(DataTypes.STRING().notNull(), columnType(root, others, above));
    }
    List<DataTypes.Field> fields = new ArrayList<>();
    schema
        .path("properties")
        .properties()
        .forEach(
            each -> {
              DataType type = columnType(root, each.getValue(), above);
              String doc = each.getValue().path("description").asText(null);
              fields.add(
                  doc == null
                      ? DataTypes.FIELD(each.getKey(), type)
                      : DataTypes.FIELD(each.getKey(), type, doc));
            });
    return DataTypes.ROW(fields);
  }

  /**
   * The JSON schema of rows.
   *
   * @throws InvalidSchemaException naming a column whose type JSON has not
   */
  public static ObjectNode schemaOf(RowType row, String path) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JsonNodeFactory.instance.arrayNode();
    for (RowType.RowField field : row.getFields()) {
      ObjectNode type = schemaOf(field.getType(), path + field.getName());
      if (field.getType().isNullable()) {
        ObjectNode either = properties.putObject(field.getName());
        ArrayNode branches = either.putArray("oneOf");
        branches.addObject().put("type", "null");
        branches.add(type);
        field.getDescription().ifPresent(text -> either.put("description", text));
      } else {
        field.getDescription().ifPresent(text -> type.put("description", text));
        properties.set(field.getName(), type);
        required.add(field.getName());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema;
  }

  private static ObjectNode schemaOf(LogicalType type, String path) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    return switch (type.getTypeRoot()) {
      case BOOLEAN -> schema.put("type", "boolean");
      case TINYINT -> schema.put("type", "integer").put(CONNECT_TYPE, "int8");
      case SMALLINT -> schema.put("type", "integer").put(CONNECT_TYPE, "int16");
      case INTEGER -> schema.put("type", "integer").put(CONNECT_TYPE, "int32");
      case BIGINT -> schema.put("type", "integer").put(CONNECT_TYPE, "int64");
      case FLOAT -> schema.put("type", "number").put(CONNECT_TYPE, "float32");
      case DOUBLE -> schema.put("type", "number").put(CONNECT_TYPE, "float64");
      case DECIMAL -> {
        schema.put("type", "number").put("title", DECIMAL).put(CONNECT_TYPE, "bytes");
        schema
            .putObject("connect.parameters")
            .put("scale", String.valueOf(((DecimalType) type).getScale()))
            .put("connect.decimal.precision", String.valueOf(((DecimalType) type).getPrecision()));
        yield schema;
      }
      case CHAR, VARCHAR -> schema.put("type", "string");
      case BINARY, VARBINARY -> schema.put("type", "string").put("contentEncoding", "base64");
      case DATE -> schema.put("type", "string").put("format", "date");
      case TIME_WITHOUT_TIME_ZONE, TIMESTAMP_WITHOUT_TIME_ZONE -> schema.put("type", "string");
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          schema.put("type", "string").put("format", "date-time");
      case ARRAY -> {
        schema.put("type", "array");
        schema.set("items", element(((ArrayType) type).getElementType(), path + "[]"));
        yield schema;
      }
      case MAP -> {
        schema.put("type", "object");
        schema.set("additionalProperties", element(((MapType) type).getValueType(), path + "{}"));
        yield schema;
      }
      case ROW -> schemaOf((RowType) type, path + ".");
      default ->
          throw new InvalidSchemaException(
              "column " + path + ": JSON has no type for " + type.asSummaryString());
    };
  }

  private static ObjectNode element(LogicalType type, String path) {
    ObjectNode schema = schemaOf(type, path);
    if (!type.isNullable()) {
      return schema;
    }
    ObjectNode either = JsonNodeFactory.instance.objectNode();
    either
        .putArray("oneOf")
        .add(JsonNodeFactory.instance.objectNode().put("type", "null"))
        .add(schema);
    return either;
  }
}
