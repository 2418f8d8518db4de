// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import static io.velostream.schema.json.Registry.TOPIC;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import io.velostream.schema.json.Samples.Item;
import io.velostream.schema.json.Samples.Measure;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.value.JsonWithSchema;
import io.velostream.schema.testing.model.SchemaReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostilePayloadTest {

  private final Registry registry = new Registry();
  private int anything;

  @BeforeEach
  void registerAnything() {
    anything = registry.register("anything", "{}");
  }

  @AfterEach
  void close() {
    registry.close();
  }

  /** Deserializers of each kind: classes, plain values and trees, validated or not. */
  private List<KafkaJsonSchemaDeserializer<Object>> deserializers() {
    List<KafkaJsonSchemaDeserializer<Object>> all = new ArrayList<>();
    for (Class<?> type : List.of(Item.class, Object.class, JsonNode.class)) {
      for (boolean validates : new boolean[] {false, true}) {
        all.add(
            registry.deserializer(
                JsonKeys.VALUE_TYPE, type, JsonKeys.FAIL_INVALID_SCHEMA, validates));
      }
    }
    return all;
  }

  private void refuses(byte[] bytes) {
    byte[] good = framed(anything, "{\"sku\":\"a\",\"count\":1}");
    for (KafkaJsonSchemaDeserializer<Object> each : deserializers()) {
      assertThatThrownBy(() -> each.deserialize(TOPIC, bytes))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining(TOPIC);
      ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
      assertThatThrownBy(() -> each.deserialize(TOPIC, null, direct))
          .isInstanceOf(SerializationException.class);
      assertThat(each.deserialize(TOPIC, good)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"sku\":",
        "{} {}",
        "{}x",
        "{'sku':1}",
        "{\"sku\":\"a\",\"sku\":\"b\"}",
        "{\"count\":NaN}",
        "{\"count\":Infinity}",
        "{\"count\":01}",
        "//\n{}",
        "{\"sku\":\"\\ud8\"}",
        "[1,]"
      })
  void refusesWhatIsNotJson(String json) {
    refuses(framed(anything, json));
  }

  @Test
  void refusesOtherCharsets() {
    String json = "{\"sku\":\"ż\",\"count\":1}";
    refuses(framed(anything, json.getBytes(UTF_16BE)));
    refuses(framed(anything, json.getBytes(UTF_16LE)));
    refuses(framed(anything, "{\"sku\":\"é\",\"count\":1}".getBytes(ISO_8859_1)));
    refuses(framed(anything, new byte[] {(byte) 0xFE, (byte) 0xFF, 0, '1'}));
  }

  private static byte[] framed(int id, byte[] payload) {
    return ByteBuffer.allocate(5 + payload.length).put((byte) 0).putInt(id).put(payload).array();
  }

  private static byte[] framed(int id, String json) {
    return Registry.framed(id, json);
  }

  @Test
  void refusesNestingBombs() {
    refuses(framed(anything, "[".repeat(10_000) + "]".repeat(10_000)));
    refuses(framed(anything, "{\"sku\":".repeat(10_000) + "1" + "}".repeat(10_000)));
  }

  @Test
  void refusesStringsAndNumbersBeyondTheLimits() {
    KafkaJsonSchemaDeserializer<Object> small =
        registry.deserializer(
            JsonKeys.MAX_STRING_LENGTH, 100, JsonKeys.MAX_NUMBER_LENGTH, 20, JsonKeys.MAX_DEPTH, 3);

    for (String json : List.of("\"" + "x".repeat(101) + "\"", "1".repeat(21), "[[[[1]]]]")) {
      assertThatThrownBy(() -> small.deserialize(TOPIC, framed(anything, json)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("limit");
    }
    assertThat(small.deserialize(TOPIC, framed(anything, "[[[1]]]"))).hasToString("[[[1]]]");
    refuses(framed(anything, "\"" + "x".repeat(20_000_001) + "\""));
  }

  @Test
  void refusesExponentsThatFillMemory() {
    int id = registry.register("m", "{'multipleOf':0.01,'enum':[1]}");
    KafkaJsonSchemaDeserializer<Object> deserializer =
        registry.deserializer(JsonKeys.FAIL_INVALID_SCHEMA, true);

    for (String number : List.of("1e999999999", "1e-999999999", "-1.5E888888888")) {
      assertThatThrownBy(() -> deserializer.deserialize(TOPIC, framed(id, number)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining(JsonKeys.MAX_NUMBER_EXPONENT);
    }
    assertThat(deserializer.deserialize(TOPIC, framed(id, "1.0"))).isNotNull();
  }

  @Test
  void refusesToWriteNumbersThatJsonDoesNotHave() {
    KafkaJsonSchemaSerializer<Object> serializer = registry.serializer();

    for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> serializer.serialize("measures", new Measure(number)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("NaN")
          .hasMessageContaining("/value");
      JsonWithSchema tree = new JsonWithSchema(JsonSchema.parse("{}"), DoubleNode.valueOf(number));
      assertThatThrownBy(() -> serializer.serialize("trees", tree))
          .isInstanceOf(SerializationException.class);
    }
    assertThat(serializer.serialize("measures", new Measure(1))).isNotEmpty();
  }

  @Test
  void refusesToWriteCyclesAndFailingGetters() {
    KafkaJsonSchemaSerializer<Object> serializer = registry.serializer();
    Map<String, Object> cycle = new HashMap<>();
    cycle.put("self", cycle);

    assertThatThrownBy(
            () -> serializer.serialize("cycles", new JsonWithSchema(JsonSchema.parse("{}"), cycle)))
        .isInstanceOf(SerializationException.class);
    assertThat(serializer.serialize("measures", new Measure(1))).isNotEmpty();
  }

  @Test
  void givesUpOnPatternsThatTakeExponentialTime() {
    int id = registry.register("redos", "{'type':'string','pattern':'^(.*a){25}$'}");
    KafkaJsonSchemaDeserializer<Object> deserializer =
        registry.deserializer(JsonKeys.FAIL_INVALID_SCHEMA, true);

    assertThatThrownBy(
            () -> deserializer.deserialize(TOPIC, framed(id, "\"" + "a".repeat(60) + "!\"")))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining(JsonKeys.REGEX_MAX_STEPS);
    assertThat(deserializer.deserialize(TOPIC, framed(anything, "1"))).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "1",
        "{'$ref':'#'}",
        "{'allOf':[{'$ref':'#/definitions/a'}],'definitions':{'a':{'$ref':'#'}}}",
        "{'definitions':{'a':{'$ref':'#/definitions/b'},'b':{'anyOf':[{'$ref':'#/definitions/a'}]}}}",
        "{'$ref':'http://169.254.169.254/latest/meta-data'}",
        "{'$ref':'file:///etc/passwd'}",
        "{'$ref':'classpath:application.properties'}",
        "{'properties':{'a':{'$ref':'#/definitions/none'}}}",
        "{'type':'string','pattern':'(a'}",
        "{'a':1,'a':2}"
      })
  void refusesSchemasThatMakeNoSense(String schema) {
    int id =
        registry.server.registerUnchecked(
            "JSON", "bad", schema.replace('\'', '"'), List.<SchemaReference>of());
    KafkaJsonSchemaDeserializer<Object> deserializer =
        registry.deserializer(JsonKeys.FAIL_INVALID_SCHEMA, true);

    assertThatThrownBy(() -> deserializer.deserialize(TOPIC, framed(id, "{\"a\":\"x\"}")))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("id " + id);
    assertThat(deserializer.deserialize(TOPIC, framed(anything, "{}"))).isNotNull();
  }

  @Test
  void refusesSchemasThatNestTooDeep() {
    String deep = "{\"not\":".repeat(5_000) + "{}" + "}".repeat(5_000);
    int id = registry.server.registerUnchecked("JSON", "deep", deep, List.of());

    assertThatThrownBy(() -> registry.deserializer().deserialize(TOPIC, framed(id, "1")))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void neverThrowsAnythingElseForRandomDamage() {
    byte[] good = framed(anything, "{\"sku\":\"żółw\",\"count\":12,\"more\":[1.5,null,true,{}]}");
    Random random = new Random(5);
    for (KafkaJsonSchemaDeserializer<Object> each : deserializers()) {
      for (int i = 0; i < 500; i++) {
        byte[] damaged = good.clone();
        damaged[5 + random.nextInt(good.length - 5)] = (byte) random.nextInt();
        Throwable thrown = null;
        try {
          each.deserialize(TOPIC, damaged);
        } catch (RuntimeException | Error e) {
          thrown = e;
        }
        if (thrown != null) {
          assertThat(thrown).isInstanceOf(SerializationException.class);
        }
      }
    }
  }
}
