// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.json.codec.JsonMappers;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.jackson.StrictJsonFactory;
import io.velostream.schema.json.jackson.ValidatingBytesParser;
import io.velostream.schema.json.jackson.ValidatingParser;
import io.velostream.schema.json.jackson.ValidationFailedSignal;
import io.velostream.schema.json.program.RandomSchemas;
import io.velostream.schema.json.program.SchemaProgram;
import io.velostream.schema.json.program.StreamingValidator;
import io.velostream.schema.json.program.ValidationRun;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.serde.config.SerdeConfig;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The verdicts of programs and those of the validator library, on schemas drawn at random. */
class ProgramVerdictTest {

  private static final int STEPS = 100_000;
  private static final int DOCUMENTS = 8;

  /** Schemas of each draft in the long run. */
  private static final int MANY = Integer.getInteger("fuzz.schemas", 20_000);

  private final ObjectMapper trees =
      JsonMappers.forTrees(
          SerdeConfig.forDeserializer(Map.of(), false, JsonKeys.deserializer()), true);

  @ParameterizedTest
  @EnumSource(Draft.class)
  void agreesWithTheLibraryOnRandomSchemas(Draft draft) throws IOException {
    compare(draft, new Random(11), 400);
  }

  @Tag("fuzz")
  @Test
  void agreesWithTheLibraryOnManyRandomSchemas() throws IOException {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    String result = "FAILED";
    try {
      for (Draft draft : Draft.values()) {
        compare(draft, new Random(seed), MANY);
      }
      result = "OK";
    } finally {
      System.out.printf(
          "%s fuzz of JSON seed=%d schemas=%d documents=%d%n",
          result, seed, Draft.values().length * MANY, Draft.values().length * MANY * DOCUMENTS);
    }
  }

  private void compare(Draft draft, Random random, int schemas) throws IOException {
    RandomSchemas drawn = new RandomSchemas(random, draft);
    int fitting = 0;
    for (int i = 0; i < schemas; i++) {
      JsonNode text = drawn.schema();
      JsonSchema schema = JsonSchema.parse(text.toString());
      NetworkntValidator library = NetworkntValidator.on(schema);
      SchemaProgram program = schema.program(STEPS);
      assertThat(program).as("%s", text).isNotNull();
      for (int j = 0; j < DOCUMENTS; j++) {
        byte[] document = drawn.document(3).toString().getBytes(UTF_8);
        JsonNode tree = trees.readTree(document);
        boolean verdict = library.admits(tree);
        fitting += verdict ? 1 : 0;
        String what = draft + " " + text + " for " + new String(document, UTF_8);
        if (!isBeyondTheLibrary(text.toString(), new String(document, UTF_8))) {
          assertThat(new ValidationRun(STEPS).admits(program, tree)).as(what).isEqualTo(verdict);
        }
        assertThat(streamed(program, document))
            .as(what)
            .isEqualTo(new ValidationRun(STEPS).admits(program, tree));
      }
    }
    assertThat(fitting).isBetween(schemas, schemas * (DOCUMENTS - 1));
  }

  /**
   * Where the library differs from the specification: it divides integers as doubles, so that large
   * ones lose digits; within objects and arrays it takes 1 and 1.0 for different; it wants the
   * values of an object to be unique, too; and in 2019-09 it lets contains look at items for
   * unevaluatedItems, as only later drafts do.
   */
  private static boolean isBeyondTheLibrary(String schema, String document) {
    boolean hasZeros = document.contains(".0") || schema.contains(".0");
    return (schema.contains("multipleOf")
            && (document.contains("9007199254740993") || document.contains("9223372036854775808")))
        || (schema.contains("\"uniqueItems\":true") && (hasZeros || document.contains("{")))
        || (schema.contains("\"contains\"")
            && schema.contains("unevaluatedItems")
            && schema.contains(Draft.DRAFT_2019_09.uri()))
        || (hasZeros && (schema.contains("\"const\"") || schema.contains("\"enum\"")));
  }

  /** What the program says when it sees one token after the other, by either parser. */
  static boolean streamed(SchemaProgram program, byte[] document) throws IOException {
    ObjectMapper mapper =
        JsonMappers.forTrees(
            SerdeConfig.forDeserializer(Map.of(), false, JsonKeys.deserializer()), true);
    StrictJsonFactory factory = (StrictJsonFactory) mapper.getFactory();
    StreamingValidator checker = new StreamingValidator(program, mapper.getNodeFactory(), STEPS);
    StreamingValidator around = new StreamingValidator(program, mapper.getNodeFactory(), STEPS);
    boolean verdict =
        admits(
            factory.createParser(
                document,
                0,
                document.length,
                new ValidatingBytesParser.TokenValidation(checker, 1_000)),
            checker);
    assertThat(admits(new ValidatingParser(factory.createParser(document), around, 1_000), around))
        .isEqualTo(verdict);
    return verdict;
  }

  private static boolean admits(JsonParser tokens, StreamingValidator checker) throws IOException {
    try (JsonParser parser = tokens) {
      while (parser.nextToken() != null) {}
    } catch (ValidationFailedSignal e) {
      return false;
    }
    return checker.isValid();
  }
}
