// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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

  private final JsonNode root;
  private final Consumer<String> omitted;
  private final List<JsonNode> above = new ArrayList<>();
  private String path = "";

  private JsonTypes(JsonNode root, Consumer<String> omitted) {
    this.root = root;
    this.omitted = omitted;
  }

  /**
   * The type of a column for values of a schema. Properties for which there is none, as those of no
   * type and those of an object that contains itself, are left out.
   *
   * @param root the document, for references within it
   * @param omitted gets each property that is left out, with the reason
   * @throws InvalidSchemaException if there is none for the schema itself
   */
  public static DataType columnType(JsonNode root, Consumer<String> omitted) {
    return new JsonTypes(root, omitted).columnType(root);
  }

  @SuppressWarnings("ReferenceEquality") // Two properties may be described alike.
  private DataType columnType(JsonNode given) {
    JsonNode schema = resolved(root, JsonSchemas.notNull(given));
    if (above.stream().anyMatch(each -> each == schema)) {
      throw new InvalidSchemaException("the schema contains itself, which columns cannot");
    }
    above.add(schema);
    DataType type = ofType(schema);
    above.remove(above.size() - 1);
    return type;
  }

  private static JsonNode resolved(JsonNode root, JsonNode schema) {
    JsonNode found = JsonSchemas.resolved(root, schema);
    if (found.isMissingNode() && schema.has("$ref")) {
      throw new InvalidSchemaException(
          "the reference "
              + schema.get("$ref").asText()
              + " is outside of the schema; declare the table by hand");
    }
    return found;
  }

  private DataType ofType(JsonNode schema) {
    return switch (JsonSchemas.typeName(schema)) {
      case "boolean" -> DataTypes.BOOLEAN();
      case "integer" -> integer(schema);
      case "number" -> number(schema);
      case "string" -> text(schema);
      case "array" -> DataTypes.ARRAY(columnType(schema.path("items")));
      case "object" -> object(schema);
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

  private DataType object(JsonNode schema) {
    JsonNode others = schema.path("additionalProperties");
    if (others.isObject() && schema.path("properties").isEmpty()) {
      return DataTypes.MAP(DataTypes.STRING().notNull(), columnType(others));
    }
    List<DataTypes.Field> fields = new ArrayList<>();
    String before = path;
    for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
      path = before.isEmpty() ? each.getKey() : before + "." + each.getKey();
      int depth = above.size();
      try {
        DataType type = columnType(each.getValue());
        String doc = each.getValue().path("description").asText(null);
        fields.add(
            doc == null
                ? DataTypes.FIELD(each.getKey(), type)
                : DataTypes.FIELD(each.getKey(), type, doc));
      } catch (InvalidSchemaException e) {
        above.subList(depth, above.size()).clear();
        omitted.accept(path + ": " + e.getMessage());
      }
    }
    path = before;
    if (fields.isEmpty()) {
      throw new InvalidSchemaException("the object has no property that columns hold");
    }
    return DataTypes.ROW(fields.toArray(DataTypes.Field[]::new));
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
        JsonColumnReaders.requireTextKeys((MapType) type, path);
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
