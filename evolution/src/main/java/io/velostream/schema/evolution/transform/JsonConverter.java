// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.evolution.difference.Place;
import io.velostream.schema.jackson.JsonObjects;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Converts values so that one part of the new schema admits them. A value that it admits already is
 * kept. Its parts are set while it is compiled, before it is used.
 */
final class JsonConverter {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A property of the new schema. */
  record Property(
      String source, JsonConverter converter, boolean isRequired, @Nullable JsonNode fallback) {}

  /** Alternatives, one of which has to admit the value. */
  record Choice(JsonTarget target, List<JsonNode> branches, List<JsonConverter> converters) {}

  final Place place;
  @Nullable UnaryOperator<@Nullable Object> function;
  @Nullable JsonNode fallback;
  Set<String> types = Set.of();
  @Nullable List<JsonNode> listed;
  final Map<String, Property> properties = new LinkedHashMap<>();
  JsonTarget.PatternNames patterns = name -> false;
  boolean isClosed;
  @Nullable JsonConverter others;
  List<JsonConverter> tuple = List.of();
  @Nullable JsonConverter items;
  final List<JsonConverter> all = new ArrayList<>();
  final List<Choice> choices = new ArrayList<>();

  JsonConverter(Place place) {
    this.place = place;
  }

  /**
   * Converts a value.
   *
   * @throws ConversionException if it cannot be converted
   */
  JsonNode convert(JsonNode value) {
    if (function != null) {
      return supplied(value);
    }
    JsonNode converted = typed(value);
    if (listed != null) {
      converted = listed(converted, listed);
    }
    if (converted.isObject()) {
      converted = object(converted);
    } else if (converted.isArray()) {
      converted = array(converted);
    }
    for (JsonConverter each : all) {
      converted = each.convert(converted);
    }
    for (Choice each : choices) {
      converted = chosen(each, converted);
    }
    return converted;
  }

  JsonNode supplied(JsonNode old) {
    Object result;
    try {
      result = function == null ? null : function.apply(old);
    } catch (RuntimeException e) {
      throw failure("the function for this path failed with " + e.getClass().getName(), e);
    }
    if (!(result instanceof JsonNode node)) {
      throw failure("the function for this path gave no JsonNode", null);
    }
    return node;
  }

  private JsonNode typed(JsonNode value) {
    if (JsonScalars.isOf(value, types)) {
      return value;
    }
    JsonNode converted = JsonScalars.converted(value, types);
    if (converted != null) {
      return converted;
    }
    if (value.isNull() && fallback != null) {
      return fallback.deepCopy();
    }
    throw failure(
        "a value of type "
            + JsonScalars.name(value)
            + " cannot become "
            + String.join(" or ", types),
        null);
  }

  private JsonNode listed(JsonNode value, List<JsonNode> values) {
    JsonNode found = JsonScalars.listed(value, values);
    if (found != null) {
      return found;
    }
    if (fallback != null) {
      return fallback.deepCopy();
    }
    throw failure("the value is not one of those that are listed, and there is no default", null);
  }

  private JsonNode object(JsonNode old) {
    if (properties.isEmpty() && !isClosed && others == null) {
      return old;
    }
    ObjectNode result = NODES.objectNode();
    Set<String> usedNames = new HashSet<>();
    properties.values().forEach(each -> usedNames.add(each.source()));
    for (var each : JsonObjects.properties(old)) {
      String name = each.getKey();
      if (!properties.containsKey(name) && !usedNames.contains(name)) {
        other(name, each.getValue(), result);
      }
    }
    properties.forEach((name, property) -> property(name, property, old, result));
    return inOrder(old, result);
  }

  /** Properties that were there before keep their order. */
  private static ObjectNode inOrder(JsonNode old, ObjectNode result) {
    ObjectNode ordered = NODES.objectNode();
    for (var each : JsonObjects.properties(old)) {
      JsonNode value = result.get(each.getKey());
      if (value != null) {
        ordered.set(each.getKey(), value);
      }
    }
    for (var each : JsonObjects.properties(result)) {
      if (!ordered.has(each.getKey())) {
        ordered.set(each.getKey(), each.getValue());
      }
    }
    return ordered;
  }

  private void other(String name, JsonNode value, ObjectNode result) {
    if (patterns.matches(name)) {
      result.set(name, value);
    } else if (!isClosed) {
      result.set(name, others == null ? value : others.convert(value));
    }
  }

  private static void property(String name, Property property, JsonNode old, ObjectNode result) {
    JsonNode value = old.get(property.source());
    JsonConverter converter = property.converter();
    if (value == null) {
      if (converter.function != null) {
        result.set(name, converter.supplied(old));
      } else if (property.isRequired()) {
        result.set(name, missing(property));
      }
    } else if (value.isNull() && !property.isRequired() && converter.refusesNull()) {
      return; // an optional property without a value
    } else {
      result.set(name, converter.convert(value));
    }
  }

  private static JsonNode missing(Property property) {
    if (property.fallback() == null) {
      throw property
          .converter()
          .failure("the property is required, has no default, and the old value lacks it", null);
    }
    return property.fallback().deepCopy();
  }

  private boolean refusesNull() {
    return function == null
        && fallback == null
        && !types.isEmpty()
        && !types.contains(JsonScalars.NULL);
  }

  private JsonNode array(JsonNode old) {
    if (tuple.isEmpty() && items == null) {
      return old;
    }
    ArrayNode result = NODES.arrayNode(old.size());
    for (int i = 0; i < old.size(); i++) {
      JsonConverter converter = i < tuple.size() ? tuple.get(i) : items;
      result.add(converter == null ? old.get(i) : converter.convert(old.get(i)));
    }
    return result;
  }

  /** The branch that admits the value already, or else the first that admits what it becomes. */
  private JsonNode chosen(Choice choice, JsonNode value) {
    for (int i = 0; i < choice.branches().size(); i++) {
      if (Boolean.TRUE.equals(choice.target().admits(choice.branches().get(i), value))) {
        JsonNode converted = attempt(choice, i, value);
        return converted == null ? value : converted;
      }
    }
    for (int i = 0; i < choice.branches().size(); i++) {
      JsonNode converted = attempt(choice, i, value);
      if (converted != null) {
        return converted;
      }
    }
    throw failure(
        "a value of type " + JsonScalars.name(value) + " cannot be converted to any alternative",
        null);
  }

  private static @Nullable JsonNode attempt(Choice choice, int branch, JsonNode value) {
    try {
      JsonNode converted = choice.converters().get(branch).convert(value);
      Boolean isValid = choice.target().admits(choice.branches().get(branch), converted);
      return Boolean.FALSE.equals(isValid) ? null : converted;
    } catch (ConversionException e) {
      return null;
    }
  }

  ConversionException failure(String reason, @Nullable Throwable cause) {
    return new ConversionException(place.path(), reason, cause);
  }
}
