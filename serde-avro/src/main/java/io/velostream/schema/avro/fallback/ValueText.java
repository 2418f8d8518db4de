// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.fallback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro values as JSON for people, whether they fit their schema or not. Bytes become text
 * with one character for each, as in Avro's JSON encoding.
 */
public final class ValueText {

  /** Objects that are written by reflection may refer to themselves. */
  private static final int MAX_DEPTH = 200;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final GenericData model;

  /**
   * A writer.
   *
   * @param model reads the fields of records
   */
  public ValueText(GenericData model) {
    this.model = model;
  }

  /**
   * The JSON of a value.
   *
   * @param schema the value's own schema; null if it has none
   */
  public String of(@Nullable Schema schema, Object value) {
    return node(schema, value).toString();
  }

  /**
   * A value as a tree.
   *
   * @param schema the value's own schema; null if it has none
   */
  public JsonNode node(@Nullable Schema schema, @Nullable Object value) {
    return node(schema, value, 0);
  }

  private JsonNode node(@Nullable Schema schema, @Nullable Object value, int depth) {
    if (value == null) {
      return NODES.nullNode();
    }
    if (depth > MAX_DEPTH) {
      return NODES.textNode("...");
    }
    if (value instanceof Map<?, ?> map) {
      Schema type = branch(schema, Schema.Type.MAP);
      return object(map, type == null ? null : type.getValueType(), depth);
    }
    if (value instanceof Collection<?> list) {
      Schema type = branch(schema, Schema.Type.ARRAY);
      return array(list, type == null ? null : type.getElementType(), depth);
    }
    JsonNode scalar = scalar(value);
    if (scalar != null) {
      return scalar;
    }
    Schema record = recordSchema(schema, value);
    return record == null ? NODES.textNode(value.toString()) : object(record, value, depth);
  }

  /** The schema itself or, of a union, the first branch of this type; null if there is none. */
  private static @Nullable Schema branch(@Nullable Schema schema, Schema.Type type) {
    if (schema == null || schema.getType() == type) {
      return schema;
    }
    return schema.isUnion()
        ? schema.getTypes().stream().filter(each -> each.getType() == type).findFirst().orElse(null)
        : null;
  }

  private static @Nullable JsonNode scalar(Object value) {
    if (value instanceof Boolean truth) {
      return NODES.booleanNode(truth);
    }
    if (value instanceof Integer || value instanceof Long) {
      return NODES.numberNode(((Number) value).longValue());
    }
    if (value instanceof Float number) {
      return Float.isFinite(number) ? NODES.numberNode(number) : NODES.textNode(number.toString());
    }
    if (value instanceof Double number) {
      return Double.isFinite(number) ? NODES.numberNode(number) : NODES.textNode(number.toString());
    }
    if (value instanceof BigDecimal number) {
      return DecimalNode.valueOf(number);
    }
    if (value instanceof byte[] bytes) {
      return NODES.textNode(new String(bytes, ISO_8859_1));
    }
    if (value instanceof GenericFixed fixed) {
      return NODES.textNode(new String(fixed.bytes(), ISO_8859_1));
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(buffer.position(), bytes);
      return NODES.textNode(new String(bytes, ISO_8859_1));
    }
    return value instanceof CharSequence || value instanceof Enum
        ? NODES.textNode(value.toString())
        : null;
  }

  /** The schema of a record, which may be a branch of a union or be that of its class. */
  private @Nullable Schema recordSchema(@Nullable Schema schema, Object value) {
    if (value instanceof IndexedRecord record) {
      return record.getSchema();
    }
    if (schema == null || !schema.isUnion()) {
      return branch(schema, Schema.Type.RECORD);
    }
    try {
      return branch(schema.getTypes().get(model.resolveUnion(schema, value)), Schema.Type.RECORD);
    } catch (AvroRuntimeException misfit) {
      return branch(schema, Schema.Type.RECORD);
    }
  }

  private ObjectNode object(Schema record, Object value, int depth) {
    ObjectNode object = NODES.objectNode();
    for (Schema.Field field : record.getFields()) {
      JsonNode member;
      try {
        Object read = model.getField(value, field.name(), field.pos());
        member = node(field.schema(), read, depth + 1);
      } catch (RuntimeException unreadable) {
        member = NODES.textNode("(" + unreadable.getClass().getSimpleName() + ")");
      }
      object.set(field.name(), member);
    }
    return object;
  }

  private ObjectNode object(Map<?, ?> map, @Nullable Schema values, int depth) {
    ObjectNode object = NODES.objectNode();
    map.forEach((key, value) -> object.set(String.valueOf(key), node(values, value, depth + 1)));
    return object;
  }

  private ArrayNode array(Collection<?> list, @Nullable Schema elements, int depth) {
    ArrayNode array = NODES.arrayNode();
    list.forEach(element -> array.add(node(elements, element, depth + 1)));
    return array;
  }
}
