// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.kafka;

import static io.velostream.schema.avro.Codecs.schema;
import static io.velostream.schema.avro.Registry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.avro.Codecs;
import io.velostream.schema.avro.GenericAvroSerde;
import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.ReflectAvroSerde;
import io.velostream.schema.avro.Registry;
import io.velostream.schema.avro.Samples;
import io.velostream.schema.avro.SpecificAvroSerde;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.avro.generated.Order;
import io.velostream.schema.serde.SubjectNameStrategy;
import io.velostream.schema.testing.model.SchemaReference;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaAvroTest {

  private static final Address ADDRESS = new Address("Main Street", "1");
  private static final String GENERATED = "io.velostream.schema.avro.generated";

  private static final String MONEY =
      "{'type':'record','name':'a.Money','fields':[{'name':'amount','type':'long'}]}";

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  private static GenericRecord generic(Schema schema) {
    return new GenericRecordBuilder(schema).set("street", "Main Street").set("zip", "1").build();
  }

  @Test
  void roundTripsWithTheIdBeforeThePayload() {
    byte[] bytes = registry.serializer().serialize(TOPIC, Samples.order());

    assertThat(bytes[0]).isZero();
    assertThat(registry.server.versions("orders-value")).containsExactly(1);
    assertThat(registry.deserializer(AvroKeys.VALUE_TYPE, Order.class).deserialize(TOPIC, bytes))
        .isEqualTo(Samples.order());
    assertThat(registry.deserializer().deserialize(TOPIC, bytes)).isInstanceOf(GenericRecord.class);
  }

  @Test
  void keepsNullWithoutAskingTheRegistry() {
    assertThat(registry.serializer().serialize(TOPIC, null)).isNull();
    assertThat(registry.deserializer().deserialize(TOPIC, (byte[]) null)).isNull();
    assertThat(registry.deserializer().deserialize(TOPIC, null, (ByteBuffer) null)).isNull();
    assertThat(registry.server.requestCount()).isZero();
  }

  @Test
  void writesAndReadsTheIdInAHeader() {
    Headers headers = new RecordHeaders();
    byte[] bytes =
        registry
            .serializer("value.schema.id.serializer", "header")
            .serialize(TOPIC, headers, ADDRESS);

    assertThat(headers.lastHeader("__value_schema_id").value()).hasSize(17);
    assertThat(bytes).isEqualTo(Codecs.encode(ADDRESS));
    assertThat(
            registry
                .deserializer(AvroKeys.VALUE_TYPE, Address.class)
                .deserialize(TOPIC, headers, bytes))
        .isEqualTo(ADDRESS);
  }

  /** As retry topics and Kafka Streams do: the headers of what was read go with what is written. */
  @Test
  void readsAPrefixThatWasWrittenWithTheHeadersOfAnotherRecord() {
    Headers headers = new RecordHeaders();
    registry.serializer("value.schema.id.serializer", "header").serialize(TOPIC, headers, ADDRESS);
    byte[] bytes = registry.serializer().serialize(TOPIC, headers, ADDRESS);

    assertThat(headers.toArray()).isEmpty();
    assertThat(
            registry
                .deserializer(AvroKeys.VALUE_TYPE, Address.class)
                .deserialize(TOPIC, headers, bytes))
        .isEqualTo(ADDRESS);
  }

  @Test
  void readsTheGuidBeforeThePayload() {
    registry.server.register("any", Address.getClassSchema().toString());
    UUID guid = registry.server.guid("any", 1);
    byte[] payload = Codecs.encode(ADDRESS);
    ByteBuffer framed =
        ByteBuffer.allocateDirect(17 + payload.length)
            .put((byte) 1)
            .putLong(guid.getMostSignificantBits())
            .putLong(guid.getLeastSignificantBits())
            .put(payload)
            .flip();

    assertThat(
            registry
                .deserializer(AvroKeys.VALUE_TYPE, Address.class)
                .deserialize(TOPIC, new RecordHeaders(), framed))
        .isEqualTo(ADDRESS);
  }

  @Test
  void asksTheRegistryOnceForMixedValuesOfOneSchema() {
    KafkaAvroSerializer serializer = registry.serializer();
    Schema copy = new Schema.Parser().parse(Address.getClassSchema().toString());

    byte[] first = serializer.serialize(TOPIC, ADDRESS);
    for (int i = 0; i < 50; i++) {
      assertThat(serializer.serialize(TOPIC, generic(copy))).isEqualTo(first);
      assertThat(serializer.serialize(TOPIC, generic(Address.getClassSchema()))).isEqualTo(first);
    }

    assertThat(registry.server.requestCount("POST", "**")).isEqualTo(1);
  }

  @Test
  void readsSchemasThatReferToOthers() {
    registry.server.register("money", MONEY.replace('\'', '"'));
    int id =
        registry.server.register(
            "orders-value",
            "{\"type\":\"record\",\"name\":\"Bill\",\"fields\":"
                + "[{\"name\":\"total\",\"type\":\"a.Money\"}]}",
            new SchemaReference("a.Money", "money", 1));
    byte[] bytes = ByteBuffer.allocate(6).put((byte) 0).putInt(id).put((byte) 8).array();

    GenericRecord read = (GenericRecord) registry.deserializer().deserialize(TOPIC, bytes);

    assertThat(((GenericRecord) read.get("total")).get("amount")).isEqualTo(4L);
  }

  @Test
  void roundTripsTopLevelPrimitives() {
    KafkaAvroSerializer serializer =
        registry.serializer("value.subject.name.strategy", ByType.class);
    KafkaAvroDeserializer deserializer = registry.deserializer();

    registry.server.compatibility("", "NONE");
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

  private <T> T through(Serde<T> serde, T value, Object... settings) {
    serde.configure(Registry.own(settings), false);
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
    GenericRecord read = through(new GenericAvroSerde(registry.resolver), generic);
    assertThat(read.get("street")).hasToString("Main Street");

    registry.server.compatibility("", "NONE");
    assertThat(through(new SpecificAvroSerde<>(registry.resolver, Address.class), ADDRESS))
        .isEqualTo(ADDRESS);
    assertThat(
            through(
                new SpecificAvroSerde<Address>(),
                ADDRESS,
                "schema.registry.url",
                registry.server.url(),
                AvroKeys.ALLOWED_PACKAGES,
                GENERATED))
        .isEqualTo(ADDRESS);
    Point point = new Point(1, 2);
    assertThat(through(new ReflectAvroSerde<>(registry.resolver, Point.class), point))
        .isEqualTo(point);
    assertThat(
            through(
                new ReflectAvroSerde<Point>(),
                point,
                "schema.registry.url",
                registry.server.url(),
                AvroKeys.ALLOWED_PACKAGES,
                "io.velostream.schema.avro"))
        .isEqualTo(point);
  }

  record Point(int x, int y) {}

  @Test
  void genericSerdeReadsGenericallyWhateverElseIsConfigured() {
    byte[] bytes = registry.serializer().serialize(TOPIC, ADDRESS);
    try (GenericAvroSerde serde = new GenericAvroSerde(registry.resolver)) {
      serde.configure(Registry.own(AvroKeys.SPECIFIC_READER, true), false);

      assertThat(serde.deserializer().deserialize(TOPIC, bytes).getClass().getName())
          .startsWith("org.apache.avro.generic");
    }
  }

  @Test
  void configuresKeysByTheirOwnSettings() {
    KafkaAvroSerializer serializer = new KafkaAvroSerializer(registry.resolver);
    serializer.configure(Registry.own(), true);
    KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(registry.resolver);
    deserializer.configure(
        Registry.own(AvroKeys.KEY_TYPE, Address.class, AvroKeys.VALUE_TYPE, Order.class), true);

    byte[] bytes = serializer.serialize(TOPIC, ADDRESS);

    assertThat(registry.server.versions("orders-key")).containsExactly(1);
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
