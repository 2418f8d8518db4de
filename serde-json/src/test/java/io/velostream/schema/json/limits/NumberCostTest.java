// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.limits;

import static io.velostream.schema.json.Registry.TOPIC;
import static io.velostream.schema.json.Registry.framed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.Registry;
import io.velostream.schema.json.config.JsonKeys;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of many digits and of large exponents: judged exactly, soon, and within the budget. */
class NumberCostTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  /** A keyword that is ignored, since no draft allows its value. */
  private static final String MIXED = ",'properties':{'x':{'minLength':-1}}";

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  /** What comes of a payload, token by token and as a tree. */
  private List<String> outcomes(String schema, String json, Object... settings) {
    int id = registry.register("s" + schema.hashCode(), schema);
    byte[] bytes = framed(id, json);
    List<Object> all = new ArrayList<>(List.of(JsonKeys.FAIL_INVALID_SCHEMA, true));
    all.addAll(List.of(settings));
    all.addAll(List.of(JsonKeys.VALUE_TYPE, Object.class));
    KafkaJsonSchemaDeserializer<Object> streamed = registry.deserializer(all.toArray());
    all.set(all.size() - 1, JsonNode.class);
    KafkaJsonSchemaDeserializer<Object> tree = registry.deserializer(all.toArray());
    return Assertions.assertTimeoutPreemptively(
        SOON,
        () ->
            List.of(
                outcome(() -> streamed.deserialize(TOPIC, bytes)),
                outcome(() -> tree.deserialize(TOPIC, bytes))));
  }

  private static String outcome(Runnable work) {
    try {
      work.run();
      return "fits";
    } catch (SerializationException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1e308, 0.000001, true",
    "1e308, 3e-6, false",
    "3e999, 3e-999, true",
    "1e-999, 1e999, false",
    "1e999, 7, false",
    "7e999, 7, true",
    "0e999, 7e-999, true",
    "0.75, 0.25, true",
    "0.75, 0.5, false",
    "10, 0.1, true",
    "1, 3, false",
    "-9e500, 3, true",
    "12345678901234567890123456789012345678901234567890, 10, true",
    "12345678901234567890123456789012345678901234567891, 10, false",
    "1e50, 1e49, true",
    "1e49, 1e50, false",
    "1.50, 0.5, true"
  })
  void dividesNumbersOfAnyExponentExactly(String value, String divisor, boolean isMultiple) {
    for (String schema :
        List.of(
            "{'multipleOf':" + divisor + "}",
            "{'anyOf':[{'multipleOf':" + divisor + "},{'type':'object'}]}")) {
      assertThat(outcomes(schema, value, JsonKeys.MAX_NUMBER_EXPONENT, NO_LIMIT))
          .allSatisfy(
              each -> assertThat(each).matches(isMultiple ? "fits" : "(?s).*(multipleOf|anyOf).*"));
    }
  }

  @Test
  void dividesAsTheQuotientSays() {
    BigDecimal divisor = new BigDecimal("0.012");
    for (int scale = -60; scale < 60; scale++) {
      for (String digits : List.of("3", "12", "120", "4800000000000000000000000000000000000001")) {
        BigDecimal value = new BigDecimal(new BigInteger(digits), scale);
        boolean expected = value.remainder(divisor).signum() == 0;
        assertThat(outcomes("{'multipleOf':0.012}", value.toString()).get(0).equals("fits"))
            .as(value.toString())
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'multipleOf':1e-999",
        "'multipleOf':0.000001",
        "'enum':[1]",
        "'const':1e999",
        "'maximum':1e1000",
        "'type':'integer'",
        "'minimum':1e-1000"
      })
  void judgesManyNumbersOfLargeExponentsSoon(String keyword) {
    String json = "[" + "9e999,".repeat(40_000) + "1e999]";
    String draft = "'$schema':'http://json-schema.org/draft-07/schema#'";

    assertThat(outcomes("{" + draft + ",'items':{" + keyword + "}}", json)).hasSize(2);
    assertThat(outcomes("{" + draft + ",'items':{" + keyword + "}" + MIXED + "}", json)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'enum':[1]",
        "'multipleOf':0.7",
        "'type':'integer'",
        "'minimum':1",
        "'anyOf':[{'const':1},{'const':2},{'const':3},{'minimum':0}]"
      })
  void takesNumbersOfManyDigitsFromTheBudget(String keyword) {
    String number = "1" + "0".repeat(998) + "1";
    String json = "[" + (number + ".0,").repeat(5_000) + number + "]";
    Object[] wide = {JsonKeys.MAX_NUMBER_LENGTH, 2_000};

    assertThat(outcomes("{'items':{" + keyword + "}}", json, wide)).hasSize(2);
    assertThat(outcomes("{'uniqueItems':true,'items':{" + keyword + "}}", json, wide)).hasSize(2);
    String spent = "[" + (number + ".5,").repeat(5_000) + "1]";
    assertThat(outcomes("{'items':{'not':{" + keyword + "}}}", spent, wide))
        .allSatisfy(each -> assertThat(each).containsAnyOf("max.steps", "does not fit", "fits"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 1_000_000, 1_000_000_000})
  void comparesNumbersOfHugeExponentsWithoutWritingThemOut(int exponent) {
    Object[] open = {JsonKeys.MAX_NUMBER_EXPONENT, NO_LIMIT};
    String large = "1E+" + exponent;
    String small = "1E-" + exponent;

    assertThat(outcomes("{'maximum':1}", large, open))
        .allSatisfy(each -> assertThat(each).contains("maximum"));
    assertThat(outcomes("{'minimum':1e400}", large, open)).containsOnly("fits");
    assertThat(outcomes("{'exclusiveMinimum':0}", small, open)).containsOnly("fits");
    assertThat(outcomes("{'minimum':1e-400}", small, open))
        .allSatisfy(each -> assertThat(each).contains("minimum"));
    assertThat(outcomes("{'const':1}", large, open))
        .allSatisfy(each -> assertThat(each).contains("const"));
    assertThat(outcomes("{'enum':[1,2]}", small, open))
        .allSatisfy(each -> assertThat(each).contains("enum"));
    assertThat(outcomes("{'uniqueItems':true}", "[" + large + "," + small + ",1]", open))
        .containsOnly("fits");
    assertThat(outcomes("{'uniqueItems':true}", "[" + large + ",10E+" + (exponent - 1) + "]", open))
        .allSatisfy(each -> assertThat(each).contains("uniqueItems"));
    assertThat(outcomes("{'type':'integer'}", large, open)).containsOnly("fits");
    assertThat(outcomes("{'type':'integer'}", small, open))
        .allSatisfy(each -> assertThat(each).contains("type"));
    assertThat(outcomes("{'multipleOf':0.000001}", large, open)).containsOnly("fits");
    assertThat(outcomes("{'multipleOf':1e-900}", small, open))
        .allSatisfy(each -> assertThat(each).contains("multipleOf"));
  }
}
