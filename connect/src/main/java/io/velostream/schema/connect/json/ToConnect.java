// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.connect.data.LogicalValues;
import io.velostream.schema.connect.data.MisfitException;
import io.velostream.schema.connect.data.SumTypes;
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
    return of(schema, new Deferred.Context<>(options));
  }

  private static ToConnect of(Schema schema, Deferred.Context<Present> context) {
    Present present = present(schema, context);
    return value ->
        value == null || value.isNull() || value.isMissingNode() ? null : present.apply(value);
  }

  private static Present present(Schema schema, Deferred.Context<Present> context) {
    return switch (schema.type()) {
      case INT8 -> value -> (byte) integer(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case INT16 -> value -> (short) integer(value, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT32 ->
          value ->
              LogicalValues.ofPlain(
                  schema, (int) integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case INT64 ->
          value -> LogicalValues.ofPlain(schema, integer(value, Long.MIN_VALUE, Long.MAX_VALUE));
      case FLOAT32 ->
          value -> {
            float number = value.isNumber() ? value.floatValue() : (float) number(value);
            requireFinite(value, Float.isInfinite(number), "float32");
            return number;
          };
      case FLOAT64 ->
          value -> {
            double number = number(value);
            requireFinite(value, Double.isInfinite(number), "float64");
            return number;
          };
      case BOOLEAN -> value -> require(value, value.isBoolean(), "a boolean").booleanValue();
      case STRING ->
          value ->
              value.isTextual()
                  ? value.textValue()
                  : require(value, value.isValueNode(), "a string").asText();
      case BYTES -> value -> bytes(schema, value);
      case ARRAY -> array(of(schema.valueSchema(), context));
      case MAP -> map(schema, context);
      case STRUCT -> anyStruct(schema, context);
    };
  }

  private static long integer(JsonNode value, long min, long max) {
    boolean fits =
        value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong();
    long number = require(value, fits, "an integer").longValue();
    return LogicalValues.within(min, max, number);
  }

  /** Texts stand for numbers that JSON does not have. */
  private static double number(JsonNode value) {
    if (value.isNumber()) {
      return value.doubleValue();
    }
    try {
      return LogicalValues.number(value.asText()).doubleValue();
    } catch (ClassCastException e) {
      return require(value, false, "a number").doubleValue();
    }
  }

  private static void requireFinite(JsonNode value, boolean isInfinite, String type) {
    if (isInfinite && value.isNumber()) {
      throw new DataException("a number is too large for " + type);
    }
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
      String scale = SumTypes.parameter(schema, Decimal.SCALE_FIELD);
      try {
        return value.decimalValue().setScale(scale == null ? 0 : Integer.parseInt(scale));
      } catch (ArithmeticException e) {
        throw new DataException("the number has more digits than the scale " + scale, e);
      }
    }
    require(value, value.isTextual() || value.isBinary(), "bytes in Base64");
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
      for (JsonNode each : value) {
        try {
          converted.add(items.apply(each));
        } catch (DataException e) {
          throw MisfitException.in(converted.size(), null, e);
        }
      }
      return converted;
    };
  }

  private static Present map(Schema schema, Deferred.Context<Present> context) {
    ToConnect keys = of(schema.keySchema(), context);
    ToConnect values = of(schema.valueSchema(), context);
    return value -> {
      Map<@Nullable Object, @Nullable Object> converted = new LinkedHashMap<>();
      if (value.isObject()) {
        JsonProperties.forEach(value, (name, each) -> converted.put(name, values.apply(each)));
      } else {
        require(value, value.isArray(), "an object or an array of entries");
        value.forEach(
            each -> converted.put(keys.apply(each.get("key")), values.apply(each.get("value"))));
      }
      return converted;
    };
  }

  private static Present anyStruct(Schema schema, Deferred.Context<Present> context) {
    return context.once(
        schema,
        () -> JsonNames.isUnion(schema) ? union(schema, context) : struct(schema, context),
        known -> value -> known.steps().apply(value));
  }

  private static Present struct(Schema schema, Deferred.Context<Present> context) {
    Field[] fields = schema.fields().toArray(Field[]::new);
    ToConnect[] steps = new ToConnect[fields.length];
    for (int i = 0; i < fields.length; i++) {
      steps[i] = of(fields[i].schema(), context);
    }
    return value -> {
      require(value, value.isObject(), "an object");
      Struct struct = new Struct(schema);
      for (int i = 0; i < steps.length; i++) {
        try {
          Object field = steps[i].apply(value.get(fields[i].name()));
          if (field != null || fields[i].schema().defaultValue() == null) {
            struct.put(fields[i], field);
          }
        } catch (DataException e) {
          throw MisfitException.in(fields[i].name(), null, e);
        }
      }
      return struct;
    };
  }

  /** The branch that the value fits best. */
  private static Present union(Schema schema, Deferred.Context<Present> context) {
    List<Field> fields = schema.fields();
    List<ToConnect> steps = fields.stream().map(each -> of(each.schema(), context)).toList();
    return value -> {
      int best = BranchFit.best(fields, value);
      if (best < 0) {
        throw new DataException(
            "no branch of the union fits a value of type " + value.getNodeType());
      }
      return new Struct(schema).put(fields.get(best), steps.get(best).apply(value));
    };
  }
}
