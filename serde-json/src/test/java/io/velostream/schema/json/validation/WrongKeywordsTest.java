// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.validation;

import static io.velostream.schema.json.Registry.TOPIC;
import static io.velostream.schema.json.Registry.framed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.json.Registry;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.schema.SchemaTexts;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keywords with values that no draft allows: ignored, taken as meant, or an error with a place. */
class WrongKeywordsTest {

  private static final int STEPS = 100_000;

  private static final List<String> DRAFTS =
      List.of(
          "http://json-schema.org/draft-04/schema#",
          "http://json-schema.org/draft-06/schema#",
          "http://json-schema.org/draft-07/schema#",
          "https://json-schema.org/draft/2019-09/schema",
          "https://json-schema.org/draft/2020-12/schema");

  private static final List<String> VALUES =
      List.of(
          "null", "true", "1", "1.5", "''", "'abc'", "[]", "[1,1]", "{}", "{'a':1}", "{'b':[2]}");

  private static JsonSchema schema(String draft, String keywords) {
    return JsonSchema.parse(json("{'$schema':'" + draft + "'," + keywords + "}"));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static boolean admits(JsonSchema schema, String value) throws Exception {
    JsonNode tree = SchemaTexts.MAPPER.readTree(json(value));
    return schema.admits(tree, STEPS, STEPS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'type':5",
        "'type':null",
        "'type':'any'",
        "'type':['string','any']",
        "'type':{'type':'string'}",
        "'enum':'x'",
        "'enum':{}",
        "'enum':null",
        "'minLength':-1",
        "'minLength':'3'",
        "'minLength':1.5",
        "'maxLength':-1",
        "'maxLength':null",
        "'minItems':true",
        "'maxItems':-1",
        "'minProperties':'1'",
        "'maxProperties':-3",
        "'minimum':'x'",
        "'maximum':null",
        "'maximum':true",
        "'exclusiveMinimum':true",
        "'exclusiveMinimum':'5'",
        "'exclusiveMaximum':false",
        "'multipleOf':0",
        "'multipleOf':-2",
        "'multipleOf':'x'",
        "'pattern':5",
        "'pattern':null",
        "'format':5",
        "'contentEncoding':5",
        "'uniqueItems':'true'",
        "'required':'a'",
        "'required':true",
        "'required':null",
        "'required':[1]",
        "'properties':[]",
        "'properties':null",
        "'patternProperties':[]",
        "'patternProperties':null",
        "'additionalProperties':null",
        "'propertyNames':null",
        "'items':null",
        "'additionalItems':null",
        "'contains':null",
        "'allOf':[]",
        "'allOf':null",
        "'anyOf':[]",
        "'oneOf':[]",
        "'oneOf':null",
        "'not':null",
        "'if':null,'then':false",
        "'dependencies':{'a':'b'}",
        "'dependencies':{'a':5}",
        "'dependencies':[]",
        "'dependentRequired':null",
        "'dependentSchemas':[]",
        "'unevaluatedProperties':null",
        "'unevaluatedItems':null",
        "'prefixItems':null",
        "'$ref':5",
        "'definitions':{'a':5}",
        "'$defs':7"
      })
  void ignoresWhatNoDraftAllows(String keyword) throws Exception {
    for (String draft : DRAFTS) {
      JsonSchema wrong = schema(draft, keyword);
      JsonSchema nested =
          schema(draft, "'properties':{'a':{'allOf':[{" + keyword + "},{'maximum':3}]}}");
      for (String value : VALUES) {
        assertThat(admits(wrong, value)).as("%s of %s", value, draft).isTrue();
      }
      assertThat(admits(nested, "{'a':1}")).as(draft).isTrue();
      assertThat(admits(nested, "{'a':4}")).as(draft).isFalse();
      JsonSchema any = schema(draft, "'title':'any'");
      assertThat(JsonFormat.INSTANCE.incompatibilities(any, wrong)).isEmpty();
      assertThat(JsonFormat.INSTANCE.incompatibilities(wrong, any)).isEmpty();
      assertThat(wrong.definition().text()).contains(json(keyword));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // keywords | what fits | what does not
        "'minimum':5,'exclusiveMinimum':true | 6 | 5",
        "'maximum':5,'exclusiveMaximum':true | 4 | 5",
        "'minimum':5,'exclusiveMinimum':false | 5 | 4",
        "'type':['string','nope'] | 'a' | 1",
        "'type':['string',5] | 'a' | 1",
        "'required':['a',1] | {'a':1} | {'1':1}",
        "'dependencies':{'a':['b',1],'c':5} | {'c':1} | {'a':1}",
        "'minLength':'3','maxLength':2 | 'ab' | 'abc'",
      })
  void takesTheRestAsItIsMeant(String keywords, String good, String bad) throws Exception {
    for (String draft : DRAFTS) {
      JsonSchema schema = schema(draft, keywords);
      assertThat(admits(schema, good)).as(draft).isTrue();
      assertThat(admits(schema, bad)).as(draft).isFalse();
      assertThat(JsonFormat.INSTANCE.incompatibilities(schema, JsonSchema.parse("{}")))
          .as(draft)
          .isNotEmpty();
    }
  }

  @Test
  void takesANumberForAnExclusiveLimitInAnyDraft() throws Exception {
    for (String draft : DRAFTS) {
      assertThat(admits(schema(draft, "'exclusiveMinimum':5"), "5")).isFalse();
      assertThat(admits(schema(draft, "'exclusiveMinimum':5"), "6")).isTrue();
    }
  }

  @Test
  void takesATypeThatNoDraftKnowsForThatOfNoValue() throws Exception {
    for (String draft : DRAFTS) {
      for (String value : VALUES) {
        assertThat(admits(schema(draft, "'type':'strng'"), value)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // keywords | where, and what should be there
        "'properties':{'a':5} | #/properties/a is 5, which should be a schema",
        "'properties':{'a':null} | #/properties/a is null, which should be a schema",
        "'properties':{'a/b':'x'} | #/properties/a~1b is \"x\", which should be a schema",
        "'properties':{'a':{'items':7}} | #/properties/a/items is 7, which should be a schema",
        "'properties':5 | #/properties is 5, which should be an object",
        "'patternProperties':{'^a':[]} | #/patternProperties/^a is [], which should be a schema",
        "'patternProperties':'x' | #/patternProperties is \"x\", which should be an object",
        "'additionalProperties':'false' | #/additionalProperties is \"false\", which should be a",
        "'items':[{},'x'],'$schema':'http://json-schema.org/draft-07/schema#' | #/items/1 is \"x\"",
        "'items':[{}],'$schema':'https://json-schema.org/draft/2020-12/schema' | prefixItems",
        "'prefixItems':{},'$schema':'https://json-schema.org/draft/2020-12/schema' | #/prefixItems is {}",
        "'allOf':{} | #/allOf is {}, which should be a list of schemas",
        "'anyOf':5 | #/anyOf is 5, which should be a list of schemas",
        "'oneOf':[{},3] | #/oneOf/1 is 3, which should be a schema",
        "'not':[] | #/not is [], which should be a schema",
        "'if':5,'then':{} | #/if is 5, which should be a schema",
        "'contains':'x' | #/contains is \"x\", which should be a schema",
        "'propertyNames':1 | #/propertyNames is 1, which should be a schema",
        "'dependencies':5 | #/dependencies is 5, which should be an object",
        "'$ref':'#/definitions/x','definitions':{'x':5} | #/$ref is \"#/definitions/x\", which leads to 5",
        "'properties':{'a':{'$ref':'#/title'}},'title':'t' | #/properties/a/$ref is \"#/title\"",
        "'properties':{'a':{'pattern':'['}} | #/properties/a/pattern",
        "'patternProperties':{'(':{}} | #/patternProperties/(",
      })
  void saysWhereASchemaIsNone(String keywords, String said) {
    JsonSchema schema = JsonSchema.parse(json("{" + keywords + "}"));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> schema.program(STEPS))
          .isInstanceOf(InvalidSchemaException.class)
          .hasMessageContaining(said);
    }
  }

  /** Records of such schemas are read and written without validation, and say so with it. */
  @Test
  void readsAndWritesRecordsOfSchemasThatValidateNothing() throws Exception {
    try (Registry registry = new Registry()) {
      String text = "{'type':'object','properties':{'a':5}}";
      int id = registry.server.registerUnchecked("JSON", "s-value", json(text), List.of());
      for (boolean validates : List.of(true, false)) {
        Object[] settings = {
          JsonKeys.FAIL_INVALID_SCHEMA, validates, JsonKeys.VALUE_TYPE, JsonNode.class,
        };
        KafkaJsonSchemaDeserializer<JsonNode> reader = registry.deserializer(settings);
        KafkaJsonSchemaSerializer<Object> writer =
            registry.serializer(
                "auto.register.schemas", false, "use.schema.id", id, settings[0], validates);
        JsonNode value = SchemaTexts.MAPPER.readTree("{\"a\":1}");
        if (validates) {
          assertThatThrownBy(() -> reader.deserialize(TOPIC, framed(id, "{\"a\":1}")))
              .isInstanceOf(SerializationException.class)
              .hasMessageContaining("#/properties/a is 5")
              .hasMessageContaining(String.valueOf(id));
          assertThatThrownBy(() -> writer.serialize(TOPIC, value))
              .isInstanceOf(SerializationException.class)
              .hasMessageContaining("#/properties/a is 5");
        } else {
          assertThat(reader.deserialize(TOPIC, framed(id, "{\"a\":1}"))).isEqualTo(value);
          assertThat(writer.serialize(TOPIC, value)).isEqualTo(framed(id, "{\"a\":1}"));
        }
      }
    }
  }

  /** A reference may lead to a schema where no keyword has one, in its own document or another. */
  @Test
  void followsReferencesToSchemasThatNoKeywordHolds() throws Exception {
    String shared =
        "{'$id':'http://e.org/shared','x-types':{'id':{'minLength':'3','maxLength':5,"
            + "'allOf':[{'$ref':'#/x-more/0'}]}},'x-more':[{'pattern':'^a'}]}";
    String root =
        "{'$schema':'%s','properties':{'own':{'$ref':'#/components/n'},"
            + "'other':{'$ref':'http://e.org/shared#/x-types/id'}},"
            + "'components':{'n':{'type':'integer','maximum':9,'not':{'$ref':'#/components/m'}},"
            + "'m':{'const':7,'enum':[7]}}}";
    for (String draft : DRAFTS) {
      JsonSchema schema =
          JsonSchema.parse(
              json(root.formatted(draft)), Map.of("http://e.org/shared", json(shared)));

      assertThat(admits(schema, "{'own':8,'other':'abc'}")).as(draft).isTrue();
      assertThat(admits(schema, "{'own':7}")).as(draft).isFalse();
      assertThat(admits(schema, "{'own':10}")).as(draft).isFalse();
      assertThat(admits(schema, "{'other':'abcdef'}")).as(draft).isFalse();
      assertThat(admits(schema, "{'other':'b'}")).as(draft).isFalse();
    }
  }

  /** Where a reference hides its siblings, another one may lead to a part of them. */
  @Test
  void followsReferencesToSiblingsOfReferences() throws Exception {
    JsonSchema schema =
        schema(
            DRAFTS.get(2),
            "'$ref':'#/definitions/d','properties':{'a':{'type':'string'}},"
                + "'definitions':{'d':{'properties':{'b':{'$ref':'#/properties/a'}}}}");

    assertThat(admits(schema, "{'a':1,'b':'x'}")).isTrue();
    assertThat(admits(schema, "{'b':1}")).isFalse();
  }

  @Test
  void refusesReferencesWithoutEndAmongSchemasThatNoKeywordHolds() {
    String text = json("{'$ref':'#/x/a','x':{'a':{'allOf':[{'$ref':'#/x/a'}]}}}");
    assertThatThrownBy(() -> JsonSchema.parse(text))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("leads back to itself");
  }

  /** Keywords that a draft does not have hold no schemas, whatever is in them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "http://json-schema.org/draft-07/schema# | '$recursiveRef':'#'",
        "http://json-schema.org/draft-07/schema# | 'properties':{'c':{'$dynamicRef':'foo.json'}}",
        "http://json-schema.org/draft-04/schema# | 'if':{'$ref':'foo.json'}",
        "http://json-schema.org/draft-04/schema# | 'contains':{'$ref':'foo.json'},'propertyNames':7",
        "http://json-schema.org/draft-07/schema# | 'dependentSchemas':{'a':{'$ref':'#'}}",
        "http://json-schema.org/draft-07/schema# | 'unevaluatedItems':{'$ref':'x'},'prefixItems':5",
        "https://json-schema.org/draft/2019-09/schema | '$dynamicRef':'x#y'",
        "https://json-schema.org/draft/2020-12/schema | '$recursiveRef':'x#y'",
      })
  void leavesKeywordsOfOtherDraftsAlone(String draft, String keywords) throws Exception {
    JsonSchema schema = schema(draft, "'type':'object'," + keywords);

    assertThat(admits(schema, "{'a':1}")).isTrue();
    assertThat(admits(schema, "1")).isFalse();
    assertThat(JsonFormat.INSTANCE.incompatibilities(schema(draft, "'type':'object'"), schema))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e99999999999", "1e2000", "-1e-2000", "[1e2000]", "{'a':1e2000}"})
  void refusesNumbersWithLargeExponentsInSchemas(String number) {
    assertThatThrownBy(() -> JsonSchema.parse(json("{'foo':" + number + "}")))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("exponent beyond 1000");
  }

  @Test
  void saysWhichDependencyIsMissingByItsOwnKeyword() throws Exception {
    try (Registry registry = new Registry()) {
      for (String wanted : List.of("['b']", "{'required':['b']}")) {
        int id = registry.register("s" + wanted.length(), "{'dependencies':{'a':" + wanted + "}}");
        KafkaJsonSchemaDeserializer<JsonNode> reader =
            registry.deserializer(JsonKeys.FAIL_INVALID_SCHEMA, true);
        assertThatThrownBy(() -> reader.deserialize(TOPIC, framed(id, "{\"a\":1}")))
            .hasMessageMatching("(?s).*(#/dependencies|#/dependencies/a/required)\\).*");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'minLength':1,'minLength':2} | a duplicate key",
        "{} {} | there is content after the end of the document",
      })
  void saysWhatIsWrongWithATextThatIsNoSchema(String text, String said) {
    assertThatThrownBy(() -> JsonSchema.parse(json(text)))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining(said);
  }
}
