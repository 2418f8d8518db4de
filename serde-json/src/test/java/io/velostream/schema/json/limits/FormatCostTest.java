// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.limits;

import static io.velostream.schema.json.Registry.TOPIC;
import static io.velostream.schema.json.Registry.framed;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.format.Format;
import com.networknt.schema.format.Formats;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.Registry;
import io.velostream.schema.json.config.JsonKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Long strings and many of them: what judges their format takes its steps from the budget. */
class FormatCostTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String DRAFT = "'$schema':'http://json-schema.org/draft-07/schema#',";

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  private String outcome(String schema, String json, Object... settings) {
    int id = registry.register("s" + schema.hashCode(), schema);
    List<Object> all = new ArrayList<>(List.of(JsonKeys.FAIL_INVALID_SCHEMA, true));
    all.addAll(List.of(settings));
    KafkaJsonSchemaDeserializer<Object> deserializer = registry.deserializer(all.toArray());
    return Assertions.assertTimeoutPreemptively(
        SOON,
        () -> {
          try {
            deserializer.deserialize(TOPIC, framed(id, json));
            return "fits";
          } catch (SerializationException e) {
            return String.valueOf(e.getMessage());
          }
        });
  }

  static Stream<String> formats() {
    return Formats.DEFAULT.stream().map(Format::getName).distinct();
  }

  /** Texts of many lengths that formats look at for long. */
  private static List<String> texts(int length) {
    return List.of(
        "a".repeat(length),
        "1".repeat(length) + "!",
        "a.".repeat(length / 2),
        "a.".repeat(length / 2) + "!",
        "a@" + "a.".repeat(length / 2),
        "http://a/" + "../".repeat(length / 3),
        "[a".repeat(length / 2) + "]".repeat(length / 2),
        "(".repeat(length),
        "/" + "~0".repeat(length / 2),
        "a:b;".repeat(length / 4),
        " ".repeat(length) + "!");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void judgesLongTextsSoonOrNotAtAll(String format) {
    String schema = "{" + DRAFT + "'items':{'format':'" + format + "'}}";
    for (int length : new int[] {1_000, 10_000, 100_000}) {
      for (String text : texts(length)) {
        assertThat(outcome(schema, "[\"" + text + "\"]"))
            .matches("(?s)fits|.*(format|max.steps|longer|incomplete).*");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"regex", "style", "idn-hostname", "email", "uri"})
  void takesEachTextFromTheBudget(String format) {
    String text = "a.".repeat(1_000);
    String json = "[" + ("\"" + text + "\",").repeat(5_000) + "\"a\"]";
    String schema = "{" + DRAFT + "'items':{'format':'" + format + "'}}";

    assertThat(outcome(schema, json, JsonKeys.VALIDATION_MAX_STEPS, 10_000))
        .containsAnyOf(JsonKeys.VALIDATION_MAX_STEPS, "format");
  }

  @Test
  void takesPatternsFromTheBudget() {
    String json = "[" + "\"aaaaaaaaaaaaaaaaaaaaaaaab\",".repeat(20_000) + "\"b\"]";
    for (String keyword :
        List.of(
            "'items':{'pattern':'^(.*a){6}$'}",
            "'items':{'not':{'pattern':'^(.*a){6}$'}}",
            "'items':{'anyOf':[{'pattern':'^(.*a){6}$'},{'pattern':'^(.*a){5}c'}]}")) {
      String schema = "{" + DRAFT + keyword + "}";

      assertThat(outcome(schema, json))
          .containsAnyOf(JsonKeys.VALIDATION_MAX_STEPS, "the list is incomplete");
    }
  }

  @Test
  void judgesManyShortTextsWithinTheirOwnSteps() {
    String json =
        "["
            + "{\"at\":\"2020-01-01T00:00:00Z\",\"to\":\"someone@example.org\"},".repeat(20_000)
            + "{}]";
    String schema =
        "{"
            + DRAFT
            + "'items':{'properties':{'at':{'format':'date-time'},'to':{'format':'email'}}}";

    assertThat(outcome(schema + "}", json, JsonKeys.VALIDATION_MAX_STEPS, 1)).isEqualTo("fits");
  }
}
