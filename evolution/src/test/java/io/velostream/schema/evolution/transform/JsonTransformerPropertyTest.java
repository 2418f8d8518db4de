// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.evolution.Schemas;
import io.velostream.schema.evolution.comparison.json.RandomJson;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random pairs of JSON Schemas and random values: what comes out is valid, or nothing does. */
class JsonTransformerPropertyTest {

  private static final int PAIRS = 1_500;
  private static final int VALUES = 12;
  private static final int STEPS = 1_000_000;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private int valid;
  private int kept;
  private int repaired;
  private int refused;
  private int unconvertible;

  @Test
  void resultsAreValidAndCompatiblePairsNeverFail() {
    for (int seed = 0; seed < PAIRS; seed++) {
      Random random = new Random(seed);
      RandomJson schemas = new RandomJson(random);
      ObjectNode before = schemas.schema();
      ObjectNode after = random.nextInt(4) == 0 ? schemas.schema() : schemas.edited(before);
      check(before, after, random);
    }
    System.out.printf(
        "OK JSON: %d values valid in the old schema, of which %d valid in the new one as they were,"
            + " %d made valid, %d refused; %d pairs unconvertible%n",
        valid, kept, repaired, refused, unconvertible);
    assertThat(kept).isGreaterThan(PAIRS / 10);
    assertThat(repaired).isGreaterThan(PAIRS / 100);
  }

  private void check(ObjectNode before, ObjectNode after, Random random) {
    JsonSchema old = JsonSchema.parse(before.toString());
    JsonSchema fresh = JsonSchema.parse(after.toString());
    boolean isCompatible = JsonFormat.INSTANCE.incompatibilities(fresh, old).isEmpty();
    JsonTransformer transformer;
    try {
      transformer =
          JsonTransformer.of(
              Schemas.json(before.toString()),
              Schemas.json(after.toString()),
              TransformOptions.NONE);
    } catch (UnconvertibleSchemaException e) {
      assertThat(isCompatible).as(before + " to " + after + ": " + e.getMessage()).isFalse();
      unconvertible++;
      return;
    }
    for (int i = 0; i < VALUES; i++) {
      JsonNode value = object(before, before, random, 0);
      if (old.admits(value, STEPS, STEPS)) {
        valid++;
        check(transformer, fresh, value, isCompatible, before + " to " + after);
      }
    }
  }

  private void check(
      JsonTransformer transformer, JsonSchema fresh, JsonNode value, boolean isSure, String pair) {
    boolean isValid = fresh.admits(value, STEPS, STEPS);
    JsonNode copy = value.deepCopy();
    try {
      JsonNode made = transformer.apply(value);
      assertThat(fresh.admits(made, STEPS, STEPS)).as(pair + " for " + value).isTrue();
      assertThat(value).isEqualTo(copy);
      if (isValid) {
        assertThat(made).as(pair).isEqualTo(value);
      }
      kept += isValid ? 1 : 0;
      repaired += isValid ? 0 : 1;
    } catch (ConversionException e) {
      assertThat(isSure || isValid).as(pair + " for " + value + ": " + e.getMessage()).isFalse();
      refused++;
    }
  }

  /** A value that is often valid. */
  private JsonNode value(JsonNode schema, JsonNode root, Random random, int depth) {
    if (schema.has("$ref")) {
      String name = schema.path("$ref").asText().replace("#/definitions/", "");
      return depth > 6
          ? NODES.objectNode()
          : value(root.path("definitions").path(name), root, random, depth + 1);
    }
    for (String each : List.of("oneOf", "anyOf", "allOf")) {
      if (schema.path(each).size() > 0) {
        return value(
            schema.path(each).get(random.nextInt(schema.path(each).size())),
            root,
            random,
            depth + 1);
      }
    }
    if (schema.path("enum").size() > 0) {
      return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
    }
    JsonNode type = schema.path("type");
    String name = type.isArray() ? type.get(random.nextInt(type.size())).asText() : type.asText();
    return switch (name) {
      case "string" -> NODES.textNode("abcba".substring(0, random.nextInt(6)));
      case "integer" -> NODES.numberNode(random.nextInt(14));
      case "number" ->
          random.nextBoolean()
              ? NODES.numberNode(random.nextInt(14))
              : NODES.numberNode(random.nextInt(28) / 2.0);
      case "boolean" -> NODES.booleanNode(random.nextBoolean());
      case "array" -> array(schema, root, random, depth);
      case "object" -> object(schema, root, random, depth);
      default -> NODES.nullNode();
    };
  }

  private ArrayNode array(JsonNode schema, JsonNode root, Random random, int depth) {
    ArrayNode array = NODES.arrayNode();
    JsonNode items = schema.path("items");
    for (int i = depth > 6 ? 0 : random.nextInt(3); i > 0; i--) {
      array.add(
          value(
              items.isArray() ? items.get(Math.min(array.size(), items.size() - 1)) : items,
              root,
              random,
              depth + 1));
    }
    return array;
  }

  private ObjectNode object(JsonNode schema, JsonNode root, Random random, int depth) {
    ObjectNode object = NODES.objectNode();
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(each -> required.add(each.asText()));
    schema
        .path("properties")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (required.contains(name) || random.nextBoolean()) {
                object.set(
                    name, value(schema.path("properties").path(name), root, random, depth + 1));
              }
            });
    if (random.nextInt(4) == 0) {
      object.put("more", "a");
    }
    return object;
  }
}
