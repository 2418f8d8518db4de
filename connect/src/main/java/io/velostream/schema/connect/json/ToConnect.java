// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.connect.data.LogicalValues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Converts JSON to values of one schema of Connect. Compiled once for a schema. Immutable, and safe
 * for use by many threads.
 */
@FunctionalInterface
interface ToConnect {

  /**
   * Converts a value.
   *
   * @throws DataException if the value does not fit the schema
   */
  @Nullable Object apply(@Nullable JsonNode value);

  /** Converts values that are not null. */
  @FunctionalInterface
  interface Present {
    Object apply(JsonNode value);
  }

  /** Compiles the conversion. */
  static ToConnect of(Schema schema, JsonOptions options) {
    Present present = present(schema, options);
    return value ->
        value == null || value.isNull() || value.isMissingNode() ? null : present.apply(value);
  }

  private static Present present(Schema schema, JsonOptions options) {
    return switch (schema.type()) {
      case INT8 -> value -> (byte) integer(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case INT16 -> value -> (short) integer(value, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT32 ->
          value ->
              LogicalValues.ofPlain(
                  schema, (int) integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case INT64 ->
          value -> LogicalValues.ofPlain(schema, integer(value, Long.MIN_VALUE, Long.MAX_VALUE));
      case FLOAT32 -> value -> number(value).floatValue();
      case FLOAT64 -> value -> number(value).doubleValue();
      case BOOLEAN -> value -> require(value, value.isBoolean(), "a boolean").booleanValue();
      case STRING -> value -> value.isTextual() ? value.textValue() : value.asText();
      case BYTES -> value -> bytes(schema, value);
      case ARRAY -> array(of(schema.valueSchema(), options));
      case MAP -> map(schema, options);
      case STRUCT -> JsonNames.isUnion(schema) ? union(schema, options) : struct(schema, options);
    };
  }

  private static long integer(JsonNode value, long min, long max) {
    boolean fits =
        value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong();
    long number = require(value, fits, "an integer").longValue();
    require(value, number >= min && number <= max, "an integer of the type's range");
    return number;
  }

  private static JsonNode number(JsonNode value) {
    return require(value, value.isNumber(), "a number");
  }

  /** The message has no value, which may be confidential. */
  private static JsonNode require(JsonNode value, boolean fits, String expected) {
    if (!fits) {
      throw new DataException("expected " + expected + ", found another " + value.getNodeType());
    }
    return value;
  }

  private static Object bytes(Schema schema, JsonNode value) {
    if (Decimal.LOGICAL_NAME.equals(schema.name()) && value.isNumber()) {
      String scale = JsonNames.parameter(schema, Decimal.SCALE_FIELD);
      return value.decimalValue().setScale(scale == null ? 0 : Integer.parseInt(scale));
    }
    try {
      return LogicalValues.ofPlain(schema, ByteBuffer.wrap(value.binaryValue()));
    } catch (IOException e) {
      throw new DataException("expected bytes in Base64", e);
    }
  }

  private static Present array(ToConnect items) {
    return value -> {
      require(value, value.isArray(), "an array");
      List<@Nullable Object> converted = new ArrayList<>(value.size());
      value.forEach(each -> converted.add(items.apply(each)));
      return converted;
    };
  }

  private static Present map(Schema schema, JsonOptions options) {
    ToConnect keys = of(schema.keySchema(), options);
    ToConnect values = of(schema.valueSchema(), options);
    return value -> {
      Map<@Nullable Object, @Nullable Object> converted = new LinkedHashMap<>();
      if (value.isObject()) {
        for (Map.Entry<String, JsonNode> each : value.properties()) {
          converted.put(each.getKey(), values.apply(each.getValue()));
        }
      } else {
        require(value, value.isArray(), "an object or an array of entries");
        value.forEach(
            each -> converted.put(keys.apply(each.get("key")), values.apply(each.get("value"))));
      }
      return converted;
    };
  }

  private static Present struct(Schema schema, JsonOptions options) {
    Field[] fields = schema.fields().toArray(Field[]::new);
    ToConnect[] steps = new ToConnect[fields.length];
    for (int i = 0; i < fields.length; i++) {
      steps[i] = of(fields[i].schema(), options);
    }
    return value -> {
      require(value, value.isObject(), "an object");
      Struct struct = new Struct(schema);
      for (int i = 0; i < steps.length; i++) {
        Object field = steps[i].apply(value.get(fields[i].name()));
        if (field != null || fields[i].schema().defaultValue() == null) {
          struct.put(fields[i], field);
        }
      }
      return struct;
    };
  }

  /** The first branch that the value fits. */
  private static Present union(Schema schema, JsonOptions options) {
    List<Field> fields = schema.fields();
    List<ToConnect> steps = fields.stream().map(each -> of(each.schema(), options)).toList();
    return value -> {
      for (int i = 0; i < steps.size(); i++) {
        if (fits(fields.get(i).schema(), value)) {
          return new Struct(schema).put(fields.get(i), steps.get(i).apply(value));
        }
      }
      throw new DataException("no branch of the union fits a value of type " + value.getNodeType());
    };
  }

  private static boolean fits(Schema schema, JsonNode value) {
    return switch (schema.type()) {
      case INT8, INT16, INT32, INT64 -> value.isIntegralNumber();
      case FLOAT32, FLOAT64 -> value.isNumber();
      case BOOLEAN -> value.isBoolean();
      case STRING -> value.isTextual();
      case BYTES -> value.isTextual() || value.isNumber();
      case ARRAY -> value.isArray();
      case MAP -> value.isObject() || value.isArray();
      case STRUCT ->
          JsonNames.isUnion(schema)
              || (value.isObject()
                  && schema.fields().stream()
                      .allMatch(
                          field -> field.schema().isOptional() || value.hasNonNull(field.name())));
    };
  }
}
