// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Conversions between JSON values that have no parts. */
final class JsonScalars {

  static final String NULL = "null";

  private static final int MAX_DIGITS = 400;

  private JsonScalars() {}

  /** Whether a value is of one of these types; an empty set means any. */
  static boolean isOf(JsonNode value, Set<String> types) {
    if (types.isEmpty()) {
      return true;
    }
    return switch (value.getNodeType()) {
      case NULL -> types.contains(NULL);
      case BOOLEAN -> types.contains("boolean");
      case STRING -> types.contains("string");
      case ARRAY -> types.contains("array");
      case OBJECT -> types.contains("object");
      case NUMBER -> types.contains("number") || (types.contains("integer") && isIntegral(value));
      default -> false;
    };
  }

  private static boolean isIntegral(JsonNode value) {
    if (value.isIntegralNumber()) {
      return true;
    }
    BigDecimal number = number(value);
    return number != null && number.stripTrailingZeros().scale() <= 0;
  }

  /** The value as one of these types; null if there is no conversion. */
  static @Nullable JsonNode converted(JsonNode value, Set<String> types) {
    if (value.isContainerNode() || value.isNull()) {
      return null;
    }
    if (types.contains("integer") || types.contains("number")) {
      BigDecimal number = number(value);
      if (number != null) {
        if (number.stripTrailingZeros().scale() <= 0) {
          return BigIntegerNode.valueOf(number.toBigIntegerExact());
        }
        if (types.contains("number")) {
          return DecimalNode.valueOf(number);
        }
      }
    }
    if (types.contains("boolean") && value.isTextual()) {
      String text = value.textValue().trim().toLowerCase(Locale.ROOT);
      if (text.equals("true") || text.equals("false")) {
        return BooleanNode.valueOf(text.equals("true"));
      }
    }
    return types.contains("string") ? TextNode.valueOf(value.asText()) : null;
  }

  /** The number that a value is or writes; null if it is none or too long. */
  private static @Nullable BigDecimal number(JsonNode value) {
    if (!value.isNumber() && !value.isTextual()) {
      return null;
    }
    if (value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue())) {
      return null;
    }
    String text = value.asText().trim();
    if (text.length() > MAX_DIGITS) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(text);
      return Math.abs((long) number.scale()) > MAX_DIGITS ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The listed value that is equal, or else the one that is written alike; null if none is. */
  static @Nullable JsonNode listed(JsonNode value, List<JsonNode> listed) {
    for (JsonNode each : listed) {
      if (each.equals(value)) {
        return value;
      }
    }
    if (value.isContainerNode() || value.isNull()) {
      return null;
    }
    for (JsonNode each : listed) {
      if (!each.isContainerNode() && !each.isNull() && isAlike(each, value)) {
        return each.isNumber() && value.isNumber() ? value : each; // 1 is 1.0
      }
    }
    return null;
  }

  private static boolean isAlike(JsonNode first, JsonNode second) {
    BigDecimal number = number(first);
    BigDecimal otherNumber = number(second);
    return (number != null && otherNumber != null)
        ? number.compareTo(otherNumber) == 0
        : first.asText().equals(second.asText());
  }

  /** The type in words. */
  static String name(JsonNode value) {
    return value.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
