// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.limits;

import static io.velostream.schema.json.Registry.TOPIC;
import static io.velostream.schema.json.Registry.framed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.Registry;
import io.velostream.schema.json.config.JsonKeys;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of alternatives: compiled soon, and a refusal names some of them rather than none. */
class AlternativesTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int ALTERNATIVES = 3_000;

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'required':['a%1$d']}",
        "{'required':['k','a%1$d'],'properties':{'k':{'maxLength':%1$d}}}",
        "{'properties':{'a%1$d':{'type':'integer'}},'required':['a%1$d'],"
            + "'additionalProperties':{'type':['integer','string']}}"
      })
  void judgesAndRefusesThousandsOfAlternativesSoon(String alternative) {
    String all =
        IntStream.range(0, ALTERNATIVES)
            .mapToObj(alternative::formatted)
            .collect(Collectors.joining(",", "'anyOf':[", "]"));
    int one = registry.register("one", "{" + all + "}");
    int many = registry.register("many", "{'items':{" + all + "}}");
    KafkaJsonSchemaDeserializer<Object> deserializer =
        registry.deserializer(JsonKeys.FAIL_INVALID_SCHEMA, true);
    String items = "[" + "{\"q\":1},".repeat(2_000) + "{}]";

    Assertions.assertTimeoutPreemptively(
        SOON,
        () -> {
          assertThat(deserializer.deserialize(TOPIC, framed(one, "{\"k\":\"\",\"a2999\":1}")))
              .isInstanceOf(Map.class);
          assertThatThrownBy(() -> deserializer.deserialize(TOPIC, framed(one, "{}")))
              .isInstanceOf(SerializationException.class)
              .hasMessageContaining("anyOf")
              .hasMessageContaining("#/anyOf/0/required")
              .hasMessageContaining("the list is incomplete");
          assertThatThrownBy(() -> deserializer.deserialize(TOPIC, framed(many, items)))
              .hasMessageContaining("/0 fails anyOf")
              .hasMessageContaining("the list is incomplete");
        });
  }
}
