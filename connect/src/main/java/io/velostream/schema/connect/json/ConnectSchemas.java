// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;

/**
 * Makes the schema of Connect for one JSON Schema. One object converts one schema, and is not
 * thread-safe.
 */
final class ConnectSchemas {

  private final JsonNode root;
  private final JsonOptions options;

  /** The references that are being followed, for cycles. */
  private final Deque<String> open = new ArrayDeque<>();

  private ConnectSchemas(JsonNode root, JsonOptions options) {
    this.root = root;
    this.options = options;
  }

  /**
   * Converts a schema.
   *
   * @throws DataException if Connect has none like it
   */
  static Schema of(JsonNode root, JsonOptions options) {
    return new ConnectSchemas(root, options).convert(root, false);
  }

  private Schema convert(JsonNode json, boolean isOptional) {
    JsonNode reference = json.get("$ref");
    if (reference != null) {
      return referred(reference.asText(), isOptional);
    }
    List<JsonNode> branches = branches(json);
    boolean isNullable = isOptional || acceptsNull(json);
    if (branches.size() == 1) {
      return withDefault(convert(branches.get(0), isNullable), json);
    }
    if (!branches.isEmpty()) {
      return union(branches, isNullable);
    }
    SchemaBuilder builder = typed(json);
    if (json.hasNonNull("title") && builder.name() == null) {
      builder.name(json.get("title").asText());
    }
    if (json.path(JsonNames.VERSION).isInt()) {
      builder.version(json.get(JsonNames.VERSION).intValue());
    }
    if (json.hasNonNull("description")) {
      builder.doc(json.get("description").asText());
    }
    for (Map.Entry<String, JsonNode> each : json.path(JsonNames.PARAMETERS).properties()) {
      if (builder.parameters() == null || !builder.parameters().containsKey(each.getKey())) {
        builder.parameter(each.getKey(), each.getValue().asText());
      }
    }
    if (isNullable) {
      builder.optional();
    }
    if (json.hasNonNull("default")) {
      builder.defaultValue(ToConnect.of(builder, options).apply(json.get("default")));
    }
    return builder.build();
  }

  /** A default beside the branches is that of the only branch. */
  private Schema withDefault(Schema schema, JsonNode json) {
    if (!json.hasNonNull("default") || schema.defaultValue() != null) {
      return schema;
    }
    SchemaBuilder builder =
        switch (schema.type()) {
          case ARRAY -> SchemaBuilder.array(schema.valueSchema());
          case MAP -> SchemaBuilder.map(schema.keySchema(), schema.valueSchema());
          default -> new SchemaBuilder(schema.type());
        };
    if (schema.type() == Schema.Type.STRUCT) {
      schema.fields().forEach(field -> builder.field(field.name(), field.schema()));
    }
    if (schema.name() != null) {
      builder.name(schema.name());
    }
    if (schema.version() != null) {
      builder.version(schema.version());
    }
    if (schema.doc() != null) {
      builder.doc(schema.doc());
    }
    if (schema.parameters() != null) {
      builder.parameters(schema.parameters());
    }
    if (schema.isOptional()) {
      builder.optional();
    }
    return builder.defaultValue(ToConnect.of(schema, options).apply(json.get("default"))).build();
  }

  private Schema referred(String reference, boolean isOptional) {
    if (!reference.startsWith("#")) {
      throw new DataException("the reference " + reference + " leads to another document");
    }
    if (open.contains(reference)) {
      throw new DataException(
          "the schema " + reference + " contains itself; schemas of Connect have an end");
    }
    JsonNode target = root.at(reference.substring(1));
    if (target.isMissingNode()) {
      throw new DataException("the reference " + reference + " leads to nothing");
    }
    open.push(reference);
    Schema schema = convert(target, isOptional);
    open.pop();
    return schema;
  }

  /** The alternatives of a schema, but for null; empty if it has none. */
  private static List<JsonNode> branches(JsonNode json) {
    List<JsonNode> branches = new ArrayList<>();
    for (String keyword : List.of(JsonNames.ONE_OF, "anyOf")) {
      for (JsonNode branch : json.path(keyword)) {
        if (!isNull(branch)) {
          branches.add(branch);
        }
      }
    }
    return branches;
  }

  private static boolean acceptsNull(JsonNode json) {
    for (String keyword : List.of(JsonNames.ONE_OF, "anyOf")) {
      for (JsonNode branch : json.path(keyword)) {
        if (isNull(branch)) {
          return true;
        }
      }
    }
    for (JsonNode type : json.path("type")) {
      if (type.asText().equals("null")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNull(JsonNode json) {
    return json.path("type").asText().equals("null");
  }

  private Schema union(List<JsonNode> branches, boolean isOptional) {
    SchemaBuilder builder = SchemaBuilder.struct();
    if (options.isGeneralized()) {
      builder.name(JsonNames.GENERAL_UNION);
      builder.parameter(JsonNames.GENERAL_UNION_PARAMETER, JsonNames.GENERAL_UNION);
    } else {
      builder.name(JsonNames.UNION);
    }
    for (int i = 0; i < branches.size(); i++) {
      builder.field(
          options.isGeneralized()
              ? JsonNames.GENERAL_UNION + "_field_" + i
              : JsonNames.UNION_FIELD + i,
          convert(branches.get(i), true));
    }
    return isOptional ? builder.optional().build() : builder.build();
  }

  private SchemaBuilder typed(JsonNode json) {
    String type = json.path(JsonNames.TYPE).asText();
    return switch (type) {
      case "int8" -> SchemaBuilder.int8();
      case "int16" -> SchemaBuilder.int16();
      case "int32" -> SchemaBuilder.int32();
      case "int64" -> SchemaBuilder.int64();
      case "float32" -> SchemaBuilder.float32();
      case "float64" -> SchemaBuilder.float64();
      case "bytes" -> SchemaBuilder.bytes();
      case "map" -> map(json);
      default -> ofJson(json);
    };
  }

  private SchemaBuilder ofJson(JsonNode json) {
    String type = type(json);
    return switch (type) {
      case "integer" -> SchemaBuilder.int64();
      case "number" -> SchemaBuilder.float64();
      case "boolean" -> SchemaBuilder.bool();
      case "array" -> SchemaBuilder.array(convert(required(json, "items"), false));
      case "object" ->
          json.has("properties") || !json.path("additionalProperties").isObject()
              ? struct(json)
              : map(json);
      case "string" -> string(json);
      default -> throw new DataException("Connect has no type for the schema " + json);
    };
  }

  private static String type(JsonNode json) {
    JsonNode type = json.path("type");
    if (type.isTextual()) {
      return type.asText();
    }
    List<String> types = new ArrayList<>();
    type.forEach(each -> types.add(each.asText()));
    types.remove("null");
    if (types.size() == 1) {
      return types.get(0);
    }
    return types.isEmpty() && json.has("enum") ? "string" : json.has("properties") ? "object" : "";
  }

  private SchemaBuilder string(JsonNode json) {
    SchemaBuilder builder = SchemaBuilder.string();
    if (json.path("enum").isArray()) {
      String parameter = options.enumParameter();
      builder.parameter(parameter, json.path("title").asText());
      int index = 0;
      for (JsonNode symbol : json.get("enum")) {
        builder.parameter(
            parameter + "." + symbol.asText(),
            options.isGeneralized() ? String.valueOf(index) : symbol.asText());
        index++;
      }
    }
    return builder;
  }

  private SchemaBuilder map(JsonNode json) {
    if (type(json).equals("object")) {
      return SchemaBuilder.map(
          Schema.STRING_SCHEMA, convert(required(json, "additionalProperties"), false));
    }
    JsonNode entry = required(required(json, "items"), "properties");
    return SchemaBuilder.map(
        convert(required(entry, "key"), false), convert(required(entry, "value"), false));
  }

  private SchemaBuilder struct(JsonNode json) {
    Set<String> required = new HashSet<>();
    json.path("required").forEach(each -> required.add(each.asText()));
    List<Map.Entry<String, JsonNode>> properties =
        new ArrayList<>(json.path("properties").properties());
    properties.sort(
        Comparator.comparingInt(
                (Map.Entry<String, JsonNode> each) ->
                    each.getValue().path(JsonNames.INDEX).asInt(Integer.MAX_VALUE))
            .thenComparing(Map.Entry::getKey));
    SchemaBuilder builder = SchemaBuilder.struct();
    for (Map.Entry<String, JsonNode> property : properties) {
      boolean isOptional =
          options.isOptionalIfNotRequired() && !required.contains(property.getKey());
      builder.field(property.getKey(), convert(property.getValue(), isOptional));
    }
    return builder;
  }

  private static JsonNode required(JsonNode json, String keyword) {
    JsonNode value = json.get(keyword);
    if (value == null || !value.isObject()) {
      throw new DataException("the schema has no " + keyword + ", which Connect needs: " + json);
    }
    return value;
  }
}
