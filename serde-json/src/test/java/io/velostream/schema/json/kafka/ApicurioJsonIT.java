// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.velostream.schema.SchemaResolver;
import io.velostream.schema.apicurio.ApicurioProcess;
import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import io.velostream.schema.json.KafkaJsonSchemaSerde;
import io.velostream.schema.json.KafkaJsonSchemaSerializer;
import io.velostream.schema.json.Registry;
import io.velostream.schema.json.config.JsonKeys;
import io.velostream.schema.json.generate.CommonClasses;
import io.velostream.schema.json.generate.CommonClasses.Invoice;
import io.velostream.schema.json.generate.CommonClasses.Line;
import io.velostream.schema.json.generate.CommonClasses.Simple;
import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.protocol.CompatibilityLevel;
import io.velostream.schema.registry.protocol.CompatibilityVerdict;
import io.velostream.schema.registry.protocol.ConfigRequests;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.serde.RecordNameStrategy;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds between our JSON serializers and a registry that is not ours. */
@Tag("registry-it")
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("io.velostream.schema.apicurio.ApicurioProcess#all")
class ApicurioJsonIT {

  private static final Invoice INVOICE =
      new Invoice("i-1", List.of(new Line("a", 1, 2.5)), new Line("b", 2, 3.5));

  private final ApicurioProcess registry;
  private final SchemaResolver resolver;

  /** A topic of each test's own, since all share the registry. */
  private String topic;

  ApicurioJsonIT(ApicurioProcess registry) {
    this.registry = registry;
    resolver =
        SchemaResolver.builder().registry(RegistrySettings.of(URI.create(registry.url()))).build();
  }

  @BeforeEach
  void name(TestInfo test) {
    topic = "json-" + test.getTestMethod().orElseThrow().getName();
  }

  @AfterEach
  void close() {
    resolver.close();
  }

  private byte[] write(Object value, Object... settings) {
    KafkaJsonSchemaSerializer<Object> serializer = new KafkaJsonSchemaSerializer<>(resolver);
    serializer.configure(Registry.own(settings), false);
    return serializer.serialize(topic, value);
  }

  private Object read(byte[] bytes, Object... settings) {
    KafkaJsonSchemaDeserializer<Object> deserializer = new KafkaJsonSchemaDeserializer<>(resolver);
    deserializer.configure(Registry.own(settings), false);
    return deserializer.deserialize(topic, bytes);
  }

  private static SchemaDefinition definition(String text, SchemaReference... references) {
    return SchemaDefinition.of("JSON", text.replace('\'', '"'), references);
  }

  private static JsonNode json(String text) throws IOException {
    return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
  }

  private RegisteredSchema register(String subject, String text, SchemaReference... references) {
    return resolver.register(Subject.of(subject), definition(text, references), Normalization.OFF);
  }

  private Subject values() {
    return Subject.of(topic + "-value");
  }

  private static int idOf(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt(1);
  }

  private List<Integer> versions() {
    return resolver.registry().call(SubjectRequests.versions(values()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void registersClassesAndReadsThemBack(boolean normalize) {
    byte[] bytes =
        write(INVOICE, "normalize.schemas", normalize, JsonKeys.FAIL_INVALID_SCHEMA, true);

    assertThat(read(bytes, JsonKeys.VALUE_TYPE, Invoice.class, JsonKeys.FAIL_INVALID_SCHEMA, true))
        .isEqualTo(INVOICE);
    assertThat(resolver.registry().call(SubjectRequests.latest(values())).idValue())
        .isEqualTo(idOf(bytes));
    assertThat(idOf(write(INVOICE, "auto.register.schemas", false, "normalize.schemas", normalize)))
        .isEqualTo(idOf(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"draft_4", "draft_6", "draft_7", "draft_2019_09", "draft_2020_12"})
  void takesSchemasOfEveryDraft(String draft) {
    topic = topic + "-" + draft;

    byte[] bytes = write(INVOICE, JsonKeys.SPEC_VERSION, draft, JsonKeys.FAIL_INVALID_SCHEMA, true);

    assertThat(read(bytes, JsonKeys.VALUE_TYPE, Invoice.class)).isEqualTo(INVOICE);
  }

  @Test
  void takesScalarsAndClassesOfEveryShapeOnce() {
    String own = topic;
    for (Object value : CommonClasses.values()) {
      topic = own + "-" + value.getClass().getSimpleName();

      byte[] bytes = write(value);

      assertThat(idOf(write(value, "auto.register.schemas", false))).isEqualTo(idOf(bytes));
      assertThat(read(bytes)).isNotNull();
      assertThat(versions()).as(topic).containsExactly(1);
    }
  }

  @Test
  void namesSubjectsByTitle() {
    byte[] bytes =
        write(
            new CommonClasses.SimpleOrder(),
            "value.subject.name.strategy",
            RecordNameStrategy.class);

    assertThat(
            resolver.registry().call(SubjectRequests.latest(Subject.of("Simple Order"))).idValue())
        .isEqualTo(idOf(bytes));
  }

  /**
   * A diamond: order and line refer to the price, the order to the line too. Apicurio knows a
   * schema without properties for one by its {@code $schema} alone.
   */
  @Test
  void writesInTheNewestVersionThatRefersToOthers() throws Exception {
    register(
        topic + "-price",
        "{'$schema':'http://json-schema.org/draft-07/schema#','type':'number','minimum':0}");
    SchemaReference price = new SchemaReference("price.json", topic + "-price", 1);
    register(
        topic + "-line",
        "{'type':'object','properties':{'price':{'$ref':'price.json'}},'required':['price']}",
        price);
    RegisteredSchema registered =
        register(
            values().name(),
            "{'type':'object','properties':{'line':{'$ref':'line.json'},"
                + "'total':{'$ref':'price.json'}}}",
            new SchemaReference("line.json", topic + "-line", 1),
            price);
    JsonNode value = json("{'line':{'price':1.5},'total':1.5}");
    Object[] settings = {
      "auto.register.schemas", false, "use.latest.version", true, JsonKeys.FAIL_INVALID_SCHEMA, true
    };

    byte[] bytes = write(value, settings);

    assertThat(idOf(bytes)).isEqualTo(registered.idValue());
    assertThat(read(bytes, JsonKeys.VALUE_TYPE, JsonNode.class, JsonKeys.FAIL_INVALID_SCHEMA, true))
        .hasToString(value.toString());
    assertThatThrownBy(() -> write(json("{'line':{'price':-1}}"), settings))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("minimum");
    assertThat(
            resolver
                .registry()
                .call(SchemaRequests.lookUp(values(), registered.definition(), Normalization.OFF))
                .id())
        .isEqualTo(registered.id());
  }

  @Test
  void onlyLooksUpWhenToldNotToRegister() {
    assertThatThrownBy(() -> write(new Simple(), "auto.register.schemas", false))
        .isInstanceOf(SerializationException.class)
        .hasCauseInstanceOf(SchemaNotFoundException.class)
        .hasMessageContaining(values().name());
    assertThat(resolver.registry().call(SubjectRequests.subjects())).doesNotContain(values());
  }

  @Test
  void readsAsTheClassOfTheNewestVersion() {
    write(new Simple());

    byte[] recent = write(new Simple(), "auto.register.schemas", false, "use.latest.version", true);

    Simple read =
        (Simple) read(recent, JsonKeys.VALUE_TYPE, Simple.class, "use.latest.version", true);
    assertThat(read.name).isEqualTo("Ada");
    assertThat(versions()).containsExactly(1);
  }

  @Test
  void saysThatASchemaIsIncompatible() {
    register(values().name(), "{'type':'object','properties':{'age':{'type':'string'}}}");
    resolver
        .registry()
        .call(ConfigRequests.setCompatibility(values(), CompatibilityLevel.BACKWARD));

    assertThatThrownBy(() -> write(new Simple()))
        .isInstanceOf(SerializationException.class)
        .hasCauseInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining(values().name());
    assertThat(versions()).containsExactly(1);
  }

  /** Version 3 says whether, but not why. */
  @Test
  void testsCompatibility() {
    register(values().name(), "{'type':'object','properties':{'age':{'type':'string'}}}");
    resolver
        .registry()
        .call(ConfigRequests.setCompatibility(values(), CompatibilityLevel.BACKWARD));

    CompatibilityVerdict verdict =
        resolver
            .registry()
            .call(
                ConfigRequests.testCompatibilityWithLatest(
                    values(),
                    definition("{'type':'object','properties':{'age':{'type':'integer'}}}")));

    assertThat(verdict.isCompatible()).isFalse();
    assertThat(verdict.messages().isEmpty()).isEqualTo(!registry.isVersion2());
  }

  @Test
  void refusesWhatIsNoSchema() {
    assertThatThrownBy(() -> register(values().name(), "no schema"))
        .isInstanceOf(RegistryRejectedException.class)
        .hasMessageContaining("42201");
    assertThatThrownBy(
            () ->
                register(
                    values().name(),
                    "{'$ref':'nowhere.json'}",
                    new SchemaReference("nowhere.json", topic + "-nowhere", 1)))
        .isInstanceOf(RegistryRejectedException.class)
        .hasMessageContaining("42201");
  }

  @Test
  void readsWhatAnotherProcessWrote() {
    byte[] bytes = write(INVOICE);

    try (KafkaJsonSchemaSerde<Invoice> other = new KafkaJsonSchemaSerde<>(Invoice.class)) {
      other.configure(Map.of("schema.registry.url", registry.url()), false);
      assertThat(other.deserializer().deserialize(topic, bytes)).isEqualTo(INVOICE);
    }
  }
}
