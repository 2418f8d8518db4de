// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.kafka;

import static io.velostream.schema.avro.Codecs.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.apicurio.ApicurioProcess;
import io.velostream.schema.avro.GenericAvroSerde;
import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.ReflectAvroSerde;
import io.velostream.schema.avro.Registry;
import io.velostream.schema.avro.Samples;
import io.velostream.schema.avro.SpecificAvroSerde;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.avro.generated.Customer;
import io.velostream.schema.avro.generated.Order;
import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.protocol.CompatibilityLevel;
import io.velostream.schema.registry.protocol.ConfigRequests;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds between our serializers and a registry that is not ours. */
@Tag("registry-it")
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("io.velostream.schema.apicurio.ApicurioProcess#all")
class ApicurioIT {

  private static final String GENERATED = "io.velostream.schema.avro.generated";
  private static final Address ADDRESS = new Address("Main Street", "1");
  private static final Customer CUSTOMER = Samples.customer(Samples.customer(null));

  private final ApicurioProcess registry;
  private final String url;
  private final SchemaResolver resolver;

  /** A topic of each test's own, since all share the registry. */
  private String topic;

  ApicurioIT(ApicurioProcess registry) {
    this.registry = registry;
    url = registry.url();
    resolver =
        SchemaResolver.builder().registry(RegistrySettings.of(URI.create(registry.url()))).build();
  }

  @BeforeEach
  void name(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
  }

  @AfterEach
  void close() {
    resolver.close();
  }

  private Map<String, Object> configs(Object... settings) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", url);
    for (int i = 0; i < settings.length; i += 2) {
      configs.put((String) settings[i], settings[i + 1]);
    }
    return configs;
  }

  private byte[] write(Object value, Object... settings) {
    KafkaAvroSerializer serializer = new KafkaAvroSerializer(resolver);
    serializer.configure(Registry.own(settings), false);
    return serializer.serialize(topic, value);
  }

  private Object read(byte[] bytes, Object... settings) {
    KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(resolver);
    deserializer.configure(Registry.own(settings), false);
    return deserializer.deserialize(topic, bytes);
  }

  private RegisteredSchema register(String subject, String text, SchemaReference... references) {
    return resolver.register(
        Subject.of(subject),
        SchemaDefinition.of("AVRO", text.replace('\'', '"'), references),
        Normalization.OFF);
  }

  private Subject values() {
    return Subject.of(topic + "-value");
  }

  private static int idOf(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void registersSpecificRecordsAndReadsThemBack(boolean normalize) {
    byte[] bytes = write(Samples.order(), "normalize.schemas", normalize);

    assertThat(read(bytes, AvroKeys.VALUE_TYPE, Order.class)).isEqualTo(Samples.order());
    assertThat(read(bytes, AvroKeys.SPECIFIC_READER, true, AvroKeys.ALLOWED_PACKAGES, GENERATED))
        .isEqualTo(Samples.order());
    assertThat(((GenericRecord) read(bytes)).get("id")).isEqualTo(42L);
  }

  @Test
  void readsWhatAnotherProcessWrote() {
    byte[] bytes = write(ADDRESS);

    try (SpecificAvroSerde<Address> other = new SpecificAvroSerde<>(Address.class)) {
      other.configure(configs(), false);
      assertThat(other.deserializer().deserialize(topic, bytes)).isEqualTo(ADDRESS);
    }
  }

  @Test
  void registersGenericRecordsAndReadsThemBack() {
    Schema schema = schema("{'type':'record','name':'Sku','fields':[{'name':'n','type':'int'}]}");

    roundTrip(new GenericAvroSerde(), new GenericRecordBuilder(schema).set("n", 7).build());
  }

  @Test
  void registersJavaRecordsAndReadsThemBack() {
    roundTrip(new ReflectAvroSerde<>(Place.class), new Place("home", List.of(new Point(1, 2))));
  }

  record Point(int x, int y) {}

  record Place(String name, List<Point> corners) {}

  private <T> void roundTrip(Serde<T> serde, T value) {
    serde.configure(configs(), false);
    byte[] bytes = serde.serializer().serialize(topic, value);

    assertThat(serde.deserializer().deserialize(topic, bytes)).isEqualTo(value);
    assertThat(resolver.registry().call(SubjectRequests.latest(values())).idValue())
        .isEqualTo(idOf(bytes));
    serde.close();
  }

  @Test
  void registersPrimitivesAndReadsThemBack() {
    for (Object value : List.of(true, 1, 2L, 1.5f, 2.5, "zażółć")) {
      assertThat(read(write(value))).isEqualTo(value);
    }
    assertThat(read(write(new byte[] {1, 2}))).isEqualTo(new byte[] {1, 2});
  }

  /** A diamond: customer and pair refer to the address, the pair to the customer too. */
  private RegisteredSchema registerPair() {
    register(topic + "-address", Address.getClassSchema().toString());
    SchemaReference address = new SchemaReference(GENERATED + ".Address", topic + "-address", 1);
    register(
        topic + "-customer",
        "{'type':'record','name':'Customer','namespace':'"
            + GENERATED
            + "','fields':[{'name':'id','type':{'type':'string','logicalType':'uuid'}},"
            + "{'name':'name','type':'string'},{'name':'home','type':'Address'},"
            + "{'name':'friend','type':['null','Customer'],'default':null}]}",
        address);
    return register(
        values().name(),
        "{'type':'record','name':'Pair','namespace':'"
            + GENERATED
            + "','fields':[{'name':'who','type':'Customer'},{'name':'where','type':'Address'}]}",
        new SchemaReference(GENERATED + ".Customer", topic + "-customer", 1),
        address);
  }

  @Test
  void writesInTheNewestVersionThatRefersToOthers() {
    RegisteredSchema registered = registerPair();
    Schema parsed = resolver.parse(registered, AvroFormat.INSTANCE);
    GenericRecord pair =
        new GenericRecordBuilder(parsed).set("who", CUSTOMER).set("where", ADDRESS).build();

    byte[] bytes = write(pair, "auto.register.schemas", false, "use.latest.version", true);

    assertThat(idOf(bytes)).isEqualTo(registered.idValue());
    GenericRecord read = (GenericRecord) read(bytes);
    assertThat(((GenericRecord) read.get("where")).get("street")).hasToString("Main Street");
    assertThat(((GenericRecord) read.get("who")).get("name")).hasToString("Ada");
  }

  @Test
  void writesSpecificRecordsInASchemaThatRefersToOthers() {
    registerPair();
    RegisteredSchema customer =
        resolver.registry().call(SubjectRequests.latest(Subject.of(topic + "-customer")));

    byte[] bytes =
        write(CUSTOMER, "auto.register.schemas", false, "use.schema.id", customer.idValue());

    assertThat(idOf(bytes)).isEqualTo(customer.idValue());
    assertThat(read(bytes, AvroKeys.VALUE_TYPE, Customer.class)).isEqualTo(CUSTOMER);
  }

  @Test
  void findsOutThatAReferenceLeadsNowhere() {
    assertThatThrownBy(
            () ->
                register(
                    values().name(),
                    "{'type':'record','name':'R','fields':[{'name':'a','type':'no.Such'}]}",
                    new SchemaReference("no.Such", topic + "-nowhere", 1)))
        .isInstanceOf(RegistryRejectedException.class)
        .hasMessageContaining("42201")
        .hasMessageContaining("references are valid");
  }

  @Test
  void onlyLooksUpWhenToldNotToRegister() {
    assertThatThrownBy(() -> write(ADDRESS, "auto.register.schemas", false))
        .isInstanceOf(SerializationException.class)
        .hasCauseInstanceOf(SchemaNotFoundException.class)
        .hasMessageContaining(values().name());
    assertThat(resolver.registry().call(SubjectRequests.subjects())).doesNotContain(values());

    topic = topic + "-known";
    int id = register(values().name(), Address.getClassSchema().toString()).idValue();
    assertThat(idOf(write(ADDRESS, "auto.register.schemas", false))).isEqualTo(id);
  }

  @Test
  void readsOldDataAsTheNewestVersionAndNewDataAsAnOldClass() {
    byte[] old = write(ADDRESS);
    int wider =
        register(
                values().name(),
                "{'type':'record','name':'Address','namespace':'"
                    + GENERATED
                    + "','fields':[{'name':'floor','type':'int','default':3},"
                    + "{'name':'street','type':'string'},"
                    + "{'name':'zip','type':['null','string'],'default':null}]}")
            .idValue();

    GenericRecord read = (GenericRecord) read(old, "use.latest.version", true);
    byte[] recent = write(ADDRESS, "auto.register.schemas", false, "use.latest.version", true);

    assertThat(read.get("floor")).isEqualTo(3);
    assertThat(idOf(recent)).isEqualTo(wider).isNotEqualTo(idOf(old));
    assertThat(read(recent, AvroKeys.VALUE_TYPE, Address.class)).isEqualTo(ADDRESS);
    assertThat(resolver.registry().call(SubjectRequests.versions(values()))).containsExactly(1, 2);
  }

  @Test
  void asksOnceForAnIdThatIsUnknown() {
    byte[] unknown = ByteBuffer.allocate(6).put((byte) 0).putInt(987_654).array();
    KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(resolver);
    deserializer.configure(Registry.own(), false);

    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> deserializer.deserialize(topic, unknown))
          .isInstanceOf(SerializationException.class)
          .hasCauseInstanceOf(SchemaNotFoundException.class)
          .hasMessageContaining(topic)
          .hasMessageContaining("987654");
    }

    assertThat(resolver.stats().registryCalls()).isEqualTo(1);
  }

  @Test
  void saysThatASchemaIsIncompatible() {
    String record = "{'type':'record','name':'R','fields':[{'name':'a','type':'%s'}]}";
    register(values().name(), record.formatted("int"));
    resolver
        .registry()
        .call(ConfigRequests.setCompatibility(values(), CompatibilityLevel.BACKWARD));
    GenericRecord text =
        new GenericRecordBuilder(schema(record.formatted("string"))).set("a", "x").build();

    assertThatThrownBy(() -> write(text))
        .isInstanceOf(SerializationException.class)
        .hasCauseInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining(values().name());
    assertThat(resolver.registry().call(SubjectRequests.versions(values()))).containsExactly(1);
  }

  @Test
  void saysThatThisRegistryGivesNoGuids() {
    KafkaAvroSerializer serializer = new KafkaAvroSerializer(resolver);
    serializer.configure(Registry.own("value.schema.id.serializer", "header"), false);
    byte[] framed = ByteBuffer.allocate(18).put((byte) 1).putLong(1).putLong(2).array();

    assertThatThrownBy(() -> serializer.serialize(topic, new RecordHeaders(), ADDRESS))
        .isInstanceOf(SerializationException.class)
        .hasStackTraceContaining("set value.schema.id.serializer=prefix");
    // Version 3 answers without a body, which a gateway does too while the registry is away.
    if (registry.isVersion2()) {
      assertThatThrownBy(() -> read(framed))
          .isInstanceOf(SerializationException.class)
          .hasCauseInstanceOf(RegistryRejectedException.class)
          .hasStackTraceContaining("this registry may not support it");
    } else {
      assertThatThrownBy(() -> read(framed))
          .isInstanceOf(TimeoutException.class)
          .hasCauseInstanceOf(RegistryUnavailableException.class)
          .hasStackTraceContaining("it answered 404, with an empty answer");
    }
  }
}
