// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import static io.velostream.schema.json.Registry.TOPIC;
import static io.velostream.schema.json.Registry.framed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.value.JsonWithSchema;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that a document has and neither schema nor class declares are data: errors hide them. */
class HiddenNamesTest {

  private static final String SECRET = "DE89370400440532013000";
  private static final String SHOW = "schema.errors.include.values";
  private static final String DRAFT = "'$schema':'https://json-schema.org/draft/2020-12/schema',";

  /** A keyword that is ignored, since no draft allows its value. */
  private static final String MIXED = ",'$defs':{'x':{'minLength':-1}}";

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  private static boolean tells(Throwable thrown) {
    for (Throwable one = thrown; one != null; one = one.getCause()) {
      if (String.valueOf(one).contains(SECRET)) {
        return true;
      }
    }
    return false;
  }

  private Throwable reading(int id, String json, Object... settings) {
    KafkaJsonSchemaDeserializer<Object> deserializer = registry.deserializer(settings);
    return catchThrowableOfType(
        SerializationException.class, () -> deserializer.deserialize(TOPIC, framed(id, json)));
  }

  private Throwable writing(Object value, Object... settings) {
    JsonWithSchema given = new JsonWithSchema(JsonSchema.parse("{}"), value);
    KafkaJsonSchemaSerializer<Object> serializer = registry.serializer(settings);
    return catchThrowableOfType(
        SerializationException.class, () -> serializer.serialize(TOPIC, given));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'additionalProperties':{'type':'string'}|{'@':1}|/* fails type",
        "'additionalProperties':false|{'@':1}|fails additionalProperties of *",
        "'patternProperties':{'^D':{'items':{'type':'string'}}}|{'@':[1]}|/*/0 fails type",
        "'propertyNames':{'maxLength':3}|{'@':1}|propertyNames",
        "'unevaluatedProperties':false|{'@':1}|unevaluatedProperties",
        "'properties':{'by':{'additionalProperties':{'required':['a']}}}|{'by':{'@':{}}}|/by/* fails required of a",
        "'properties':{'a':{'items':{'additionalProperties':{'properties':{'b':{'minimum':5}}}}}}|{'a':[{'@':{'b':1}}]}|/a/0/*/b fails minimum",
        "'additionalProperties':{'additionalProperties':{'const':2}}|{'@':{'@':1}}|/*/* fails const"
      })
  void hidesNamesThatTheSchemaDoesNotDeclare(String keywords, String json, String said) {
    String text = json.replace("@", SECRET).replace('\'', '"');
    for (String more : List.of("", MIXED)) {
      int id =
          registry.server.registerUnchecked(
              "JSON",
              "s" + (keywords + more).hashCode(),
              ("{" + DRAFT + keywords + more + "}").replace('\'', '"'),
              List.of());
      for (Class<?> type : List.of(Object.class, JsonNode.class)) {
        Object[] checking = {JsonKeys.FAIL_INVALID_SCHEMA, true, JsonKeys.VALUE_TYPE, type};
        Object[] showing = {
          JsonKeys.FAIL_INVALID_SCHEMA, true, JsonKeys.VALUE_TYPE, type, SHOW, true
        };
        Throwable hidden = reading(id, text, checking);
        assertThat(hidden).hasMessageContaining(more.isEmpty() ? said : "fails");
        assertThat(tells(hidden)).as(String.valueOf(hidden)).isFalse();
        assertThat(tells(reading(id, text, showing))).isTrue();
      }
    }
  }

  @Test
  void showsNamesThatTheSchemaDeclaresInAnyWay() {
    int id =
        registry.register(
            "s",
            "{'properties':{'a/b':{'additionalProperties':{'required':['~c'],'properties':{'d':{"
                + "'type':'string'}}}}}}");

    assertThat(reading(id, "{\"a/b\":{\"x\":{\"d\":1}}}", JsonKeys.FAIL_INVALID_SCHEMA, true))
        .hasMessageContaining("/a~1b/*/d fails type")
        .hasMessageContaining("/a~1b/* fails required of ~c");
  }

  @Test
  void hidesKeysOfNumbersAsWell() {
    int id = registry.register("s", "{'additionalProperties':{'type':'string'}}");

    assertThat(reading(id, "{\"12345678\":1}", JsonKeys.FAIL_INVALID_SCHEMA, true))
        .hasMessageContaining("/* fails type")
        .message()
        .doesNotContain("12345678\"", "/12345678");
  }

  static class Maps {
    public Map<String, Integer> plain;
    public List<Map<String, Map<String, int[]>>> nested;
    public Map<Integer, Integer> keyed;
    public Map<String, Failing> failing;

    @JsonProperty("renamed-one")
    public Map<String, Integer> renamed;

    private int total;

    public void setTotal(int total) {
      throw new IllegalStateException("a total of " + total + " for " + SECRET);
    }

    public int total() {
      return total;
    }
  }

  static class Failing {
    public String getText() {
      throw new IllegalStateException(SECRET);
    }

    public void setText(String text) {
      throw new IllegalArgumentException(text);
    }
  }

  static class Open {
    @JsonAnySetter
    public void set(String name, int value) {
      throw new IllegalStateException(name + value);
    }

    @JsonAnyGetter
    public Map<String, Object> others() {
      return Map.of(SECRET, new Failing());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'plain':{'@':'x'}}|/plain/*",
        "{'nested':[{'@':{'@':[1,'x']}}]}|/nested/0/*/*/1",
        "{'keyed':{'@':1}}|/keyed (keyed of",
        "{'failing':{'@':{'text':'x'}}}|/failing/*/text (text of",
        "{'renamed-one':{'@':'x'}}|/renamed-one/*",
        "{'total':1}|/total (total of"
      })
  void hidesKeysOfMapsThatAreRead(String json, String place) {
    int id = registry.register("s", "{}");
    String text = json.replace("@", SECRET).replace('\'', '"');
    for (boolean validates : new boolean[] {true, false}) {
      Throwable hidden =
          reading(
              id, text, JsonKeys.VALUE_TYPE, Maps.class, JsonKeys.FAIL_INVALID_SCHEMA, validates);

      assertThat(hidden).hasMessageContaining(place);
      assertThat(tells(hidden)).as(String.valueOf(hidden)).isFalse();
    }
    assertThat(tells(reading(id, text, JsonKeys.VALUE_TYPE, Maps.class, SHOW, true))).isTrue();
  }

  @Test
  void hidesNamesThatAnAnySetterTakes() {
    int id = registry.register("s", "{}");
    String json = "{\"" + SECRET + "\":1}";

    Throwable hidden = reading(id, json, JsonKeys.VALUE_TYPE, Open.class);
    assertThat(tells(hidden)).as(String.valueOf(hidden)).isFalse();
    assertThat(hidden).hasMessageContaining(Open.class.getName());
    assertThat(tells(reading(id, json, JsonKeys.VALUE_TYPE, Open.class, SHOW, true))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"map", "maps in lists", "any getter", "entry", "class"})
  void hidesKeysOfMapsThatAreWritten(String kind) {
    Maps maps = new Maps();
    maps.failing = Map.of(SECRET, new Failing());
    Object value =
        switch (kind) {
          case "map" -> Map.of(SECRET, new Failing());
          case "maps in lists" -> List.of(Map.of(SECRET, List.of(Map.of(SECRET, new Object()))));
          case "any getter" -> new Open();
          case "entry" -> List.of(Map.entry(SECRET, new Failing()));
          default -> maps;
        };
    Throwable hidden = writing(value);

    assertThat(hidden).hasMessageContaining(", at /").hasMessageContaining("*");
    assertThat(tells(hidden)).as(String.valueOf(hidden)).isFalse();
    assertThat(tells(writing(value, SHOW, true))).isTrue();
  }

  static class LongNames {
    public Failing theFailing = new Failing();
  }

  @Test
  void namesPropertiesAsTheUsersMapperDoes() {
    ObjectMapper snakes =
        JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
    int id = registry.register("s", "{}");

    assertThat(writing(new LongNames(), JsonKeys.OBJECT_MAPPER, snakes))
        .hasMessageContaining("/the_failing/text (text of " + Failing.class.getName());
    assertThat(
            reading(
                id,
                "{\"the_failing\":{\"text\":\"x\"}}",
                JsonKeys.OBJECT_MAPPER,
                snakes,
                JsonKeys.VALUE_TYPE,
                LongNames.class))
        .hasMessageContaining("/the_failing/text (text of " + Failing.class.getName());
  }
}
