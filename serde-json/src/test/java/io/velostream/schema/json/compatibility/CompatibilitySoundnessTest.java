// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.jackson.JsonObjects;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.document.Keywords;
import io.velostream.schema.json.program.RandomSchemas;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is called compatible is: no document drawn fits the old schema and not the new one. */
class CompatibilitySoundnessTest {

  private static final int STEPS = 100_000;

  /** Pairs of schemas of each draft in the long run. */
  private static final int MANY = Integer.getInteger("fuzz.schemas", 20_000) / 4;

  @ParameterizedTest
  @EnumSource(Draft.class)
  void neverCallsCompatibleWhatIsNot(Draft draft) {
    compare(draft, new Random(41), 500);
  }

  @Tag("fuzz")
  @Test
  void neverCallsCompatibleWhatIsNotInTheLongRun() {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    String result = "FAILED";
    try {
      for (Draft draft : Draft.values()) {
        compare(draft, new Random(seed), MANY);
      }
      result = "OK";
    } finally {
      System.out.printf(
          "%s fuzz of verdicts of compatibility seed=%d pairs=%d%n",
          result, seed, Draft.values().length * MANY);
    }
  }

  private static void compare(Draft draft, Random random, int pairs) {
    RandomSchemas drawn = new RandomSchemas(random, draft);
    int compatible = 0;
    int documents = 0;
    for (int i = 0; i < pairs; i++) {
      ObjectNode old = drawn.schema();
      if (i % 4 == 0) {
        addTextKeyword(old, random);
      }
      JsonNode changed = changed(old, drawn, random);
      JsonSchema writer = JsonSchema.parse(old.toString());
      JsonSchema reader = parsed(changed);
      if (reader == null || !JsonFormat.INSTANCE.incompatibilities(reader, writer).isEmpty()) {
        continue;
      }
      compatible++;
      for (int j = 0; j < 12; j++) {
        JsonNode document = drawn.document(2);
        if (writer.admits(document, STEPS, STEPS)) {
          documents++;
          assertThat(reader.admits(document, STEPS, STEPS))
              .as("%s fits %s but not %s", document, old, changed)
              .isTrue();
        }
      }
    }
    assertThat(compatible).isGreaterThan(pairs / 10);
    assertThat(documents).isGreaterThan(pairs / 3);
  }

  /** Null where references lead nowhere, or back to themselves, since something is gone. */
  private static @Nullable JsonSchema parsed(JsonNode schema) {
    try {
      return JsonSchema.parse(schema.toString());
    } catch (InvalidSchemaException e) {
      return null;
    }
  }

  /** A schema in which a few keywords somewhere are gone, or those of another one. */
  private static JsonNode changed(ObjectNode schema, RandomSchemas drawn, Random random) {
    ObjectNode copy = schema.deepCopy();
    if (random.nextInt(4) == 0) {
      addTextKeyword(copy, random);
    }
    for (int i = random.nextInt(2); i >= 0; i--) {
      List<ObjectNode> places = new ArrayList<>();
      collect(copy, places);
      ObjectNode place = places.get(random.nextInt(places.size()));
      List<String> names = new ArrayList<>();
      place.fieldNames().forEachRemaining(names::add);
      names.removeIf(AnchorsAndNames::isOne);
      if (random.nextInt(3) > 0 && !names.isEmpty()) {
        place.remove(names.get(random.nextInt(names.size())));
      } else {
        JsonObjects.properties(drawn.schema())
            .forEach(
                each -> {
                  if (!AnchorsAndNames.isOne(each.getKey()) && random.nextBoolean()) {
                    place.set(each.getKey(), each.getValue());
                  }
                });
      }
    }
    return copy;
  }

  /** What is said of texts beyond length and pattern: checked in some drafts, notes in others. */
  private static void addTextKeyword(ObjectNode schema, Random random) {
    List<ObjectNode> places = new ArrayList<>();
    collect(schema, places);
    ObjectNode place = places.get(random.nextInt(places.size()));
    switch (random.nextInt(5)) {
      case 0 -> place.put("contentEncoding", "base64");
      case 1 -> place.put("contentMediaType", "application/json");
      case 2 -> place.put("contentMediaType", "image/png");
      case 3 -> place.put("format", "money");
      default -> place.put("format", random.nextBoolean() ? "date" : "ipv4");
    }
  }

  private static void collect(ObjectNode schema, List<ObjectNode> places) {
    places.add(schema);
    for (Keywords.Child child : Keywords.children(schema)) {
      if (child.schema() instanceof ObjectNode object) {
        collect(object, places);
      }
    }
  }

  /** Keywords that others need to find their way. */
  private static final class AnchorsAndNames {

    private static final List<String> ALL =
        List.of(
            "$schema",
            "$id",
            "$anchor",
            "$dynamicAnchor",
            "$recursiveAnchor",
            "$ref",
            "definitions",
            "$defs");

    static boolean isOne(String keyword) {
      return ALL.contains(keyword);
    }
  }
}
