// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.connect.data.RecursiveSchema;
import io.velostream.schema.connect.data.SumTypes;
import io.velostream.schema.json.schema.JsonSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the schema of Connect for one JSON Schema. One object converts one schema, and is not
 * thread-safe.
 */
final class ConnectSchemas {

  private static final String ALL_OF = "allOf";
  private static final String PROPERTIES = "properties";
  private static final String REQUIRED = "required";

  private final JsonReferences references;
  private final JsonOptions options;

  /** The schemas that are being converted, each with the ones that refer to it from within. */
  private final IdentityHashMap<JsonNode, List<RecursiveSchema>> open = new IdentityHashMap<>();

  private int unionCount;

  private ConnectSchemas(JsonReferences references, JsonOptions options) {
    this.references = references;
    this.options = options;
  }

  /**
   * Converts a schema.
   *
   * @throws DataException if Connect has none like it
   */
  static Schema of(JsonSchema schema, JsonOptions options) {
    return new ConnectSchemas(new JsonReferences(schema.closure()), options)
        .target(schema.root(), false);
  }

  /** Converts a schema that others may refer to. */
  private Schema target(JsonNode json, boolean isOptional) {
    List<RecursiveSchema> inner = open.get(json);
    if (inner != null) {
      RecursiveSchema recursive = new RecursiveSchema(title(json), isOptional || acceptsNull(json));
      inner.add(recursive);
      return recursive;
    }
    open.put(json, new ArrayList<>());
    Schema schema = convert(json, isOptional);
    List<RecursiveSchema> within = open.remove(json);
    if (!within.isEmpty() && schema.type() != Schema.Type.STRUCT) {
      throw new DataException(
          "a schema contains itself, and is no object; schemas of Connect have an end");
    }
    within.forEach(each -> each.complete(schema));
    return schema;
  }

  private @Nullable String title(JsonNode json) {
    if (references.isReference(json)) {
      return title(references.target(json));
    }
    List<JsonNode> branches = branches(json);
    JsonNode titled = branches.size() == 1 ? branches.get(0) : json;
    return titled.hasNonNull("title") ? titled.get("title").asText() : null;
  }

  private Schema convert(JsonNode json, boolean isOptional) {
    if (references.isReference(json)) {
      return target(references.target(json), isOptional);
    }
    if (json.path(ALL_OF).isArray()) {
      return convert(merged(json), isOptional);
    }
    List<JsonNode> branches = branches(json);
    boolean isNullable = isOptional || acceptsNull(json);
    if (branches.size() == 1 && (isNullable || options.flattens())) {
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
    JsonProperties.forEach(
        json.path(JsonNames.PARAMETERS),
        (name, value) -> SumTypes.putParameter(builder, name, value.asText()));
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

  /** A schema with the properties and keywords of all its parts; the first of equal ones counts. */
  private ObjectNode merged(JsonNode json) {
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    JsonProperties.forEach(
        json,
        (keyword, value) -> {
          if (!keyword.equals(ALL_OF)) {
            add(merged, keyword, value);
          }
        });
    for (JsonNode part : json.path(ALL_OF)) {
      JsonNode target = part;
      while (references.isReference(target)) {
        target = references.target(target);
      }
      if (open.containsKey(target)) {
        throw new DataException("a schema contains itself in " + ALL_OF);
      }
      JsonNode whole = target.path(ALL_OF).isArray() ? merged(target) : target;
      JsonProperties.forEach(whole, (keyword, value) -> add(merged, keyword, value));
    }
    return merged;
  }

  private static void add(ObjectNode merged, String keyword, JsonNode value) {
    if (!merged.has(keyword)) {
      merged.set(
          keyword,
          keyword.equals(PROPERTIES)
              ? JsonNodeFactory.instance.objectNode().setAll((ObjectNode) value)
              : value);
    } else if (keyword.equals(PROPERTIES)) {
      ObjectNode properties = (ObjectNode) merged.get(PROPERTIES);
      JsonProperties.forEach(value, properties::putIfAbsent);
    } else if (keyword.equals(REQUIRED)) {
      ArrayNode required = JsonNodeFactory.instance.arrayNode();
      merged.set(REQUIRED, required.addAll((ArrayNode) merged.get(REQUIRED)));
      value.forEach(required::add);
    }
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
    SchemaBuilder builder =
        options.isGeneralized()
            ? SumTypes.union(unionCount++)
            : SchemaBuilder.struct().name(JsonNames.UNION);
    for (int i = 0; i < branches.size(); i++) {
      builder.field(
          options.isGeneralized() ? SumTypes.branch(i) : JsonNames.UNION_FIELD + i,
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
          json.has(PROPERTIES) || !json.path("additionalProperties").isObject()
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
    if (!types.isEmpty()) {
      return "";
    }
    JsonNode sample = json.has("const") ? json.get("const") : json.path("enum").path(0);
    return json.has(PROPERTIES) ? "object" : typeOf(sample);
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      default -> "";
    };
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
    JsonNode entry = required(required(json, "items"), PROPERTIES);
    return SchemaBuilder.map(
        convert(required(entry, "key"), false), convert(required(entry, "value"), false));
  }

  private SchemaBuilder struct(JsonNode json) {
    Set<String> required = new HashSet<>();
    json.path(REQUIRED).forEach(each -> required.add(each.asText()));
    List<Map.Entry<String, JsonNode>> properties =
        new ArrayList<>(JsonProperties.of(json.path(PROPERTIES)).entrySet());
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
