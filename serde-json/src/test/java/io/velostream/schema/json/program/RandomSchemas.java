// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.document.CanonicalValues;
import io.velostream.schema.json.document.Draft;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Draws schemas and documents from the same few names and values, so that about as many documents
 * fit as do not.
 */
public final class RandomSchemas {

  private static final JsonNodeFactory NODES = new JsonNodeFactory(true);
  private static final List<String> NAMES = List.of("a", "b", "c", "ab", "x1", "é");
  private static final List<String> TEXTS =
      List.of("", "a", "b", "ab", "abc", "12", "é", "😀😀", "a longer text");
  private static final List<String> PATTERNS =
      List.of("^a", "b$", "[0-9]+", "^.$", "é|😀", "^[ab]*$");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "2",
          "3",
          "-1",
          "1.0",
          "1.5",
          "0.5",
          "0.1",
          "0.3",
          "2.50",
          "1e2",
          "1E-2",
          "-0.0",
          "9007199254740993",
          "9223372036854775808",
          "0.1000000000000000055");
  private static final List<String> TYPES =
      List.of("null", "boolean", "integer", "number", "string", "array", "object");
  private static final int DEFINITIONS = 3;

  private static final String BASE = "http://drawn.example/";

  private final Random random;
  private final Draft draft;

  /** Whether definitions are resources of their own, with references by the way to them. */
  private boolean isDynamic;

  public RandomSchemas(Random random, Draft draft) {
    this.random = random;
    this.draft = draft;
  }

  /** A schema with definitions that its references lead to; they never lead back in place. */
  public ObjectNode schema() {
    isDynamic = draft.compareTo(Draft.DRAFT_2019_09) >= 0 && random.nextInt(3) == 0;
    ObjectNode root = NODES.objectNode();
    if (random.nextInt(4) == 0) {
      addUnion(root, () -> part(2, 0));
    } else {
      root = keywords(3, 0);
    }
    root.put("$schema", draft.uri());
    ObjectNode definitions = NODES.objectNode();
    for (int i = 0; i < DEFINITIONS; i++) {
      JsonNode definition = schema(2, i + 1);
      definitions.set("d" + i, isDynamic ? resource(definition, "d" + i) : definition);
    }
    root.remove("$ref");
    root.set(draft.definitionsKeyword(), definitions);
    return isDynamic ? resource(root, "root") : root;
  }

  private ObjectNode resource(JsonNode schema, String name) {
    ObjectNode resource = NODES.objectNode();
    if (schema instanceof ObjectNode object) {
      resource = object;
    } else {
      resource.putArray("allOf").add(schema);
    }
    resource.put("$id", BASE + name);
    if (draft == Draft.DRAFT_2020_12) {
      resource.put(random.nextInt(4) > 0 ? "$dynamicAnchor" : "$anchor", "n");
    } else if (random.nextBoolean()) {
      resource.put("$recursiveAnchor", random.nextInt(4) > 0);
    }
    return resource;
  }

  /** A reference by the way to it; only for schemas of parts of a value, since values end. */
  private ObjectNode dynamicReference() {
    ObjectNode reference = NODES.objectNode();
    return draft == Draft.DRAFT_2020_12
        ? reference.put("$dynamicRef", any(List.of("#n", "#n", "d0#n", BASE + "d2#n")))
        : reference.put("$recursiveRef", "#");
  }

  /** A schema of a part of a value. */
  private JsonNode part(int depth, int firstReference) {
    return isDynamic && random.nextInt(3) == 0 ? dynamicReference() : schema(depth, firstReference);
  }

  /**
   * A schema.
   *
   * @param firstReference the first definition that it may refer to
   */
  private JsonNode schema(int depth, int firstReference) {
    if (depth == 0 || random.nextInt(8) == 0) {
      return leaf(firstReference);
    }
    return keywords(depth, firstReference);
  }

  private JsonNode leaf(int firstReference) {
    int drawn = random.nextInt(8);
    if (drawn == 0 && draft != Draft.DRAFT_4) {
      return NODES.booleanNode(random.nextInt(3) > 0);
    }
    if (drawn < 3 && firstReference < DEFINITIONS) {
      return NODES.objectNode().put("$ref", reference(firstReference));
    }
    ObjectNode leaf = NODES.objectNode();
    if (drawn < 6) {
      leaf.put("type", any(TYPES));
    }
    return leaf;
  }

  private String reference(int first) {
    String name = "d" + (first + random.nextInt(DEFINITIONS - first));
    return isDynamic ? BASE + name : "#/" + draft.definitionsKeyword() + "/" + name;
  }

  private ObjectNode keywords(int depth, int firstReference) {
    ObjectNode schema = NODES.objectNode();
    for (int i = random.nextInt(4); i >= 0; i--) {
      switch (random.nextInt(7)) {
        case 0 -> addType(schema);
        case 1 -> addValues(schema);
        case 2 -> addNumbers(schema);
        case 3 -> addTexts(schema);
        case 4 -> {
          if (random.nextInt(9) > 0) {
            addObjects(schema, () -> part(depth - 1, firstReference));
          } else {
            addDependencies(schema, () -> schema(depth - 1, firstReference));
          }
        }
        case 5 -> addArrays(schema, () -> part(depth - 1, firstReference));
        default -> addLogic(schema, () -> schema(depth - 1, firstReference));
      }
    }
    if (random.nextInt(10) == 0 && draft.compareTo(Draft.DRAFT_2019_09) >= 0) {
      String keyword = any(List.of("unevaluatedProperties", "unevaluatedItems"));
      schema.set(keyword, random.nextInt(3) > 0 ? NODES.booleanNode(false) : leaf(firstReference));
    }
    if (random.nextInt(20) == 0 && firstReference < DEFINITIONS) {
      schema.put("$ref", reference(firstReference));
    }
    return schema;
  }

  private void addType(ObjectNode schema) {
    if (random.nextBoolean()) {
      schema.put("type", any(TYPES));
      return;
    }
    ArrayNode types = schema.putArray("type");
    for (String type : TYPES) {
      if (random.nextInt(3) == 0 || (type.equals("object") && types.isEmpty())) {
        types.add(type);
      }
    }
  }

  private void addValues(ObjectNode schema) {
    if (random.nextBoolean() && draft != Draft.DRAFT_4) {
      schema.set("const", document(1));
      return;
    }
    ArrayNode values = schema.putArray("enum");
    for (int i = random.nextInt(4); i >= 0; i--) {
      JsonNode value = document(1);
      boolean isThere = false;
      for (JsonNode other : values) {
        isThere |=
            CanonicalValues.canonicalText(value).equals(CanonicalValues.canonicalText(other));
      }
      if (!isThere) {
        values.add(value);
      }
    }
  }

  private void addNumbers(ObjectNode schema) {
    boolean isLow = random.nextBoolean();
    String keyword = isLow ? "minimum" : "maximum";
    String exclusive = isLow ? "exclusiveMinimum" : "exclusiveMaximum";
    switch (random.nextInt(3)) {
      case 0 -> schema.set(keyword, number());
      case 1 -> {
        if (draft == Draft.DRAFT_4) {
          schema.set(keyword, number());
          schema.put(exclusive, random.nextBoolean());
        } else {
          schema.set(exclusive, number());
        }
      }
      default ->
          schema.put("multipleOf", new BigDecimal(any(List.of("1", "2", "0.5", "0.1", "3"))));
    }
  }

  private void addTexts(ObjectNode schema) {
    switch (random.nextInt(3)) {
      case 0 -> schema.put("minLength", random.nextInt(4));
      case 1 -> schema.put("maxLength", random.nextInt(4));
      default -> schema.put("pattern", any(PATTERNS));
    }
  }

  private void addObjects(ObjectNode schema, Supplier<JsonNode> child) {
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        ObjectNode properties = schema.putObject("properties");
        for (int i = random.nextInt(4); i >= 0; i--) {
          properties.set(any(NAMES), child.get());
        }
      }
      case 2 -> schema.putObject("patternProperties").set(any(PATTERNS), child.get());
      case 3 ->
          schema.set(
              "additionalProperties",
              random.nextBoolean() ? NODES.booleanNode(false) : child.get());
      case 4 -> addNames(schema.putArray("required"));
      case 5 -> schema.put("minProperties", random.nextInt(4));
      case 6 -> schema.put("maxProperties", random.nextInt(4));
      default -> schema.set("propertyNames", child.get());
    }
  }

  private void addNames(ArrayNode names) {
    String one = any(NAMES);
    names.add(one);
    String other = any(NAMES);
    if (!other.equals(one) && random.nextBoolean()) {
      names.add(other);
    }
  }

  private void addDependencies(ObjectNode schema, Supplier<JsonNode> child) {
    boolean isNew = draft.compareTo(Draft.DRAFT_2019_09) >= 0;
    if (random.nextBoolean()) {
      addNames(schema.putObject(isNew ? "dependentRequired" : "dependencies").putArray(any(NAMES)));
    } else {
      schema.putObject(isNew ? "dependentSchemas" : "dependencies").set(any(NAMES), child.get());
    }
  }

  private void addArrays(ObjectNode schema, Supplier<JsonNode> child) {
    switch (random.nextInt(6)) {
      case 0 -> schema.set("items", child.get());
      case 1 -> {
        boolean isNew = draft == Draft.DRAFT_2020_12;
        ArrayNode first = schema.putArray(isNew ? "prefixItems" : "items");
        for (int i = random.nextInt(2); i >= 0; i--) {
          first.add(child.get());
        }
        schema.set(isNew ? "items" : "additionalItems", child.get());
      }
      case 2 -> schema.put("minItems", random.nextInt(3));
      case 3 -> schema.put("maxItems", random.nextInt(3));
      case 4 -> schema.put("type", "array").put("uniqueItems", random.nextInt(4) > 0);
      default -> {
        schema.set("contains", child.get());
        if (draft.compareTo(Draft.DRAFT_2019_09) >= 0) {
          schema.put("minContains", random.nextInt(2));
          schema.put("maxContains", 1 + random.nextInt(2));
        }
      }
    }
  }

  private void addLogic(ObjectNode schema, Supplier<JsonNode> child) {
    switch (random.nextInt(6)) {
      case 0 -> addUnion(schema, child);
      case 1, 2, 3 -> {
        ArrayNode branches = schema.putArray(any(List.of("allOf", "anyOf", "oneOf")));
        for (int i = random.nextInt(3); i >= 0; i--) {
          branches.add(child.get());
        }
      }
      case 4 -> schema.set("not", child.get());
      default -> {
        schema.set("if", child.get());
        schema.set("then", child.get());
        schema.set("else", child.get());
      }
    }
  }

  /** Objects of several sorts, most of which one property tells apart. */
  private void addUnion(ObjectNode schema, Supplier<JsonNode> child) {
    String tag = any(NAMES.subList(0, 2));
    ArrayNode branches = schema.putArray(any(List.of("anyOf", "oneOf", "oneOf")));
    List<String> types = new ArrayList<>(TYPES);
    Collections.shuffle(types, random);
    for (int i = 1 + random.nextInt(4); i >= 0; i--) {
      ObjectNode branch = branches.addObject();
      if (random.nextInt(8) == 0) {
        branch.put("type", "null");
        continue;
      }
      branch.put("type", "object");
      ObjectNode properties = branch.putObject("properties");
      if (random.nextBoolean()) {
        properties.set(any(NAMES), child.get());
      }
      properties.set(tag, tag(i, types.get(i)));
      ArrayNode required = branch.putArray("required");
      if (random.nextInt(8) > 0) {
        required.add(tag);
      } else {
        required.add("c");
      }
      if (random.nextInt(6) == 0) {
        addUnion(branch, child);
      } else if (random.nextInt(4) == 0) {
        branch.put("additionalProperties", false);
      } else if (random.nextInt(3) == 0) {
        branch.put("maxProperties", 1 + random.nextInt(3));
      }
    }
  }

  private ObjectNode tag(int branch, String type) {
    ObjectNode tag = NODES.objectNode();
    switch (random.nextInt(5)) {
      case 0 -> tag.put("type", type);
      case 1 -> tag.put("type", "string").put("maxLength", 1).putArray("enum").add("ab").add("b");
      case 2 -> tag.putArray("enum").add(TEXTS.get(branch)).add(branch);
      case 3 -> tag.putArray("enum").add(TEXTS.get(branch)).add(TEXTS.get(branch + 3));
      default -> tag.putArray("enum").add(number());
    }
    return tag;
  }

  /** A document. */
  public JsonNode document(int depth) {
    switch (random.nextInt(depth == 0 ? 5 : 10)) {
      case 0:
        return NODES.nullNode();
      case 1:
        return NODES.booleanNode(random.nextBoolean());
      case 2, 3:
        return number();
      case 4:
        return NODES.textNode(any(TEXTS));
      case 5, 6:
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(document(depth - 1));
        }
        return array;
      default:
        ObjectNode object = NODES.objectNode();
        if (random.nextInt(3) == 0) {
          object.put(any(NAMES.subList(0, 2)), any(TEXTS.subList(0, 6)));
        }
        for (int i = random.nextInt(5); i > 0; i--) {
          object.set(any(NAMES), document(depth - 1));
        }
        return object;
    }
  }

  private JsonNode number() {
    String text = any(NUMBERS);
    return text.matches("-?[0-9]+")
        ? NODES.numberNode(new BigInteger(text))
        : NODES.numberNode(new BigDecimal(text));
  }

  private <T> T any(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
