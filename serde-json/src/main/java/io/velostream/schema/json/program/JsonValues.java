// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** Equality as JSON Schema defines it: numbers by value, objects without order. */
final class JsonValues {

  private JsonValues() {}

  static boolean areEqual(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    if (one.size() != other.size() || one.getNodeType() != other.getNodeType()) {
      return false;
    }
    if (one.isObject()) {
      return one.properties().stream()
          .allMatch(
              field -> {
                JsonNode same = other.get(field.getKey());
                return same != null && areEqual(field.getValue(), same);
              });
    }
    if (one.isArray()) {
      for (int i = 0; i < one.size(); i++) {
        if (!areEqual(one.get(i), other.get(i))) {
          return false;
        }
      }
      return true;
    }
    return one.equals(other);
  }

  static boolean areUnique(JsonNode array) {
    Set<Value> seen = new HashSet<>();
    for (JsonNode item : array) {
      if (!seen.add(new Value(item))) {
        return false;
      }
    }
    return true;
  }

  /** A value as what it stands for. */
  private record Value(JsonNode node) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Value value && areEqual(node, value.node);
    }

    @Override
    public int hashCode() {
      return hash(node);
    }

    private static int hash(JsonNode node) {
      if (node.isNumber()) {
        return Double.hashCode(node.doubleValue() + 0.0);
      }
      if (node.isObject()) {
        int sum = 0;
        for (var field : node.properties()) {
          sum += field.getKey().hashCode() * 31 ^ hash(field.getValue());
        }
        return sum;
      }
      if (node.isArray()) {
        int sum = 1;
        for (JsonNode item : node) {
          sum = 31 * sum + hash(item);
        }
        return sum;
      }
      return node.hashCode();
    }
  }
}
