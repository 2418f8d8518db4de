// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.schema;

import static io.velostream.schema.json.Registry.TOPIC;
import static io.velostream.schema.json.Registry.framed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.json.Registry;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.validation.NetworkntValidator;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.testing.model.SchemaReference;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas of other tools: names that are no URIs, and drafts and keywords of older versions. */
class ForeignSchemaTest {

  private static final int STEPS = 100_000;
  private static final String GOOD = "{\"a\":\"x\"}";
  private static final String BAD = "{\"a\":1}";

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  /** Serializer, deserializer, both validators, comparison and the schema as one document. */
  private void worksEverywhere(int id) throws Exception {
    assertThat(this.<JsonNode>read(id, GOOD, false)).hasToString(GOOD);
    assertThat(this.<JsonNode>read(id, BAD, false)).hasToString(BAD);
    assertThat(this.<JsonNode>read(id, GOOD, true)).hasToString(GOOD);
    assertThatThrownBy(() -> read(id, BAD, true))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("fails");
    for (boolean validates : List.of(false, true)) {
      try (KafkaJsonSchemaSerializer<Object> serializer =
          registry.serializer(
              "auto.register.schemas",
              false,
              "use.schema.id",
              id,
              JsonKeys.FAIL_INVALID_SCHEMA,
              validates)) {
        JsonNode good = SchemaTexts.MAPPER.readTree(GOOD);
        JsonNode bad = SchemaTexts.MAPPER.readTree(BAD);
        assertThat(serializer.serialize(TOPIC, good)).isEqualTo(framed(id, GOOD));
        if (validates) {
          assertThatThrownBy(() -> serializer.serialize(TOPIC, bad))
              .isInstanceOf(SerializationException.class);
        } else {
          assertThat(serializer.serialize(TOPIC, bad)).isEqualTo(framed(id, BAD));
        }
      }
    }
    var resolved = registry.resolver.resolve(registry.resolver.byId(SchemaId.of(id)));
    JsonSchema schema = JsonFormat.INSTANCE.parse(resolved);
    judges(schema, NetworkntValidator.on(resolved));
    JsonSchema flat = JsonSchema.parse(JsonFormat.INSTANCE.flatten(resolved));
    judges(flat, NetworkntValidator.on(flat));
    assertThat(JsonFormat.INSTANCE.incompatibilities(flat, schema)).isEmpty();
    assertThat(JsonFormat.INSTANCE.incompatibilities(schema, flat)).isEmpty();
    assertThat(JsonFormat.INSTANCE.incompatibilities(schema, JsonSchema.parse("{}"))).isNotEmpty();
  }

  private static void judges(JsonSchema schema, NetworkntValidator second) throws Exception {
    JsonNode good = SchemaTexts.MAPPER.readTree(GOOD);
    JsonNode bad = SchemaTexts.MAPPER.readTree(BAD);
    assertThat(schema.program(STEPS)).as("program of %s", schema.root()).isNotNull();
    assertThat(schema.admits(good, STEPS, STEPS)).isTrue();
    assertThat(schema.admits(bad, STEPS, STEPS)).isFalse();
    assertThat(second.admits(good)).isTrue();
    assertThat(second.admits(bad)).isFalse();
  }

  private <T> T read(int id, String json, boolean validates) {
    KafkaJsonSchemaDeserializer<T> deserializer =
        registry.deserializer(
            JsonKeys.VALUE_TYPE, JsonNode.class, JsonKeys.FAIL_INVALID_SCHEMA, validates);
    return deserializer.deserialize(TOPIC, framed(id, json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'id':'http://v.example/a.json'",
        "'id':'person'",
        "'id':'#person'",
        "'id':5",
        "'id':{'type':'string'}",
        "'id':['a']",
        "'$schema':'http://json-schema.org/draft-06/schema#','id':'person'",
        "'$schema':'http://json-schema.org/draft-07/schema#','id':'person'",
        "'$schema':'https://json-schema.org/draft/2019-09/schema','id':'person'",
        "'$schema':'https://json-schema.org/draft/2020-12/schema','id':'person'",
        "'$schema':'http://json-schema.org/draft-04/schema#','$id':'person'",
        "'$schema':'http://json-schema.org/draft-07/schema#','$id':'http://v.example/a','id':'b'",
      })
  void ignoresIdentifiersOfOtherDrafts(String words) throws Exception {
    worksEverywhere(
        registry.register(
            "s", "{" + words + ",'type':'object','properties':{'a':{'type':'string'}}}"));
    worksEverywhere(
        registry.register(
            "nested",
            "{'type':'object','properties':{'id':{'id':'urn:x','type':'integer'},'a':{"
                + "'id':'#a','allOf':[{'id':7,'type':'string'}]}}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://json-schema.org/schema#",
        "http://json-schema.org/schema",
        "http://json-schema.org/draft-03/schema#",
        "http://json-schema.org/draft-05/schema#",
        "http://json-schema.org/draft-08/schema#",
        "https://json-schema.org/draft/2030-01/schema",
        "https://v.example/own-meta-schema",
        "HTTP://JSON-Schema.org/draft-07/schema#",
        "own meta schema",
        "#",
      })
  void takesAnUnknownDraftForTheDefault(String draft) throws Exception {
    worksEverywhere(
        registry.register(
            "s",
            "{'$schema':'"
                + draft
                + "','type':'object','properties':{'a':{'$ref':'#/definitions/t'}},"
                + "'definitions':{'t':{'$schema':'"
                + draft
                + "','type':'string'}}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "{'a':1}", "['http://json-schema.org/draft-07/schema#']"})
  void takesADraftThatIsNoTextForTheDefault(String draft) throws Exception {
    worksEverywhere(
        registry.register(
            "s", "{'$schema':" + draft + ",'type':'object','properties':{'a':{'type':'string'}}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // what stands in $ref | the name of the reference | $id of the root | $id of the target
        "address.json | address.json | |",
        "my address.json | my address.json | |",
        "my%20address.json | my address.json | |",
        "my address.json | my%20address.json | |",
        "my address.json# | my address.json | |",
        "types/my address.json | types/my address.json | |",
        "a{b}^c.json | a{b}^c.json | |",
        "größe.json | größe.json | |",
        "gr%C3%B6%C3%9Fe.json | größe.json | |",
        "100%.json | 100%.json | |",
        "./address.json | address.json | |",
        "address.json | ./address.json | |",
        "%61ddress.json | address.json | |",
        "HTTP://v.example/address.json | HTTP://v.example/address.json | |",
        "HTTP://v.example/address.json | http://v.example/address.json | |",
        "http://v.example/address.json | HTTP://V.Example/address.json | |",
        "http://v.example/my address.json | http://v.example/my address.json | |",
        "http://v.example/my%20address.json | http://v.example/my address.json | |",
        "http://v.example:80/address.json | http://v.example:80/address.json | |",
        "urn:v:address | urn:v:address | |",
        "URN:v:address | urn:v:address | |",
        "com.example.Address | com.example.Address | |",
        "Address | Address | |",
        "address.json | address.json | schemas/person.json |",
        "address.json | schemas/address.json | schemas/person.json |",
        "../types/address.json | types/address.json | schemas/person.json |",
        "../types/address.json | ../types/address.json | schemas/person.json |",
        "/types/address.json | types/address.json | schemas/person.json |",
        "/types/address.json | /types/address.json | schemas/person.json |",
        "address.json | address.json | my schemas/person 1.json |",
        "address.json | address.json | HTTP://v.example/schemas/person.json |",
        "address.json | http://v.example/schemas/address.json | HTTP://v.example/schemas/person.json |",
        "address.json | address.json | | types/address.json",
        "types/address.json | address.json | | types/address.json",
        "types/address.json | any name | schemas/person.json | types/address.json",
        "http://v.example/address.json | any name | | HTTP://v.example/address.json",
        "HTTP://v.example/address.json | any name | | http://v.example/address.json",
        "http://v.example/my address.json | any name | | http://v.example/my%20address.json",
        "address.json | any name | http://v.example/schemas/person.json | http://v.example/schemas/address.json",
        "address.json | any name | person.json | address.json",
      })
  void findsReferencesByNamesThatAreNoPlainUris(
      String ref, String name, String rootId, String targetId) throws Exception {
    for (String fragment : List.of("", "#/definitions/t", "#text")) {
      if (!fragment.isEmpty() && ref.endsWith("#")) {
        continue;
      }
      String target = targetId == null ? "" : "'$id':'" + targetId + "',";
      String root = rootId == null ? "" : "'$id':'" + rootId + "',";
      String whole = fragment.isEmpty() ? "'type':'string'," : "";
      String subject = "target" + fragment.length();
      registry.register(
          subject, "{" + target + whole + "'definitions':{'t':{'$id':'#text','type':'string'}}}");
      worksEverywhere(
          registry.register(
              "root" + fragment.length(),
              "{"
                  + root
                  + "'type':'object','properties':{'a':{'$ref':'"
                  + ref
                  + fragment
                  + "'},'b':{'allOf':[{'$ref':'#/properties/a'}]}}}",
              new SchemaReference(name, subject, 1)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "#/definitions/my type | my type",
        "#/definitions/my%20type | my type",
        "#/definitions/größe | größe",
        "#/definitions/gr%C3%B6%C3%9Fe | größe",
        "#/definitions/a%25b | a%b",
        "#/definitions/a+b | a+b",
        "#/definitions/a%2Bb | a+b",
        "#/definitions/a~1b | a/b",
        "#/definitions/a~0b | a~b",
        "#/definitions/a\\\"b | a\\\"b",
        "#/definitions/a%22b | a\\\"b",
        "#/definitions/a#b | a#b",
        "#/definitions/a%23b | a#b",
        "#/definitions/{t} | {t}",
        "#/definitions/List<T> | List<T>",
        "#/definitions/List%3CT%3E | List<T>",
        "#/definitions/a^b | a^b",
        "#/definitions/a?b | a?b",
        "#/definitions/ | ``",
      })
  void findsDefinitionsWhoseNamesAreNoUris(String ref, String name) throws Exception {
    for (String id : List.of("", "'$id':'my schemas/p.json',", "'$id':'HTTP://v.example/p',")) {
      worksEverywhere(
          registry.register(
              "s" + id.length(),
              "{"
                  + id
                  + "'type':'object','properties':{'a':{'$ref':'"
                  + ref
                  + "'}},'definitions':{'"
                  + name
                  + "':{'type':'string'}}}"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // $ref | $id of the root | $id of the definition
        "part.json | | part.json",
        "my part.json | | my part.json",
        "my%20part.json | | my part.json",
        "HTTP://v.example/part | | http://v.example/part",
        "http://v.example/part | | HTTP://v.example/part",
        "part | HTTP://v.example/root | part",
        "http://v.example/part | HTTP://v.example/root | part",
        "types/part | schemas/root | types/part",
        "/schemas/types/part | schemas/root | types/part",
        "types/part | http://v.example/schemas/root | http://v.example/schemas/types/part",
        "urn:v:part | urn:v:root | urn:v:part",
      })
  void findsResourcesWithinASchema(String ref, String rootId, String partId) throws Exception {
    String root = rootId == null ? "" : "'$id':'" + rootId + "',";
    for (String draft : List.of("http://json-schema.org/draft-07/schema#", "")) {
      String schema =
          "{'$schema':'%s',%s'type':'object','properties':{'a':{'$ref':'%s'}},'definitions':{'p':{'$id':'%s','type':'string'}}}";
      worksEverywhere(
          registry.register("s" + draft.length(), schema.formatted(draft, root, ref, partId)));
    }
    String schema =
        "{'$schema':'https://json-schema.org/draft/2020-12/schema',%s'type':'object','properties':{'a':{'$ref':'%s#name'}},'$defs':{'p':{'$id':'%s','$defs':{'x':{'$anchor':'name','type':'string'}}}}}";
    worksEverywhere(registry.register("anchor", schema.formatted(root, ref, partId)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"my address.json", "my%20address.json", "HTTP://v.example/a b", "a:b", "größe"})
  void letsATestRegistryFollowThem(String name) {
    registry.register("part", "{'type':'string'}");
    registry.register("narrow", "{'type':'string','maxLength':3}");
    String schema =
        "{'title':'<title>','not':{'$ref':'"
            + name
            + "'},'properties':{'a':{'$ref':'"
            + name
            + "'}}}";
    registry.register("s", schema.replace("<title>", "old"), new SchemaReference(name, "part", 1));
    registry.register("s", schema.replace("<title>", "new"), new SchemaReference(name, "part", 1));

    assertThat(registry.server.versions("s")).containsExactly(1, 2);
    assertThatThrownBy(
            () ->
                registry.register(
                    "s", schema.replace("<title>", "new"), new SchemaReference(name, "narrow", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxLength");
  }

  @Test
  void prefersANameAsItStands() throws Exception {
    registry.register("text", "{'type':'string'}");
    registry.register("number", "{'type':'number'}");
    worksEverywhere(
        registry.register(
            "s",
            "{'$id':'types/s.json','properties':{'a':{'$ref':'my%20part.json'},'b':{'$ref':'my part.json'},"
                + "'c':{'$ref':'types/my part.json'}}}",
            new SchemaReference("my%20part.json", "text", 1),
            new SchemaReference("my part.json", "number", 1),
            new SchemaReference("types/my part.json", "text", 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing.json", "my missing.json", "HTTP://v.example/missing", "#/x y"})
  void saysWhichReferenceLeadsNowhere(String ref) {
    int id = registry.register("s", "{'properties':{'a':{'$ref':'" + ref + "'}}}");
    assertThatThrownBy(() -> read(id, GOOD, true))
        .isInstanceOf(SerializationException.class)
        .hasStackTraceContaining(ref.replace("#/", ""));
  }
}
