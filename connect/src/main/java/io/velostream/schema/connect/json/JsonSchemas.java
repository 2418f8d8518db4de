// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.connect.data.SumTypes;
import java.net.URLEncoder;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Makes the JSON Schema of one schema of Connect. One object converts one schema, and is not
 * thread-safe.
 */
final class JsonSchemas {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final String DEFINITIONS = "definitions";

  private final JsonOptions options;

  /** The fields of the structs that are being converted, and their names in the definitions. */
  private final IdentityHashMap<Field, String> open = new IdentityHashMap<>();

  /** The structs that refer to themselves. */
  private final Set<String> recursive = new HashSet<>();

  private final ObjectNode definitions = NODES.objectNode();
  private int structCount;

  private JsonSchemas(JsonOptions options) {
    this.options = options;
  }

  /** Converts a schema. */
  static ObjectNode of(Schema schema, JsonOptions options) {
    JsonSchemas schemas = new JsonSchemas(options);
    ObjectNode json = schemas.convert(schema, null);
    if (!schemas.definitions.isEmpty()) {
      json.set(DEFINITIONS, schemas.definitions);
    }
    return json;
  }

  /**
   * Converts a schema.
   *
   * @param index the position of its field; null if it is of none
   */
  private ObjectNode convert(Schema schema, @Nullable Integer index) {
    boolean isUnion = schema.type() == Schema.Type.STRUCT && JsonNames.isUnion(schema);
    ObjectNode present = isUnion ? union(schema) : present(schema);
    ObjectNode json = present;
    if (schema.isOptional() && !isUnion) {
      json = NODES.objectNode();
      ArrayNode branches = json.putArray(JsonNames.ONE_OF);
      branches.addObject().put("type", "null");
      branches.add(present);
    }
    if (schema.defaultValue() != null) {
      json.set("default", ToJson.of(schema, options).apply(schema.defaultValue()));
    }
    if (index != null) {
      json.put(JsonNames.INDEX, index);
    }
    return json;
  }

  private ObjectNode present(Schema schema) {
    List<Field> fields = schema.type() == Schema.Type.STRUCT ? schema.fields() : List.<Field>of();
    if (fields.isEmpty()) {
      return described(schema);
    }
    Field first = fields.get(0); // the same object in a struct and in what refers to it
    String known = open.get(first);
    if (known != null) {
      recursive.add(known);
      return reference(known);
    }
    structCount++;
    boolean isFree = schema.name() != null && !definitions.has(schema.name());
    String name = isFree ? schema.name() : "struct" + structCount;
    open.put(first, name);
    ObjectNode json = described(schema);
    open.remove(first);
    if (!recursive.contains(name)) {
      return json;
    }
    definitions.set(name, json);
    return reference(name);
  }

  private static ObjectNode reference(String name) {
    String pointer = name.replace("~", "~0").replace("/", "~1");
    return NODES
        .objectNode()
        .put(
            "$ref",
            "#/" + DEFINITIONS + "/" + URLEncoder.encode(pointer, UTF_8).replace("+", "%20"));
  }

  private ObjectNode described(Schema schema) {
    ObjectNode json =
        switch (schema.type()) {
          case INT8 -> typed("integer", "int8");
          case INT16 -> typed("integer", "int16");
          case INT32 -> typed("integer", "int32");
          case INT64 -> typed("integer", "int64");
          case FLOAT32 -> typed("number", "float32");
          case FLOAT64 -> typed("number", "float64");
          case BOOLEAN -> typed("boolean", null);
          case STRING -> string(schema);
          case BYTES -> bytes(schema);
          case ARRAY -> array(schema);
          case MAP -> map(schema);
          case STRUCT -> struct(schema);
        };
    if (schema.name() != null) {
      json.put("title", schema.name());
    }
    if (schema.version() != null) {
      json.put(JsonNames.VERSION, schema.version());
    }
    if (schema.doc() != null) {
      json.put("description", schema.doc());
    }
    if (schema.parameters() != null && !schema.parameters().isEmpty()) {
      ObjectNode parameters = json.putObject(JsonNames.PARAMETERS);
      schema.parameters().forEach(parameters::put);
    }
    return json;
  }

  private static ObjectNode typed(String type, @Nullable String connectType) {
    ObjectNode json = NODES.objectNode().put("type", type);
    if (connectType != null) {
      json.put(JsonNames.TYPE, connectType);
    }
    return json;
  }

  private ObjectNode string(Schema schema) {
    String parameter = options.enumParameter();
    if (SumTypes.parameter(schema, parameter) == null) {
      return typed("string", null);
    }
    ObjectNode json = typed("string", null);
    ArrayNode symbols = json.putArray("enum");
    schema.parameters().keySet().stream()
        .filter(key -> key.startsWith(parameter + "."))
        .map(key -> key.substring(parameter.length() + 1))
        .forEach(symbols::add);
    return json;
  }

  private ObjectNode bytes(Schema schema) {
    boolean isDecimal = Decimal.LOGICAL_NAME.equals(schema.name());
    return typed(isDecimal && options.isNumeric() ? "number" : "string", "bytes");
  }

  private ObjectNode array(Schema schema) {
    ObjectNode json = typed("array", null);
    json.set("items", convert(schema.valueSchema(), null));
    return json;
  }

  private ObjectNode map(Schema schema) {
    if (ToJson.hasStringKeys(schema)) {
      ObjectNode json = typed("object", "map");
      json.set("additionalProperties", convert(schema.valueSchema(), null));
      return json;
    }
    ObjectNode json = typed("array", "map");
    ObjectNode properties = json.putObject("items").put("type", "object").putObject("properties");
    properties.set("key", convert(schema.keySchema(), 0));
    properties.set("value", convert(schema.valueSchema(), 1));
    return json;
  }

  private ObjectNode struct(Schema schema) {
    ObjectNode json = typed("object", null);
    ObjectNode properties = json.putObject("properties");
    ArrayNode required = NODES.arrayNode();
    for (Field field : schema.fields()) {
      properties.set(field.name(), convert(field.schema(), field.index()));
      if (options.isOptionalIfNotRequired() && !field.schema().isOptional()) {
        required.add(field.name());
      }
    }
    if (!required.isEmpty()) {
      json.set("required", required);
    }
    if (!options.allowsMore()) {
      json.put("additionalProperties", false);
    }
    return json;
  }

  private ObjectNode union(Schema schema) {
    ObjectNode json = NODES.objectNode();
    ArrayNode branches = json.putArray(JsonNames.ONE_OF);
    if (schema.isOptional()) {
      branches.addObject().put("type", "null");
    }
    for (Field field : schema.fields()) {
      JsonNode branch = present(field.schema());
      branches.add(((ObjectNode) branch).put(JsonNames.INDEX, field.index()));
    }
    return json;
  }
}
