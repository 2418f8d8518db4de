// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.codec.JsonCodec;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.schema.SchemaTexts;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueDecoder;
import io.velostream.schema.serde.config.SerdeConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that stand twice in one object, found without a set for each object. */
class DuplicateKeysTest {

  private static ValueDecoder decoder(Class<?> type, boolean fails) {
    JsonCodec codec =
        JsonCodec.forDeserializer(
            SerdeConfig.forDeserializer(
                Map.of(JsonKeys.VALUE_TYPE, type, JsonKeys.FAIL_DUPLICATE_KEYS, fails),
                false,
                JsonKeys.deserializer()));
    return codec.decoder(JsonSchema.parse("{}"), null);
  }

  private static Object read(ValueDecoder decoder, String json) {
    byte[] bytes = json.getBytes(UTF_8);
    return decoder.decode(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"a\":{\"b\":1,\"c\":2},\"a\":2}",
        "{\"x\":[{\"b\":1,\"c\":{\"b\":1},\"b\":2}]}",
        "[{\"\":1,\"\":2}]",
        "{\"żółw\":1,\"żółw\":2}",
        "{\"Aa\":1,\"BB\":2,\"AaBB\":3,\"BBAa\":4,\"BB\":5}"
      })
  void areRefusedWhereverTheyStand(String json) {
    for (Class<?> type : List.of(Object.class, Map.class, JsonNode.class)) {
      if (type != Map.class || json.startsWith("{")) {
        assertThatThrownBy(() -> read(decoder(type, true), json))
            .isInstanceOf(InvalidValueException.class)
            .hasMessageContaining("a duplicate key");
        assertThatThrownBy(
                () ->
                    decoder(type, true)
                        .decode(
                            ByteBuffer.allocateDirect(json.getBytes(UTF_8).length)
                                .put(json.getBytes(UTF_8))
                                .flip()))
            .hasMessageContaining("a duplicate key");
        assertThat(read(decoder(type, false), json)).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":1}}",
        "[{\"a\":1},{\"a\":1},{\"a\":[{\"a\":2}]}]",
        "{\"Aa\":1,\"BB\":2,\"AaBB\":3,\"BBAa\":4,\"AaAa\":5}"
      })
  void areNotSeenWhereThereAreNone(String json) {
    assertThat(read(decoder(Object.class, true), json)).isNotNull();
  }

  @Test
  void areFoundAmongManyNames() {
    String many =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "\"k" + i + "\":1")
            .collect(Collectors.joining(","));

    assertThat(read(decoder(Object.class, true), "{" + many + "}")).isNotNull();
    assertThatThrownBy(() -> read(decoder(Object.class, true), "{" + many + ",\"k77\":2}"))
        .hasMessageContaining("a duplicate key");
    assertThatThrownBy(
            () -> read(decoder(Object.class, true), "{\"o\":{" + many + "},\"p\":1,\"o\":2}"))
        .hasMessageContaining("a duplicate key");
  }

  @Test
  void areFoundWhereJacksonFindsThem() throws IOException {
    Random random = new Random(3);
    ValueDecoder decoder = decoder(Object.class, true);
    for (int i = 0; i < 2_000; i++) {
      String json = object(random, 4);
      boolean isTwice = false;
      try (JsonParser parser = SchemaTexts.MAPPER.getFactory().createParser(json)) {
        parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        while (parser.nextToken() != null) {}
      } catch (com.fasterxml.jackson.core.JsonParseException e) {
        isTwice = true;
      }
      if (isTwice) {
        assertThatThrownBy(() -> read(decoder, json)).hasMessageContaining("a duplicate key");
      } else {
        assertThat(read(decoder, json)).isNotNull();
      }
    }
  }

  @Test
  void areFoundAmongNamesThatWereMadeToCollide() {
    ValueDecoder decoder = decoder(Object.class, true);
    List<String> colliding = IntStream.range(0, 1 << 10).mapToObj(i -> colliding(i, 10)).toList();
    String nested = "{" + members(colliding) + ",\"in\":{" + members(colliding) + "}";

    assertThat(read(decoder, "[" + nested + "}," + nested + "}]")).isNotNull();
    for (int twice : new int[] {0, 20, 40, 700, 1023}) {
      String again = ",\"" + colliding.get(twice) + "\":2}";
      assertThatThrownBy(() -> read(decoder, nested + again))
          .hasMessageContaining("a duplicate key");
      assertThatThrownBy(
              () -> read(decoder, "[" + nested + "},{" + members(colliding) + again + "]"))
          .hasMessageContaining("a duplicate key");
    }
    assertThat(read(decoder, "{\"a\":{\"b\":1},\"b\":2}")).isNotNull();
  }

  /** Strings of one hash: "Aa" and "BB" have the same. */
  private static String colliding(int bits, int length) {
    return IntStream.range(0, length)
        .mapToObj(i -> (bits >> i & 1) == 0 ? "Aa" : "BB")
        .collect(Collectors.joining());
  }

  private static String members(List<String> names) {
    return names.stream().map(name -> "\"" + name + "\":1").collect(Collectors.joining(","));
  }

  @Test
  void areFoundInEachOfManyWideObjects() {
    ValueDecoder decoder = decoder(Object.class, true);
    for (int width = 1; width < 400; width += 7) {
      String wide = "{" + members(names(0, width)) + "}";
      String inner = members(names(0, width)) + ",\"x\":" + wide + "," + members(names(width, 9));
      assertThat(read(decoder, "[" + wide + ",{" + inner + "}," + wide + "]")).isNotNull();
      String again = ",\"k" + (width / 2) + "\":3}";
      assertThatThrownBy(() -> read(decoder, "[" + wide + ",{" + inner + again + "]"))
          .hasMessageContaining("a duplicate key");
    }
  }

  private static List<String> names(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(i -> "k" + i).toList();
  }

  private static String object(Random random, int depth) {
    return IntStream.range(0, random.nextInt(5))
        .mapToObj(
            i ->
                "\"n" + random.nextInt(30) + "\":" + (depth == 0 ? "1" : object(random, depth - 1)))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
