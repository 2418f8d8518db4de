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
import java.util.function.Function;
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
  record Choice(
      boolean isExclusive,
      JsonTarget target,
      List<JsonNode> branches,
      List<JsonConverter> converters) {

    /** Whether the alternatives together admit a value. */
    boolean admits(JsonNode value) {
      int count = 0;
      for (JsonNode each : branches) {
        count += Boolean.TRUE.equals(target.admits(each, value)) ? 1 : 0;
      }
      return isExclusive ? count == 1 : count > 0;
    }
  }

  /** What was done to a value: from it, the alternative is chosen that changes the least. */
  static final class Changes {

    private int lost;
    private int made;

    private void add(Changes other) {
      lost += other.lost;
      made += other.made;
    }
  }

  final Place place;
  private final Set<String> leftOut;

  /** Whether a value is admitted by this part; null if that cannot be told. */
  Function<JsonNode, @Nullable Boolean> admission = value -> null;

  /** Whether a function or a rename of the user applies here or inside. */
  boolean isDecided;

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

  /**
   * A converter that does nothing yet.
   *
   * @param leftOut the paths of properties that the new schema removes; filled before it is used
   */
  JsonConverter(Place place, Set<String> leftOut) {
    this.place = place;
    this.leftOut = leftOut;
  }

  /**
   * Converts a value.
   *
   * @throws ConversionException if it cannot be converted
   */
  JsonNode convert(JsonNode value) {
    return convert(value, new Changes());
  }

  private JsonNode convert(JsonNode value, Changes changes) {
    if (function != null) {
      return supplied(value);
    }
    if (!isDecided && Boolean.TRUE.equals(admission.apply(value))) {
      return value;
    }
    JsonNode converted = typed(value);
    if (listed != null) {
      converted = listed(converted, listed);
    }
    changes.made += converted.equals(value) ? 0 : 1;
    if (converted.isObject()) {
      converted = object(converted, changes);
    } else if (converted.isArray()) {
      converted = array(converted, changes);
    }
    for (JsonConverter each : all) {
      converted = each.convert(converted, changes);
    }
    for (Choice each : choices) {
      converted = chosen(each, converted, changes);
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
    if (value.isNull() && fallback != null) {
      return fallback.deepCopy();
    }
    throw failure("the value is not one of those that are listed", null);
  }

  private JsonNode object(JsonNode old, Changes changes) {
    if (properties.isEmpty() && !isClosed && others == null) {
      return old;
    }
    ObjectNode result = NODES.objectNode();
    Set<String> usedNames = new HashSet<>();
    properties.values().forEach(each -> usedNames.add(each.source()));
    for (var each : JsonObjects.properties(old)) {
      String name = each.getKey();
      if (!properties.containsKey(name) && !usedNames.contains(name)) {
        other(name, each.getValue(), result, changes);
      }
    }
    properties.forEach((name, property) -> property(name, property, old, result, changes));
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

  private void other(String name, JsonNode value, ObjectNode result, Changes changes) {
    if (patterns.matches(name)) {
      result.set(name, value);
    } else if (!isClosed) {
      result.set(name, others == null ? value : others.convert(value, changes));
    } else if (leftOut.contains(place.field(name).path())) {
      changes.made++;
    } else {
      changes.lost++;
    }
  }

  private static void property(
      String name, Property property, JsonNode old, ObjectNode result, Changes changes) {
    JsonNode value = old.get(property.source());
    JsonConverter converter = property.converter();
    if (value == null) {
      if (converter.function != null) {
        result.set(name, converter.supplied(old));
      } else if (property.isRequired()) {
        result.set(name, missing(property));
        changes.made++;
      }
    } else if (value.isNull() && !property.isRequired() && converter.refusesNull()) {
      changes.made++; // an optional property without a value
    } else {
      result.set(name, converter.convert(value, changes));
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
        && (types.isEmpty() ? listed != null : !types.contains(JsonScalars.NULL))
        && (listed == null || listed.stream().noneMatch(JsonNode::isNull));
  }

  private JsonNode array(JsonNode old, Changes changes) {
    if (tuple.isEmpty() && items == null) {
      return old;
    }
    ArrayNode result = NODES.arrayNode(old.size());
    for (int i = 0; i < old.size(); i++) {
      JsonConverter converter = i < tuple.size() ? tuple.get(i) : items;
      result.add(converter == null ? old.get(i) : converter.convert(old.get(i), changes));
    }
    return result;
  }

  /**
   * The value itself if the alternatives admit it, or else what it becomes by the alternative that
   * changes the least; the first of those that change as much. None may lose properties.
   */
  private JsonNode chosen(Choice choice, JsonNode value, Changes changes) {
    boolean isValid = choice.admits(value);
    JsonNode best = null;
    Changes least = new Changes();
    boolean isLossy = false;
    for (int i = 0; i < choice.branches().size(); i++) {
      Changes made = new Changes();
      if (isValid
          && !Boolean.TRUE.equals(choice.target().admits(choice.branches().get(i), value))) {
        continue;
      }
      JsonNode converted = attempt(choice, i, value, made);
      if (converted != null && made.lost > 0) {
        isLossy = true;
      } else if (converted != null && (best == null || made.made < least.made)) {
        best = converted;
        least = made;
      }
    }
    if (best == null && isValid) {
      return value;
    }
    if (best == null) {
      throw failure(
          isLossy
              ? "no alternative takes the value without leaving out properties"
              : "a value of type "
                  + JsonScalars.name(value)
                  + " cannot be converted to any alternative",
          null);
    }
    changes.add(least);
    return best;
  }

  private static @Nullable JsonNode attempt(
      Choice choice, int branch, JsonNode value, Changes changes) {
    try {
      JsonNode converted = choice.converters().get(branch).convert(value, changes);
      Boolean isValid = choice.target().admits(choice.branches().get(branch), converted);
      boolean isRefused =
          Boolean.FALSE.equals(isValid) || (choice.isExclusive() && !choice.admits(converted));
      return isRefused ? null : converted;
    } catch (ConversionException e) {
      return null;
    }
  }

  /** Whether the user decided something here, or in a part that is marked already. */
  boolean hasDecision() {
    List<JsonConverter> inside = new ArrayList<>(all);
    inside.addAll(tuple);
    properties.values().forEach(each -> inside.add(each.converter()));
    choices.forEach(each -> inside.addAll(each.converters()));
    if (others != null) {
      inside.add(others);
    }
    if (items != null) {
      inside.add(items);
    }
    return function != null
        || properties.entrySet().stream()
            .anyMatch(each -> !each.getKey().equals(each.getValue().source()))
        || inside.stream().anyMatch(each -> each.isDecided);
  }

  ConversionException failure(String reason, @Nullable Throwable cause) {
    return new ConversionException(place.path(), reason, cause);
  }
}
