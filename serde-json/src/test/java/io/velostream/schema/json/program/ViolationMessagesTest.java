// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a value that a keyword refuses. */
class ViolationMessagesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'string'} | type | 1 | must be a string, and is an integer",
        "{'type':'number'} | type | [] | must be a number, and is an array",
        "{'type':'array'} | type | {} | must be an array, and is an object",
        "{'type':'object'} | type | 1.5 | must be an object, and is a number with a fraction or an exponent",
        "{'type':'integer'} | type | true | must be an integer, and is a boolean",
        "{'type':'boolean'} | type | null | must be a boolean, and is null",
        "{'type':'null'} | type | 'x' | must be null, and is a string",
        "{'type':['integer','null','string']} | type | | must be an integer or null or a string",
        "{'type':[]} | type | | must be of one of no types",
        "{'type':[1]} | type | | must be of no type",
        "{'enum':[1,'a']} | enum | 2 | must be one of 1, \"a\"",
        "{'enum':[1,2,3,4,5]} | enum | 9 | must be one of 1, 2, 3, 4, 5",
        "{'enum':[1,2,3,4,5,6]} | enum | 9 | must be one of 1, 2, 3, 4, 5 and 1 more",
        "{'enum':[]} | enum | 9 | must be one of no values",
        "{'const':{'a':1}} | const | 9 | must be {\"a\":1}",
        "{'const':[1,2,3,4,5]} | const | 9 | must be [1,2,3,4,5]",
        "{'const':[1,2,3,4,5,6]} | const | 9 | must be an array of 6 values",
        "{'const':{'a':1,'b':1,'c':1,'d':1,'e':1,'f':1}} | const | 9 | must be an object of 6 values",
        "{'minimum':5} | minimum | 1 | must be at least 5",
        "{'maximum':5} | maximum | 6 | must be at most 5",
        "{'exclusiveMinimum':5} | exclusiveMinimum | 1 | must be above 5",
        "{'exclusiveMaximum':5} | exclusiveMaximum | 6 | must be below 5",
        "{'minimum':5,'exclusiveMinimum':true} | exclusiveMinimum | 5 | must be above 5",
        "{'maximum':5,'exclusiveMaximum':true} | exclusiveMaximum | 5 | must be below 5",
        "{'multipleOf':3} | multipleOf | 5 | must be a multiple of 3",
        "{'minLength':1} | minLength | '' | must have at least 1 character",
        "{'maxLength':2} | maxLength | '' | must have at most 2 characters",
        "{'pattern':'a'} | pattern | '' | must match the pattern \"a\"",
        "{'format':'date'} | format | '' | must have the format \"date\"",
        "{'contentEncoding':'base64'} | contentEncoding | '' | must be written in the encoding \"base64\"",
        "{'contentMediaType':'text/x'} | contentMediaType | '' | must hold a document of the media type \"text/x\"",
        "{'minItems':1} | minItems | [] | must have at least 1 item",
        "{'maxItems':2} | maxItems | [] | must have at most 2 items",
        "{'uniqueItems':true} | uniqueItems | [] | must not hold two equal items",
        "{'contains':true} | contains | [] | must hold at least 1 of the items that contains describes",
        "{'contains':true,'minContains':2} | contains | [] | must hold at least 2 of the items that contains describes",
        "{'contains':true,'maxContains':3} | contains | [] | must hold at least 1 and at most 3 of the items that contains describes",
        "{} | unevaluatedItems | [] | holds an item that no schema of the array describes",
        "{'minProperties':1} | minProperties | {} | must have at least 1 property",
        "{'maxProperties':2} | maxProperties | {} | must have at most 2 properties",
        "{} | required | {} | must have the property name",
        "{} | additionalProperties | {} | must not have the property name",
        "{} | properties | {} | must not have the property name, which is refused",
        "{} | propertyNames | {} | must not have a property called name",
        "{} | unevaluatedProperties | {} | has a property that no schema of the object describes",
        "{} | dependentRequired | {} | must have the properties that go with one that it has",
        "{} | dependentSchemas | {} | must fit the schema that goes with a property that it has",
        "{'dependencies':{'a':['b']}} | dependencies | {} | must have the properties that go with one that it has",
        "{'dependencies':{'a':{}}} | dependencies | {} | must fit the schema that goes with a property that it has",
        "{'dependencies':{'a':{},'b':['c'],'d':['e']}} | dependencies | {} | must have the properties that go with one that it has, or fit the schema that goes with it",
        "{'anyOf':[{},{}]} | anyOf | {} | must fit at least one of 2 schemas",
        "{'oneOf':[{},{},{}]} | oneOf | {} | must fit exactly one of 3 schemas",
        "{} | not | {} | must not fit the schema of not",
        "{} | if | {} | must fit what the schema asks where its condition holds, or where it does not",
        "{} | false | {} | must not be there, as its schema refuses every value",
        "{} | somethingElse | {} | must fit the keyword somethingElse"
      })
  void saysWhatTheValueWouldHaveToBe(String schema, String keyword, String value, String message)
      throws JsonProcessingException {
    assertThat(ViolationMessages.of(tree(schema), keyword, tree(value), "name")).isEqualTo(message);
  }

  private static JsonNode tree(String text) throws JsonProcessingException {
    return text == null ? null : JSON.readTree(text.replace('\'', '"'));
  }
}
