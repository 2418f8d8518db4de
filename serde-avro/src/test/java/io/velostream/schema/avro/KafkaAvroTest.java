// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static io.velostream.schema.avro.Codecs.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.avro.generated.Order;
import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.serde.SubjectNameStrategy;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.SchemaReference;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaAvroTest {

  private static final String TOPIC = "orders";
  private static final Address ADDRESS = new Address("Main Street", "1");
  private static final String GENERATED = "io.velostream.schema.avro.generated";

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final SchemaResolver resolver =
      SchemaResolver.builder()
          .registry(RegistrySettings.builder().urls(List.of(URI.create(registry.url()))).build())
          .build();

  @AfterEach
  void close() {
    resolver.close();
    registry.close();
  }

  private Map<String, Object> configs(Object... settings) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.url());
    for (int i = 0; i < settings.length; i += 2) {
      configs.put((String) settings[i], settings[i + 1]);
    }
    return configs;
  }

  private KafkaAvroSerializer serializer(Object... settings) {
    KafkaAvroSerializer serializer = new KafkaAvroSerializer(resolver);
    serializer.configure(configs(settings), false);
    return serializer;
  }

  private KafkaAvroDeserializer deserializer(Object... settings) {
    KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(resolver);
    deserializer.configure(configs(settings), false);
    return deserializer;
  }

  private static GenericRecord generic(Schema schema) {
    return new GenericRecordBuilder(schema).set("street", "Main Street").set("zip", "1").build();
  }

  @Test
  void roundTripsWithTheIdBeforeThePayload() {
    byte[] bytes = serializer().serialize(TOPIC, Samples.order());

    assertThat(bytes[0]).isZero();
    assertThat(registry.versions("orders-value")).containsExactly(1);
    assertThat(deserializer(AvroKeys.VALUE_TYPE, Order.class).deserialize(TOPIC, bytes))
        .isEqualTo(Samples.order());
    assertThat(deserializer().deserialize(TOPIC, bytes)).isInstanceOf(GenericRecord.class);
  }

  @Test
  void keepsNullWithoutAskingTheRegistry() {
    assertThat(serializer().serialize(TOPIC, null)).isNull();
    assertThat(deserializer().deserialize(TOPIC, (byte[]) null)).isNull();
    assertThat(deserializer().deserialize(TOPIC, null, (ByteBuffer) null)).isNull();
    assertThat(registry.requestCount()).isZero();
  }

  @Test
  void writesAndReadsTheIdInAHeader() {
    Headers headers = new RecordHeaders();
    byte[] bytes =
        serializer("value.schema.id.serializer", "header").serialize(TOPIC, headers, ADDRESS);

    assertThat(headers.lastHeader("__value_schema_id").value()).hasSize(17);
    assertThat(bytes).isEqualTo(Codecs.encode(ADDRESS));
    assertThat(deserializer(AvroKeys.VALUE_TYPE, Address.class).deserialize(TOPIC, headers, bytes))
        .isEqualTo(ADDRESS);
  }

  @Test
  void readsTheGuidBeforeThePayload() {
    registry.register("any", Address.getClassSchema().toString());
    UUID guid = registry.guid("any", 1);
    byte[] payload = Codecs.encode(ADDRESS);
    ByteBuffer framed =
        ByteBuffer.allocateDirect(17 + payload.length)
            .put((byte) 1)
            .putLong(guid.getMostSignificantBits())
            .putLong(guid.getLeastSignificantBits())
            .put(payload)
            .flip();

    assertThat(
            deserializer(AvroKeys.VALUE_TYPE, Address.class)
                .deserialize(TOPIC, new RecordHeaders(), framed))
        .isEqualTo(ADDRESS);
  }

  @Test
  void asksTheRegistryOnceForMixedValuesOfOneSchema() {
    KafkaAvroSerializer serializer = serializer();
    Schema copy = new Schema.Parser().parse(Address.getClassSchema().toString());

    byte[] first = serializer.serialize(TOPIC, ADDRESS);
    for (int i = 0; i < 50; i++) {
      assertThat(serializer.serialize(TOPIC, generic(copy))).isEqualTo(first);
      assertThat(serializer.serialize(TOPIC, generic(Address.getClassSchema()))).isEqualTo(first);
    }

    assertThat(registry.requestCount("POST", "**")).isEqualTo(1);
  }

  @Test
  void looksUpWhenToldNotToRegister() {
    KafkaAvroSerializer serializer = serializer("auto.register.schemas", false);

    assertThatThrownBy(() -> serializer.serialize(TOPIC, ADDRESS))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("orders-value");
    int id = registry.register("payments-value", Address.getClassSchema().toString());
    assertThat(ByteBuffer.wrap(serializer.serialize("payments", ADDRESS)).getInt(1)).isEqualTo(id);
  }

  @Test
  void writesInTheNewestVersionOfTheSubject() {
    String wider =
        "{'type':'record','name':'Address','namespace':'io.velostream.schema.avro.generated',"
            + "'fields':[{'name':'zip','type':['null','string'],'default':null},"
            + "{'name':'street','type':'string'},{'name':'floor','type':'int','default':3}]}";
    int id = registry.register("orders-value", wider.replace('\'', '"'));

    byte[] bytes =
        serializer("auto.register.schemas", false, "use.latest.version", true)
            .serialize(TOPIC, ADDRESS);

    assertThat(ByteBuffer.wrap(bytes).getInt(1)).isEqualTo(id);
    GenericRecord read = (GenericRecord) deserializer().deserialize(TOPIC, bytes);
    assertThat(read.get("floor")).isEqualTo(3);
    assertThat(read.get("street")).hasToString("Main Street");
    assertThat(deserializer(AvroKeys.VALUE_TYPE, Address.class).deserialize(TOPIC, bytes))
        .isEqualTo(ADDRESS);
  }

  @Test
  void refusesANewestVersionThatCannotReadTheValue() {
    registry.register(
        "orders-value",
        "{'type':'record','name':'Address','fields':[{'name':'street','type':'int'}]}"
            .replace('\'', '"'));
    KafkaAvroSerializer strict =
        serializer("auto.register.schemas", false, "use.latest.version", true);
    KafkaAvroSerializer lax =
        serializer(
            "auto.register.schemas",
            false,
            "use.latest.version",
            true,
            "latest.compatibility.strict",
            false);

    assertThatThrownBy(() -> strict.serialize(TOPIC, ADDRESS))
        .isInstanceOf(SerializationException.class)
        .hasCauseInstanceOf(IncompatibleSchemaException.class);
    assertThatThrownBy(() -> lax.serialize(TOPIC, ADDRESS))
        .isInstanceOf(SerializationException.class)
        .hasCauseInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("Address");
  }

  @Test
  void writesInTheSchemaOfTheIdGiven() {
    int id = registry.register("elsewhere", Address.getClassSchema().toString());

    byte[] bytes =
        serializer("auto.register.schemas", false, "use.schema.id", id).serialize(TOPIC, ADDRESS);

    assertThat(ByteBuffer.wrap(bytes).getInt(1)).isEqualTo(id);
    assertThat(registry.versions("orders-value")).isEmpty();
  }

  @Test
  void readsAsTheNewestVersionOfTheSubject() {
    String fields = "{'type':'record','name':'R','fields':[{'name':'a','type':'int'}%s]}";
    Schema old = schema(fields.formatted(""));
    byte[] bytes = serializer().serialize(TOPIC, new GenericRecordBuilder(old).set("a", 1).build());
    registry.register(
        "orders-value",
        fields.formatted(",{'name':'b','type':'int','default':2}").replace('\'', '"'));

    GenericRecord read =
        (GenericRecord) deserializer("use.latest.version", true).deserialize(TOPIC, bytes);

    assertThat(read.get("b")).isEqualTo(2);
  }

  @Test
  void namesSubjectsByRecordToo() {
    serializer(
            "value.subject.name.strategy",
            "io.confluent.kafka.serializers.subject.RecordNameStrategy")
        .serialize(TOPIC, ADDRESS);
    serializer(
            "value.subject.name.strategy",
            "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy")
        .serialize(TOPIC, ADDRESS);

    assertThat(registry.versions(GENERATED + ".Address")).containsExactly(1);
    assertThat(registry.versions("orders-" + GENERATED + ".Address")).containsExactly(1);
  }

  @Test
  void readsSchemasThatReferToOthers() {
    registry.register("money", MONEY.replace('\'', '"'));
    int id =
        registry.register(
            "orders-value",
            "{\"type\":\"record\",\"name\":\"Bill\",\"fields\":"
                + "[{\"name\":\"total\",\"type\":\"a.Money\"}]}",
            new SchemaReference("a.Money", "money", 1));
    byte[] bytes = ByteBuffer.allocate(6).put((byte) 0).putInt(id).put((byte) 8).array();

    GenericRecord read = (GenericRecord) deserializer().deserialize(TOPIC, bytes);

    assertThat(((GenericRecord) read.get("total")).get("amount")).isEqualTo(4L);
  }

  private static final String MONEY =
      "{'type':'record','name':'a.Money','fields':[{'name':'amount','type':'long'}]}";

  @Test
  void roundTripsTopLevelPrimitives() {
    KafkaAvroSerializer serializer = serializer("value.subject.name.strategy", ByType.class);
    KafkaAvroDeserializer deserializer = deserializer();

    registry.compatibility("", "NONE");
    for (Object value : List.of(true, 1, 2L, 1.5f, 2.5, "text", "zażółć")) {
      assertThat(deserializer.deserialize(TOPIC, serializer.serialize(TOPIC, value)))
          .isEqualTo(value);
    }
    byte[] bytes = serializer.serialize(TOPIC, new byte[] {1, 2});
    assertThat(bytes).hasSize(7);
    assertThat(deserializer.deserialize(TOPIC, bytes)).isEqualTo(new byte[] {1, 2});
  }

  /** One subject for everything. */
  public static final class ByType implements SubjectNameStrategy {
    @Override
    public String subjectName(String topic, boolean isKey, String recordName) {
      return "everything";
    }
  }

  @Test
  void saysToCallConfigureFirst() {
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
      assertThatThrownBy(() -> serializer.serialize(TOPIC, "x"))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("configure");
      assertThatThrownBy(() -> deserializer.deserialize(TOPIC, new byte[1]))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("configure");
    }
  }

  @Test
  void refusesUnknownKeysAndClasses() {
    assertThatThrownBy(() -> serializer("schema.refelction", true))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.reflection");
    assertThatThrownBy(() -> deserializer(AvroKeys.VALUE_TYPE, "no.such.Class"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(AvroKeys.VALUE_TYPE);
  }

  @Test
  void failsBadFramesPayloadsAndIdsWithSerializationExceptions() {
    KafkaAvroDeserializer deserializer = deserializer();
    byte[] good = serializer().serialize(TOPIC, ADDRESS);
    byte[] unknown = good.clone();
    unknown[3] = 99;

    for (byte[] bad :
        List.of(new byte[0], new byte[] {0, 0}, new byte[] {7, 1, 2, 3, 4, 5}, unknown)) {
      assertThatThrownBy(() -> deserializer.deserialize(TOPIC, bad))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining(TOPIC);
    }
    assertThatThrownBy(() -> deserializer.deserialize(TOPIC, Arrays.copyOf(good, good.length - 1)))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void saysThatTheRegistryCannotBeReached() {
    registry.stop();
    try (KafkaAvroSerializer own = new KafkaAvroSerializer()) {
      own.configure(configs("schema.lookup.timeout.ms", 300), false);

      assertThatThrownBy(() -> own.serialize(TOPIC, ADDRESS)).isInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void failsMutatedFramesWithNothingButSerializationExceptions() {
    KafkaAvroDeserializer generic = deserializer();
    KafkaAvroDeserializer specific = deserializer(AvroKeys.VALUE_TYPE, Order.class);
    byte[] good = serializer().serialize(TOPIC, Samples.order());
    Random random = new Random(11);
    int values = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] mutated = mutated(good, random);
      try {
        Object read =
            i % 2 == 0
                ? generic.deserialize(TOPIC, mutated)
                : specific.deserialize(TOPIC, null, ByteBuffer.wrap(mutated).asReadOnlyBuffer());
        assertThat(read).isNotNull();
        values++;
      } catch (SerializationException expected) {
        assertThat(expected.getMessage()).contains(TOPIC);
      }
    }
    assertThat(values).isBetween(1, 99_999);
  }

  /** The payload changed, or the magic byte; another id would be a question to the registry. */
  private static byte[] mutated(byte[] good, Random random) {
    byte[] mutated =
        random.nextInt(10) == 0
            ? Arrays.copyOf(good, 5 + random.nextInt(good.length - 5))
            : good.clone();
    for (int change = random.nextInt(4); change > 0 && mutated.length > 5; change--) {
      mutated[5 + random.nextInt(mutated.length - 5)] = (byte) random.nextInt();
    }
    if (random.nextInt(50) == 0) {
      mutated[0] = (byte) (2 + random.nextInt(100));
    }
    return mutated;
  }

  private <T> T through(Serde<T> serde, T value, Object... settings) {
    serde.configure(configs(settings), false);
    byte[] bytes = serde.serializer().serialize(TOPIC, value);
    Headers headers = new RecordHeaders();
    assertThat(serde.deserializer().deserialize(TOPIC, headers, bytes)).isEqualTo(value);
    assertThat(serde.deserializer().deserialize(TOPIC, headers, ByteBuffer.wrap(bytes)))
        .isEqualTo(value);
    T read = serde.deserializer().deserialize(TOPIC, bytes);
    serde.close();
    return read;
  }

  @Test
  void serdesGiveTheTypeTheySay() {
    GenericRecord generic =
        generic(
            schema(
                Address.getClassSchema()
                    .toString()
                    .replace("\"avro.java.string\":\"String\"", "\"x\":\"y\"")));
    GenericRecord read = through(new GenericAvroSerde(resolver), generic);
    assertThat(read.get("street")).hasToString("Main Street");

    registry.compatibility("", "NONE");
    assertThat(through(new SpecificAvroSerde<>(resolver, Address.class), ADDRESS))
        .isEqualTo(ADDRESS);
    assertThat(
            through(
                new SpecificAvroSerde<Address>(), ADDRESS, AvroKeys.ALLOWED_PACKAGES, GENERATED))
        .isEqualTo(ADDRESS);
    Point point = new Point(1, 2);
    assertThat(through(new ReflectAvroSerde<>(resolver, Point.class), point)).isEqualTo(point);
    assertThat(
            through(
                new ReflectAvroSerde<Point>(),
                point,
                AvroKeys.ALLOWED_PACKAGES,
                "io.velostream.schema.avro"))
        .isEqualTo(point);
  }

  record Point(int x, int y) {}

  @Test
  void genericSerdeReadsGenericallyWhateverElseIsConfigured() {
    byte[] bytes = serializer().serialize(TOPIC, ADDRESS);
    try (GenericAvroSerde serde = new GenericAvroSerde(resolver)) {
      serde.configure(configs(AvroKeys.SPECIFIC_READER, true), false);

      assertThat(serde.deserializer().deserialize(TOPIC, bytes).getClass().getName())
          .startsWith("org.apache.avro.generic");
    }
  }

  @Test
  void configuresKeysByTheirOwnSettings() {
    KafkaAvroSerializer serializer = new KafkaAvroSerializer(resolver);
    serializer.configure(configs(), true);
    KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(resolver);
    deserializer.configure(
        configs(AvroKeys.KEY_TYPE, Address.class, AvroKeys.VALUE_TYPE, Order.class), true);

    byte[] bytes = serializer.serialize(TOPIC, ADDRESS);

    assertThat(registry.versions("orders-key")).containsExactly(1);
    assertThat(deserializer.deserialize(TOPIC, bytes)).isEqualTo(ADDRESS);
  }

  @Test
  void documentsEveryKey() {
    for (var keys : List.of(AvroKeys.serializer(), AvroKeys.deserializer())) {
      assertThat(keys.configKeys().values())
          .allSatisfy(key -> assertThat(key.documentation).endsWith("."));
    }
  }
}
