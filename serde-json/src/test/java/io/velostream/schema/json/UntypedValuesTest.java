// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import static io.velostream.schema.json.Registry.framed;
import static io.velostream.schema.json.Registry.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.Samples.Circle;
import io.velostream.schema.json.Samples.Item;
import io.velostream.schema.json.Samples.Shape;
import io.velostream.schema.json.Samples.Square;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values whose class says nothing of them: trees, maps, lists, envelopes, branches. */
class UntypedValuesTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  private String registered(String subject) {
    return registry.resolver.latest(Subject.of(subject)).definition().text();
  }

  private static ObjectNode envelope(String schema, Object payload) throws Exception {
    ObjectNode envelope = MAPPER.createObjectNode();
    envelope.set("schema", MAPPER.readTree(schema));
    envelope.set("payload", MAPPER.valueToTree(payload));
    return envelope;
  }

  @Test
  void registersTheSchemaOfTheirClassOnRequestOnly() {
    List<Object> values =
        List.of(
            new HashMap<>(Map.of("a", 1)),
            List.of(1, "b"),
            MAPPER.createObjectNode().put("a", 1),
            MAPPER.createArrayNode().add(1));
    KafkaJsonSchemaSerializer<Object> asked = registry.serializer(JsonKeys.UNTYPED_SCHEMAS, true);
    for (int i = 0; i < values.size(); i++) {
      String topic = "untyped" + i;
      Object value = values.get(i);
      assertThatThrownBy(() -> registry.serializer().serialize(topic, value))
          .isInstanceOf(SerializationException.class)
          .hasStackTraceContaining(JsonKeys.UNTYPED_SCHEMAS);
      byte[] bytes = asked.serialize(topic, value);
      assertThat(payload(bytes)).isEqualTo(MAPPER.valueToTree(value).toString());
      assertThat(registry.server.versions(topic + "-value")).containsExactly(1);
    }
    assertThat(registered("untyped0-value")).contains("\"title\":\"Hash Map\"");
    assertThat(registered("untyped2-value")).contains("\"title\":\"Object Node\"");
    assertThat(registered("untyped3-value")).contains("\"title\":\"Array Node\"");
  }

  @Test
  void looksUpAndWritesInTheNewestAsBefore() {
    Map<String, Object> value = new HashMap<>(Map.of("a", 1));
    byte[] written = registry.serializer(JsonKeys.UNTYPED_SCHEMAS, true).serialize("maps", value);

    assertThat(
            registry
                .serializer(JsonKeys.UNTYPED_SCHEMAS, true, "auto.register.schemas", false)
                .serialize("maps", value))
        .isEqualTo(written);
    registry.register("strict-value", "{'type':'object','properties':{'a':{'type':'integer'}}}");
    byte[] inNewest =
        registry
            .serializer(
                JsonKeys.UNTYPED_SCHEMAS,
                true,
                "auto.register.schemas",
                false,
                "use.latest.version",
                true)
            .serialize("strict", value);
    assertThat(payload(inNewest)).isEqualTo("{\"a\":1}");
  }

  @Test
  void writesThePayloadOfAnEnvelopeInItsSchema() throws Exception {
    KafkaJsonSchemaSerializer<Object> serializer =
        registry.serializer(JsonKeys.ENVELOPE_DETECTION, true, JsonKeys.FAIL_INVALID_SCHEMA, true);
    String schema = "{\"type\":\"object\",\"title\":\"T\",\"properties\":{\"a\":{\"maximum\":5}}}";

    byte[] first = serializer.serialize("e", envelope(schema, Map.of("a", 1)));
    byte[] second = serializer.serialize("e", envelope(schema, Map.of("a", 2)));

    assertThat(payload(first)).isEqualTo("{\"a\":1}");
    assertThat(payload(second)).isEqualTo("{\"a\":2}");
    assertThat(registered("e-value")).isEqualTo(schema);
    assertThat(registry.server.versions("e-value")).containsExactly(1);
    assertThatThrownBy(() -> serializer.serialize("e", envelope(schema, Map.of("a", 6))))
        .isInstanceOf(SerializationException.class)
        .hasStackTraceContaining("maximum");
    byte[] other = serializer.serialize("e2", envelope("{\"type\":\"integer\"}", 7));
    assertThat(payload(other)).isEqualTo("7");
    assertThat(registered("e2-value")).isEqualTo("{\"type\":\"integer\"}");
  }

  @Test
  void takesAFieldNamedSchemaForDataWhateverIsAsked() throws Exception {
    KafkaJsonSchemaSerializer<Object> serializer =
        registry.serializer(JsonKeys.ENVELOPE_DETECTION, true, JsonKeys.UNTYPED_SCHEMAS, true);
    ObjectNode three = envelope("{\"type\":\"integer\"}", 1).put("more", 2);
    ObjectNode noSchema = MAPPER.createObjectNode().put("schema", 1).put("payload", 2);
    ObjectNode noPayload = MAPPER.createObjectNode().put("schema", "public");

    assertThat(payload(serializer.serialize("d", three))).isEqualTo(three.toString());
    assertThat(payload(serializer.serialize("d", noSchema))).isEqualTo(noSchema.toString());
    assertThat(payload(serializer.serialize("d", noPayload))).isEqualTo(noPayload.toString());
    ObjectNode envelope = envelope("{\"type\":\"integer\"}", 1);
    assertThat(
            payload(registry.serializer(JsonKeys.UNTYPED_SCHEMAS, true).serialize("d", envelope)))
        .isEqualTo(envelope.toString());
  }

  @Test
  void refusesAnEnvelopeWhoseSchemaIsNone() throws Exception {
    KafkaJsonSchemaSerializer<Object> serializer =
        registry.serializer(JsonKeys.ENVELOPE_DETECTION, true);
    ObjectNode envelope = MAPPER.createObjectNode().put("schema", "[").put("payload", 1);

    assertThatThrownBy(() -> serializer.serialize("bad", envelope))
        .isInstanceOf(SerializationException.class)
        .hasStackTraceContaining("not valid JSON");
  }

  @Test
  void registersTheReferencesOfAnEnvelope() throws Exception {
    registry.register("number", "{'type':'integer','maximum':5}");
    KafkaJsonSchemaSerializer<Object> serializer =
        registry.serializer(JsonKeys.ENVELOPE_DETECTION, true, JsonKeys.FAIL_INVALID_SCHEMA, true);
    String text =
        """
        {"schema":{"$ref":"number.json"},"payload":%d,
         "references":[{"name":"number.json","subject":"number","version":1}],
         "resolvedReferences":{"number.json":"{}"}}""";

    byte[] bytes = serializer.serialize("sealed", MAPPER.readTree(text.formatted(4)));

    assertThat(payload(bytes)).isEqualTo("4");
    assertThat(registry.resolver.latest(Subject.of("sealed-value")).definition().references())
        .containsExactly(new SchemaReference("number.json", "number", 1));
    assertThatThrownBy(() -> serializer.serialize("sealed", MAPPER.readTree(text.formatted(6))))
        .hasMessageContaining("maximum");
    assertThatThrownBy(
            () ->
                serializer.serialize(
                    "other", MAPPER.readTree("{\"schema\":{},\"payload\":1,\"references\":[{}]}")))
        .hasStackTraceContaining("name and subject");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'number.json'",
        "{}",
        "[1]",
        "[{'name':'a','subject':'b'}]",
        "[{'name':'a','subject':'b','version':1.5}]",
        "[{'name':'a','subject':'b','version':'1'}]",
        "[{'name':'a','subject':'b','version':99999999999}]"
      })
  void refusesAnEnvelopeWhoseReferencesAreNone(String references) throws Exception {
    KafkaJsonSchemaSerializer<Object> serializer =
        registry.serializer(JsonKeys.ENVELOPE_DETECTION, true, JsonKeys.UNTYPED_SCHEMAS, true);
    String text = "{'schema':{},'payload':1,'references':" + references + "}";

    assertThatThrownBy(() -> serializer.serialize("bad", MAPPER.readTree(text.replace('\'', '"'))))
        .isInstanceOf(SerializationException.class)
        .hasStackTraceContaining("references of an envelope");
  }

  @Test
  void writesAndReadsOptionalsWithinADeclaredType() {
    var type = new TypeReference<Map<String, Optional<String>>>() {};
    try (KafkaJsonSchemaSerde<Map<String, Optional<String>>> serde =
        new KafkaJsonSchemaSerde<>(registry.resolver, type)) {
      serde.configure(Registry.own(), false);
      Map<String, Optional<String>> value = Map.of("a", Optional.of("x"));

      byte[] bytes = serde.serializer().serialize("optionals", value);

      assertThat(payload(bytes)).isEqualTo("{\"a\":\"x\"}");
      assertThat(serde.deserializer().deserialize("optionals", bytes)).isEqualTo(value);
    }
  }

  @Test
  void writesAndReadsListsOfADeclaredType() {
    try (KafkaJsonSchemaSerde<List<Shape>> serde =
        new KafkaJsonSchemaSerde<>(registry.resolver, new TypeReference<List<Shape>>() {})) {
      serde.configure(
          Registry.own(JsonKeys.FAIL_INVALID_SCHEMA, true, JsonKeys.SCHEMA_GENERATOR, "strict"),
          false);
      List<Shape> shapes = List.of(new Circle(1), new Square(2));

      byte[] bytes = serde.serializer().serialize("shapes", shapes);

      assertThat(payload(bytes))
          .isEqualTo("[{\"kind\":\"circle\",\"radius\":1.0},{\"kind\":\"square\",\"side\":2.0}]");
      assertThat(serde.deserializer().deserialize("shapes", bytes)).isEqualTo(shapes);
      assertThat(registered("shapes-value")).contains("\"title\":\"List\"").contains("circle");
    }
    try (var serde = new KafkaJsonSchemaSerde<>(new TypeReference<Map<String, Item>>() {})) {
      serde.configure(registry.configs(), false);
      Map<String, Item> items = Map.of("a", new Item("b", 1));
      byte[] bytes = serde.serializer().serialize("items", items);
      assertThat(serde.deserializer().deserialize("items", bytes)).isEqualTo(items);
    }
  }

  record Lasting(Duration took, LocalDate on) {}

  @Test
  void writesDurationsAsNumbersBesideDatesAsText() {
    byte[] bytes =
        registry
            .serializer(JsonKeys.WRITE_DATES_ISO8601, true)
            .serialize("d", new Lasting(Duration.ofMillis(1_500), LocalDate.of(2026, 1, 2)));

    assertThat(payload(bytes)).isEqualTo("{\"took\":1.500000000,\"on\":\"2026-01-02\"}");
  }

  private KafkaJsonSchemaDeserializer<Object> allowing(Object... settings) {
    Object[] all = new Object[settings.length + 2];
    System.arraycopy(settings, 0, all, 2, settings.length);
    all[0] = JsonKeys.ALLOWED_PACKAGES;
    all[1] = "io.velostream.schema.json";
    return registry.deserializer(all);
  }

  @Test
  void readsIntoTheClassOfTheBranchThatAdmits() {
    registry.register(
        "item",
        "{'javaType':'" + Item.class.getName() + "','type':'object','required':['sku','count']}");
    int id =
        registry.register(
            "mixed-value",
            "{'oneOf':[{'$ref':'item.json'},{'$ref':'#/definitions/m'},{'type':'string'}],"
                + "'definitions':{'m':{'type':'object','required':['value'],'javaType':'"
                + Samples.Measure.class.getName()
                + "'}}}",
            new io.velostream.schema.testing.model.SchemaReference("item.json", "item", 1));
    byte[] item = framed(id, "{\"sku\":\"a\",\"count\":2}");

    for (boolean validates : new boolean[] {true, false}) {
      var reading = allowing(JsonKeys.FAIL_INVALID_SCHEMA, validates);
      assertThat(reading.deserialize("mixed", item)).isEqualTo(new Item("a", 2));
      assertThat(reading.deserialize("mixed", framed(id, "{\"value\":1.5}")))
          .isEqualTo(new Samples.Measure(1.5));
      assertThat(reading.deserialize("mixed", framed(id, "\"text\""))).isEqualTo("text");
    }
    assertThat(registry.deserializer().deserialize("mixed", item)).isInstanceOf(Map.class);
    assertThat(
            registry.deserializer(JsonKeys.VALUE_TYPE, JsonNode.class).deserialize("mixed", item))
        .isInstanceOf(JsonNode.class);
    assertThatThrownBy(
            () ->
                registry
                    .deserializer(JsonKeys.ALLOWED_PACKAGES, "com.example")
                    .deserialize("mixed", item))
        .isInstanceOf(SerializationException.class)
        .hasStackTraceContaining("does not allow");
    assertThatThrownBy(() -> allowing().deserialize("mixed", framed(id, "{")))
        .isInstanceOf(SerializationException.class);
  }
}
