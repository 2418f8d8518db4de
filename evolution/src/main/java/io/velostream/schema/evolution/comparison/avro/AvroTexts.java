// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.avro;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Types and values of Avro in words. */
final class AvroTexts {

  private static final String LOGICAL_TYPE = "logicalType";

  private AvroTexts() {}

  /** A type in words: {@code array of long}, {@code null or string}. */
  static String type(Schema schema) {
    return switch (schema.getType()) {
      case ARRAY -> "array of " + type(schema.getElementType());
      case MAP -> "map of " + type(schema.getValueType());
      case UNION ->
          schema.getTypes().isEmpty()
              ? "empty union"
              : schema.getTypes().stream().map(AvroTexts::type).collect(Collectors.joining(" or "));
      case RECORD, ENUM, FIXED ->
          schema.getType().getName() + " " + schema.getFullName() + logicalSuffix(schema);
      default -> schema.getType().getName() + logicalSuffix(schema);
    };
  }

  /** The name of a branch of a union. */
  static String branch(Schema schema) {
    return schema.getFullName();
  }

  private static String logicalSuffix(Schema schema) {
    String logical = logicalType(schema);
    return logical == null ? "" : " (" + logical + ")";
  }

  /** The logical type as written, known to Avro or not; null if there is none. */
  static @Nullable String logicalType(Schema schema) {
    String name = schema.getProp(LOGICAL_TYPE);
    if (name == null) {
      return null;
    }
    if (!name.equals("decimal")) {
      return name;
    }
    Object scale = schema.getObjectProp("scale");
    return name
        + "("
        + schema.getObjectProp("precision")
        + ","
        + (scale == null ? Integer.valueOf(0) : scale)
        + ")";
  }

  /** Attributes that are part of the logical type. */
  static boolean isOfLogicalType(Schema schema, String attribute) {
    return attribute.equals(LOGICAL_TYPE)
        || ("decimal".equals(schema.getProp(LOGICAL_TYPE))
            && (attribute.equals("precision") || attribute.equals("scale")));
  }

  /** The default of a field as JSON text; null if it has none. */
  static @Nullable String defaultOf(Schema.Field field) {
    return field.hasDefaultValue() ? json(field.defaultVal()) : null;
  }

  /** A default or attribute, as Avro gives it, as JSON text. */
  static String json(@Nullable Object value) {
    if (value == null || value == JsonProperties.NULL_VALUE) {
      return "null";
    }
    if (value instanceof byte[] bytes) {
      return quoted(new String(bytes, ISO_8859_1));
    }
    if (value instanceof CharSequence text) {
      return quoted(text.toString());
    }
    if (value instanceof List<?> list) {
      return list.stream().map(AvroTexts::json).collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(each -> quoted(String.valueOf(each.getKey())) + ":" + json(each.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    return String.valueOf(value);
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
