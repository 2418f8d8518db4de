// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.validation;

import static io.velostream.schema.json.Registry.TOPIC;
import static io.velostream.schema.json.Registry.framed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.Registry;
import io.velostream.schema.json.config.JsonKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every refusal says what the value would have to be, in words of our own. */
class ReasonsTest {

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  private String refusal(String schema, String json, boolean showsValues) {
    int id = registry.register("s" + schema.hashCode(), schema);
    KafkaJsonSchemaDeserializer<Object> deserializer =
        registry.deserializer(
            JsonKeys.FAIL_INVALID_SCHEMA,
            true,
            "schema.errors.include.values",
            showsValues,
            JsonKeys.VALIDATION_MAX_STEPS,
            100_000);
    return String.valueOf(
        catchThrowable(() -> deserializer.deserialize(TOPIC, framed(id, json.replace('\'', '"'))))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'type':'string'|1|: must be a string, and is an integer",
        "'type':['integer','null']|'x'|: must be an integer or null, and is a string",
        "'enum':[1,2,3,4,5,6,7]|9|: must be one of 1, 2, 3, 4, 5 and 2 more",
        "'enum':['a','b']|'x'|: must be one of \"a\", \"b\"",
        "'const':{'a':[1]}|2|: must be {\"a\":[1]}",
        "'minimum':5|1|: must be at least 5",
        "'maximum':5.5|6|: must be at most 5.5",
        "'exclusiveMinimum':5|5|: must be above 5",
        "'exclusiveMaximum':5|5|: must be below 5",
        "'multipleOf':0.25|0.3|: must be a multiple of 0.25",
        "'minLength':2|'a'|: must have at least 2 characters",
        "'maxLength':1|'ab'|: must have at most 1 character",
        "'pattern':'^a+$'|'b'|: must match the pattern \"^a+$\"",
        "'format':'date'|'b'|: must have the format \"date\"",
        "'contentEncoding':'base64'|'!'|: must be written in the encoding \"base64\"",
        "'minItems':2|[1]|: must have at least 2 items",
        "'maxItems':1|[1,2]|: must have at most 1 item",
        "'uniqueItems':true|[1,1.0]|: must not hold two equal items",
        "'contains':{'const':7}|[1]|: must hold at least 1 of the items that contains describes",
        "'items':[true,{'type':'null'}]|[1,2]|/1 fails type (schema #/items/1/type): must be null",
        "'minProperties':1|{}|: must have at least 1 property",
        "'maxProperties':1|{'a':1,'b':2}|: must have at most 1 property",
        "'required':['a']|{}|: must have the property a",
        "'additionalProperties':false|{'a':1}|: must not have the property *",
        "'properties':{'a':false}|{'a':1}|: must not have the property a",
        "'propertyNames':{'maxLength':0}|{'a':1}|: must not have a property called *",
        "'dependencies':{'a':['b']}|{'a':1}|: must have the properties that go with one that it has",
        "'anyOf':[{'minimum':5},{'multipleOf':2}]|1|: must fit at least one of 2 schemas",
        "'oneOf':[{'minimum':0},{'type':'integer'}]|1|: must fit exactly one of 2 schemas",
        "'not':{'minimum':0}|1|: must not fit the schema of not",
        "'if':true,'then':{'minimum':5}|1|: must be at least 5"
      })
  void saysWhatTheValueWouldHaveToBe(String keywords, String json, String said) {
    assertThat(refusal("{" + keywords + "}", json, false)).contains(said);
  }

  @Test
  void saysSoOfDraft4InItsOwnTerms() {
    String schema =
        "{'$schema':'http://json-schema.org/draft-04/schema#',"
            + "'maximum':7,'exclusiveMaximum':true}";

    assertThat(refusal(schema, "7", false)).contains("fails exclusiveMaximum").contains("below 7");
  }

  @Test
  void namesTheValueOnlyWhereValuesMayBeShown() {
    assertThat(refusal("{'minimum':500}", "123", true))
        .contains("with value 123: must be at least 500");
    assertThat(refusal("{'minimum':500}", "123", false))
        .contains("must be at least 500")
        .doesNotContain("123");
  }

  @Test
  void listsAllThatIsWrongAtOnce() {
    String schema =
        "{'required':['a'],'properties':{'b':{'minimum':5},'c':{'type':'string'}},"
            + "'additionalProperties':false}";

    assertThat(refusal(schema, "{'b':1,'c':2,'d':3}", false))
        .contains("must have the property a")
        .contains("/b fails minimum (schema #/properties/b/minimum): must be at least 5")
        .contains("/c fails type (schema #/properties/c/type): must be a string")
        .contains("must not have the property *");
  }

  @Test
  void boundsNumberAndLength() {
    String value = "x".repeat(5_000);
    String schema = "{'items':{'const':'" + value + "'}}";
    String said = refusal(schema, "[" + "1,".repeat(2_000) + "1]", true);

    assertThat(said).contains("more").hasSizeLessThan(10 * 700);
  }
}
