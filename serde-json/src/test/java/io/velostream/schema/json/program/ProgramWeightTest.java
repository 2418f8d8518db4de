// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.velostream.schema.json.schema.JsonSchema;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the parts of a program are estimated to take in memory. That the estimates are those of a
 * real heap is for {@code ParsedWeightTest} to show.
 */
class ProgramWeightTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "447 | {'properties':{EACH}} | 'p#':{'type':'integer'}",
        "184 | {'properties':{EACH}} | 'p#':true",
        "192 | {'patternProperties':{'^p':{'minimum':1}},'properties':{EACH}} | 'p#':true",
        "305 | {'patternProperties':{EACH}} | '^p#':true",
        "432 | {'items':[EACH]} | {'minimum':#}",
        "47 | {'enum':[EACH]} | 't#'",
        "214 | {'enum':[EACH]} | #",
        "94 | {'enum':[EACH]} | [#]",
        "558 | {'anyOf':[EACH]} | {'required':['p#']}",
        "404 | {'type':'integer','anyOf':[EACH]} | {'multipleOf':1#}",
        "1168 | {'oneOf':[EACH]} | {'properties':{'k':{'const':'#'}},'required':['k']}",
        "76 | {'allOf':[EACH]} | {'minimum':#}",
        "40 | {'allOf':[EACH]} | {'multipleOf':1#}",
        "205 | {'allOf':[EACH]} | {'pattern':'a#'}",
        "272 | {'allOf':[EACH]} | {'minProperties':#}",
        "88 | {'allOf':[EACH]} | {'minItems':#}"
      })
  void growsByTheSizeOfEachPart(double bytes, String schema, String part) {
    long one = weight(schema.replace("EACH", repeated(part, 1)));
    long many = weight(schema.replace("EACH", repeated(part, 129)));

    assertThat((many - one) / 128.0).isCloseTo(bytes, withPercentage(4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'additionalProperties':LARGE}",
        "{'propertyNames':LARGE}",
        "{'patternProperties':{'a':LARGE}}",
        "{'properties':{'a':LARGE}}",
        "{'contains':LARGE}",
        "{'items':LARGE}",
        "{'items':[true,LARGE]}",
        "{'items':[true],'additionalItems':LARGE}",
        "{'not':{'properties':{'a':LARGE}}}",
        "{'anyOf':[{'required':['x']},{'properties':{'a':LARGE}}]}",
        "{'if':{'required':['x']},'then':{'properties':{'a':LARGE}}}"
      })
  void countsSchemasWhereverTheyStand(String schema) {
    String large = "{'enum':[" + repeated("'t#'", 1_000) + "]}";

    assertThat(weight(schema.replace("LARGE", large))).isBetween(48_656L + 200, 48_656L + 2_000);
  }

  @Test
  void countsTheRulesOfAnObjectOnceHoweverManyReferToThem() {
    String large =
        "'definitions':{'d':{'properties':{" + repeated("'p#':{'minimum':1}", 100) + "}}}";
    long one = weight("{" + large + ",'items':[{'$ref':'#/definitions/d'}]}");
    long three =
        weight(
            "{"
                + large
                + ",'items':[{'$ref':'#/definitions/d'},{'$ref':'#/definitions/d'},"
                + "{'properties':{'p':{'$ref':'#/definitions/d'}}}]}");

    assertThat(one).isGreaterThan(40_000);
    assertThat(three - one).isBetween(100L, 3_000L);
  }

  @Test
  void endsWhereASchemaRefersToItself() {
    assertThat(weight("{'properties':{'next':{'$ref':'#'}}}")).isBetween(400L, 1_500L);
  }

  @Test
  void takesAProgramThatAdmitsAllForItsBareSelf() {
    assertThat(weight("{}")).isEqualTo(96);
    assertThat(weight("false")).isBetween(180L, 220L);
    assertThat(weight("{'type':'string'}")).isBetween(180L, 220L);
  }

  private static long weight(String schema) {
    return ProgramMemoryEstimate.bytesOf(
        JsonSchema.parse(schema.replace('\'', '"')).program(100_000));
  }

  private static String repeated(String part, int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> part.replace("#", String.valueOf(n)))
        .collect(Collectors.joining(","));
  }
}
