// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.program.RandomSchemas;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.schema.SchemaTexts;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.ResolvedSchema.Link;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What two schemas say in the same words is the same, whatever annotations stand beside it. */
class AnnotationChangeTest {

  private static List<Incompatibility> differences(String reader, String writer) {
    return JsonFormat.INSTANCE.incompatibilities(
        JsonSchema.parse(reader.replace('\'', '"')), JsonSchema.parse(writer.replace('\'', '"')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'not':{'minimum':5}",
        "'not':{'type':'object','required':['x'],'properties':{'x':{'not':{'type':'null'}}}}",
        "'if':{'type':'string'},'then':{'minLength':2},'else':{'minimum':3}",
        "'contains':{'type':'string'}",
        "'contains':{'enum':[1,2]},'items':{'type':'integer'}",
        "'oneOf':[{'minimum':1},{'maximum':5}]",
        "'anyOf':[{'minimum':1},{'maximum':5,'not':{'const':3}}]",
        "'propertyNames':{'pattern':'^a'}",
        "'patternProperties':{'^a':{'type':'string'},'b$':{'not':{'type':'null'}}},'additionalProperties':false",
        "'dependencies':{'a':['b','c'],'d':{'required':['e']}}",
        "'type':'string','format':'date','pattern':'^2'",
        "'enum':[1,{'a':1},'x'],'x-unknown':{'any':[1]}",
        "'type':'array','uniqueItems':true,'items':[{'type':'string'}],'additionalItems':{'not':{}}",
        "'$ref':'#/definitions/t','definitions':{'t':{'not':{'required':['x']},'properties':{'c':{'$ref':'#/definitions/t'}}}}",
        "'$schema':'https://json-schema.org/draft/2020-12/schema','unevaluatedProperties':false,'properties':{'a':{}},'allOf':[{'properties':{'b':{}}}]",
        "'$schema':'https://json-schema.org/draft/2020-12/schema','unevaluatedItems':false,'prefixItems':[{}],'contains':{'const':1},'minContains':2,'maxContains':4",
        "'$schema':'https://json-schema.org/draft/2019-09/schema','dependentSchemas':{'a':{'not':{'required':['b']}}},'dependentRequired':{'c':['d']}",
        "'$schema':'https://json-schema.org/draft/2020-12/schema','$dynamicAnchor':'n','type':'object','properties':{'c':{'$dynamicRef':'#n'}},'unevaluatedProperties':false",
        "'$schema':'https://json-schema.org/draft/2019-09/schema','$recursiveAnchor':true,'properties':{'c':{'$recursiveRef':'#'}},'not':{'const':1}",
        "'$schema':'https://json-schema.org/draft/2020-12/schema','$id':'https://v.example/strict','$dynamicAnchor':'n','$ref':'tree','unevaluatedProperties':false,'$defs':{'tree':{'$id':'https://v.example/tree','$dynamicAnchor':'n','type':'object','properties':{'v':{},'c':{'type':'array','items':{'$dynamicRef':'#n'}}}}}",
        "'$schema':'http://json-schema.org/draft-04/schema#','minimum':1,'exclusiveMinimum':true,'not':{'type':'integer'}",
        "'$schema':'http://json-schema.org/draft-06/schema#','not':{'$ref':'http://json-schema.org/draft-06/schema#'}",
      })
  void holdsWhereOnlyAnnotationsChanged(String words) {
    String plain = "{" + words + "}";
    String annotated = "{'title':'new','description':'d','$comment':'c'," + words + "}";
    assertThat(differences(plain, annotated)).isEmpty();
    assertThat(differences(annotated, plain)).isEmpty();

    JsonNode tree = SchemaTexts.parse(plain.replace('\'', '"'), "of a test");
    String deeply = new AnnotatedSchemas(new Random(7)).of(tree).toString();
    assertThat(differences(plain, deeply)).as(deeply).isEmpty();
    assertThat(differences(deeply, plain)).as(deeply).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'not':{'minimum':5}",
        "'if':{'type':'string'},'then':{'minLength':2}",
        "'contains':{'type':'string'}",
        "'oneOf':[{'minimum':1},{'maximum':5}]",
        "'propertyNames':{'pattern':'^a'}",
        "'dependentSchemas':{'a':{'not':{'required':['b']}}}",
        "'unevaluatedProperties':false,'properties':{'a':{}}",
        "'unevaluatedItems':false,'prefixItems':[{'type':'null'}]",
        "'$dynamicRef':'#n'",
      })
  void holdsWithinWhatChanged(String words) {
    String form =
        "{'$schema':'https://json-schema.org/draft/2020-12/schema','$id':'https://v.example/r',"
            + "'type':'object','properties':{'p':{%s'title':'%s'}%s},'additionalProperties':false,"
            + "'$defs':{'n':{'$dynamicAnchor':'n','not':{'const':1}}}}";
    String before = form.formatted(words + ",", "old", "");
    String after = form.formatted(words + ",", "new", ",'added':{'type':'string'}");

    assertThat(differences(after, before)).isEmpty();
    assertThat(differences(before, after))
        .extracting(Incompatibility::path)
        .containsExactly("/additionalProperties");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'not':{'$ref':'#/definitions/t'},'definitions':{'t':{'type':'string'}}} | {'not':{'$ref':'#/definitions/t'},'definitions':{'t':{'type':'null'}}}",
        "{'contains':{'$ref':'#/definitions/t'},'definitions':{'t':{'properties':{'c':{'$ref':'#/definitions/t'},'v':{'type':'null'}}}}} | {'contains':{'$ref':'#/definitions/t'},'definitions':{'t':{'properties':{'c':{'$ref':'#/definitions/t'},'v':{}}}}}",
        "{'not':{'$ref':'#/definitions/a'},'definitions':{'a':{'$ref':'#/definitions/b'},'b':{'type':'string'}}} | {'not':{'$ref':'#/definitions/a'},'definitions':{'a':{'$ref':'#/definitions/b'},'b':{'type':'integer'}}}",
        "{'$schema':'https://json-schema.org/draft/2020-12/schema','$dynamicAnchor':'n','properties':{'c':{'not':{'$dynamicRef':'#n'}}},'required':['x']} | {'$schema':'https://json-schema.org/draft/2020-12/schema','$dynamicAnchor':'n','properties':{'c':{'not':{'$dynamicRef':'#n'}}},'required':['x','y']}",
        "{'$schema':'http://json-schema.org/draft-04/schema#','not':{'const':1}} | {'$schema':'http://json-schema.org/draft-07/schema#','not':{'const':1}}",
        "{'contains':{'type':'string'},'minContains':2,'$schema':'https://json-schema.org/draft/2020-12/schema'} | {'contains':{'type':'string'},'$schema':'https://json-schema.org/draft/2020-12/schema'}",
      })
  void sameWordsThatMeanSomethingElseAreADifference(String reader, String writer) {
    assertThat(differences(reader, writer)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'not':{'$ref':'#/definitions/t'},'definitions':{'t':{'type':'string'}}} | {'not':{'type':'string'}}",
        "{'not':{'$ref':'#/definitions/t'},'definitions':{'t':{'type':'string'}}} | {'not':{'$ref':'#/definitions/u'},'definitions':{'u':{'type':'string'}}}",
        "{'not':{'$ref':'#/definitions/t'},'definitions':{'t':{'properties':{'c':{'$ref':'#/definitions/t'}}}}} | {'not':{'$ref':'#/definitions/u'},'definitions':{'u':{'properties':{'c':{'$ref':'#/definitions/v'}}},'v':{'properties':{'c':{'$ref':'#/definitions/u'}}}}}",
        "{'not':{'required':['a','b'],'type':['string','null']}} | {'not':{'type':['null','string'],'required':['b','a']}}",
        "{'not':{'enum':[1,2.0]}} | {'not':{'enum':[2,1.0]}}",
        "{'not':{'minimum':1}} | {'not':{'minimum':1.0}}",
        "{'oneOf':[{'minimum':1},{'maximum':5}]} | {'oneOf':[{'maximum':5},{'minimum':1}]}",
        "{'dependencies':{'a':['b']}} | {'dependencies':{'a':['c','b']}}",
        "{'unevaluatedProperties':false,'properties':{'a':{},'b':{}},'$schema':'https://json-schema.org/draft/2020-12/schema'} | {'unevaluatedProperties':false,'properties':{'a':{}},'$schema':'https://json-schema.org/draft/2020-12/schema'}",
        "{'unevaluatedProperties':false,'properties':{'a':{},'b':{}},'$schema':'https://json-schema.org/draft/2020-12/schema'} | {'additionalProperties':false,'properties':{'a':{}},'$schema':'https://json-schema.org/draft/2020-12/schema'}",
        "{'contains':{'type':'string'},'$schema':'https://json-schema.org/draft/2020-12/schema'} | {'contains':{'type':'string'},'minContains':2,'$schema':'https://json-schema.org/draft/2020-12/schema'}",
      })
  void otherWordsOfTheSameMeaningAreNoDifference(String reader, String writer) {
    assertThat(differences(reader, writer)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Draft.class)
  void holdsForRandomSchemas(Draft draft) {
    Random random = new Random(23);
    RandomSchemas drawn = new RandomSchemas(random, draft);
    AnnotatedSchemas annotated = new AnnotatedSchemas(random);
    for (int i = 0; i < 1_500; i++) {
      ObjectNode schema = drawn.schema();
      JsonSchema before = JsonSchema.parse(schema.toString());
      JsonSchema after = JsonSchema.parse(annotated.of(schema).toString());
      assertThat(JsonFormat.INSTANCE.incompatibilities(after, before))
          .as("%s after %s", after.root(), schema)
          .isEmpty();
      assertThat(JsonFormat.INSTANCE.incompatibilities(before, after))
          .as("%s after %s", schema, after.root())
          .isEmpty();
    }
  }

  /** The same names for references mean the same only if the same is registered under them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'string','title':'old'} | {'type':'string','title':'new'} | true",
        "{'type':'string'} | {'type':'null'} | false",
      })
  void looksAtWhatNamesReferTo(String before, String after, boolean isCompatible) {
    String schema = "{'not':{'$ref':'part.json'}}".replace('\'', '"');
    List<String> found =
        JsonFormat.incompatibilities(
            schema.replace("{\"not", "{\"title\":\"new\",\"not"),
            Map.of("part.json", after.replace('\'', '"')),
            schema,
            Map.of("part.json", before.replace('\'', '"')));
    assertThat(found.isEmpty()).isEqualTo(isCompatible);
  }

  /** A class may declare a schema with references that only the registry can follow. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'title':'new','not':{'$ref':'part.json'}} | part.json | 1 | true",
        "{'not':{'$ref':'part.json'},'x-note':1} | part.json | 1 | true",
        "{'not':{'$ref':'part.json'}} | part.json | 2 | false",
        "{'not':{'$ref':'part.json'},'minimum':1} | part.json | 1 | false",
        "{'$id':'other/','not':{'$ref':'part.json'}} | part.json | 1 | false",
      })
  void holdsWhereOnlyTheRegistryKnowsWhatIsReferredTo(
      String declared, String name, int version, boolean isCompatible) {
    SchemaDefinition part = SchemaDefinition.of("JSON", "{}");
    SchemaDefinition registered = definition("{'title':'old','not':{'$ref':'part.json'}}", 1);
    Link link = new Link(name, new SubjectVersion(Subject.of("part"), 1));
    JsonSchema reader =
        new JsonSchema(
            new ResolvedSchema(
                registered,
                List.of(link),
                List.of(new Dependency(link.target(), part, List.of())),
                false));
    JsonSchema writer = JsonSchema.unresolved(definition(declared, version));
    assertThat(JsonFormat.INSTANCE.incompatibilities(reader, writer).isEmpty())
        .isEqualTo(isCompatible);
  }

  private static SchemaDefinition definition(String text, int version) {
    return new SchemaDefinition(
        "JSON",
        text.replace('\'', '"'),
        List.of(new SchemaReference("part.json", "part", version)),
        null,
        null);
  }
}
