// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.error;

import static io.velostream.schema.json.Registry.TOPIC;
import static io.velostream.schema.json.Registry.framed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.json.Registry;
import io.velostream.schema.json.Samples.Box;
import io.velostream.schema.json.Samples.Circle;
import io.velostream.schema.json.Samples.Drawing;
import io.velostream.schema.json.Samples.Item;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.value.JsonWithSchema;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingErrorMessagesTest {

  private static final String SECRET = "DE89370400440532013000";
  private static final String SHARED_KEY = "schema.errors.include.values";

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  static class Sealed {
    public int a;

    Sealed(int a, String other) {
      this.a = a + other.length();
    }

    Sealed(int a, int b) {
      this.a = a + b;
    }
  }

  abstract static class Open {
    public int a;
  }

  interface Face {
    int a();
  }

  class Inner {
    public int a;
  }

  static class Holder {
    public Sealed sealed;
    public Open open;
    public Face face;
    public Inner inner;
    public Object any;
    public Failing failing;
    public Drawing drawing;
    public Optional<Integer> maybe;
    public List<int[]> rows;
  }

  static class Keyed {
    public Map<Sealed, Integer> keyed;
  }

  static class Failing {
    @SuppressWarnings("DoNotCallSuggester")
    public String getText() {
      throw new IllegalStateException(SECRET);
    }

    public void setText(String text) {
      throw new IllegalStateException(text);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"sealed\":{\"a\":1}}|Sealed cannot be instantiated|@JsonCreator|/sealed",
        "{\"open\":{\"a\":1}}|the abstract class|@JsonSubTypes|/open",
        "{\"face\":{\"a\":1}}|the interface|@JsonSubTypes|/face",
        "{\"inner\":{\"a\":1}}|Inner cannot be instantiated|static|/inner",
        "{\"drawing\":{\"main\":{\"kind\":\"oval\"}}}|Shape|type id|/drawing/main",
        "{\"rows\":[[1],[1,\"x\"]]}|int|no value for|/rows/1/1",
        "{\"maybe\":\"x\"}|Integer|no value for|/maybe",
        "{\"failing\":{\"text\":\"x\"}}|Failing|it cannot be mapped|/failing/text",
      })
  void saysWhichClassAndPropertyCannotBeReadAndWhatToDo(
      String json, String who, String what, String where) {
    int id = registry.register("t", "{}");

    assertThatThrownBy(
            () ->
                registry
                    .deserializer(JsonKeys.VALUE_TYPE, Holder.class)
                    .deserialize(TOPIC, framed(id, json)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining(TOPIC)
        .hasMessageContaining(who)
        .hasMessageContaining(what)
        .hasMessageContaining(where)
        .hasMessageContaining(Holder.class.getName().replace("Holder", ""));
  }

  @Test
  void namesTheClassOfKeysThatCannotBeRead() {
    int id = registry.register("t", "{}");

    assertThatThrownBy(
            () ->
                registry
                    .deserializer(JsonKeys.VALUE_TYPE, Keyed.class)
                    .deserialize(TOPIC, framed(id, "{\"keyed\":{\"x\":1}}")))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("as " + Keyed.class.getName())
        .hasMessageContaining(Sealed.class.getName() + " cannot be mapped as the key of a map");
  }

  @Test
  void saysWhichClassAndPropertyCannotBeWritten() {
    JsonSchema anything = JsonSchema.parse("{}");
    Holder holder = new Holder();
    holder.any = new Object();
    KafkaJsonSchemaSerializer<Object> serializer = registry.serializer();

    assertThatThrownBy(() -> serializer.serialize(TOPIC, new JsonWithSchema(anything, holder)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("java.lang.Object has no properties to write")
        .hasMessageContaining("/any")
        .hasMessageContaining("any of " + Holder.class.getName());
    holder.any = List.of(Map.of("a", new Box<>(new Object())));
    assertThatThrownBy(() -> serializer.serialize(TOPIC, new JsonWithSchema(anything, holder)))
        .hasMessageContaining("/any/0/*/content")
        .hasMessageContaining(Box.class.getName());
    holder.any = new Failing();
    assertThatThrownBy(() -> serializer.serialize(TOPIC, new JsonWithSchema(anything, holder)))
        .hasMessageContaining("it cannot be mapped (IllegalStateException), at /any/text")
        .hasMessageContaining("text of " + Failing.class.getName());
  }

  record Loose(Object any) {}

  @Test
  void mapsFieldsOfTypeObjectAsAnyJson() {
    KafkaJsonSchemaSerializer<Object> serializer =
        registry.serializer(
            JsonKeys.FAIL_INVALID_SCHEMA, true, JsonKeys.SCHEMA_GENERATOR, "strict");
    KafkaJsonSchemaDeserializer<Loose> deserializer =
        registry.deserializer(JsonKeys.VALUE_TYPE, Loose.class, JsonKeys.FAIL_INVALID_SCHEMA, true);

    for (Object each :
        List.of(1, "a", List.of(1, "b"), Map.of("k", true), BigInteger.TWO.pow(70))) {
      byte[] bytes = serializer.serialize(TOPIC, new Loose(each));
      assertThat(deserializer.deserialize(TOPIC, bytes)).isEqualTo(new Loose(each));
    }
  }

  private static boolean tells(Throwable thrown) {
    for (Throwable one = thrown; one != null; one = one.getCause()) {
      if (String.valueOf(one).contains(SECRET)) {
        return true;
      }
      for (Throwable each : one.getSuppressed()) {
        if (tells(each)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Throwable thrown(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      return e;
    }
    throw new AssertionError("nothing was thrown");
  }

  @ParameterizedTest
  @CsvSource({"true, true, true", "false, false, false", ", false, false", "true, , true"})
  void keepsValuesOutOfMessagesAndCausesUnlessTold(Boolean shared, Boolean own, boolean isTold) {
    int id = registry.register("t", "{'properties':{'sku':{'maxLength':3}}}");
    for (boolean validates : new boolean[] {true, false}) {
      for (Class<?> type : List.of(Item.class, Failing.class, JsonNode.class, Object.class)) {
        Map<String, Object> settings =
            new HashMap<>(
                Map.of(JsonKeys.VALUE_TYPE, type, JsonKeys.FAIL_INVALID_SCHEMA, validates));
        put(settings, SHARED_KEY, shared);
        put(settings, JsonKeys.SHOW_VALUES, own);
        KafkaJsonSchemaDeserializer<Object> deserializer =
            new KafkaJsonSchemaDeserializer<>(registry.resolver);
        deserializer.configure(settings, false);
        KafkaJsonSchemaSerializer<Object> serializer =
            new KafkaJsonSchemaSerializer<>(registry.resolver);
        settings.remove(JsonKeys.VALUE_TYPE);
        serializer.configure(settings, false);
        for (String json :
            List.of(
                "{\"count\":\"" + SECRET + "\"}",
                "{\"text\":\"" + SECRET + "\"}",
                "{\"sku\":\"" + SECRET + "\"}",
                "{\"sku\":" + SECRET + "}")) {
          try {
            deserializer.deserialize(TOPIC, framed(id, json));
          } catch (SerializationException e) {
            assertThat(isTold || !tells(e)).as(json + type + e).isTrue();
          }
        }
        Throwable writing = thrown(() -> serializer.serialize("f", new Failing()));
        assertThat(tells(writing)).isEqualTo(isTold);
        assertThat(writing).hasStackTraceContaining("Failing.getText");
      }
    }
  }

  private static void put(Map<String, Object> settings, String key, Boolean value) {
    if (value != null) {
      settings.put(key, value);
    }
  }

  @Test
  void quotesValuesInCausesWhenTold() {
    int id = registry.register("t", "{}");
    byte[] bytes = framed(id, "{\"count\":\"" + SECRET + "\"}");

    Throwable open =
        thrown(
            () ->
                registry
                    .deserializer(JsonKeys.VALUE_TYPE, Item.class, SHARED_KEY, true)
                    .deserialize(TOPIC, bytes));
    assertThat(tells(open)).isTrue();
    Throwable closed =
        thrown(
            () -> registry.deserializer(JsonKeys.VALUE_TYPE, Item.class).deserialize(TOPIC, bytes));
    assertThat(tells(closed)).isFalse();
    assertThat(closed).hasStackTraceContaining("InvalidFormatException");
    assertThat(closed).hasStackTraceContaining(SHARED_KEY);
  }

  @Test
  void refusesTwoSpellingsThatContradictEachOther() {
    for (boolean own : new boolean[] {true, false}) {
      assertThatThrownBy(() -> registry.serializer(SHARED_KEY, !own, JsonKeys.SHOW_VALUES, own))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining(SHARED_KEY + "=" + !own)
          .hasMessageContaining(JsonKeys.SHOW_VALUES + "=" + own);
      assertThatThrownBy(() -> registry.deserializer(SHARED_KEY, !own, JsonKeys.SHOW_VALUES, own))
          .isInstanceOf(ConfigException.class);
      assertThat(registry.serializer(SHARED_KEY, own, JsonKeys.SHOW_VALUES, own)).isNotNull();
    }
  }

  @Test
  void namesTheClassThatHasNoSchema() {
    assertThatThrownBy(() -> registry.serializer().serialize(TOPIC, Map.of("a", new Circle(1))))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("JsonWithSchema");
  }
}
