// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.velostream.schema.json.pattern.PatternRows;
import io.velostream.schema.json.pattern.PatternRows.Row;
import io.velostream.schema.json.program.SchemaProgram;
import io.velostream.schema.json.program.ValidationRun;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.schema.SchemaTexts;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The keywords that take a regular expression, as programs and the validator library judge them.
 */
class PatternKeywordsTest {

  private static final int STEPS = 1_000_000;
  private static final String DRAFT_7 = "http://json-schema.org/draft-07/schema#";

  @TestFactory
  Stream<DynamicTest> programAndLibraryJudgeByTheSamePatterns() {
    return Stream.concat(PatternRows.STRICT.stream(), PatternRows.LENIENT.stream())
        .map(row -> DynamicTest.dynamicTest("<" + row.pattern() + ">", () -> check(row)));
  }

  private static void check(Row row) {
    ObjectNode texts = schema().put("pattern", row.pattern());
    ObjectNode names = schema();
    names.putObject("patternProperties").put(row.pattern(), false);
    ObjectNode propertyNames = schema();
    propertyNames.putObject("propertyNames").put("pattern", row.pattern());
    for (boolean isFound : new boolean[] {true, false}) {
      for (String text : isFound ? row.found() : row.missed()) {
        JsonNode object = SchemaTexts.MAPPER.createObjectNode().put(text, 1);
        judge(texts, TextNode.valueOf(text), isFound);
        judge(names, object, !isFound);
        judge(propertyNames, object, isFound);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> programAndLibraryCheckTheFormatRegexWithTheFlag() {
    ObjectNode schema = schema().put("format", "regex");
    return Stream.concat(
        PatternRows.STRICT.stream().map(row -> format(schema, row.pattern(), true)),
        PatternRows.LENIENT.stream().map(row -> format(schema, row.pattern(), false)));
  }

  private static DynamicTest format(ObjectNode schema, String pattern, boolean isValid) {
    return DynamicTest.dynamicTest(
        "<" + pattern + ">", () -> judge(schema, TextNode.valueOf(pattern), isValid));
  }

  private static ObjectNode schema() {
    return SchemaTexts.MAPPER.createObjectNode().put("$schema", DRAFT_7);
  }

  private static void judge(JsonNode asked, JsonNode value, boolean isAdmitted) {
    JsonSchema schema = JsonSchema.parse(asked.toString());
    SchemaProgram program = schema.program(STEPS);
    assertThat(program).isNotNull();
    assertThat(new ValidationRun(STEPS).admits(program, value))
        .as("program, %s, %s", asked, value)
        .isEqualTo(isAdmitted);
    assertThat(NetworkntValidator.on(schema).admits(value))
        .as("library, %s, %s", asked, value)
        .isEqualTo(isAdmitted);
  }
}
