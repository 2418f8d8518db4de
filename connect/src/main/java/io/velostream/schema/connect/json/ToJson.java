// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.connect.data.LogicalValues;
import io.velostream.schema.connect.data.MisfitException;
import io.velostream.schema.connect.data.SumTypes;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
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
    return of(schema, new Deferred.Context<>(options));
  }

  private static ToJson of(Schema schema, Deferred.Context<Present> context) {
    Present present = present(schema, context);
    boolean staysNull = context.options().ignoresDefaults() && schema.isOptional();
    boolean isOptional = schema.isOptional();
    Object initial = staysNull ? null : schema.defaultValue();
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

  private static Present present(Schema schema, Deferred.Context<Present> context) {
    return switch (schema.type()) {
      case INT8, INT16, INT32 ->
          value -> NODES.numberNode(((Number) LogicalValues.toPlain(schema, value)).intValue());
      case INT64 ->
          value -> NODES.numberNode(((Number) LogicalValues.toPlain(schema, value)).longValue());
      case FLOAT32 -> value -> NODES.numberNode((Float) value);
      case FLOAT64 -> value -> NODES.numberNode((Double) value);
      case BOOLEAN -> value -> NODES.booleanNode((Boolean) value);
      case STRING -> value -> NODES.textNode(value.toString());
      case BYTES -> bytes(schema, context);
      case ARRAY -> array(of(schema.valueSchema(), context));
      case MAP -> map(schema, context);
      case STRUCT -> anyStruct(schema, context);
    };
  }

  private static Present bytes(Schema schema, Deferred.Context<Present> context) {
    if (Decimal.LOGICAL_NAME.equals(schema.name()) && context.options().isNumeric()) {
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
      for (Object each : (Collection<?>) value) {
        try {
          array.add(items.apply(each));
        } catch (DataException | ClassCastException e) {
          throw MisfitException.in(array.size(), each, e);
        }
      }
      return array;
    };
  }

  private static Present map(Schema schema, Deferred.Context<Present> context) {
    ToJson values = of(schema.valueSchema(), context);
    if (hasStringKeys(schema)) {
      return value -> {
        ObjectNode object = NODES.objectNode();
        ((Map<?, ?>) value).forEach((key, each) -> object.set((String) key, values.apply(each)));
        return object;
      };
    }
    ToJson keys = of(schema.keySchema(), context);
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

  private static Present anyStruct(Schema schema, Deferred.Context<Present> context) {
    return context.once(
        schema,
        () -> JsonNames.isUnion(schema) ? union(schema, context) : struct(schema, context),
        known -> value -> known.steps().apply(value));
  }

  private static Present struct(Schema schema, Deferred.Context<Present> context) {
    Field[] fields = schema.fields().toArray(Field[]::new);
    ToJson[] steps = steps(fields, context);
    boolean ignoresDefaults = context.options().ignoresDefaults();
    return value -> {
      Struct struct = (Struct) value;
      ObjectNode object = NODES.objectNode();
      for (int i = 0; i < steps.length; i++) {
        Object field = null;
        try {
          field =
              ignoresDefaults ? struct.getWithoutDefault(fields[i].name()) : struct.get(fields[i]);
          object.set(fields[i].name(), steps[i].apply(field));
        } catch (DataException | ClassCastException e) {
          throw MisfitException.in(fields[i].name(), field, e);
        }
      }
      return object;
    };
  }

  private static Present union(Schema schema, Deferred.Context<Present> context) {
    Field[] fields = schema.fields().toArray(Field[]::new);
    ToJson[] steps = steps(fields, context);
    return value -> {
      Struct struct = (Struct) value;
      for (int i = 0; i < steps.length; i++) {
        Object branch = struct.getWithoutDefault(fields[i].name());
        if (branch != null) {
          SumTypes.requireOnly(struct, fields, i);
          return steps[i].apply(branch);
        }
      }
      throw new DataException("a struct that stands for a union has no field with a value");
    };
  }

  private static ToJson[] steps(Field[] fields, Deferred.Context<Present> context) {
    return Arrays.stream(fields).map(each -> of(each.schema(), context)).toArray(ToJson[]::new);
  }
}
