// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.json;

import static io.velostream.schema.flink.json.JsonTypes.CONNECT_TYPE;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.model.InvalidSchemaException;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** Derives the JSON schema of rows. */
public final class JsonRowSchemas {

  private JsonRowSchemas() {}

  /**
   * Returns the JSON schema of rows.
   *
   * @throws InvalidSchemaException naming a column whose type JSON has not
   */
  public static ObjectNode of(RowType row) {
    return schemaOf(row, "");
  }

  private static ObjectNode schemaOf(RowType row, String path) {
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
        schema.put("type", "number").put("title", JsonKinds.DECIMAL).put(CONNECT_TYPE, "bytes");
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
        requireTextKeys((MapType) type, path);
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

  /**
   * Checks the keys of a map, which are names in JSON.
   *
   * @throws InvalidSchemaException if they are no texts
   */
  static void requireTextKeys(MapType type, String path) {
    if (!type.getKeyType().is(LogicalTypeFamily.CHARACTER_STRING)) {
      throw new InvalidSchemaException(
          "column "
              + path
              + ": JSON has no type for "
              + type.asSummaryString()
              + "; the keys of its objects are texts");
    }
  }
}
