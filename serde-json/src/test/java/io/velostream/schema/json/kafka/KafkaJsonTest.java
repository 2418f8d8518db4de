// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.kafka;

import static io.velostream.schema.json.Registry.TOPIC;
import static io.velostream.schema.json.Registry.framed;
import static io.velostream.schema.json.Registry.payload;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.KafkaJsonSchemaSerde;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.json.Registry;
import io.velostream.schema.json.Samples;
import io.velostream.schema.json.Samples.Box;
import io.velostream.schema.json.Samples.Circle;
import io.velostream.schema.json.Samples.Drawing;
import io.velostream.schema.json.Samples.Envelope;
import io.velostream.schema.json.Samples.Greeting;
import io.velostream.schema.json.Samples.Item;
import io.velostream.schema.json.Samples.Order;
import io.velostream.schema.json.Samples.Parcel;
import io.velostream.schema.json.Samples.Person;
import io.velostream.schema.json.Samples.Shape;
import io.velostream.schema.json.Samples.Square;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.json.value.JsonWithSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaJsonTest {

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  private Object roundTrip(Object value, Object... settings) {
    byte[] bytes = registry.serializer(settings).serialize(TOPIC, value);
    Object[] reading = new Object[settings.length + 2];
    System.arraycopy(settings, 0, reading, 0, settings.length);
    reading[settings.length] = JsonKeys.VALUE_TYPE;
    reading[settings.length + 1] = value.getClass();
    return registry.deserializer(reading).deserialize(TOPIC, bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"draft_4", "draft_6", "draft_7", "draft_2019_09", "draft_2020_12"})
  void roundTripsRecordsValidatedInEveryDraft(String draft) {
    assertThat(
            roundTrip(
                Samples.order(),
                JsonKeys.FAIL_INVALID_SCHEMA,
                true,
                JsonKeys.SPEC_VERSION,
                draft,
                JsonKeys.SCHEMA_GENERATOR,
                "strict"))
        .isEqualTo(Samples.order());
  }

  @Test
  void registersUnderTheSubjectThatTheRegistryAssociatesWithTheTopic() {
    registry.server.associate("lkc-1", TOPIC, false, "all-orders");

    assertThat(roundTrip(Samples.order())).isEqualTo(Samples.order());
    assertThat(registry.server.versions("all-orders")).containsExactly(1);
    assertThat(registry.server.versions(TOPIC + "-value")).isEmpty();
  }

  @Test
  void roundTripsDatesAsNumbersAndAsText() {
    byte[] numbers = registry.serializer().serialize(TOPIC, Samples.order());
    byte[] texts =
        registry
            .serializer(
                JsonKeys.WRITE_DATES_ISO8601,
                true,
                JsonKeys.FAIL_INVALID_SCHEMA,
                true,
                JsonKeys.SCHEMA_GENERATOR,
                "strict")
            .serialize("iso", Samples.order());

    assertThat(payload(numbers)).contains("[2026,1,2]").contains("1700000000.000000005");
    assertThat(payload(texts)).contains("\"2026-01-02\"").contains("\"2023-11-14T22:13:20");
    assertThat(
            registry
                .<Order>deserializer(
                    JsonKeys.VALUE_TYPE, Order.class, JsonKeys.FAIL_INVALID_SCHEMA, true)
                .deserialize("iso", texts))
        .isEqualTo(Samples.order());
  }

  @Test
  void roundTripsSealedHierarchiesGenericsAndGetters() {
    Drawing drawing = new Drawing(List.of(new Circle(1), new Square(2)), new Circle(3));
    assertThat(
            roundTrip(
                drawing, JsonKeys.FAIL_INVALID_SCHEMA, true, JsonKeys.SCHEMA_GENERATOR, "strict"))
        .isEqualTo(drawing);

    byte[] circle = registry.serializer().serialize("shapes", new Circle(1));
    assertThat(
            registry
                .<Shape>deserializer(JsonKeys.VALUE_TYPE, Shape.class)
                .deserialize("shapes", circle))
        .isEqualTo(new Circle(1));

    byte[] box = registry.serializer().serialize("boxes", new Box<>(new Item("a", 1)));
    try (var deserializer = new KafkaJsonSchemaDeserializer<>(new TypeReference<Box<Item>>() {})) {
      deserializer.configure(registry.configs(), false);
      assertThat(deserializer.deserialize("boxes", box)).isEqualTo(new Box<>(new Item("a", 1)));
    }

    byte[] greeting =
        registry.serializer(JsonKeys.FAIL_INVALID_SCHEMA, true).serialize("people", new Greeting());
    assertThat(payload(greeting))
        .contains("\"full_name\":\"Ada\"")
        .contains("\"words\":\"hello Ada\"")
        .doesNotContain("s3cret");
    assertThat(
            registry
                .<Greeting>deserializer(JsonKeys.VALUE_TYPE, Greeting.class)
                .deserialize("people", greeting)
                .getName())
        .isEqualTo("Ada");
  }

  @Test
  void generatesRecursiveSchemas() {
    Person person = new Person();
    person.setFriend(new Person());
    byte[] bytes = registry.serializer(JsonKeys.FAIL_INVALID_SCHEMA, true).serialize(TOPIC, person);

    Person read =
        registry
            .<Person>deserializer(
                JsonKeys.VALUE_TYPE, Person.class, JsonKeys.FAIL_INVALID_SCHEMA, true)
            .deserialize(TOPIC, bytes);

    assertThat(read.getFriend().getName()).isEqualTo("Ada");
  }

  @Test
  void takesAFieldNamedSchemaForData() {
    Envelope value = new Envelope("a", "b");
    assertThat(roundTrip(value)).isEqualTo(value);

    int id = registry.register("free-value", "{'type':'object'}");
    byte[] bytes = framed(id, "{\"schema\":{\"type\":\"string\"},\"payload\":1}");
    Map<String, Object> read =
        registry.<Map<String, Object>>deserializer().deserialize("free", bytes);
    assertThat(read).containsEntry("payload", 1).containsKey("schema");
    byte[] again =
        registry
            .serializer("auto.register.schemas", false, "use.latest.version", true)
            .serialize("free", read);
    assertThat(again).isEqualTo(bytes);
  }

  @Test
  void keepsAllDigitsWithoutAClass() {
    int id = registry.register("n", "{}");
    String json =
        "{\"a\":123456789012345678901234567890,\"b\":0.1234567890123456789012345,\"c\":1.50}";

    Map<String, Object> map =
        registry.<Map<String, Object>>deserializer().deserialize(TOPIC, framed(id, json));
    JsonNode tree =
        registry
            .<JsonNode>deserializer(
                JsonKeys.VALUE_TYPE, JsonNode.class, JsonKeys.FAIL_INVALID_SCHEMA, true)
            .deserialize(TOPIC, framed(id, json));

    assertThat(map)
        .containsEntry("a", new BigInteger("123456789012345678901234567890"))
        .containsEntry("b", new BigDecimal("0.1234567890123456789012345"));
    assertThat(tree).hasToString(json);
    assertThat(map).hasToString(json);
  }

  @Test
  void printsReadableJsonOnConsoles() {
    int id = registry.register("c", "{}");
    Object read =
        registry
            .deserializer()
            .deserialize(TOPIC, framed(id, "[{\"a\":[1,\"x\",null,{\"b\":true}]}]"));

    assertThat(read).hasToString("[{\"a\":[1,\"x\",null,{\"b\":true}]}]");
  }

  @Test
  void roundTripsScalars() {
    registry.server.compatibility("", "NONE");
    for (Object value : List.of("zażółć", 1, 2L, true, 1.5)) {
      assertThat(roundTrip(value, JsonKeys.FAIL_INVALID_SCHEMA, true)).isEqualTo(value);
    }
  }

  @Test
  void keepsNullWithoutAskingTheRegistry() {
    assertThat(registry.serializer().serialize(TOPIC, null)).isNull();
    assertThat(registry.deserializer().deserialize(TOPIC, (byte[]) null)).isNull();
    assertThat(registry.server.requestCount()).isZero();
  }

  @Test
  void readsFromBuffersOfEveryKindAndLeavesThemAsTheyWere() {
    byte[] bytes = registry.serializer().serialize(TOPIC, new Item("a", 1));
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 4).position(3).put(bytes).flip();
    direct.position(3);
    ByteBuffer slice = ByteBuffer.wrap(new byte[bytes.length + 4]).position(2).put(bytes).flip();
    slice.position(2);
    for (boolean validates : new boolean[] {false, true}) {
      KafkaJsonSchemaDeserializer<Item> deserializer =
          registry.deserializer(
              JsonKeys.VALUE_TYPE, Item.class, JsonKeys.FAIL_INVALID_SCHEMA, validates);
      for (ByteBuffer buffer :
          List.of(
              direct, slice, slice.slice(), direct.asReadOnlyBuffer(), slice.asReadOnlyBuffer())) {
        int position = buffer.position();
        assertThat(deserializer.deserialize(TOPIC, null, buffer)).isEqualTo(new Item("a", 1));
        assertThat(buffer.position()).isEqualTo(position);
      }
    }
  }

  @Test
  void writesAndReadsTheIdInAHeader() {
    Headers headers = new RecordHeaders();
    byte[] bytes =
        registry
            .serializer("value.schema.id.serializer", "header")
            .serialize(TOPIC, headers, new Item("a", 1));

    assertThat(bytes).isEqualTo("{\"sku\":\"a\",\"count\":1}".getBytes(UTF_8));
    assertThat(
            registry
                .<Item>deserializer(JsonKeys.VALUE_TYPE, Item.class)
                .deserialize(TOPIC, headers, bytes))
        .isEqualTo(new Item("a", 1));
  }

  @Test
  void registersTheSchemaThatTheClassNames() {
    KafkaJsonSchemaSerializer<Object> serializer =
        registry.serializer(
            JsonKeys.FAIL_INVALID_SCHEMA,
            true,
            "value.subject.name.strategy",
            "io.confluent.kafka.serializers.subject.RecordNameStrategy");

    assertThat(payload(serializer.serialize(TOPIC, new Parcel(3)))).isEqualTo("{\"grams\":3}");
    assertThat(registry.server.versions("Parcel")).containsExactly(1);
    assertThatThrownBy(() -> serializer.serialize(TOPIC, new Parcel(0)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("/grams fails minimum");
  }

  @Test
  void writesMapsTreesAndWrappedValuesInTheSchemaGiven() throws Exception {
    registry.register("given-value", "{'type':'object','properties':{'a':{'type':'integer'}}}");
    JsonNode tree = new ObjectMapper().readTree("{\"a\":1}");
    KafkaJsonSchemaSerializer<Object> latest =
        registry.serializer(
            "auto.register.schemas",
            false,
            "use.latest.version",
            true,
            JsonKeys.FAIL_INVALID_SCHEMA,
            true);

    assertThat(payload(latest.serialize("given", tree))).isEqualTo("{\"a\":1}");
    assertThat(payload(latest.serialize("given", Map.of("a", 1)))).isEqualTo("{\"a\":1}");
    assertThatThrownBy(() -> latest.serialize("given", Map.of("a", "x")))
        .hasMessageContaining("/a fails type")
        .hasMessageNotContaining("\"x\"");
    assertThatThrownBy(() -> registry.serializer().serialize(TOPIC, tree))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("JsonWithSchema")
        .hasMessageContaining("use.latest.version");
    JsonSchema schema = JsonSchema.parse("{\"type\":\"object\",\"title\":\"T\"}");
    registry.serializer().serialize("wrapped", new JsonWithSchema(schema, Map.of("b", 2)));
    assertThat(registry.server.versions("wrapped-value")).containsExactly(1);
  }

  @Test
  void writesAClassInTheNewestVersionThatAdmitsIt() {
    registry.serializer().serialize(TOPIC, new Item("a", 1));
    KafkaJsonSchemaSerializer<Object> latest =
        registry.serializer("auto.register.schemas", false, "use.latest.version", true);

    assertThat(payload(latest.serialize(TOPIC, new Item("a", 1)))).contains("\"sku\"");
    assertThatThrownBy(() -> latest.serialize(TOPIC, new Circle(1)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("latest.compatibility.strict");
  }

  @Test
  void asksTheRegistryOnce() {
    KafkaJsonSchemaSerializer<Object> serializer = registry.serializer();
    KafkaJsonSchemaDeserializer<Object> deserializer = registry.deserializer();
    for (int i = 0; i < 50; i++) {
      deserializer.deserialize(TOPIC, serializer.serialize(TOPIC, new Item("a", i)));
    }

    assertThat(registry.server.requestCount()).isLessThanOrEqualTo(2);
  }

  @Test
  void listsTenPlacesWithKeywordsAndNoValues() {
    int id =
        registry.register("p-value", "{'type':'array','items':{'type':'string','maxLength':3}}");
    String json = "[" + "\"very-secret\",".repeat(14) + "1]";
    KafkaJsonSchemaDeserializer<Object> quiet =
        registry.deserializer(JsonKeys.FAIL_INVALID_SCHEMA, true);
    KafkaJsonSchemaDeserializer<Object> open =
        registry.deserializer(JsonKeys.FAIL_INVALID_SCHEMA, true, JsonKeys.SHOW_VALUES, true);

    assertThatThrownBy(() -> quiet.deserialize(TOPIC, framed(id, json)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("/9 fails maxLength")
        .hasMessageNotContaining("/10 ")
        .hasMessageContaining("5 more")
        .hasStackTraceContaining("maxLength")
        .hasMessageNotContaining("very-secret");
    assertThatThrownBy(() -> open.deserialize(TOPIC, framed(id, json)))
        .hasMessageContaining("very-secret");
    assertThat(quiet.deserialize(TOPIC, framed(id, "[\"a\"]"))).isEqualTo(List.of("a"));
  }

  @Test
  void countsDocumentsThatAreJudgedAsTrees() {
    int simple = registry.register("s-value", "{'type':'string'}");
    int mixed = registry.register("m-value", "{'properties':{'a':{'minLength':-1}}}");
    KafkaJsonSchemaDeserializer<Object> deserializer =
        registry.deserializer(JsonKeys.FAIL_INVALID_SCHEMA, true);
    KafkaJsonSchemaSerializer<Object> serializer =
        registry.serializer(
            JsonKeys.FAIL_INVALID_SCHEMA, true, JsonKeys.SCHEMA_GENERATOR, "strict");

    deserializer.deserialize(TOPIC, framed(simple, "\"a\""));
    serializer.serialize(TOPIC, Samples.order());
    assertThat(deserializer.fallbacks()).isEqualTo(CodecFallbacks.NONE);
    assertThat(serializer.fallbacks()).isEqualTo(CodecFallbacks.NONE);

    assertThatThrownBy(() -> deserializer.deserialize(TOPIC, framed(simple, "1")))
        .isInstanceOf(SerializationException.class);
    assertThat(deserializer.fallbacks()).isEqualTo(new CodecFallbacks(0, 1));
    deserializer.deserialize(TOPIC, framed(mixed, "{}"));
    assertThat(deserializer.fallbacks()).isEqualTo(new CodecFallbacks(0, 1));

    deserializer.configure(Registry.own(), false);
    deserializer.deserialize(TOPIC, framed(mixed, "{}"));
    assertThat(deserializer.fallbacks()).isEqualTo(CodecFallbacks.NONE);
    try (var unconfigured = new KafkaJsonSchemaSerializer<>()) {
      assertThat(unconfigured.fallbacks()).isEqualTo(CodecFallbacks.NONE);
    }
  }

  @Test
  void worksAsASerdeAndSaysToConfigureFirst() {
    try (KafkaJsonSchemaSerde<Item> serde = new KafkaJsonSchemaSerde<>(Item.class)) {
      assertThatThrownBy(() -> serde.serializer().serialize(TOPIC, new Item("a", 1)))
          .isInstanceOf(InvalidConfigurationException.class);
      serde.configure(registry.configs(), true);
      byte[] bytes = serde.serializer().serialize(TOPIC, new Item("a", 1));

      assertThat(serde.deserializer().deserialize(TOPIC, bytes)).isEqualTo(new Item("a", 1));
      assertThat(registry.server.versions("orders-key")).containsExactly(1);
    }
  }
}
