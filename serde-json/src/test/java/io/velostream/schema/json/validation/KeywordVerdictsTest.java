// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.json.codec.JsonMappers;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.program.SchemaProgram;
import io.velostream.schema.json.program.ValidationErrors;
import io.velostream.schema.json.program.ValidationRun;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.serde.config.SerdeConfig;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each keyword admits and refuses, judged as a tree and token by token; and where a refusal
 * stands. Rows: the schema, documents that fit, documents that do not, each with the places and
 * keywords that refuse it.
 */
class KeywordVerdictsTest {

  private static final int STEPS = 100_000;
  private static final ObjectMapper TREES =
      JsonMappers.forTrees(
          SerdeConfig.forDeserializer(Map.of(), false, JsonKeys.deserializer()), true);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'string'} | 'a' ; '' | 1 -> :type ; null -> :type ; [] -> :type ; {} -> :type",
        "{'type':'integer'} | 1 ; -3 ; 2.0 ; 1e2 ; 12345678901234567890 | 1.5 -> :type ; 1e-1 -> :type ; '1' -> :type",
        "{'type':'number'} | 1 ; 1.5 ; 1e400 | '1' -> :type ; true -> :type",
        "{'type':'boolean'} | true ; false | 0 -> :type ; null -> :type",
        "{'type':'null'} | null | false -> :type ; 0 -> :type",
        "{'type':'array'} | [] ; [1] | {} -> :type ; 1 -> :type",
        "{'type':'object'} | {} ; {'a':1} | [] -> :type ; 'a' -> :type",
        "{'type':['integer','null']} | 1 ; null | 1.5 -> :type ; 'a' -> :type",
        "true | 1 ; {} ; [1,[2]] |",
        "false | | 1 -> :false ; {} -> :false ; [] -> :false",
        "{'enum':[1,'a',null,true,[1,{'b':2}],{'c':[3]}]} | 1 ; 1.0 ; 'a' ; null ; true ; [1,{'b':2}] ; {'c':[3]} ; {'c':[3.0]} | 2 -> :enum ; 'b' -> :enum ; 'aa' -> :enum ; false -> :enum ; [1] -> :enum ; {'c':3} -> :enum",
        "{'const':2.50} | 2.5 ; 25e-1 | 2 -> :const ; 2.51 -> :const",
        "{'const':'abc'} | 'abc' | 'abd' -> :const ; 'abcd' -> :const ; '' -> :const",
        "{'const':{'a':1,'b':[2]}} | {'b':[2],'a':1.0} | {'a':1} -> :const ; {'a':1,'b':[2],'c':3} -> :const",
        "{'minimum':5} | 5 ; 5.0 ; 6 ; 1e10 ; 'x' | 4 -> :minimum ; 4.999 -> :minimum",
        "{'maximum':5} | 5 ; 4 ; -1e10 | 6 -> :maximum ; 5.001 -> :maximum",
        "{'exclusiveMinimum':5} | 6 ; 5.0001 | 5 -> :exclusiveMinimum ; 4 -> :exclusiveMinimum",
        "{'exclusiveMaximum':5} | 4 ; 4.9999 | 5 -> :exclusiveMaximum ; 5.0 -> :exclusiveMaximum",
        "{'minimum':0} | 0 ; -0.0 ; 0.1 | -0.1 -> :minimum",
        "{'maximum':9007199254740993} | 9007199254740993 ; 9007199254740992 | 9007199254740994 -> :maximum ; 9007199254740993.5 -> :maximum",
        "{'exclusiveMinimum':0.1} | 0.10000000000000000001 | 0.1 -> :exclusiveMinimum ; 0.09999999999999999999 -> :exclusiveMinimum",
        "{'$schema':'http://json-schema.org/draft-04/schema#','minimum':5,'exclusiveMinimum':true} | 6 | 5 -> :exclusiveMinimum ; 4 -> :exclusiveMinimum",
        "{'$schema':'http://json-schema.org/draft-04/schema#','maximum':5,'exclusiveMaximum':false} | 5 | 6 -> :maximum",
        "{'multipleOf':3} | 9 ; 0 ; -3 ; 9.0 | 10 -> :multipleOf ; 9.5 -> :multipleOf",
        "{'multipleOf':0.01} | 0.07 ; 19.99 ; 3 | 0.001 -> :multipleOf",
        "{'minLength':2} | 'ab' ; 'abc' ; 1 | 'a' -> :minLength ; '' -> :minLength ; '\uD83D\uDE00' -> :minLength",
        "{'maxLength':2} | 'ab' ; '' ; '\uD83D\uDE00\uD83D\uDE00' | 'abc' -> :maxLength ; '\uD83D\uDE00\uD83D\uDE00a' -> :maxLength",
        "{'minLength':2,'maxLength':3} | 'ab' ; 'abc' ; '\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00' | 'a' -> :minLength ; 'abcd' -> :maxLength ; '\uD83D\uDE00' -> :minLength",
        "{'pattern':'^a+$'} | 'aa' ; 1 | 'ab' -> :pattern ; '' -> :pattern",
        "{'properties':{'a':{'type':'string'}}} | {} ; {'a':'x'} ; {'b':1} ; [1] | {'a':1} -> /a:type ; {'b':2,'a':null} -> /a:type",
        "{'properties':{'a':false}} | {} ; {'b':1} | {'a':1} -> :properties",
        "{'required':['a','b']} | {'a':1,'b':2} ; {'c':0,'b':2,'a':1} ; 7 | {'a':1} -> :required ; {'b':1} -> :required ; {} -> :required :required",
        "{'required':['a'],'properties':{'a':{'minimum':1},'b':{'maximum':1}}} | {'a':1} ; {'a':2,'b':1} | {'b':2} -> :required /b:maximum ; {'a':0,'b':2} -> /a:minimum /b:maximum",
        "{'additionalProperties':false,'properties':{'a':true}} | {} ; {'a':1} | {'b':1} -> :additionalProperties ; {'a':1,'b':1,'c':1} -> :additionalProperties :additionalProperties",
        "{'additionalProperties':{'type':'string'},'properties':{'a':true}} | {'a':1,'b':'x'} | {'a':1,'b':1} -> /b:type",
        "{'patternProperties':{'^s':{'type':'string'},'e$':{'minLength':2}}} | {'s':'a'} ; {'se':'ab'} ; {'x':1} | {'s':1} -> /s:type ; {'se':'a'} -> /se:minLength ; {'se':1} -> /se:type",
        "{'patternProperties':{'^s':{'type':'string'}},'additionalProperties':false} | {'s1':'a'} | {'x':1} -> :additionalProperties",
        "{'patternProperties':{'^a':{'minimum':5}},'properties':{'ab':{'maximum':7}},'required':['ac']} | {'ab':6,'ac':5} | {'ab':4,'ac':5} -> /ab:minimum ; {'ab':8,'ac':5} -> /ab:maximum ; {'ac':1} -> /ac:minimum",
        "{'minProperties':2} | {'a':1,'b':2} ; 3 | {'a':1} -> :minProperties ; {} -> :minProperties",
        "{'minProperties':1} | {'a':1} | {} -> :minProperties",
        "{'maxProperties':1} | {} ; {'a':1} | {'a':1,'b':2} -> :maxProperties",
        "{'propertyNames':{'maxLength':2}} | {'ab':1} ; {} | {'abc':1} -> :propertyNames ; {'a':1,'bcd':2} -> :propertyNames",
        "{'propertyNames':{'enum':['a','b']}} | {'a':1,'b':2} | {'c':1} -> :propertyNames",
        "{'items':{'type':'string'}} | [] ; ['a','b'] ; {} | [1] -> /0:type ; ['a',1,2] -> /1:type /2:type",
        "{'items':[{'type':'string'},{'type':'number'}]} | ['a',1,null] ; ['a'] ; [] | [1] -> /0:type ; ['a','b'] -> /1:type",
        "{'items':[true],'additionalItems':false} | [1] ; [] | [1,2] -> /1:false",
        "{'items':[true],'additionalItems':{'type':'null'}} | [1,null,null] | [1,2] -> /1:type",
        "{'$schema':'https://json-schema.org/draft/2020-12/schema','prefixItems':[{'type':'string'}],'items':{'type':'number'}} | ['a',1,2] ; [] | ['a','b'] -> /1:type ; [1,1] -> /0:type",
        "{'minItems':2} | [1,2] ; [1,2,3] ; 'a' | [1] -> :minItems ; [] -> :minItems",
        "{'maxItems':2} | [1,2] ; [] | [1,2,3] -> :maxItems",
        "{'uniqueItems':true} | [1,2] ; [] ; [1,'1',true] ; [{'a':1},{'a':2}] ; [[1,2],[2,1]] | [1,1] -> :uniqueItems ; [1,1.0] -> :uniqueItems ; [{'a':1,'b':2},{'b':2,'a':1.0}] -> :uniqueItems ; [[1],[1]] -> :uniqueItems ; ['a','b','a'] -> :uniqueItems",
        "{'uniqueItems':false} | [1,1] |",
        "{'contains':{'minimum':5}} | [1,5] ; [6] ; {} | [1,2] -> :contains ; [] -> :contains",
        "{'$schema':'https://json-schema.org/draft/2019-09/schema','contains':{'minimum':5},'minContains':2,'maxContains':3} | [5,6] ; [1,5,6,7] | [5] -> :contains ; [5,6,7,8] -> :contains",
        "{'$schema':'https://json-schema.org/draft/2019-09/schema','contains':{'minimum':5},'minContains':0} | [] ; [1] |",
        "{'anyOf':[{'minimum':5},{'multipleOf':2}]} | 6 ; 5 ; 2 ; 'x' | 1 -> :anyOf :minimum :multipleOf",
        "{'anyOf':[{'type':'string'},{'type':'array'}]} | 'a' ; [] | 1 -> :anyOf",
        "{'anyOf':[{'required':['a']},{'minProperties':2}]} | {'a':1} ; {'b':1,'c':2} | {'b':1} -> :anyOf :required :minProperties",
        "{'oneOf':[{'minimum':5},{'multipleOf':2}]} | 5 ; 2 ; 7 | 6 -> :oneOf ; 1 -> :oneOf :minimum :multipleOf",
        "{'oneOf':[{'required':['a']},{'required':['b']}]} | {'a':1} ; {'b':1} | {'a':1,'b':1} -> :oneOf ; {} -> :oneOf :required :required",
        "{'allOf':[{'minimum':5},{'maximum':7}]} | 5 ; 7 | 4 -> :minimum ; 8 -> :maximum",
        "{'allOf':[{'required':['a']},{'properties':{'a':{'type':'string'}}}]} | {'a':'x'} | {} -> :required ; {'a':1} -> /a:type",
        "{'not':{'type':'string'}} | 1 ; null | 'a' -> :not",
        "{'not':{'required':['a']}} | {} ; {'b':1} | {'a':1} -> :not ; 1.5 -> :not",
        "{'not':{'minimum':5}} | 4 | 5 -> :not ; 'x' -> :not",
        "{'if':{'minimum':10},'then':{'multipleOf':5},'else':{'multipleOf':2}} | 15 ; 4 | 11 -> :if :multipleOf ; 5 -> :if :multipleOf",
        "{'if':{'required':['a']},'then':{'required':['b']},'else':{'maxProperties':1}} | {'a':1,'b':1} ; {'c':1} | {'a':1} -> :if :required ; {'c':1,'d':1} -> :if :maxProperties",
        "{'if':{'required':['a']},'then':{'required':['b']}} | {'a':1,'b':1} ; {'c':1,'d':2} | {'a':1} -> :if :required",
        "{'if':{'required':['a']},'else':{'required':['b']}} | {'a':1} ; {'b':1} | {'c':1} -> :if :required",
        "{'dependencies':{'a':['b','c'],'x':{'required':['y']}}} | {'a':1,'b':1,'c':1} ; {'b':1} ; {'x':1,'y':1} ; 'a' | {'a':1,'b':1} -> :dependencies ; {'x':1} -> :dependencies :required",
        "{'$schema':'https://json-schema.org/draft/2019-09/schema','dependentRequired':{'a':['b']}} | {'a':1,'b':1} ; {} | {'a':1} -> :dependentRequired",
        "{'$schema':'https://json-schema.org/draft/2019-09/schema','dependentSchemas':{'a':{'properties':{'b':{'type':'string'}}}}} | {'a':1,'b':'x'} ; {'b':1} | {'a':1,'b':1} -> :dependentSchemas /b:type",
        "{'definitions':{'node':{'properties':{'next':{'$ref':'#/definitions/node'},'v':{'type':'integer'}},'required':['v']}},'$ref':'#/definitions/node'} | {'v':1} ; {'v':1,'next':{'v':2,'next':{'v':3}}} | {'v':1,'next':{}} -> /next:required ; {'v':1,'next':{'v':'x'}} -> /next/v:type",
        "{'$schema':'https://json-schema.org/draft/2019-09/schema','properties':{'a':true},'unevaluatedProperties':false} | {'a':1} ; {} | {'b':1} -> :unevaluatedProperties",
        "{'$schema':'https://json-schema.org/draft/2019-09/schema','anyOf':[{'properties':{'a':{'type':'string'}},'required':['a']},{'properties':{'b':true},'required':['b']}],'unevaluatedProperties':false} | {'a':'x'} ; {'a':'x','b':1} | {'a':'x','c':1} -> :unevaluatedProperties ; {'a':1,'b':1} -> :unevaluatedProperties",
        "{'$schema':'https://json-schema.org/draft/2019-09/schema','oneOf':[{'properties':{'a':true},'required':['a']},{'properties':{'b':true},'required':['b']}],'unevaluatedProperties':{'type':'null'}} | {'a':1} ; {'b':1,'c':null} | {'a':1,'c':1} -> :unevaluatedProperties",
        "{'$schema':'https://json-schema.org/draft/2019-09/schema','if':{'required':['k'],'properties':{'k':{'const':1}}},'then':{'properties':{'a':true}},'else':{'properties':{'b':true}},'unevaluatedProperties':false} | {'k':1,'a':1} ; {'b':1} | {'k':1,'b':1} -> :unevaluatedProperties ; {'a':1} -> :unevaluatedProperties ; {'k':2,'b':1} -> :unevaluatedProperties",
        "{'$schema':'https://json-schema.org/draft/2019-09/schema','dependentSchemas':{'a':{'properties':{'b':true}}},'properties':{'a':true},'unevaluatedProperties':false} | {'a':1,'b':1} | {'b':1} -> :unevaluatedProperties",
        "{'$schema':'https://json-schema.org/draft/2019-09/schema','allOf':[{'unevaluatedProperties':true}],'unevaluatedProperties':false} | {'b':1} |",
        "{'$schema':'https://json-schema.org/draft/2020-12/schema','prefixItems':[true],'contains':{'type':'string'},'unevaluatedItems':false} | [1,'a'] ; ['a'] | [1,'a',2] -> :unevaluatedItems",
        "{'$schema':'https://json-schema.org/draft/2019-09/schema','items':[true],'contains':{'type':'string'},'unevaluatedItems':false} | ['a'] | [1,'a'] -> :unevaluatedItems",
        "{'$schema':'https://json-schema.org/draft/2020-12/schema','allOf':[{'prefixItems':[true]},{'prefixItems':[true,true]}],'unevaluatedItems':{'type':'null'}} | [1,2] ; [1,2,null] | [1,2,3] -> :unevaluatedItems",
        "{'properties':{'a/b~c':{'type':'string'}}} | {'a/b~c':'x'} | {'a/b~c':1} -> /a~1b~0c:type",
        "{'items':{'items':{'properties':{'x':{'maximum':1}}}}} | [[{'x':1}]] ; [[],[{}]] | [[],[{'x':1},{'x':2}]] -> /1/1/x:maximum",
        "{'items':{'uniqueItems':true,'minItems':1}} | [[1],[2,3]] | [[1,1]] -> /0:uniqueItems ; [[]] -> /0:minItems",
        "{'properties':{'a':{'not':{'required':['b']}}}} | {'a':{'c':[1,{'d':null}]}} ; {'x':{'y':[]}} | {'a':{'b':[1]}} -> /a:not ; {'x':{},'a':1} -> /a:not"
      })
  void judgesTreesAndTokensAlike(String schema, String fitting, String refused) throws IOException {
    SchemaProgram program = JsonSchema.parse(json(schema)).program(STEPS);
    for (String document : documents(fitting)) {
      assertThat(admits(program, document)).as("%s fits %s", document, schema).isTrue();
    }
    for (String document : documents(refused)) {
      String[] parts = document.split("->");
      assertThat(admits(program, parts[0])).as("%s fits %s", parts[0], schema).isFalse();
      assertThat(places(program, parts[0]))
          .as("what refuses %s in %s", parts[0], schema)
          .isEqualTo(parts[1].strip());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'k':'a','x':1} | {'k':'b','y':'z'} | {'k':'a','x':'1'}",
        "{'k':'b'} | {'k':'a'} | {'k':'c'}",
        "{'x':1,'k':'a'} | {'y':'1','k':'b'} | {'x':'1','k':'a'}",
        "{'k':'a','n':[{'k':'b'}]} | {'k':'b','n':[]} | {'k':'b','y':1}",
        "{'k':'a','x':1,'o':{'x':'s'}} | {'k':7,'z':true} | {'k':7,'z':1}",
        "{'k':7.0} | {'z':false,'k':70e-1} | {'k':8}",
        "{'k':null} | {'k':null,'q':1} | {'k':null,'q':0}",
        "{'q':5,'k':null} | {'k':true} | {'k':false,'q':0}",
        "{'k':'a'} | {'k':'b'} | {}",
        "{'k':'a'} | {'k':'b'} | {'k':[]}",
        "{'k':'a'} | {'k':'b'} | {'k':{}}",
        "{'k':'a'} | {'k':'b'} | {'k':'a','x':{}}"
      })
  void choosesTheBranchThatOnePropertyTells(String one, String other, String refused)
      throws IOException {
    String branches =
        """
        {'BRANCHES':[
          {'properties':{'k':{'const':'a'},'x':{'type':'integer'}},'required':['k']},
          {'properties':{'k':{'enum':['b','bb']},'y':{'type':'string'}},'required':['k']},
          {'properties':{'k':{'const':7},'z':{'type':'boolean'}},'required':['k']},
          {'properties':{'k':{'type':['null','boolean']},'q':{'minimum':1}},'required':['k']}]}
        """;
    for (String keyword : new String[] {"oneOf", "anyOf"}) {
      SchemaProgram program =
          JsonSchema.parse(json(branches.replace("BRANCHES", keyword))).program(STEPS);

      assertThat(admits(program, one)).as("%s fits", one).isTrue();
      assertThat(admits(program, other)).as("%s fits", other).isTrue();
      assertThat(admits(program, refused)).as("%s fits", refused).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'$schema':'https://json-schema.org/draft/2020-12/schema','$id':'http://x/strict','$ref':'list','$defs':{'item':{'$dynamicAnchor':'item','type':'integer'},'l':{'$id':'list','items':{'$dynamicRef':'#item'},'$defs':{'d':{'$dynamicAnchor':'item'}}}}} | [1] ; [] | ['a']",
        "{'$schema':'https://json-schema.org/draft/2020-12/schema','$id':'http://x/list','items':{'$dynamicRef':'#item'},'$defs':{'d':{'$dynamicAnchor':'item','type':'string'}}} | ['a'] | [1]",
        "{'$schema':'https://json-schema.org/draft/2020-12/schema','items':{'$dynamicRef':'#item'},'$defs':{'d':{'$anchor':'item','type':'string'}}} | ['a'] | [1]",
        "{'$schema':'https://json-schema.org/draft/2019-09/schema','$id':'http://x/outer','$recursiveAnchor':true,'required':['v'],'$ref':'inner','$defs':{'i':{'$id':'inner','$recursiveAnchor':true,'properties':{'c':{'$recursiveRef':'#'}}}}} | {'v':1,'c':{'v':1}} | {'v':1,'c':{}}",
        "{'$schema':'https://json-schema.org/draft/2019-09/schema','$id':'http://x/outer','required':['v'],'$ref':'inner','$defs':{'i':{'$id':'inner','$recursiveAnchor':true,'properties':{'c':{'$recursiveRef':'#'}}}}} | {'v':1,'c':{}} | {'c':{}}",
        "{'allOf':[{'items':{'type':'integer'}},{'items':{'minimum':5}}]} | [5] ; [] | [4] ; [5,5.5] ; ['a']",
        "{'allOf':[{'items':{'$ref':'#/definitions/a'}},{'items':{'$ref':'#/definitions/a'}}],'definitions':{'a':{'items':{'minimum':5}}}} | [[5],[6]] | [[4]]",
        "{'allOf':[{'items':{'items':{'minimum':5}}},{'items':{'items':{'multipleOf':2}}}]} | [[6,8],[]] | [[6],[7]] ; [[4]]",
        "{'allOf':[{'items':{'items':{'items':{'minimum':5}}}},{'items':{'items':{'items':{'multipleOf':2}}}}]} | [[[6,8]],[]] | [[[6],[7]]] ; [[[4]]]",
        "{'allOf':[{'items':{'uniqueItems':true}},{'items':{'maxItems':2}}]} | [[1,2],[]] | [[1,1]] ; [[1,2,3]]",
        "{'allOf':[{'properties':{'a':{'required':['x']}}},{'properties':{'a':{'required':['y']}}}]} | {'a':{'x':1,'y':1}} | {'a':{'x':1}} ; {'a':{'y':1}}",
        "{'allOf':[{'properties':{'a':{'properties':{'b':{'minimum':5}}}}},{'properties':{'a':{'properties':{'b':{'multipleOf':2}},'required':['b']}}}]} | {'a':{'b':6}} | {'a':{}} ; {'a':{'b':7}} ; {'a':{'b':4}}",
        "{'allOf':[{'properties':{'a':{'$ref':'#/definitions/n'}}},{'additionalProperties':{'$ref':'#/definitions/n'}}],'definitions':{'n':{'properties':{'a':{'$ref':'#/definitions/n'},'v':{'type':'integer'}}}}} | {'a':{'a':{'a':{'v':1}}}} | {'a':{'a':{'a':{'v':'x'}}}} ; {'b':{'v':'x'}}",
        "{'allOf':[{'properties':{'a':{'minProperties':2}}},{'properties':{'a':{'required':['x']}}}]} | {'a':{'x':1,'y':2}} | {'a':{'x':1}} ; {'a':{'y':1,'z':1}}",
        "{'allOf':[{'propertyNames':{'maxLength':2}},{'propertyNames':{'minLength':2}}]} | {'ab':1} | {'a':1} ; {'abc':1}",
        "{'patternProperties':{'a':{'items':{'minimum':1}},'b':{'items':{'maximum':3}}}} | {'ab':[1,3]} | {'ab':[0]} ; {'ab':[4]}",
        "{'anyOf':[{'type':'string'},{'minimum':5}]} | 5 ; 'x' ; null | 4",
        "{'anyOf':[{'type':'string','minLength':2},{'type':'integer'}]} | 1 ; 'ab' | 'a' ; 1.5 ; null",
        "{'anyOf':[{'minimum':5},true]} | 1 ; 6 |",
        "{'anyOf':[{'type':'object','required':['a']},{'type':'array'}]} | {'a':1} ; [] | {} ; 1",
        "{'oneOf':[{'type':'string','minLength':2},{'type':'integer'}]} | 1 ; 'ab' | 'a' ; 1.5 ; null",
        "{'oneOf':[true,{'type':'string'}]} | 1 | 'a'",
        "{'oneOf':[true,true]} | | 1",
        "{'oneOf':[true,{'minimum':5}]} | 4 | 5 ; 'a'",
        "{'oneOf':[{'type':'array','minItems':1},{'type':'object','minProperties':1}]} | [1] ; {'a':1} | [] ; {}",
        "{'not':{}} | | 1 ; {}",
        "{'not':false} | 1 ; [] |",
        "{'not':{'anyOf':[{'type':'array'},{'required':['a']}]}} | {} | [] ; {'a':1} ; 1",
        "{'if':true,'then':{'minimum':5}} | 5 | 4",
        "{'if':false,'then':{'minimum':5},'else':{'maximum':3}} | 3 | 4",
        "{'if':{'type':'string'},'then':{'minLength':2},'else':{'minimum':5}} | 'ab' ; 5 ; null | 'a' ; 4",
        "{'if':{'minimum':5}} | 4 ; 5 |",
        "{'if':{'type':'object'},'then':{'required':['a']},'else':false} | {'a':1} | {} ; []",
        "{'oneOf':[{'properties':{'k':{'enum':['a','aa'],'minLength':2}},'required':['k']},{'properties':{'k':{'const':'b'}},'required':['k']}]} | {'k':'aa'} ; {'k':'b'} | {'k':'a'} ; {'k':'c'}",
        "{'oneOf':[{'properties':{'k':{'const':'a'}},'required':['k'],'propertyNames':{'maxLength':0}},{'properties':{'k':{'const':'b'}},'required':['k']}]} | {'k':'b','long':1} | {'k':'a'}",
        "{'oneOf':[{'properties':{'k':{'const':'a'}},'required':['k'],'oneOf':[{'properties':{'k':{'enum':['a','x']},'v':{'minimum':5}},'required':['k']},{'properties':{'k':{'const':'y'}},'required':['k']}]},{'properties':{'k':{'const':'b'}},'required':['k']}]} | {'k':'a','v':5} ; {'k':'b','v':1} | {'k':'a','v':4} ; {'k':'y'}",
        "{'oneOf':[{'properties':{'k':{'const':'a'}},'required':['k'],'oneOf':[{'properties':{'j':{'const':1}},'required':['j']},{'properties':{'j':{'const':2}},'required':['j']}]},{'properties':{'k':{'const':'b'}},'required':['k']}]} | {'k':'a','j':1,'o':[{}]} ; {'k':'a','j':2} ; {'j':2,'k':'a'} ; {'k':'b'} | {'k':'a','j':3} ; {'k':'a'} ; {'j':1,'k':'c'}",
        "{'oneOf':[{'properties':{'k':{'const':'a'}},'required':['k'],'not':{'required':['z']}},{'properties':{'k':{'const':'b'}},'required':['k']}]} | {'k':'a','y':1} ; {'k':'b','z':1} | {'k':'a','z':1}",
        "{'properties':{'p':{'$ref':'#/definitions/u'}},'definitions':{'u':{'oneOf':[{'properties':{'k':{'const':1}},'required':['k']},{'properties':{'k':{'const':2},'n':{'$ref':'#/definitions/u'}},'required':['k']}]}}} | {'p':{'k':2,'n':{'k':2,'n':{'k':1}}}} ; {'p':{'n':{'k':1},'k':2}} | {'p':{'k':2,'n':{'k':2,'n':{'k':3}}}} ; {'p':{'n':{'k':3},'k':2}}",
        "{'items':{'oneOf':[{'properties':{'k':{'const':1.50}},'required':['k']},{'properties':{'k':{'const':2}},'required':['k']}]}} | [{'k':1.5},{'k':2.0},{'k':2}] | [{'k':1.5},{'k':1.51}]",
        "{'$schema':'https://json-schema.org/draft/2020-12/schema','$dynamicAnchor':'n','properties':{'c':{'$dynamicRef':'#n'},'v':{'type':'integer'}}} | {'c':{'c':{'v':1}}} | {'c':{'c':{'v':'x'}}}",
        "{'$schema':'https://json-schema.org/draft/2019-09/schema','$recursiveAnchor':true,'properties':{'c':{'$recursiveRef':'#'},'v':{'type':'integer'}}} | {'c':{'v':1}} | {'c':{'v':'x'}}",
        "{'$id':'http://x/a','definitions':{'d':{'$id':'b','type':'integer'}},'properties':{'p':{'$ref':'http://x/b'},'q':{'$ref':'#/definitions/d'}}} | {'p':1,'q':2} | {'p':'x'} ; {'q':'x'}",
        "{'$schema':'https://json-schema.org/draft/2020-12/schema','$defs':{'d':{'$anchor':'here','type':'integer'}},'properties':{'p':{'$ref':'#here'}}} | {'p':1} | {'p':'x'}",
        "{'$schema':'https://json-schema.org/draft/2019-09/schema','$ref':'#/$defs/d','minimum':5,'$defs':{'d':{'multipleOf':2}}} | 6 | 4 ; 7",
        "{'$schema':'http://json-schema.org/draft-07/schema#','$ref':'#/definitions/d','minimum':5,'definitions':{'d':{'multipleOf':2}}} | 6 ; 4 | 7",
        "{'$schema':'http://json-schema.org/draft-04/schema#','contains':{'minimum':5},'propertyNames':{'maxLength':1},'const':7,'exclusiveMinimum':true} | [1] ; {'abc':1} ; 8 |",
        "{'$schema':'http://json-schema.org/draft-06/schema#','if':{'minimum':5},'then':{'multipleOf':2},'else':false} | 7 ; 1 |",
        "{'$schema':'http://json-schema.org/draft-07/schema#','dependentRequired':{'a':['b']},'unevaluatedProperties':false,'minContains':2,'contains':true} | {'a':1} ; [1] | []",
        "{'format':'ipv4'} | '1.2.3.4' ; 1 | '1.2.3' ; '1.2.3.256'",
        "{'format':'nothing-known'} | 'x' |",
        "{'contentEncoding':'base64'} | 'YWI=' ; 1 | '!' ; 'YW=I'",
        "{'contentMediaType':'application/json'} | '{}' ; '1' | '{' ; ''",
        "{'contentMediaType':'application/json','contentEncoding':'base64'} | 'e30=' | 'e2U=' ; '!'",
        "{'required':['a','a','b']} | {'a':1,'b':1} | {'a':1}",
        "{'minProperties':2,'required':['a','b']} | {'a':1,'b':1} | {'a':1,'c':1}",
        "{'minProperties':3,'required':['a']} | {'a':1,'b':1,'c':1} | {'a':1,'b':1} ; {'b':1,'c':1,'d':1}"
      })
  void judgesSchemasThatMeetInOneValue(String schema, String fitting, String refused)
      throws IOException {
    SchemaProgram program = JsonSchema.parse(json(schema)).program(STEPS);
    for (String document : documents(fitting)) {
      assertThat(admits(program, document)).as("%s fits %s", document, schema).isTrue();
    }
    for (String document : documents(refused)) {
      assertThat(admits(program, document)).as("%s fits %s", document, schema).isFalse();
      assertThat(places(program, document))
          .as("what refuses %s in %s", document, schema)
          .isNotEmpty();
    }
  }

  private static String[] documents(String list) {
    return list == null || list.isBlank() ? new String[0] : list.split(";");
  }

  private static boolean admits(SchemaProgram program, String document) throws IOException {
    byte[] bytes = json(document).getBytes(UTF_8);
    boolean verdict = new ValidationRun(STEPS).admits(program, TREES.readTree(bytes));
    assertThat(ProgramVerdictTest.streamed(program, bytes))
        .as("%s token by token", document)
        .isEqualTo(verdict);
    return verdict;
  }

  private static String places(SchemaProgram program, String document) throws IOException {
    JsonNode tree = TREES.readTree(json(document));
    ValidationErrors errors = ValidationErrors.find(program, tree, new ValidationRun(STEPS));
    assertThat(errors.isComplete()).isTrue();
    return String.join(
        " ", errors.found().stream().map(each -> each.pointer() + ":" + each.keyword()).toList());
  }

  private static String json(String quoted) {
    return quoted.strip().replace('\'', '"');
  }
}
