// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.connect.data.LogicalValues;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Converts values of one schema of Connect to JSON. Compiled once for a schema. Immutable, and safe
 * for use by many threads.
 */
@FunctionalInterface
interface ToJson {

  JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * Converts a value.
   *
   * @throws DataException if the value does not fit its schema
   */
  JsonNode apply(@Nullable Object value);

  /** Converts values that are not null. */
  @FunctionalInterface
  interface Present {
    JsonNode apply(Object value);
  }

  /** Compiles the conversion. */
  static ToJson of(Schema schema, JsonOptions options) {
    Present present = present(schema, options);
    boolean isOptional = schema.isOptional();
    Object initial = schema.defaultValue();
    return value -> {
      if (value != null) {
        return present.apply(value);
      }
      if (initial != null) {
        return present.apply(initial);
      }
      if (isOptional) {
        return NODES.nullNode();
      }
      throw new DataException("a value that is not optional is null; its schema is " + schema);
    };
  }

  /** Whether a map is an object, not an array of entries. */
  static boolean hasStringKeys(Schema map) {
    return map.keySchema().type() == Schema.Type.STRING && !map.keySchema().isOptional();
  }

  private static Present present(Schema schema, JsonOptions options) {
    return switch (schema.type()) {
      case INT8, INT16, INT32 ->
          value -> NODES.numberNode(((Number) LogicalValues.toPlain(schema, value)).intValue());
      case INT64 ->
          value -> NODES.numberNode(((Number) LogicalValues.toPlain(schema, value)).longValue());
      case FLOAT32 -> value -> NODES.numberNode((Float) value);
      case FLOAT64 -> value -> NODES.numberNode((Double) value);
      case BOOLEAN -> value -> NODES.booleanNode((Boolean) value);
      case STRING -> value -> NODES.textNode(value.toString());
      case BYTES -> bytes(schema, options);
      case ARRAY -> array(of(schema.valueSchema(), options));
      case MAP -> map(schema, options);
      case STRUCT -> JsonNames.isUnion(schema) ? union(schema, options) : struct(schema, options);
    };
  }

  private static Present bytes(Schema schema, JsonOptions options) {
    if (Decimal.LOGICAL_NAME.equals(schema.name()) && options.isNumeric()) {
      return value -> NODES.numberNode((BigDecimal) value);
    }
    return value -> {
      Object plain = LogicalValues.toPlain(schema, value);
      if (plain instanceof byte[] bytes) {
        return NODES.binaryNode(bytes);
      }
      ByteBuffer buffer = ((ByteBuffer) plain).duplicate();
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return NODES.binaryNode(bytes);
    };
  }

  private static Present array(ToJson items) {
    return value -> {
      ArrayNode array = NODES.arrayNode();
      ((Collection<?>) value).forEach(each -> array.add(items.apply(each)));
      return array;
    };
  }

  private static Present map(Schema schema, JsonOptions options) {
    ToJson values = of(schema.valueSchema(), options);
    if (hasStringKeys(schema)) {
      return value -> {
        ObjectNode object = NODES.objectNode();
        ((Map<?, ?>) value).forEach((key, each) -> object.set((String) key, values.apply(each)));
        return object;
      };
    }
    ToJson keys = of(schema.keySchema(), options);
    return value -> {
      ArrayNode entries = NODES.arrayNode();
      ((Map<?, ?>) value)
          .forEach(
              (key, each) -> {
                ObjectNode entry = entries.addObject();
                entry.set("key", keys.apply(key));
                entry.set("value", values.apply(each));
              });
      return entries;
    };
  }

  private static Present struct(Schema schema, JsonOptions options) {
    Field[] fields = schema.fields().toArray(Field[]::new);
    ToJson[] steps = new ToJson[fields.length];
    for (int i = 0; i < fields.length; i++) {
      steps[i] = of(fields[i].schema(), options);
    }
    return value -> {
      Struct struct = (Struct) value;
      ObjectNode object = NODES.objectNode();
      for (int i = 0; i < steps.length; i++) {
        object.set(fields[i].name(), steps[i].apply(struct.get(fields[i])));
      }
      return object;
    };
  }

  private static Present union(Schema schema, JsonOptions options) {
    Field[] fields = schema.fields().toArray(Field[]::new);
    ToJson[] steps = new ToJson[fields.length];
    for (int i = 0; i < fields.length; i++) {
      steps[i] = of(fields[i].schema(), options);
    }
    return value -> {
      Struct struct = (Struct) value;
      for (int i = 0; i < steps.length; i++) {
        Object branch = struct.getWithoutDefault(fields[i].name());
        if (branch != null) {
          return steps[i].apply(branch);
        }
      }
      throw new DataException("a struct that stands for a union has no field with a value");
    };
  }
}
