// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

import static io.velostream.schema.evolution.Schemas.json;
import static io.velostream.schema.evolution.Schemas.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;

class JsonTransformerTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode tree(String text) throws Exception {
    return JSON.readTree(quoted(text));
  }

  private static String schema(String properties, String rest) {
    return "{'type':'object','properties':{" + properties + "}" + rest + "}";
  }

  private static void assertBecomes(
      String before, String after, TransformOptions options, String value, String expected)
      throws Exception {
    JsonNode made = JsonTransformer.of(json(before), json(after), options).apply(tree(value));
    assertThat(JSON.readTree(made.toString())).isEqualTo(tree(expected));
  }

  @Test
  void convertsAddsDefaultsAndLeavesOut() throws Exception {
    assertBecomes(
        schema("'id':{'type':'string'},'n':{'type':['null','integer']},'x':{}", ""),
        schema(
            "'id':{'type':'integer'},'n':{'type':'integer'},'d':{'type':'string','default':'eur'}",
            ",'required':['d'],'additionalProperties':false"),
        TransformOptions.NONE,
        "{'id':'17','n':null,'x':[1]}",
        "{'id':17,'d':'eur'}");
  }

  @Test
  void nestedArraysMapsAndRecursion() throws Exception {
    String text =
        "{'definitions':{'node':{'type':'object','properties':{'v':{'type':'%s'},"
            + "'children':{'type':'array','items':{'$ref':'#/definitions/node'}},"
            + "'by':{'type':'object','additionalProperties':{'$ref':'#/definitions/node'}}}}},"
            + "'$ref':'#/definitions/node'}";
    assertBecomes(
        text.formatted("integer"),
        text.formatted("string"),
        TransformOptions.NONE,
        "{'v':1,'children':[{'v':2,'by':{'k':{'v':3}}}]}",
        "{'v':'1','children':[{'v':'2','by':{'k':{'v':'3'}}}]}");
  }

  @Test
  void takesTheAlternativeThatFits() throws Exception {
    assertBecomes(
        schema("'f':{'type':'object'}", ""),
        schema(
            "'f':{'oneOf':[{'type':'object','required':['a']},"
                + "{'type':'object','properties':{'b':{'type':'integer'}},'required':['b']}]}",
            ""),
        TransformOptions.NONE,
        "{'f':{'b':'12'}}",
        "{'f':{'b':12}}");
  }

  @Test
  void renamesAndFunctionsOfTheUser() throws Exception {
    String before = schema("'fullName':{'type':'string'}", ",'required':['fullName']");
    String after =
        schema(
            "'name':{'type':'string'},'initial':{'type':'string'}",
            ",'required':['name','initial'],'additionalProperties':false");
    assertThatThrownBy(() -> JsonTransformer.of(json(before), json(after), TransformOptions.NONE))
        .isInstanceOfSatisfying(
            UnconvertibleSchemaException.class,
            e ->
                assertThat(e.obstacles())
                    .extracting(Conversion::path)
                    .containsExactlyInAnyOrder("name", "initial"));
    assertBecomes(
        before,
        after,
        TransformOptions.NONE
            .withRename("name", "fullName")
            .withFunction(
                "initial",
                old ->
                    TextNode.valueOf(((JsonNode) old).path("fullName").asText().substring(0, 1))),
        "{'fullName':'Ada'}",
        "{'name':'Ada','initial':'A'}");
  }

  @Test
  void resultsThatAreNotValidFailWithTheirPathAndWithoutData() {
    String before = schema("'a':{'type':'array','items':{'type':'string'}}", "");
    String after = schema("'a':{'type':'array','items':{'type':'string','maxLength':3}}", "");
    JsonTransformer transformer =
        JsonTransformer.of(json(before), json(after), TransformOptions.NONE);

    assertThat(transformer.conversions())
        .extracting(Conversion::kind)
        .containsExactly(ConversionKind.MAY_FAIL);
    assertThatThrownBy(() -> transformer.apply(tree("{'a':['abc','secret']}")))
        .isInstanceOf(ConversionException.class)
        .hasMessage("'a[]': the converted value is not valid in the new schema");
  }
}
