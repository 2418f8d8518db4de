// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.Excerpt;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says in plain English what a keyword asks of a value. Of the value it names nothing but its kind;
 * limits and listed values are those of the schema.
 */
public final class ViolationMessages {

  /** Values of a list that are named. */
  private static final String NAMES_WANTED =
      "must have the properties that go with one that it has";

  private static final String SCHEMA_WANTED =
      "must fit the schema that goes with a property that it has";

  private static final int MAX_LISTED = 5;

  private ViolationMessages() {}

  /**
   * What a value that is refused would have to be.
   *
   * @param schema the schema that has the keyword
   * @param value what is refused; null when it is not known
   * @param property the property that is missing or not wanted, as it may be shown; null for none
   */
  public static String of(
      JsonNode schema, String keyword, @Nullable JsonNode value, @Nullable String property) {
    JsonNode asked = schema.path(keyword);
    String limit = shown(asked);
    return switch (keyword) {
      case "type" -> "must be " + types(asked) + (value == null ? "" : ", and is " + kind(value));
      case "enum" -> "must be one of " + listed(asked);
      case "const" -> "must be " + limit;
      case "minimum" -> "must be at least " + limit;
      case "maximum" -> "must be at most " + limit;
      case "exclusiveMinimum" -> "must be above " + end(schema, "minimum", asked);
      case "exclusiveMaximum" -> "must be below " + end(schema, "maximum", asked);
      case "multipleOf" -> "must be a multiple of " + limit;
      case "minLength" -> "must have at least " + counted(asked, "character");
      case "maxLength" -> "must have at most " + counted(asked, "character");
      case "pattern" -> "must match the pattern " + limit;
      case "format" -> "must have the format " + limit;
      case "contentEncoding" -> "must be written in the encoding " + limit;
      case "contentMediaType" -> "must hold a document of the media type " + limit;
      default -> ofContainer(schema, keyword, property);
    };
  }

  /** Either may be meant where there are lists of names and schemas. */
  private static String dependent(JsonNode asked) {
    int lists = 0;
    for (JsonNode each : asked) {
      lists += each.isArray() ? 1 : 0;
    }
    return lists == asked.size()
        ? NAMES_WANTED
        : lists == 0 ? SCHEMA_WANTED : NAMES_WANTED + ", or fit the schema that goes with it";
  }

  private static String ofContainer(JsonNode schema, String keyword, @Nullable String property) {
    JsonNode asked = schema.path(keyword);
    return switch (keyword) {
      case "minItems" -> "must have at least " + counted(asked, "item");
      case "maxItems" -> "must have at most " + counted(asked, "item");
      case "uniqueItems" -> "must not hold two equal items";
      case "contains" -> contained(schema);
      case "unevaluatedItems" -> "holds an item that no schema of the array describes";
      case "minProperties" -> "must have at least " + counted(asked, "property");
      case "maxProperties" -> "must have at most " + counted(asked, "property");
      case "required" -> "must have the property " + named(property);
      case "additionalProperties" -> "must not have the property " + named(property);
      case "properties" -> "must not have the property " + named(property) + ", which is refused";
      case "propertyNames" -> "must not have a property called " + named(property);
      case "unevaluatedProperties" -> "has a property that no schema of the object describes";
      case "dependentRequired" -> NAMES_WANTED;
      case "dependencies" -> dependent(asked);
      case "dependentSchemas" -> SCHEMA_WANTED;
      default -> ofLogic(schema, keyword);
    };
  }

  private static String ofLogic(JsonNode schema, String keyword) {
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

  /** One end of a range: draft 4 says with a boolean that the end itself is refused. */
  private static String end(JsonNode schema, String keyword, JsonNode asked) {
    return shown(asked.isBoolean() ? schema.path(keyword) : asked);
  }

  private static String contained(JsonNode schema) {
    String least = schema.has("minContains") ? shown(schema.path("minContains")) : "1";
    String most =
        schema.has("maxContains") ? " and at most " + shown(schema.path("maxContains")) : "";
    return "must hold at least " + least + most + " of the items that contains describes";
  }

  private static String types(JsonNode asked) {
    Stream<JsonNode> types =
        asked.isArray()
            ? Stream.iterate(0, i -> i + 1).limit(asked.size()).map(asked::get)
            : Stream.of(asked);
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

  private static String listed(JsonNode values) {
    List<String> first =
        Stream.iterate(0, i -> i + 1)
            .limit(Math.min(MAX_LISTED, values.size()))
            .map(i -> shown(values.get(i)))
            .toList();
    int more = values.size() - first.size();
    return (first.isEmpty() ? "no values" : Excerpt.of(String.join(", ", first)))
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static String counted(JsonNode count, String what) {
    String plural = what.endsWith("y") ? what.substring(0, what.length() - 1) + "ies" : what + "s";
    return shown(count) + " " + (count.asInt() == 1 ? what : plural);
  }

  private static String named(@Nullable String property) {
    return Excerpt.of(String.valueOf(property));
  }

  /** A value of the schema; a large one is not written out to be cut. */
  private static String shown(JsonNode value) {
    return value.isContainerNode() && value.size() > MAX_LISTED
        ? (value.isArray() ? "an array of " : "an object of ") + value.size() + " values"
        : Excerpt.of(value.toString());
  }
}
