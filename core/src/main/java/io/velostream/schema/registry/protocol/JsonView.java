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
 * One value in a registry's response. A missing or null property is absent. A required property
 * that is absent, or has the wrong type, causes an {@link UnreadableAnswerException} that names it,
 * since the server is then not a supported registry.
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

  /** Returns a property; null if it is absent. */
  @Nullable JsonView find(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : new JsonView(value, nameOf(name), answer);
  }

  /** Returns the first property that is present; fails with the first name if there is none. */
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

  boolean booleanValue() {
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

  /** The exception for a response that lacks a requested part. */
  SchemaNotFoundException notFound(String part, int code) {
    return answer.notFound(part, code);
  }

  /** The exception for a response that exceeds a limit. */
  RegistryRejectedException tooLarge(String problem) {
    return answer.tooLarge(problem);
  }

  /** The exception for a value of the wrong type. */
  UnreadableAnswerException isNot(String expected) {
    String subject = path.isEmpty() ? "the answer" : "property '" + path + "' of the answer";
    return new UnreadableAnswerException(subject + " is not " + expected);
  }

  private String nameOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
