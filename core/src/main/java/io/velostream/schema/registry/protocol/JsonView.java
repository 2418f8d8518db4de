// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.SchemaNotFoundException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One value in a registry's answer. A property that is not there or null is absent; one that is
 * required and absent, or of the wrong kind, is an {@link UnreadableAnswerException} that names it,
 * since what answered is then no registry that we know.
 */
final class JsonView {

  private final JsonNode node;
  private final String path;
  private final ResponseBody answer;

  JsonView(JsonNode node, String path, ResponseBody answer) {
    this.node = node;
    this.path = path;
    this.answer = answer;
  }

  JsonView require(String name) {
    JsonView value = find(name);
    if (value == null) {
      throw new UnreadableAnswerException(
          node.isObject()
              ? "the answer has no property '" + nameOf(name) + "'"
              : "the answer is no JSON object where '" + nameOf(name) + "' is expected");
    }
    return value;
  }

  /** A property; null when it is absent. */
  @Nullable JsonView find(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : new JsonView(value, nameOf(name), answer);
  }

  /** The first of these properties that is there, or else the failure that names the first. */
  JsonView requireAny(String name, String otherName) {
    JsonView other = find(name) == null ? find(otherName) : null;
    return other == null ? require(name) : other;
  }

  String text() {
    if (!node.isTextual()) {
      throw isNot("a string");
    }
    return node.textValue();
  }

  int number() {
    if (!isNumber()) {
      throw isNot("an integer");
    }
    return node.intValue();
  }

  int version() {
    if (number() < 1) {
      throw isNot("a version, which counts from 1");
    }
    return number();
  }

  boolean truth() {
    if (!node.isBoolean()) {
      throw isNot("true or false");
    }
    return node.booleanValue();
  }

  UUID guid() {
    try {
      return UUID.fromString(text());
    } catch (IllegalArgumentException e) {
      throw isNot("a GUID");
    }
  }

  List<JsonView> elements() {
    if (!node.isArray()) {
      throw isNot("an array");
    }
    List<JsonView> elements = new ArrayList<>();
    for (JsonNode element : node) {
      elements.add(new JsonView(element, path + "[" + elements.size() + "]", answer));
    }
    return elements;
  }

  Map<String, JsonView> properties() {
    if (!node.isObject()) {
      throw isNot("an object");
    }
    Map<String, JsonView> properties = new LinkedHashMap<>();
    JsonObjects.properties(node)
        .forEach(
            entry ->
                properties.put(
                    entry.getKey(),
                    new JsonView(entry.getValue(), nameOf(entry.getKey()), answer)));
    return properties;
  }

  List<String> texts() {
    return elements().stream().map(JsonView::text).toList();
  }

  List<Integer> numbers() {
    return elements().stream().map(JsonView::number).toList();
  }

  boolean isText() {
    return node.isTextual();
  }

  boolean isNumber() {
    return node.isIntegralNumber() && node.canConvertToInt();
  }

  /** The value as JSON text. */
  String json() {
    return node.toString();
  }

  /** A registry's answer that lacks what was asked for. */
  SchemaNotFoundException without(String part, int code) {
    return answer.without(part, code);
  }

  /** A registry's answer that is too large to be used. */
  RegistryRejectedException tooLarge(String what) {
    return answer.tooLarge(what);
  }

  /** A failure that says what this value ought to be. */
  UnreadableAnswerException isNot(String expected) {
    String what = path.isEmpty() ? "the answer" : "property '" + path + "' of the answer";
    return new UnreadableAnswerException(what + " is not " + expected);
  }

  private String nameOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
