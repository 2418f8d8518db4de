// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.text.Excerpt;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Describes what a keyword requires. Messages contain the kind of the value but no data; limits and
 * listed values come from the schema.
 */
public final class ViolationMessages {

  /** The requirement of dependent properties. */
  private static final String DEPENDENT_PROPERTIES =
      "must have the properties that go with one that it has";

  private static final String DEPENDENT_SCHEMA =
      "must fit the schema that goes with a property that it has";

  private static final int MAX_LISTED = 5;

  private ViolationMessages() {}

  /**
   * Describes the requirement of a keyword.
   *
   * @param schema the schema with the keyword
   * @param value the invalid value; null when it is unknown
   * @param property the missing or disallowed property, redacted; null for none
   */
  public static String of(
      JsonNode schema, String keyword, @Nullable JsonNode value, @Nullable String property) {
    JsonNode keywordValue = schema.path(keyword);
    String limit = shortened(keywordValue);
    return switch (keyword) {
      case "type" ->
          "must be " + typeNames(keywordValue) + (value == null ? "" : ", and is " + kind(value));
      case "enum" -> "must be one of " + listValues(keywordValue);
      case "const" -> "must be " + limit;
      case "minimum" -> "must be at least " + limit;
      case "maximum" -> "must be at most " + limit;
      case "exclusiveMinimum" -> "must be above " + boundary(schema, "minimum", keywordValue);
      case "exclusiveMaximum" -> "must be below " + boundary(schema, "maximum", keywordValue);
      case "multipleOf" -> "must be a multiple of " + limit;
      case "minLength" -> "must have at least " + count(keywordValue, "character");
      case "maxLength" -> "must have at most " + count(keywordValue, "character");
      case "pattern" -> "must match the pattern " + limit;
      case "format" -> "must have the format " + limit;
      case "contentEncoding" -> "must be written in the encoding " + limit;
      case "contentMediaType" -> "must hold a document of the media type " + limit;
      default -> containerMessage(schema, keyword, property);
    };
  }

  /** Describes {@code dependencies}, which may contain lists of names and schemas. */
  private static String dependencyMessage(JsonNode keywordValue) {
    int lists = 0;
    for (JsonNode each : keywordValue) {
      lists += each.isArray() ? 1 : 0;
    }
    return lists == keywordValue.size()
        ? DEPENDENT_PROPERTIES
        : lists == 0
            ? DEPENDENT_SCHEMA
            : DEPENDENT_PROPERTIES + ", or fit the schema that goes with it";
  }

  private static String containerMessage(
      JsonNode schema, String keyword, @Nullable String property) {
    JsonNode keywordValue = schema.path(keyword);
    return switch (keyword) {
      case "minItems" -> "must have at least " + count(keywordValue, "item");
      case "maxItems" -> "must have at most " + count(keywordValue, "item");
      case "uniqueItems" -> "must not hold two equal items";
      case "contains" -> containsMessage(schema);
      case "unevaluatedItems" -> "holds an item that no schema of the array describes";
      case "minProperties" -> "must have at least " + count(keywordValue, "property");
      case "maxProperties" -> "must have at most " + count(keywordValue, "property");
      case "required" -> "must have the property " + propertyName(property);
      case "additionalProperties" -> "must not have the property " + propertyName(property);
      case "properties" ->
          "must not have the property " + propertyName(property) + ", which is refused";
      case "propertyNames" -> "must not have a property called " + propertyName(property);
      case "unevaluatedProperties" -> "has a property that no schema of the object describes";
      case "dependentRequired" -> DEPENDENT_PROPERTIES;
      case "dependencies" -> dependencyMessage(keywordValue);
      case "dependentSchemas" -> DEPENDENT_SCHEMA;
      default -> compositionMessage(schema, keyword);
    };
  }

  private static String compositionMessage(JsonNode schema, String keyword) {
    int branches = schema.path(keyword).size();
    return switch (keyword) {
      case "anyOf" -> "must fit at least one of " + branches + " schemas";
      case "oneOf" -> "must fit exactly one of " + branches + " schemas";
      case "not" -> "must not fit the schema of not";
      case "if" -> "must fit what the schema asks where its condition holds, or where it does not";
      case "false" -> "must not be there, as its schema refuses every value";
      default -> "must fit the keyword " + keyword;
    };
  }

  /** The bound of a range. In draft 4 a boolean keyword makes the bound exclusive. */
  private static String boundary(JsonNode schema, String keyword, JsonNode keywordValue) {
    return shortened(keywordValue.isBoolean() ? schema.path(keyword) : keywordValue);
  }

  private static String containsMessage(JsonNode schema) {
    String least = schema.has("minContains") ? shortened(schema.path("minContains")) : "1";
    String most =
        schema.has("maxContains") ? " and at most " + shortened(schema.path("maxContains")) : "";
    return "must hold at least " + least + most + " of the items that contains describes";
  }

  private static String typeNames(JsonNode keywordValue) {
    Stream<JsonNode> types =
        keywordValue.isArray()
            ? Stream.iterate(0, i -> i + 1).limit(keywordValue.size()).map(keywordValue::get)
            : Stream.of(keywordValue);
    String listed =
        types
            .map(each -> each.isTextual() ? article(each.textValue()) : "of no type")
            .collect(Collectors.joining(" or "));
    return listed.isEmpty() ? "of one of no types" : listed;
  }

  private static String article(String type) {
    return switch (type) {
      case "null" -> "null";
      case "array", "integer", "object" -> "an " + type;
      default -> "a " + type;
    };
  }

  private static String kind(JsonNode value) {
    return switch (ValueKind.of(value)) {
      case NULL -> "null";
      case TRUE, FALSE -> "a boolean";
      case INTEGER -> "an integer";
      case DECIMAL -> "a number with a fraction or an exponent";
      case STRING -> "a string";
      case ARRAY -> "an array";
      case OBJECT -> "an object";
    };
  }

  private static String listValues(JsonNode values) {
    List<String> first =
        Stream.iterate(0, i -> i + 1)
            .limit(Math.min(MAX_LISTED, values.size()))
            .map(i -> shortened(values.get(i)))
            .toList();
    int more = values.size() - first.size();
    return (first.isEmpty() ? "no values" : Excerpt.of(String.join(", ", first)))
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static String count(JsonNode count, String what) {
    String plural = what.endsWith("y") ? what.substring(0, what.length() - 1) + "ies" : what + "s";
    return shortened(count) + " " + (count.asInt() == 1 ? what : plural);
  }

  private static String propertyName(@Nullable String property) {
    return Excerpt.of(String.valueOf(property));
  }

  /** Formats a value of the schema. Large values are summarized. */
  private static String shortened(JsonNode value) {
    return value.isContainerNode() && value.size() > MAX_LISTED
        ? (value.isArray() ? "an array of " : "an object of ") + value.size() + " values"
        : Excerpt.of(value.toString());
  }
}
