// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.Registry;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.validation.NetworkntValidator;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.testing.model.SchemaReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonCompatibilityTest {

  private static List<Incompatibility> differences(String reader, String writer) {
    return JsonFormat.INSTANCE.incompatibilities(
        JsonSchema.parse(reader.replace('\'', '"')), JsonSchema.parse(writer.replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | {'type':'string'}",
        "true | false",
        "{'type':'number'} | {'type':'integer'}",
        "{'type':['string','null']} | {'type':'null'}",
        "{'minimum':1} | {'minimum':1.0}",
        "{'minimum':1} | {'exclusiveMinimum':1}",
        "{'minimum':1} | {'type':'string'}",
        "{'maxLength':5} | {'type':'string','maxLength':3}",
        "{'enum':[1,2,3]} | {'enum':[1.0,3]}",
        "{'type':'integer','maximum':9} | {'enum':[1,3]}",
        "{'multipleOf':2} | {'multipleOf':4,'type':'integer'}",
        "{'pattern':'^a'} | {'type':'string','pattern':'^a','maxLength':4}",
        "{'type':'array','items':{'type':'number'}} | {'type':'array','items':{'type':'integer'}}",
        "{'maxItems':4} | {'type':'array','maxItems':3}",
        "{'properties':{'a':{'type':'number'}}} | {'properties':{'a':{'type':'integer'}}}",
        "{'properties':{'a':{},'b':{'type':'string'}}} | {'properties':{'a':{}},'additionalProperties':false}",
        "{'properties':{'a':{}}} | {'properties':{'a':{},'b':{'type':'string'}}}",
        "{'required':['a']} | {'type':'object','required':['a','b']}",
        "{'additionalProperties':{'type':'number'}} | {'additionalProperties':{'type':'integer'}}",
        "{'patternProperties':{'^x':{'type':'number'}},'additionalProperties':false} | {'patternProperties':{'^x':{'type':'integer'}},'additionalProperties':false}",
        "{'anyOf':[{'type':'string'},{'type':'integer'}]} | {'type':'integer'}",
        "{'anyOf':[{'type':'string'},{'type':'integer'}]} | {'oneOf':[{'type':'integer'},{'type':'string'}]}",
        "{'oneOf':[{'type':'null'},{'type':'string'},{'type':'integer'}]} | {'oneOf':[{'type':'null'},{'type':'string'}]}",
        "{'oneOf':[{'required':['k'],'properties':{'k':{'const':'a'}}},{'required':['k'],'properties':{'k':{'const':'b'}}}]} | {'type':'object','required':['k'],'properties':{'k':{'const':'b'}}}",
        "{'anyOf':[{'type':'null'},{'type':'string'}]} | {'type':['string','null']}",
        "{'oneOf':[{'type':'null'},{'type':'string'}]} | {'type':['string','null']}",
        "{'type':['string','null']} | {'oneOf':[{'type':'null'},{'type':'string'}]}",
        "{'type':['string','null']} | {'anyOf':[{'type':'null'},{'type':'string'}]}",
        "{'oneOf':[{'type':'null'},{'type':'number'}]} | {'type':['number','null','integer']}",
        "{'oneOf':[{'type':'null'},{'type':'string','maxLength':4}]} | {'type':['string','null'],'maxLength':3}",
        "{'properties':{'a':{'oneOf':[{'type':'null'},{'type':'array','items':{'anyOf':[{'type':'string'},{'type':'null'}]}}]}}} | {'properties':{'a':{'type':['array','null'],'items':{'type':['null','string']}}}}",
        "{'$ref':'#/$defs/a','$defs':{'a':{'oneOf':[{'type':'null'},{'type':'string'}]}}} | {'type':['string','null']}",
        "{'allOf':[{'anyOf':[{'type':'null'},{'type':'string'}]}]} | {'allOf':[{'type':['string','null']}]}",
        "{'additionalProperties':{'oneOf':[{'type':'null'},{'type':'integer'}]}} | {'type':'object','additionalProperties':{'type':['integer','null']}}",
        "{'allOf':[{'type':'object'},{'required':['a']}]} | {'type':'object','required':['a']}",
        "{'not':{'type':'string'}} | {'type':'integer'}",
        "{'not':{'required':['x']},'type':'object'} | {'type':'object','not':{'required':['x']}}",
        "{'$ref':'#/definitions/t','definitions':{'t':{'type':'object','properties':{'c':{'$ref':'#/definitions/t'},'v':{'type':'number'}}}}} | {'$ref':'#/definitions/u','definitions':{'u':{'type':'object','properties':{'c':{'$ref':'#/definitions/u'},'v':{'type':'integer'}}}}}",
      })
  void knowsWhatIsCompatible(String reader, String writer) {
    assertThat(differences(reader, writer)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'string'} | {} | /type | admits",
        "{'oneOf':[{'type':'null'},{'type':'string'}]} | {'type':['string','null','boolean']} | /oneOf | no branch",
        "{'anyOf':[{'type':'null'},{'type':'string','maxLength':2}]} | {'type':['string','null']} | /anyOf | no branch",
        "{'type':'integer'} | {'type':'number'} | /type | number",
        "false | {} | `` | nothing",
        "{'minimum':2} | {'type':'number','minimum':1} | /minimum | below",
        "{'maximum':2} | {'type':'number'} | /maximum | above",
        "{'maxLength':3} | {'type':'string'} | /maxLength | longer",
        "{'enum':[1]} | {'enum':[1,2]} | `` | 2",
        "{'enum':[1]} | {'type':'integer'} | /enum | list",
        "{'pattern':'^a'} | {'type':'string'} | /pattern | without",
        "{'format':'date'} | {'type':'string'} | /format | without",
        "{'type':'array','items':{'type':'string'}} | {'type':'array'} | /items/type | admits",
        "{'uniqueItems':true} | {'type':'array'} | /uniqueItems | equal",
        "{'required':['a']} | {'type':'object'} | /required | [a]",
        "{'properties':{'a':{'type':'string'}}} | {'type':'object','properties':{'a':{'type':'integer'}}} | /properties/a/type | integer",
        "{'properties':{'a':{'type':'string'}}} | {'type':'object'} | /properties/a | open",
        "{'additionalProperties':false} | {'type':'object'} | /additionalProperties | open",
        "{'additionalProperties':false} | {'type':'object','properties':{'a':{}},'additionalProperties':false} | /additionalProperties | closed",
        "{'anyOf':[{'type':'string'},{'type':'null'}]} | {'type':'integer'} | /anyOf | no branch",
        "{'$ref':'#/definitions/a','definitions':{'a':{'type':'string'}}} | {'type':'integer'} | /definitions/a/type | integer",
      })
  void saysWhereAndWhy(String reader, String writer, String pointer, String reason) {
    assertThat(differences(reader, writer))
        .anySatisfy(
            each -> {
              assertThat(each.path()).isEqualTo(pointer);
              assertThat(each.reason()).contains(reason);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'string','pattern':'^a'} | {'type':'string','pattern':'^ab'}",
        "{'not':{'minimum':5}} | {'type':'integer','maximum':4}",
        "{'if':{'type':'string'},'then':{'minLength':2}} | {'type':'string'}",
        "{'$schema':'https://json-schema.org/draft/2020-12/schema','unevaluatedProperties':false} | {'type':'object'}",
        "{'contains':{'type':'string'}} | {'type':'array'}",
        "{'dependencies':{'a':['b']}} | {'type':'object'}",
        "{'propertyNames':{'maxLength':3}} | {'type':'object'}",
        "{'$schema':'https://json-schema.org/draft/2020-12/schema','$dynamicRef':'#a','$defs':{'x':{'$dynamicAnchor':'a','type':'string'}}} | {'type':'string'}",
      })
  void admitsThatItCannotTell(String reader, String writer) {
    assertThat(differences(reader, writer))
        .anySatisfy(each -> assertThat(each.reason()).startsWith("cannot tell"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'const':[2,1]} | {'const':[1,2]}",
        "{'const':[1]} | {'const':[1,1]}",
        "{'properties':{'a':{'const':['a']}}} | {'properties':{'a':{'const':'a'}}}",
        "{'enum':[1],'const':2} | {'const':2}",
        // values of these readers cannot be validated
        "{'pattern':'('} | {'type':'integer'}",
        "{'type':'boolean','items':{'$ref':'#/nope'}} | {'type':'boolean'}",
      })
  void callsNothingCompatibleThatTheReaderRefuses(String reader, String writer) {
    assertThat(differences(reader, writer)).isNotEmpty();
  }

  /** A fault that both schemas have, such as a pattern of another dialect, is no difference. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'pattern':'(?i)a','title':'b'} | {'pattern':'(?i)a'}",
        "{'type':'string','pattern':'(?i)a'} | {'type':'string','pattern':'(?i)a','maxLength':3}",
      })
  void ignoresFaultsThatBothSchemasHave(String reader, String writer) {
    assertThat(differences(reader, writer)).isEmpty();
  }

  /** The meaning of a schema depends on the meta-schema that is registered with it. */
  @Test
  void tellsEqualTextsOfDifferentMetaSchemasApart() {
    String words = "https://json-schema.org/draft/2020-12/vocab/";
    String draft = "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",";
    String few = draft + "\"$id\":\"http://e/m\",\"$vocabulary\":{\"" + words + "core\":true}}";
    String all = few.replace("true}", "true,\"" + words + "validation\":true}");
    String text = "{\"$schema\":\"http://e/m\",\"type\":\"string\"}";
    String referring = "{\"$ref\":\"x\"}";
    Map<String, String> ofFew = Map.of("http://e/m", few, "x", text);
    Map<String, String> ofAll = Map.of("http://e/m", all, "x", text);

    for (String each : List.of(text, referring)) {
      assertThat(JsonFormat.incompatibilities(each, ofAll, each, ofFew)).isNotEmpty();
      assertThat(JsonFormat.incompatibilities(each, ofFew, each, ofFew)).isEmpty();
    }
    assertThat(JsonFormat.incompatibilities(text, Map.of(), text, ofFew)).isNotEmpty();
  }

  @Test
  void findsNothingBetweenASchemaAndItself() {
    String schema = "{'not':{'minimum':5},'if':{'type':'string'},'then':{'minLength':2}}";
    assertThat(differences(schema, schema)).isEmpty();
  }

  /** Whatever is called compatible is: no random value fits the writer and not the reader. */
  @Test
  void neverCallsCompatibleWhatIsNot() {
    Random random = new Random(11);
    int compatible = 0;
    for (int i = 0; i < 3_000; i++) {
      JsonSchema writer = JsonSchema.parse(schema(random, 2).toString());
      JsonSchema reader =
          JsonSchema.parse((i % 2 == 0 ? schema(random, 2) : loosened(writer, random)).toString());
      if (!JsonFormat.INSTANCE.incompatibilities(reader, writer).isEmpty()) {
        continue;
      }
      compatible++;
      for (int j = 0; j < 30; j++) {
        JsonNode value = value(random, 2);
        if (NetworkntValidator.on(writer).admits(value)) {
          assertThat(NetworkntValidator.on(reader).admits(value))
              .as("%s fits %s but not %s", value, writer.root(), reader.root())
              .isTrue();
        }
      }
    }
    assertThat(compatible).isGreaterThan(100);
  }

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> TYPES =
      List.of("string", "integer", "number", "object", "array", "null");

  /** The writer's schema with one keyword left out. */
  private static JsonNode loosened(JsonSchema writer, Random random) {
    var copy = writer.root().deepCopy();
    if (copy instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      object.remove(names.get(random.nextInt(names.size())));
    }
    return copy;
  }

  private static JsonNode schema(Random random, int depth) {
    var schema = NODES.objectNode();
    if (random.nextBoolean()) {
      schema.put("type", TYPES.get(random.nextInt(TYPES.size())));
    }
    switch (random.nextInt(depth == 0 ? 6 : 14)) {
      case 0 -> schema.put("minimum", random.nextInt(3));
      case 1 -> schema.put("exclusiveMaximum", random.nextInt(4));
      case 2 -> schema.put("maxLength", random.nextInt(3));
      case 3 -> schema.putArray("enum").add(random.nextInt(3)).add("a");
      case 4 -> schema.putArray("required").add("a");
      case 5 -> schema.put("minItems", random.nextInt(3));
      case 6, 7 -> {
        schema.putObject("properties").set("a", schema(random, depth - 1));
        if (random.nextBoolean()) {
          schema.put("additionalProperties", false);
        }
      }
      case 8 -> schema.putObject("patternProperties").set("^b", schema(random, depth - 1));
      case 9 -> schema.set("additionalProperties", schema(random, depth - 1));
      case 10 -> schema.set("items", schema(random, depth - 1));
      case 11 -> schema.set("not", schema(random, depth - 1));
      default -> {
        var parts = schema.putArray(List.of("anyOf", "oneOf", "allOf").get(random.nextInt(3)));
        parts.add(schema(random, depth - 1)).add(schema(random, depth - 1));
      }
    }
    return schema;
  }

  private static JsonNode value(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 7)) {
      case 0 -> NODES.numberNode(random.nextInt(4));
      case 1 -> NODES.numberNode(1.5);
      case 2 -> NODES.textNode("aaa".substring(random.nextInt(4)));
      case 3 -> NODES.nullNode();
      case 4 -> {
        var array = NODES.arrayNode();
        for (int i = random.nextInt(3); i > 0; i--) {
          array.add(value(random, depth - 1));
        }
        yield array;
      }
      default -> {
        var object = NODES.objectNode();
        for (String name : List.of("a", "b", "c")) {
          if (random.nextBoolean()) {
            object.set(name, value(random, depth - 1));
          }
        }
        yield object;
      }
    };
  }

  @Test
  void letsATestRegistryCheckCompatibility() {
    try (Registry registry = new Registry()) {
      registry.register("s", "{'type':'object','properties':{'a':{'type':'integer'}}}");

      registry.register("s", "{'type':'object','properties':{'a':{'type':'number'}}}");
      assertThatThrownBy(
              () -> registry.register("s", "{'type':'object','properties':{'a':{'type':'null'}}}"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("/properties/a/type");
    }
  }

  @Test
  void letsATestRegistryLookIntoReferencedSchemas() {
    try (Registry registry = new Registry()) {
      registry.register("country", "{'enum':['SE','PT']}");
      registry.register("country", "{'enum':['SE','PT','FR']}");
      registry.register("narrow", "{'enum':['SE']}");
      for (String country : List.of("country:1", "country:2", "narrow:1")) {
        registry.register(
            "address-of-" + country,
            "{'properties':{'country':{'$ref':'country.json'}}}",
            reference("country.json", country));
      }
      String person = "{'properties':{'home':{'$ref':'https://velo.example/address.json#'}}}";
      String address = "https://velo.example/address.json";

      registry.register("person", person, reference(address, "address-of-country:1:1"));
      registry.register("person", person, reference(address, "address-of-country:2:1"));
      assertThatThrownBy(
              () ->
                  registry.register("person", person, reference(address, "address-of-narrow:1:1")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("/properties/home/$ref/properties/country/$ref");
      assertThat(registry.server.versions("person")).containsExactly(1, 2);
    }
  }

  private static SchemaReference reference(String name, String subjectAndVersion) {
    int colon = subjectAndVersion.lastIndexOf(':');
    return new SchemaReference(
        name,
        subjectAndVersion.substring(0, colon),
        Integer.parseInt(subjectAndVersion.substring(colon + 1)));
  }

  @Test
  void everyRemovedPropertyIsAReason() {
    for (String rest : new String[] {"false", "{'type':'string'}"}) {
      String writer =
          "{'type':'object','additionalProperties':%s,'properties':{'a':{'type':'integer'},"
                  .formatted(rest)
              + "'b':{'type':'integer'},'c':{'type':'integer'}}}";
      String reader = "{'type':'object','additionalProperties':%s}".formatted(rest);
      for (String around :
          new String[] {
            "%s",
            "{'type':'object','properties':{'o':%s}}",
            "{'type':'array','items':%s}",
            "{'type':'object','additionalProperties':%s}",
            "{'allOf':[%s]}"
          }) {
        assertThat(differences(around.formatted(reader), around.formatted(writer)))
            .as(around + rest)
            .extracting(Incompatibility::reason)
            .hasSize(3)
            .anyMatch(each -> each.contains("property a"))
            .anyMatch(each -> each.contains("property b"))
            .anyMatch(each -> each.contains("property c"));
      }
    }
  }
}
