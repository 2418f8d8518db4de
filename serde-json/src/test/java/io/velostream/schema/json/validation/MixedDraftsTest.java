// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.program.SchemaProgram;
import io.velostream.schema.json.program.ValidationRun;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.schema.SchemaTexts;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each part of a schema is read in the draft that it names, or that the part around it does. */
class MixedDraftsTest {

  private static final int STEPS = 100_000;

  private static final String DRAFT_4 = "'$schema':'http://json-schema.org/draft-04/schema#'";
  private static final String DRAFT_6 = "'$schema':'http://json-schema.org/draft-06/schema#'";
  private static final String DRAFT_7 = "'$schema':'http://json-schema.org/draft-07/schema#'";
  private static final String DRAFT_2020 =
      "'$schema':'https://json-schema.org/draft/2020-12/schema'";

  private static String text(String template) {
    return template
        .replace("@2020", DRAFT_2020)
        .replace("@4", DRAFT_4)
        .replace("@6", DRAFT_6)
        .replace("@7", DRAFT_7)
        .replace('\'', '"');
  }

  private static void judges(JsonSchema schema, String value, boolean verdict) throws Exception {
    JsonNode tree = SchemaTexts.MAPPER.readTree(text(value));
    SchemaProgram program = schema.program(STEPS);
    assertThat(program).as("program of %s", schema.root()).isNotNull();
    assertThat(new ValidationRun(STEPS).admits(program, tree)).isEqualTo(verdict);
    byte[] bytes = SchemaTexts.MAPPER.writeValueAsBytes(tree);
    assertThat(ProgramVerdictTest.streamed(program, bytes)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{@7,'items':{@4,'type':'integer'}}|[1.0]|false",
        "{@4,'items':{@7,'type':'integer'}}|[1.0]|true",
        "{@7,'items':{@4,'maximum':5,'exclusiveMaximum':true}}|[5]|false",
        "{@7,'items':{@4,'maximum':5,'exclusiveMaximum':true}}|[4]|true",
        "{@4,'items':{@6,'exclusiveMaximum':5}}|[5]|false",
        "{@7,'properties':{'a':{@2020,'prefixItems':[{'type':'string'}]}}}|{'a':[1]}|false",
        "{@2020,'properties':{'a':{@7,'prefixItems':[{'type':'string'}]}}}|{'a':[1]}|true",
        "{@2020,'items':{@7,'items':[{'type':'string'}]}}|[[1]]|false",
        "{@2020,'items':{@7,'$ref':'#/$defs/a','maximum':1},'$defs':{'a':{}}}|[5]|true",
        "{@7,'items':{@2020,'$ref':'#/definitions/a','maximum':1},'definitions':{'a':{}}}|[5]|false",
        "{@7,'items':{@2020,'allOf':[{'dependentRequired':{'a':['b']}}]}}|[{'a':1}]|false",
        "{@7,'allOf':[{@4,'allOf':[{@7,'const':1},{'const':3}]}]}|1|true",
        "{@7,'format':'date','allOf':[{@2020,'format':'date'}]}|'x'|false",
        "{@7,'allOf':[{@2020,'format':'date'}]}|'x'|true",
        "{@7,'$ref':'#/definitions/a','definitions':{'a':{@4,'type':'integer'}}}|1.0|false",
        "{@7,'oneOf':[{@4,'type':'integer'},{'type':'integer'}]}|1.0|true",
        "{@7,'oneOf':[{@4,'type':'integer'},{'type':'integer'}]}|1|false"
      })
  void readsPartsInTheDraftThatTheyName(String schema, String value, boolean verdict)
      throws Exception {
    judges(JsonSchema.parse(text(schema)), value, verdict);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{@7,'$ref':'other'}|{@4,'type':'integer'}|1.0|false",
        "{@4,'$ref':'other'}|{@7,'type':'integer'}|1.0|true",
        "{@7,'items':{'$ref':'other'}}|{@2020,'prefixItems':[{'type':'string'}]}|[[1]]|false",
        "{@2020,'items':{'$ref':'other#/$defs/a'}}|{@7,'$defs':{'a':{}},'type':'null'}|[1]|true",
        "{@2020,'unevaluatedProperties':false,'$ref':'other'}|{@7,'properties':{'a':{}}}|{'a':1}|true",
        "{@2020,'unevaluatedProperties':false,'$ref':'other'}|{@7,'properties':{'a':{}}}|{'b':1}|false"
      })
  void readsReferencedSchemasInTheirOwnDraft(
      String schema, String other, String value, boolean verdict) throws Exception {
    judges(JsonSchema.parse(text(schema), Map.of("other", text(other))), value, verdict);
  }
}
