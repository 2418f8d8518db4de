// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.program.RandomSchemas;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.schema.SchemaTexts;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damaged schemas judge values, or say what is wrong; none is called compatible that is not. */
class DamagedSchemasTest {

  private static final int STEPS = 100_000;
  private static final int DOCUMENTS = 8;

  /** Schemas of each draft in the long run. */
  private static final int MANY = Integer.getInteger("fuzz.schemas", 20_000) / 4;

  private static final List<String> JUNK =
      List.of("null", "true", "-1", "1.5", "'x'", "'any'", "[]", "[1]", "['a',1]", "{}", "{'a':1}");

  /** A schema with some values replaced by what may not stand there. */
  private static JsonNode damaged(JsonNode schema, Random random) throws Exception {
    List<ObjectNode> objects = new ArrayList<>();
    collect(schema, objects);
    for (int i = 0; i < 3 && !objects.isEmpty(); i++) {
      ObjectNode object = objects.get(random.nextInt(objects.size()));
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      if (!names.isEmpty()) {
        String name = names.get(random.nextInt(names.size()));
        if (!name.equals("$schema")) {
          String junk = JUNK.get(random.nextInt(JUNK.size())).replace('\'', '"');
          object.set(name, SchemaTexts.MAPPER.readTree(junk));
        }
      }
    }
    return schema;
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
    }
    node.forEach(each -> collect(each, objects));
  }

  @ParameterizedTest
  @EnumSource(Draft.class)
  void judgeOrAreRefused(Draft draft) throws Exception {
    compare(draft, new Random(5), 400);
  }

  @Tag("fuzz")
  @Test
  void judgeOrAreRefusedInTheLongRun() throws Exception {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    String result = "FAILED";
    try {
      for (Draft draft : Draft.values()) {
        compare(draft, new Random(seed), MANY);
      }
      result = "OK";
    } finally {
      System.out.printf(
          "%s fuzz of damaged JSON schemas seed=%d schemas=%d%n",
          result, seed, Draft.values().length * MANY);
    }
  }

  private static void compare(Draft draft, Random random, int schemas) throws Exception {
    RandomSchemas drawn = new RandomSchemas(random, draft);
    int judged = 0;
    int compatible = 0;
    for (int i = 0; i < schemas; i++) {
      JsonNode text = drawn.schema();
      try {
        JsonSchema writer = JsonSchema.parse(text.toString());
        JsonSchema reader = JsonSchema.parse(damaged(text, random).toString());
        reader.program(STEPS);
        boolean isForward = JsonFormat.INSTANCE.incompatibilities(reader, writer).isEmpty();
        boolean isBackward = JsonFormat.INSTANCE.incompatibilities(writer, reader).isEmpty();
        compatible += isForward || isBackward ? 1 : 0;
        for (int j = 0; j < DOCUMENTS; j++) {
          JsonNode value = drawn.document(3);
          boolean written = writer.admits(value, STEPS, STEPS);
          boolean read = reader.admits(value, STEPS, STEPS);
          judged++;
          assertThat(written && !read && isForward)
              .as("%s for %s and then %s", value, writer.definition().text(), text)
              .isFalse();
          assertThat(read && !written && isBackward)
              .as("%s for %s and before %s", value, text, writer.definition().text())
              .isFalse();
        }
      } catch (InvalidSchemaException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(judged).isGreaterThan(schemas * DOCUMENTS / 4);
    assertThat(compatible).isGreaterThan(schemas / 50);
  }
}
