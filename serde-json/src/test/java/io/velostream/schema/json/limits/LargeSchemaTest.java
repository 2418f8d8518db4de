// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.limits;

import static io.velostream.schema.json.Registry.TOPIC;
import static io.velostream.schema.json.Registry.framed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.json.Registry;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.InvalidSchemaException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Schemas whose size was chosen to take long or to fill memory. */
class LargeSchemaTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  private static String list(int count, String each, String before, String after) {
    return IntStream.range(0, count)
        .mapToObj(i -> each.replace("@N", "" + (i + 1)).replace("@", "" + i))
        .collect(Collectors.joining(",", before, after))
        .replace('\'', '"');
  }

  private Object read(String schema, String json) {
    return Assertions.assertTimeoutPreemptively(
        SOON,
        () -> {
          int id = registry.server.registerUnchecked("JSON", "large", schema, List.of());
          return registry
              .deserializer(JsonKeys.FAIL_INVALID_SCHEMA, true)
              .deserialize(TOPIC, framed(id, json));
        });
  }

  @Test
  void refusesASchemaOfTooManyProperties() {
    String schema = list(300_000, "'f@':{'type':'string'}", "{'properties':{", "}}");

    assertThatThrownBy(
            () -> Assertions.assertTimeoutPreemptively(SOON, () -> JsonSchema.parse(schema)))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("more than 250000 JSON values");
  }

  @Test
  void readsWithASchemaOfManyProperties() {
    String schema = list(50_000, "'f@':{'type':'string','maxLength':3}", "{'properties':{", "}}");

    assertThat(read(schema, "{\"f1\":\"a\"}")).isEqualTo(Map.of("f1", "a"));
    assertThatThrownBy(() -> read(schema, "{\"f49999\":\"abcd\"}"))
        .hasMessageContaining("/f49999 fails maxLength (schema #/properties/f49999/maxLength)");
  }

  @Test
  void readsOrRefusesSchemasThatDescribeOneValueManyTimes() {
    for (String schema :
        List.of(
            list(
                2_000,
                "'d@':{'properties':{'p@':{'type':'string'}},'allOf':[{'$ref':'#/definitions/d@N'},"
                    + "{'$ref':'#/definitions/d@N'}]}",
                "{'$ref':'#/definitions/d0','definitions':{",
                ",'d2000':{}}}"),
            list(20_000, "{'properties':{'p@':{'minLength':1}}}", "{'allOf':[", "]}"),
            list(
                3_000,
                "{'required':['a@','b'],'properties':{'a@':{'const':1},'b':{'const':@}}}",
                "{'oneOf':[",
                "]}"),
            list(2_000, "'^p@':{'type':'string'}", "{'patternProperties':{", "},")
                + list(2_000, "'p@':{}", "'properties':{", "}}").replace('\'', '"'))) {
      try {
        assertThat(read(schema, "{\"p1\":\"a\",\"a1\":1,\"b\":1}")).isNotNull();
      } catch (SerializationException e) {
        assertThat(e).hasMessageContainingAll("id ").hasMessageMatching("(?s).*(too deep|steps).*");
      }
    }
  }

  @Test
  void endsComparingSchemasThatWereMadeToTakeLong() {
    String names = list(400, "'a@'", "[", "]");
    String wide =
        ("{'type':'object','required':" + names + ",'properties':").replace('\'', '"')
            + list(400, "'a@':{'$ref':'#'}", "{", "}");
    String reader = wide + ",\"oneOf\":[{\"maxProperties\":9},{\"type\":\"string\"}]}";
    String other = wide + ",\"not\":{\"required\":[\"a1\"]},\"anyOf\":[{\"maxProperties\":9}]}";
    String values = list(40_000, "[@]", "{'enum':[", "]}");

    for (String[] pair :
        new String[][] {
          {"{\"not\":" + wide + "},\"x\":" + reader + "}", wide + "}"},
          {values, values.replace("[7]", "[7,8]")},
          {
            list(5_000, "{'properties':{'p@':{'$ref':'#'}}}", "{'allOf':[", "]}"),
            list(5_000, "{'properties':{'p@':{'$ref':'#'}}}", "{'title':'b','allOf':[", "]}")
          }
        }) {
      List<String> found =
          Assertions.assertTimeoutPreemptively(
              SOON, () -> JsonFormat.incompatibilities(pair[0], Map.of(), pair[1], Map.of()));
      assertThat(found).isNotNull();
    }
    assertThat(
            Assertions.assertTimeoutPreemptively(
                SOON, () -> JsonFormat.incompatibilities(other, Map.of(), other + " ", Map.of())))
        .isNotNull();
  }
}
