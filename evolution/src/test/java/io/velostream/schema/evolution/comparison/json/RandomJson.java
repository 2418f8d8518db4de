// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws JSON Schemas of draft 7, and edits of them. */
public final class RandomJson {

  private static final int DEPTH = 3;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> TYPES =
      List.of("string", "integer", "number", "boolean", "null");

  private final Random random;

  public RandomJson(Random random) {
    this.random = random;
  }

  public ObjectNode schema() {
    while (true) {
      ObjectNode root = object(DEPTH);
      ObjectNode definitions = root.putObject("definitions");
      definitions.set("a", object(1));
      definitions.set("b", schema(1));
      if (isValid(root)) {
        return root;
      }
    }
  }

  /** False for references that lead back to themselves without descending into the value. */
  private static boolean isValid(ObjectNode schema) {
    try {
      JsonSchema parsed = JsonSchema.parse(schema.toString());
      return parsed.root().isObject();
    } catch (InvalidSchemaException e) {
      return false;
    }
  }

  private ObjectNode schema(int depth) {
    return switch (random.nextInt(depth <= 0 ? 6 : 11)) {
      case 0 -> string();
      case 1 -> number();
      case 2 -> typed(TYPES.get(random.nextInt(TYPES.size())));
      case 3 -> listing();
      case 4 -> optional();
      case 5 -> depth == DEPTH ? object(depth) : reference();
      case 6, 7 -> object(depth);
      case 8, 9 -> array(depth);
      default -> composition(depth);
    };
  }

  private static ObjectNode typed(String type) {
    return NODES.objectNode().put("type", type);
  }

  private ObjectNode string() {
    ObjectNode string = typed("string");
    maybe(string, "minLength", random.nextInt(3));
    maybe(string, "maxLength", 3 + random.nextInt(3));
    if (random.nextInt(4) == 0) {
      string.put("pattern", "^[a-c]{" + random.nextInt(3) + ",}$");
    }
    if (random.nextInt(5) == 0) {
      string.put("description", "d" + random.nextInt(3));
    }
    return string;
  }

  private ObjectNode number() {
    ObjectNode number = typed(random.nextBoolean() ? "integer" : "number");
    maybe(number, "minimum", random.nextInt(3));
    maybe(number, "exclusiveMaximum", 10 + random.nextInt(3));
    maybe(number, "default", 5);
    return number;
  }

  private void maybe(ObjectNode schema, String keyword, int value) {
    if (random.nextInt(3) == 0) {
      schema.put(keyword, value);
    }
  }

  private ObjectNode listing() {
    ObjectNode listing = NODES.objectNode();
    ArrayNode values = listing.putArray("enum");
    for (String each : List.of("A", "B", "C")) {
      if (values.isEmpty() || random.nextBoolean()) {
        values.add(each);
      }
    }
    return listing;
  }

  private ObjectNode optional() {
    ObjectNode optional = NODES.objectNode();
    if (random.nextBoolean()) {
      optional.putArray("type").add("null").add("string");
    } else {
      optional.putArray("oneOf").add(typed("null")).add(string());
    }
    return optional;
  }

  private ObjectNode reference() {
    return NODES.objectNode().put("$ref", "#/definitions/" + (random.nextBoolean() ? "a" : "b"));
  }

  private ObjectNode object(int depth) {
    ObjectNode object = typed("object");
    ObjectNode properties = object.putObject("properties");
    ArrayNode required = NODES.arrayNode();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String name = "p" + random.nextInt(6);
      if (!properties.has(name)) {
        properties.set(name, schema(depth - 1));
        if (random.nextInt(3) == 0) {
          required.add(name);
        }
      }
    }
    if (!required.isEmpty()) {
      object.set("required", required);
    }
    switch (random.nextInt(4)) {
      case 0 -> object.set("additionalProperties", string());
      case 1, 2 -> object.put("additionalProperties", false);
      default -> {}
    }
    if (random.nextInt(8) == 0) {
      object.putObject("patternProperties").set("^x", string());
    }
    return object;
  }

  private ObjectNode array(int depth) {
    ObjectNode array = typed("array");
    if (random.nextInt(4) == 0) {
      array.putArray("items").add(schema(depth - 1)).add(schema(depth - 1));
    } else {
      array.set("items", schema(depth - 1));
    }
    maybe(array, "maxItems", 2 + random.nextInt(3));
    return array;
  }

  private ObjectNode composition(int depth) {
    ObjectNode composition = NODES.objectNode();
    String keyword = List.of("allOf", "anyOf", "oneOf").get(random.nextInt(3));
    ArrayNode branches = composition.putArray(keyword);
    for (int i = random.nextInt(3); i >= 0; i--) {
      branches.add(schema(depth - 1));
    }
    return composition;
  }

  /** A copy with a few edits. */
  public ObjectNode edited(ObjectNode schema) {
    while (true) {
      ObjectNode edited = editedOnce(schema);
      if (isValid(edited)) {
        return edited;
      }
    }
  }

  private ObjectNode editedOnce(ObjectNode schema) {
    ObjectNode copy = schema.deepCopy();
    for (int i = random.nextInt(3); i >= 0; i--) {
      List<ObjectNode> all = new ArrayList<>();
      collect(copy, all);
      edit(all.get(random.nextInt(all.size())));
    }
    return copy;
  }

  private static void collect(JsonNode node, List<ObjectNode> all) {
    if (node instanceof ObjectNode object && (object.has("type") || object.has("enum"))) {
      all.add(object);
    }
    node.forEach(each -> collect(each, all));
  }

  private void edit(ObjectNode schema) {
    switch (random.nextInt(10)) {
      case 0 -> schema.put("minLength", random.nextInt(4));
      case 1 -> schema.put("maximum", random.nextInt(20));
      case 2 -> schema.remove("required");
      case 3 -> schema.put("additionalProperties", random.nextBoolean());
      case 4 -> schema.put("description", "other");
      case 5 -> schema.put("default", random.nextInt(3));
      case 6 -> {
        if (schema.path("properties") instanceof ObjectNode properties) {
          properties.set("q" + random.nextInt(3), schema(1));
        }
      }
      case 7 -> {
        if (schema.path("properties") instanceof ObjectNode properties && !properties.isEmpty()) {
          properties.remove(properties.fieldNames().next());
        }
      }
      case 8 -> {
        if (schema.path("enum") instanceof ArrayNode values) {
          values.add("D");
        }
      }
      default -> {
        if (schema.path("type").asText().equals("integer")) {
          schema.put("type", "number");
        }
      }
    }
  }
}
