// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.limits;

import static io.velostream.schema.json.Registry.TOPIC;
import static io.velostream.schema.json.Registry.framed;
import static io.velostream.schema.json.Registry.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.json.Registry;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.value.JsonWithSchema;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas and payloads that were made to take long: they end soon, by a verdict or an error. */
class ValidationBudgetTest {

  /** Many times what it takes, and little of what it would take without a bound. */
  private static final Duration SOON = Duration.ofSeconds(20);

  private static final String DRAFT = "'$schema':'https://json-schema.org/draft/2020-12/schema',";
  private static final int DEPTH = 30;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(new JsonNodeFactory(true))
          .build();

  private final Registry registry = new Registry();
  private int registered;

  @AfterEach
  void close() {
    registry.close();
  }

  /** What comes of a payload that is read in each way, and of its tree when it is written. */
  private List<String> outcomes(String schema, String json, Object... settings) {
    return Assertions.assertTimeoutPreemptively(SOON, () -> judged(schema, json, settings));
  }

  private List<String> judged(String schema, String json, Object... settings) throws IOException {
    JsonSchema parsed = JsonSchema.parse(schema.replace('\'', '"'));
    int id =
        registry.server.registerUnchecked(
            "JSON", "s" + registered++, schema.replace('\'', '"'), List.of());
    List<String> outcomes = new ArrayList<>();
    for (Class<?> type : List.of(Object.class, JsonNode.class)) {
      Map<String, Object> configs = registry.configs(settings);
      configs.remove("schema.registry.url");
      configs.put(JsonKeys.FAIL_INVALID_SCHEMA, true);
      KafkaJsonSchemaSerializer<Object> serializer =
          new KafkaJsonSchemaSerializer<>(registry.resolver);
      serializer.configure(configs, false);
      configs.put(JsonKeys.VALUE_TYPE, type);
      KafkaJsonSchemaDeserializer<Object> deserializer =
          new KafkaJsonSchemaDeserializer<>(registry.resolver);
      deserializer.configure(configs, false);
      outcomes.add(outcome(() -> deserializer.deserialize(TOPIC, framed(id, json))));
      Object value = MAPPER.readValue(json, type);
      JsonWithSchema given = new JsonWithSchema(parsed, value);
      outcomes.add(outcome(() -> payload(serializer.serialize(TOPIC + registered++, given))));
    }
    return outcomes;
  }

  private static String outcome(Runnable work) {
    try {
      work.run();
      return "fits";
    } catch (SerializationException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String nested(String open, String innermost, String close) {
    return open.repeat(DEPTH) + innermost + close.repeat(DEPTH);
  }

  private static final String RECURSION = "{'properties':{'a':{'$ref':'#'}}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'anyOf':[@R,{'required':['b'],'properties':{'a':{'$ref':'#'}}}]",
        "'anyOf':[@R,@R]",
        "'oneOf':[{'type':'string'},@R,{'allOf':[@R,{'required':['b']}]}]",
        "'allOf':[@R,@R]",
        "'allOf':[{'anyOf':[@R,{'maxProperties':0}]},{'anyOf':[@R,{'maxProperties':0}]}]",
        "'not':{'anyOf':[{'properties':{'a':{'not':{'$ref':'#'}}},'required':['a']},"
            + "{'properties':{'a':{'not':{'$ref':'#'}}},'required':['a']}]}",
        "'if':@R,'then':@R,'else':@R",
        "'dependentSchemas':{'a':@R,'b':false},'anyOf':[@R,@R]",
        "'anyOf':[@R,@R],'unevaluatedProperties':false",
        "'patternProperties':{'^a':{'$ref':'#'}},'anyOf':[@R,{'patternProperties':{'a$':{'$ref':'#'}}}]",
        "'$dynamicAnchor':'x','anyOf':[{'properties':{'a':{'$dynamicRef':'#x'}}},"
            + "{'properties':{'a':{'$dynamicRef':'#x'}}}]",
      })
  void judgesARecursiveSchemaOnceForEachValue(String keywords) {
    String schema = "{" + DRAFT + keywords.replace("@R", RECURSION) + "}";
    String wrong = schema.replaceFirst("[{]", "{'type':'object',");

    assertThat(outcomes(wrong, nested("{\"a\":", "{}", "}"))).containsOnly("fits");
    assertThat(outcomes(wrong, nested("{\"a\":", "1", "}")))
        .allSatisfy(each -> assertThat(each).contains("does not fit its schema"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'anyOf':[{'items':{'$ref':'#'}},{'maxItems':0,'items':{'$ref':'#'}}]",
        "'contains':{'$ref':'#'},'items':{'$ref':'#'},'anyOf':[{'items':{'$ref':'#'}},{'minItems':9}]",
        "'anyOf':[{'prefixItems':[{'$ref':'#'}]},{'prefixItems':[{'$ref':'#'}]}],"
            + "'unevaluatedItems':false",
      })
  void judgesRecursiveArraysOnceForEachValue(String keywords) {
    String schema = "{'type':['array','boolean']," + DRAFT + keywords + "}";

    assertThat(outcomes(schema, nested("[", "true", "]"))).containsOnly("fits");
    assertThat(outcomes(schema, nested("[", "1", "]")))
        .allSatisfy(each -> assertThat(each).contains("does not fit its schema"));
  }

  /** Levels of definitions each of which asks the next one twice. */
  private static String ladder(String keyword, int levels, String last) {
    return IntStream.range(0, levels)
            .mapToObj(
                i ->
                    "'d%d':{'%s':[{'$ref':'#/$defs/d%d'},{'$ref':'#/$defs/d%d'}]}"
                        .formatted(i, keyword, i + 1, i + 1))
            .collect(
                Collectors.joining(
                    ",", "{" + DRAFT + "'$ref':'#/$defs/d0','$defs':{", ",'d" + levels + "':"))
        + last
        + "}}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"oneOf", "anyOf", "allOf"})
  void judgesASchemaOfManyLevelsOnceForEach(String keyword) {
    for (int levels : new int[] {15, 40}) {
      for (String json : List.of("\"a\"", "[1]", "{}", "1.5")) {
        String schema =
            ladder(
                keyword, levels, "{'pattern':'b','minItems':2,'required':['a']," + "'maximum':1}");
        assertThat(outcomes(schema, json))
            .allSatisfy(each -> assertThat(each).contains("does not fit its schema"));
      }
    }
  }

  /** Different texts that have the same hash code. */
  static List<String> alike(int bits) {
    return IntStream.range(0, 1 << bits)
        .mapToObj(
            i ->
                IntStream.range(0, bits)
                    .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                    .collect(Collectors.joining()))
        .toList();
  }

  private static String array(List<String> items, String before, String after) {
    return items.stream()
        .map(each -> before + each + after)
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void findsEqualItemsAmongManyOfTheSameHashCode() {
    String unique = "{'uniqueItems':true}";
    List<String> items = alike(15);
    for (String[] around :
        new String[][] {{"\"", "\""}, {"[\"", "\"]"}, {"{\"a\":\"", "\"}"}, {"{\"", "\":1}"}}) {
      assertThat(outcomes(unique, array(items, around[0], around[1]))).containsOnly("fits");
      List<String> twice = new ArrayList<>(items);
      twice.add(items.get(7));
      assertThat(outcomes(unique, array(twice, around[0], around[1])))
          .allSatisfy(each -> assertThat(each).contains("uniqueItems"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1,1.0]",
        "[0,-0.0]",
        "[100,1e2]",
        "[{\"a\":1,\"b\":2},{\"b\":2.0,\"a\":1}]",
        "[[1,[2]],[1.0,[2]]]",
        "[\"a\",\"a\"]",
        "[null,null]",
        "[12345678901234567890123,12345678901234567890123.0]"
      })
  void takesValuesForEqualWhoseTextsDiffer(String json) {
    assertThat(outcomes("{'uniqueItems':true}", json))
        .allSatisfy(each -> assertThat(each).contains("does not fit"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1,true,\"1\",\"true\",null,\"null\",[],{},\"\",[[]],[{}]]",
        "[\"a\",\"A\",\"a,\",\"s1:a\"]",
        "[[\"a\",\"b\"],[\"a,s1:b\"],[[\"a\"],\"b\"]]",
        "[{\"a\":1},{\"a\":2},{\"b\":1},{\"a\":\"1\"}]",
        "[12345678901234567890123,12345678901234567890124]"
      })
  void takesValuesForDifferentWhoseTextsAreAlike(String json) {
    assertThat(outcomes("{'uniqueItems':true}", json)).containsOnly("fits");
  }

  @Test
  void findsValuesAndNamesAmongManyOfTheSameHashCode() {
    List<String> names = alike(13);
    String texts = array(names, "'", "'");
    String lists = array(names, "['", "']");
    String objects =
        names.stream().map(each -> "'" + each + "':{}").collect(Collectors.joining(","));
    String payload = array(names, "\"", "\"");

    assertThat(outcomes("{'items':{'enum':" + texts + "}}", payload)).containsOnly("fits");
    assertThat(outcomes("{'items':{'enum':" + lists + "}}", array(names, "[\"", "\"]")))
        .containsOnly("fits");
    assertThat(outcomes("{'items':{'enum':" + lists + "}}", "[[\"x\"]]"))
        .allSatisfy(each -> assertThat(each).contains("enum"));
    assertThat(
            outcomes(
                "{'additionalProperties':false,'properties':{" + objects + "}}",
                names.stream()
                    .map(each -> "\"" + each + "\":1")
                    .collect(Collectors.joining(",", "{", "}"))))
        .containsOnly("fits");
  }

  @Test
  void takesPatternsFromTheSameBudget() {
    String schema = "{'items':{'pattern':'^(.*a){6}$'}}";
    String json = "[" + "\"aaaaaaaaaaaaaaaaaaaaaaaab\",".repeat(3_000) + "\"aaaaaa\"]";

    assertThat(outcomes(schema, json, JsonKeys.REGEX_MAX_STEPS, 100_000_000))
        .allSatisfy(each -> assertThat(each).containsAnyOf("does not fit", "max.steps"));
    String fitting =
        "[" + "\"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\",".repeat(20_000) + "\"a\"]";
    assertThat(
            outcomes(
                "{'items':{'pattern':'^(x|.*)*$|^b*$|a'}}",
                fitting,
                JsonKeys.VALIDATION_MAX_STEPS,
                100))
        .containsOnly("fits");
  }

  @Test
  void saysWhatToDoWhenTheBudgetIsSpent() {
    String branches =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "{'properties':{'a':{'minimum':" + i + "},'b" + i + "':{}}}")
            .collect(Collectors.joining(",", "{'oneOf':[", "]}"));
    String json = "{\"a\":1}";

    assertThat(outcomes(branches, json)).allSatisfy(each -> assertThat(each).contains("oneOf"));
    assertThat(outcomes(branches, json, JsonKeys.VALIDATION_MAX_STEPS, 1_000))
        .allSatisfy(
            each ->
                assertThat(each)
                    .contains("more than 1000 steps")
                    .contains("raise " + JsonKeys.VALIDATION_MAX_STEPS)
                    .contains(TOPIC));
    int id = registry.register("branches", branches);
    KafkaJsonSchemaDeserializer<Object> deserializer =
        registry.deserializer(
            JsonKeys.FAIL_INVALID_SCHEMA, true, JsonKeys.VALIDATION_MAX_STEPS, 1_000);
    assertThatThrownBy(() -> deserializer.deserialize(TOPIC, framed(id, json)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("id " + id);
    int free = registry.register("free", "{'type':'object'}");
    assertThat(deserializer.deserialize(TOPIC, framed(free, json))).isEqualTo(Map.of("a", 1));
  }

  record Node(Node a) {}

  @Test
  void judgesClassesAndKeysWithinTheSameBudget() {
    String schema = "{'type':['object','null'],'anyOf':[R,R],'oneOf':[R,{'type':'string'}]}";
    JsonSchema parsed = JsonSchema.parse(schema.replace("R", RECURSION).replace('\'', '"'));
    Node chain = null;
    for (int i = 0; i < DEPTH; i++) {
      chain = new Node(chain);
    }
    Node value = chain;

    byte[] bytes =
        Assertions.assertTimeoutPreemptively(
            SOON,
            () -> {
              KafkaJsonSchemaSerializer<Object> keys =
                  new KafkaJsonSchemaSerializer<>(registry.resolver);
              keys.configure(Map.of(JsonKeys.FAIL_INVALID_SCHEMA, true), true);
              return keys.serialize(TOPIC, new JsonWithSchema(parsed, value));
            });
    KafkaJsonSchemaDeserializer<Node> back =
        registry.deserializer(JsonKeys.FAIL_INVALID_SCHEMA, true, JsonKeys.VALUE_TYPE, Node.class);
    assertThat(Assertions.assertTimeoutPreemptively(SOON, () -> back.deserialize(TOPIC, bytes)))
        .isEqualTo(value);
  }

  @Test
  void neverSpendsTheBudgetOnLargeDocuments() {
    String item =
        "{'type':'object','required':['id','kind'],'properties':{'id':{'type':'string',"
            + "'pattern':'^[a-z0-9-]{1,40}$'},'kind':{'enum':['a','b']},'tags':{'uniqueItems':true,"
            + "'items':{'type':'string','maxLength':9}},'at':{'anyOf':[{'type':'number'},"
            + "{'type':'array','items':{'type':'number'},'minItems':2}]}}}";
    String json =
        IntStream.range(0, 20_000)
            .mapToObj(
                i ->
                    "{\"id\":\"item-%d\",\"kind\":\"a\",\"tags\":[\"x\",\"y\",\"%d\"],\"at\":[1,2]}"
                        .formatted(i, i))
            .collect(Collectors.joining(",", "{\"all\":[", "]}"));

    for (String schema :
        List.of(
            "{'properties':{'all':{'items':@I}}}",
            "{'properties':{'all':{'uniqueItems':true,'items':@I}}}",
            "{'anyOf':[{'required':['none']},{'properties':{'all':{'items':@I}}}]}")) {
      assertThat(
              outcomes(schema.replace("@I", item), json, JsonKeys.VALIDATION_MAX_STEPS, 1_000_000))
          .containsOnly("fits");
    }
  }
}
