// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/**
 * The types of JSON Schema that columns are read from, and written as. Kafka Connect's logical
 * types are named by {@code title}: times are numbers there, and decimals may be bytes in base64.
 */
final class JsonKinds {

  private static final String CONNECT = "org.apache.kafka.connect.data.";
  static final String DECIMAL = CONNECT + "Decimal";
  private static final String DATE = CONNECT + "Date";
  private static final String TIME = CONNECT + "Time";
  private static final String TIMESTAMP = CONNECT + "Timestamp";

  private static final int MILLIS = 3;
  private static final Set<String> NUMBERS = Set.of("integer", "number");

  private JsonKinds() {}

  /** The types that a column can be written as, in values of a schema. */
  static Set<String> written(LogicalType type, JsonNode schema) {
    return switch (type.getTypeRoot()) {
      case BOOLEAN -> Set.of("boolean");
      case TINYINT, SMALLINT, INTEGER, BIGINT -> NUMBERS;
      case FLOAT, DOUBLE -> Set.of("number");
      case DECIMAL ->
          isBase64Decimal(schema)
              ? Set.of("string")
              : ((DecimalType) type).getScale() == 0 ? NUMBERS : Set.of("number");
      case ARRAY -> Set.of("array");
      case ROW, MAP -> Set.of("object");
      case DATE,
          TIME_WITHOUT_TIME_ZONE,
          TIMESTAMP_WITHOUT_TIME_ZONE,
          TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          isNumber(type, schema) ? NUMBERS : Set.of("string");
      default -> Set.of("string");
    };
  }

  /** The types of which at least some values can be read into a column. */
  static Set<String> read(LogicalType type, JsonNode schema) {
    return switch (type.getTypeRoot()) {
      case BOOLEAN -> Set.of("boolean");
      case TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE -> NUMBERS;
      case DECIMAL -> isBase64Decimal(schema) ? Set.of("string") : NUMBERS;
      case ARRAY -> Set.of("array");
      case ROW, MAP -> Set.of("object");
      case CHAR, VARCHAR -> Set.of("string", "integer", "number", "boolean");
      case DATE,
          TIME_WITHOUT_TIME_ZONE,
          TIMESTAMP_WITHOUT_TIME_ZONE,
          TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          Set.of("string", "integer", "number");
      default -> Set.of("string");
    };
  }

  /** Whether a schema describes a time of a column's type as a number, as Kafka Connect does. */
  static boolean isNumber(LogicalType type, JsonNode schema) {
    String title = schema.path("title").asText();
    return switch (type.getTypeRoot()) {
      case DATE -> title.equals(DATE);
      case TIME_WITHOUT_TIME_ZONE -> title.equals(TIME);
      default -> title.equals(TIMESTAMP);
    };
  }

  /** The column of a time that a schema describes as a number; null for other numbers. */
  static @Nullable DataType timeOf(JsonNode schema) {
    return switch (schema.path("title").asText()) {
      case DATE -> DataTypes.DATE();
      case TIME -> DataTypes.TIME(MILLIS);
      case TIMESTAMP -> DataTypes.TIMESTAMP_LTZ(MILLIS);
      default -> null;
    };
  }

  /** Whether a schema describes decimals as the bytes of their unscaled value. */
  static boolean isBase64Decimal(JsonNode schema) {
    return schema.path("title").asText().equals(DECIMAL)
        && schema.path("type").asText().equals("string");
  }

  /** The scale of Kafka Connect's decimals. */
  static int scale(JsonNode schema) {
    return schema.path("connect.parameters").path("scale").asInt();
  }
}
