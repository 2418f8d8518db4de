// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.schema;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.json.document.Draft;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Strict validation of schemas, for those who write them. */
class SchemaValidationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'foo'}|/type",
        "{'properties':5}|/properties",
        "{'required':'x'}|/required",
        "{'minLength':-1}|/minLength",
        "{'properties':{'a':{'maxItems':'3'}}}|/properties/a/maxItems",
        "{'exclusiveMinimum':true}|/exclusiveMinimum",
        "{'enum':{}}|/enum",
        "{'$schema':'http://json-schema.org/draft-04/schema#','required':[]}|/required",
        "{'$schema':'http://json-schema.org/draft-04/schema#','const':1,'minimum':'1'}|/minimum",
        "{'$schema':'http://json-schema.org/draft-06/schema#','type':['string','string']}|/type",
        "{'$schema':'https://json-schema.org/draft/2019-09/schema','$defs':{'a':{'type':'x'}}}|/$defs/a/type",
        "{'$schema':'https://json-schema.org/draft/2020-12/schema','items':[true]}|/items",
        "{'$schema':'https://json-schema.org/draft/2020-12/schema','minContains':-1}|/minContains",
        "{'pattern':'('}|/pattern: a pattern of the schema is not a regular expression",
        "{'definitions':{'unused':{'pattern':'['}}}|/definitions/unused/pattern",
        "{'patternProperties':{'(':true}}|/patternProperties",
        "{'$ref':'#/definitions/X'}|/$ref refers to '#/definitions/X', which does not exist",
        "{'definitions':{'unused':{'$ref':'#/definitions/X'}}}|/definitions/unused/$ref",
        "{'$defs':{'old':{'$id':'o','$schema':'http://json-schema.org/draft-04/schema#',"
            + "'exclusiveMinimum':1}},'$schema':'https://json-schema.org/draft/2020-12/schema'}"
            + "|/$defs/old/exclusiveMinimum",
      })
  void whatItsDraftDoesNotAllowIsNamedWithItsPlace(String schema, String place) {
    assertThatThrownBy(() -> validate(schema))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining(place);
  }

  @ParameterizedTest
  @EnumSource(Draft.class)
  void theMetaSchemasAreValid(Draft draft) {
    assertThatCode(() -> validate("{'$schema':'" + draft.uri() + "','$ref':'" + draft.uri() + "'}"))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                validate(
                    "{'$schema':'"
                        + draft.uri()
                        + "','type':'object','title':'t','custom':[1],'properties':{'a':"
                        + "{'type':['string','null'],'format':'date','pattern':'^a','default':1},"
                        + "'$ref':{'const':{'type':'foo'}}},'required':['a']}"))
        .doesNotThrowAnyException();
  }

  @Test
  void validSchemasOfAllKindsAreAccepted() {
    assertThatCode(() -> validate("true")).doesNotThrowAnyException();
    assertThatCode(() -> validate("{}")).doesNotThrowAnyException();
    assertThatCode(() -> validate("{'pattern':'^[a-z\\\\_]+\\\\@$'}")).doesNotThrowAnyException();
    assertThatCode(
            () ->
                validate(
                    "{'$schema':'https://json-schema.org/draft/2020-12/schema','$defs':{'old':"
                        + "{'$id':'o','$schema':'http://json-schema.org/draft-04/schema#',"
                        + "'minimum':1,'exclusiveMinimum':true}}}"))
        .doesNotThrowAnyException();
  }

  private static void validate(String schema) {
    SchemaValidation.requireValid(
        ResolvedSchema.withoutReferences(
            SchemaDefinition.of(JsonFormat.TYPE, schema.replace('\'', '"'))));
  }
}
