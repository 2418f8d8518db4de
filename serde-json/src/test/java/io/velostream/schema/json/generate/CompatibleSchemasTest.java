// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import com.kjetland.jackson.jsonSchema.JsonSchemaConfig;
import com.kjetland.jackson.jsonSchema.JsonSchemaDraft;
import com.kjetland.jackson.jsonSchema.JsonSchemaGenerator;
import com.kjetland.jackson.jsonSchema.SubclassesResolver;
import io.confluent.kafka.schemaregistry.annotations.Schema;
import io.confluent.kafka.schemaregistry.annotations.SchemaReference;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.json.Registry;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.Subject;
import io.velostream.schema.serde.RecordNameStrategy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A class is registered with the text that the generator library gives by its public API. */
class CompatibleSchemasTest {

  private static final ObjectMapper PLAIN =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule(), new ParameterNamesModule())
          .build();

  /** Scans the class path once. */
  private static final SubclassesResolver SUBCLASSES = new SubclassesResolver();

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  private static String expected(
      Class<?> type, JsonSchemaDraft draft, boolean usesOneOf, boolean isClosed) throws Exception {
    JsonSchemaConfig config =
        JsonSchemaConfig.builder()
            .jsonSchemaDraft(draft)
            .useOneOfForOption(true)
            .useOneOfForNullables(usesOneOf)
            .failOnUnknownProperties(isClosed)
            .subclassesResolver(SUBCLASSES)
            .build();
    return new JsonSchemaGenerator(PLAIN, config).generateJsonSchema(type).toString();
  }

  private static JsonSchemaDraft libraryDraft(Draft draft) {
    return JsonSchemaDraft.values()[draft.ordinal()];
  }

  static Stream<Arguments> settings() {
    List<Arguments> all = new ArrayList<>();
    for (Draft draft : Draft.values()) {
      for (boolean usesOneOf : new boolean[] {true, false}) {
        for (boolean isClosed : new boolean[] {true, false}) {
          all.add(Arguments.of(draft, usesOneOf, isClosed));
        }
      }
    }
    return all.stream();
  }

  /** Text, id and the bytes of a key, which its partition depends on. */
  @ParameterizedTest
  @MethodSource("settings")
  void registersTheTextOfTheLibrary(Draft draft, boolean usesOneOf, boolean isClosed)
      throws Exception {
    List<Object> values = CommonClasses.values();
    assertThat(values).hasSize(19);
    KafkaJsonSchemaSerializer<Object> serializer =
        new KafkaJsonSchemaSerializer<>(registry.resolver);
    serializer.configure(
        Registry.own(
            JsonKeys.SPEC_VERSION, draft.key(),
            JsonKeys.ONEOF_FOR_NULLABLES, usesOneOf,
            JsonKeys.FAIL_UNKNOWN_PROPERTIES, isClosed),
        true);
    for (Object value : values) {
      String text = expected(value.getClass(), libraryDraft(draft), usesOneOf, isClosed);
      String topic = value.getClass().getSimpleName();

      byte[] key = serializer.serialize(topic, value);

      RegisteredSchema latest = registry.resolver.latest(Subject.of(topic + "-key"));
      assertThat(latest.definition().text()).as(topic).isEqualTo(text);
      int id = registry.server.register("JSON", topic + "-key", text, List.of());
      assertThat(registry.server.versions(topic + "-key")).as(topic).containsExactly(1);
      assertThat(key).as(topic).isEqualTo(Registry.framed(id, PLAIN.writeValueAsString(value)));
    }
    serializer.close();
  }

  @Test
  void namesSubjectsByTheTitleOfTheLibrary() throws Exception {
    KafkaJsonSchemaSerializer<Object> serializer =
        registry.serializer("value.subject.name.strategy", RecordNameStrategy.class);
    Set<String> titles = new HashSet<>();
    for (Object value : CommonClasses.values()) {
      String text = expected(value.getClass(), JsonSchemaDraft.DRAFT_07, true, true);
      String title = PLAIN.readTree(text).path("title").textValue();
      serializer.serialize("any", value);
      assertThat(registry.resolver.latest(Subject.of(title)).definition().text()).isEqualTo(text);
      titles.add(title);
    }
    assertThat(titles).hasSize(19).contains("Simple Order", "Described Order", "owl");
  }

  @ParameterizedTest
  @EnumSource(Draft.class)
  void namesTheDraftThatIsConfigured(Draft draft) throws Exception {
    String text = expected(CommonClasses.Simple.class, libraryDraft(draft), true, true);
    assertThat(Draft.declaredBy(PLAIN.readTree(text))).isEqualTo(draft);
  }

  @Schema("{ \"type\": \"object\",\n \"title\": \"Declared\" }")
  record Declared(int a) {}

  @Schema(
      value = "{\"title\":\"Referring\",\"properties\":{\"a\":{\"$ref\":\"number.json\"}}}",
      refs = @SchemaReference(name = "number.json", subject = "number", version = 1))
  record Referring(int a) {}

  @Test
  void registersADeclaredSchemaWithoutWhiteSpace() {
    registry.serializer().serialize("declared", new Declared(1));

    assertThat(registry.resolver.latest(Subject.of("declared-value")).definition().text())
        .isEqualTo("{\"type\":\"object\",\"title\":\"Declared\"}");
  }

  @Test
  void registersTheReferencesOfADeclaredSchemaAndValidatesByThem() {
    registry.register("number", "{'type':'integer','maximum':5}");
    KafkaJsonSchemaSerializer<Object> serializer =
        registry.serializer(JsonKeys.FAIL_INVALID_SCHEMA, true);

    serializer.serialize("referring", new Referring(5));

    assertThat(registry.resolver.latest(Subject.of("referring-value")).definition().references())
        .containsExactly(
            new io.velostream.schema.model.SchemaReference("number.json", "number", 1));
    assertThatThrownBy(() -> serializer.serialize("referring", new Referring(6)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("maximum");
    byte[] bytes =
        registry
            .serializer("auto.register.schemas", false, "use.latest.version", true)
            .serialize("referring", new Referring(4));
    assertThat(Registry.payload(bytes)).isEqualTo("{\"a\":4}");
    byte[] lookedUp =
        registry
            .serializer("auto.register.schemas", false)
            .serialize("referring", new Referring(4));
    assertThat(lookedUp).isEqualTo(bytes);
  }

  @Test
  void readsWhatIsWrittenWithAHierarchyOfClassNames() {
    byte[] bytes = registry.serializer().serialize("machines", new CommonClasses.Machine());
    Map<String, Object> read =
        registry.<Map<String, Object>>deserializer().deserialize("machines", bytes);
    assertThat(read.get("part")).asString().contains("CommonClasses$Wheel");
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  sealed interface Shape permits Circle, Square {}

  record Circle(double radius) implements Shape {}

  record Square(double side) implements Shape {}

  record Drawing(Shape shape, List<Shape> shapes) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  sealed interface Wire permits Copper {}

  record Copper(int length) implements Wire {}

  record Cable(Wire wire) {}

  sealed interface Plain permits OnePlain {}

  record OnePlain(int n) implements Plain {}

  record Plains(Plain plain) {}

  static Stream<Object> sealedValues() {
    return Stream.of(
        new Drawing(new Circle(1), List.of(new Square(2))),
        new Circle(1),
        new Cable(new Copper(1)),
        new Copper(2),
        new Plains(new OnePlain(3)));
  }

  @ParameterizedTest
  @MethodSource("sealedValues")
  void registersTheTextOfTheLibraryForSealedTypes(Object value) throws Exception {
    registry.serializer().serialize("sealed", value);

    assertThat(registry.resolver.latest(Subject.of("sealed-value")).definition().text())
        .isEqualTo(expected(value.getClass(), JsonSchemaDraft.DRAFT_07, true, true));
  }

  @Test
  void describesByItselfWhatTheLibraryCannot() {
    assertThatThrownBy(() -> expected(ObjectShapes.Up.class, JsonSchemaDraft.DRAFT_07, true, true))
        .isInstanceOf(IllegalStateException.class);

    byte[] bytes =
        registry
            .serializer(JsonKeys.FAIL_INVALID_SCHEMA, true)
            .serialize("moves", new ObjectShapes.Up(3));

    assertThat(Registry.payload(bytes)).isEqualTo("{\"ObjectShapes$Up\":{\"by\":3}}");
    assertThat(registry.resolver.latest(Subject.of("moves-value")).definition().text())
        .contains("\"title\":\"Up\"");
  }

  @Test
  void refusesAGeneratorThatDoesNotExist() {
    assertThatThrownBy(() -> registry.serializer(JsonKeys.SCHEMA_GENERATOR, "loose"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("compatible, strict");
  }
}
