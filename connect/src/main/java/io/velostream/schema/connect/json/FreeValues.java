// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.connect.data.LogicalValues;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Values without a schema, with the types that Connect's own JSON converter gives them. */
final class FreeValues {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private FreeValues() {}

  /**
   * Converts a value.
   *
   * @throws DataException if JSON has no such value
   */
  static JsonNode toJson(@Nullable Object value) {
    if (value == null) {
      return NODES.nullNode();
    } else if (value instanceof Collection<?> items) {
      ArrayNode array = NODES.arrayNode(items.size());
      items.forEach(each -> array.add(toJson(each)));
      return array;
    } else if (value instanceof Map<?, ?> map) {
      return ofMap(map);
    } else if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    } else if (value instanceof Number number) {
      return ofNumber(number);
    } else if (value instanceof CharSequence text) {
      return NODES.textNode(text.toString());
    } else if (value instanceof byte[] || value instanceof ByteBuffer) {
      return NODES.binaryNode(LogicalValues.bytes(value));
    }
    throw new DataException("a value of " + value.getClass() + " cannot be JSON without a schema");
  }

  /** A map with keys that are no strings is an array of pairs. */
  private static JsonNode ofMap(Map<?, ?> map) {
    if (map.keySet().stream().allMatch(String.class::isInstance)) {
      ObjectNode object = NODES.objectNode();
      map.forEach((key, each) -> object.set((String) key, toJson(each)));
      return object;
    }
    ArrayNode entries = NODES.arrayNode(map.size());
    map.forEach((key, each) -> entries.addArray().add(toJson(key)).add(toJson(each)));
    return entries;
  }

  private static JsonNode ofNumber(Number number) {
    if (number instanceof Double || number instanceof Float) {
      return number instanceof Float
          ? NODES.numberNode(number.floatValue())
          : NODES.numberNode(number.doubleValue());
    }
    return number instanceof BigDecimal decimal
        ? NODES.numberNode(decimal)
        : NODES.numberNode(number.longValue());
  }

  /** Converts JSON. */
  static @Nullable Object toConnect(@Nullable JsonNode json) {
    if (json == null) {
      return null;
    }
    return switch (json.getNodeType()) {
      case ARRAY -> {
        List<@Nullable Object> items = new ArrayList<>(json.size());
        json.forEach(each -> items.add(toConnect(each)));
        yield items;
      }
      case OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        JsonProperties.forEach(json, (name, each) -> map.put(name, toConnect(each)));
        yield map;
      }
      case BOOLEAN -> json.booleanValue();
      case NUMBER -> json.isIntegralNumber() ? json.longValue() : (Object) json.doubleValue();
      case STRING -> json.textValue();
      default -> null;
    };
  }
}
