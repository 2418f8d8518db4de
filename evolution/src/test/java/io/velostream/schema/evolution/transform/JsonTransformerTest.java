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

  private static void assertRefused(String before, String after, String value) {
    JsonTransformer transformer =
        JsonTransformer.of(json(before), json(after), TransformOptions.NONE);
    assertThatThrownBy(() -> transformer.apply(tree(value)))
        .as(after + " for " + value)
        .isInstanceOf(ConversionException.class);
  }

  @Test
  void constantsNeverReplaceOtherValues() throws Exception {
    String open = schema("'c':{},'l':{'type':'array'}", "");
    for (String each :
        new String[] {
          "{'const':'EUR'}",
          "{'enum':['EUR']}",
          "{'enum':['EUR'],'default':'EUR'}",
          "{'const':'EUR','default':'EUR'}",
          "{'anyOf':[{'const':'EUR'},{'type':'boolean'}]}",
          "{'oneOf':[{'const':'EUR'}]}",
          "{'allOf':[{'const':'EUR'}]}",
          "{'$ref':'#/definitions/e'}"
        }) {
      String definitions = ",'definitions':{'e':{'const':'EUR'}}";
      assertRefused(open, schema("'c':" + each, definitions), "{'c':'USD'}");
      assertRefused(
          open, schema("'l':{'type':'array','items':" + each + "}", definitions), "{'l':['USD']}");
      assertBecomes(
          open,
          schema("'c':" + each, definitions),
          TransformOptions.NONE,
          "{'c':'EUR'}",
          "{'c':'EUR'}");
    }
    assertRefused(schema("'a':{'type':'string'}", ""), "{'const':'b'}", "{'a':'hello'}");
    assertBecomes(
        schema("'v':{'type':'string'}", ""),
        schema("'v':{'anyOf':[{'type':'boolean'},{'const':'Z'},{'type':'integer'}]}", ""),
        TransformOptions.NONE,
        "{'v':'5'}",
        "{'v':5}");
  }

  @Test
  void alternativesThatLosePropertiesAreNotTaken() throws Exception {
    String before = schema("'p':{'type':'object'}", "");
    String after =
        schema(
            "'p':{'anyOf':["
                + schema("'a':{'type':'string'}", ",'additionalProperties':false")
                + ","
                + schema("'b':{'type':'integer'}", ",'required':['b'],'additionalProperties':false")
                + "]}",
            "");
    assertBecomes(before, after, TransformOptions.NONE, "{'p':{'b':'12'}}", "{'p':{'b':12}}");
    assertRefused(before, after, "{'p':{'a':5,'b':12}}");
    assertRefused(before, after, "{'p':{'b':'12','c':1}}");
  }

  @Test
  void removedPropertiesOfANullableObjectAreLeftOutAndThatIsTold() throws Exception {
    String before =
        schema("'p':{'anyOf':[{'type':'null'}," + schema("'a':{},'b':{}", "") + "]}", "");
    String after =
        schema(
            "'p':{'anyOf':[{'type':'null'},"
                + schema("'a':{}", ",'additionalProperties':false")
                + "]}",
            "");
    assertBecomes(before, after, TransformOptions.NONE, "{'p':{'a':1,'b':2}}", "{'p':{'a':1}}");
  }

  @Test
  void validPartsStayAsTheyAreBesideOthersThatChange() throws Exception {
    assertBecomes(
        schema("'a':{'type':'integer'},'b':{'type':'string'}", ""),
        schema(
            "'a':{'oneOf':[true,{'type':['boolean','string'],'maxLength':2}]},"
                + "'b':{'type':'integer'}",
            ""),
        TransformOptions.NONE,
        "{'a':0,'b':'7'}",
        "{'a':0,'b':7}");
  }
}
