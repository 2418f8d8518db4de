// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.limits;

import static io.velostream.schema.json.Registry.TOPIC;
import static io.velostream.schema.json.Registry.framed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.json.Registry;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas and values that nest deep meet a counted limit before the end of a small stack. */
class SchemaNestingTest {

  private static final int SMALL_STACK = 512 * 1024;

  /** The schemas of one value that may refer to one another. */
  private static final int MAX_CHAIN = 250;

  private final Registry registry = new Registry();
  private int registered;

  @AfterEach
  void close() {
    registry.close();
  }

  private static <T> T onSmallStack(Supplier<T> work) throws Exception {
    CompletableFuture<T> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                done.complete(work.get());
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            },
            "small-stack",
            SMALL_STACK);
    thread.start();
    return done.get(60, TimeUnit.SECONDS);
  }

  /** A chain of so many schemas that describe one value. */
  private static String chain(String each, int length) {
    return IntStream.range(0, length - 1)
        .mapToObj(
            i -> "'d" + i + "':" + each.replace("@", "{'$ref':'#/definitions/d" + (i + 1) + "'}"))
        .collect(
            Collectors.joining(
                ",",
                "{'$schema':'http://json-schema.org/draft-07/schema#','$ref':'#/definitions/d0',"
                    + "'definitions':{",
                ",'d" + (length - 1) + "':{}}}"))
        .replace('\'', '"');
  }

  private Object read(String schema, String json) {
    int id = registry.server.registerUnchecked("JSON", "nested" + registered++, schema, List.of());
    return registry
        .deserializer(JsonKeys.FAIL_INVALID_SCHEMA, true)
        .deserialize(TOPIC, framed(id, json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'allOf':[@]}",
        "{'allOf':[@,@]}",
        "{'anyOf':[@,{'type':'string'}]}",
        "{'oneOf':[@,{'type':'string'}]}",
        "{'if':@,'then':{},'else':{}}",
        "{'if':{'type':'object'},'then':@}",
        "{'dependencies':{'a':@}}"
      })
  void refusesLongChainsOfSchemasOfOneValueByTheirLength(String each) throws Exception {
    int levels = (MAX_CHAIN - 2) / 2;
    String longest = chain(each, levels);

    assertThat(onSmallStack(() -> read(longest, "{\"a\":1}"))).isNotNull();
    for (int length : new int[] {levels + 2, 2_000, 20_000}) {
      String schema = chain(each, length);
      assertThatThrownBy(() -> onSmallStack(() -> JsonSchema.parse(schema)))
          .cause()
          .isInstanceOf(InvalidSchemaException.class)
          .hasMessageContaining(
              "too deeply: more than " + MAX_CHAIN + " nested or referenced schemas");
    }
    assertThatThrownBy(() -> onSmallStack(() -> read(chain(each, 2_000), "{}")))
        .cause()
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining(
            "too deeply: more than " + MAX_CHAIN + " nested or referenced schemas")
        .hasMessageContaining("id ");
  }

  private static String nested(int depth) {
    return "{\"a\":".repeat(depth) + "{}" + "}".repeat(depth);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'anyOf':[{'properties':{'a':{'$ref':'#'}},'minProperties':1},{'maxProperties':0}]",
        "'anyOf':[{'oneOf':[{'properties':{'a':{'$ref':'#'}},'minProperties':1},"
            + "{'maxProperties':0}]},{'type':'string'}]",
        "'not':{'not':{'not':{'not':{'properties':{'a':{'$ref':'#'}}}}}},'minProperties':0",
        "'if':{'minProperties':1},'then':{'properties':{'a':{'$ref':'#'}}}",
        "'propertyNames':{'minLength':1},'dependencies':{'a':{'properties':{'a':{'$ref':'#'}}}}",
        // parts of another draft
        "'properties':{'a':{'$ref':'#'},'b':{'$schema':'http://json-schema.org/draft-04/schema#'}}",
        "'anyOf':[{'properties':{'a':{'$ref':'#'},"
            + "'b':{'$schema':'http://json-schema.org/draft-04/schema#'}}},{'type':'string'}]"
      })
  void readsOrRefusesDeepValuesByACountOfSchemas(String keywords) throws Exception {
    String schema =
        ("{'$schema':'http://json-schema.org/draft-07/schema#'," + keywords + "}")
            .replace('\'', '"');

    assertThat(onSmallStack(() -> read(schema, nested(30)))).isNotNull();
    for (int depth : new int[] {498, 300}) {
      try {
        assertThat(onSmallStack(() -> read(schema, nested(depth)))).isNotNull();
      } catch (Exception e) {
        assertThat(e.getCause())
            .isInstanceOf(SerializationException.class)
            .hasMessageMatching("(?s).*too deeply: more than 400 .*; nest values less deep.*");
      }
    }
  }

  @Test
  void readsDeepValuesOfPlainSchemas() throws Exception {
    String schema = "{\"properties\":{\"a\":{\"$ref\":\"#\"}},\"minProperties\":0}";

    assertThat(onSmallStack(() -> read(schema, nested(498)))).isNotNull();
  }
}
