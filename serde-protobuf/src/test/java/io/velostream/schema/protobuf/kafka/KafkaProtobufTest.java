// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.kafka;

import static io.velostream.schema.protobuf.Registry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import io.velostream.schema.deadletter.FailedPart;
import io.velostream.schema.protobuf.KafkaProtobufDeserializer;
import io.velostream.schema.protobuf.KafkaProtobufSerde;
import io.velostream.schema.protobuf.KafkaProtobufSerializer;
import io.velostream.schema.protobuf.Registry;
import io.velostream.schema.protobuf.shop.Money;
import io.velostream.schema.protobuf.shop.Order;
import io.velostream.schema.protobuf.shop.Product;
import io.velostream.schema.protobuf.shop.Types;
import io.velostream.schema.serde.rollout.RolloutSerializer;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.model.SchemaReference;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaProtobufTest {

  private static final Order ORDER =
      Order.newBuilder()
          .setId("7")
          .addLines(
              Order.Line.newBuilder()
                  .setProduct(
                      Product.newBuilder()
                          .setName("pen")
                          .setPrice(Money.newBuilder().setUnits(3).setCents(50)))
                  .setQuantity(2))
          .putDiscounts("spring", Money.newBuilder().setCents(10).build())
          .setState(Order.State.SENT)
          .setTime(Timestamp.newBuilder().setSeconds(1_700_000_000))
          .setNote("")
          .setCash(Money.newBuilder().setUnits(7))
          .build();

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void registersImportsFirstInSubjectsOfTheirNames() {
    byte[] bytes = registry.serializer().serialize(TOPIC, ORDER);

    assertThat(registry.subjects())
        .containsExactlyInAnyOrder("shop/money.proto", "shop/product.proto", "orders-value");
    KafkaProtobufDeserializer<Order> reader =
        registry.deserializer("specific.protobuf.value.type", Order.class);
    assertThat(reader.deserialize(TOPIC, bytes)).isEqualTo(ORDER);
    KafkaProtobufDeserializer<Message> dynamic = registry.deserializer();
    Message read = dynamic.deserialize(TOPIC, bytes);
    assertThat(read).isInstanceOf(DynamicMessage.class);
    assertThat(read.toString()).isEqualTo(ORDER.toString());
  }

  @Test
  void namesSubjectsOfImportsByTheStrategy() {
    registry
        .serializer(
            "reference.subject.name.strategy",
            "io.confluent.kafka.serializers.subject.QualifiedReferenceSubjectNameStrategy")
        .serialize(TOPIC, ORDER);

    assertThat(registry.subjects())
        .containsExactlyInAnyOrder("shop.money", "shop.product", "orders-value");
  }

  @Test
  void looksUpSchemaWithImportsThatIsRegistered() {
    byte[] registered = registry.serializer().serialize(TOPIC, ORDER);
    byte[] found = registry.serializer("auto.register.schemas", false).serialize(TOPIC, ORDER);

    assertThat(found).isEqualTo(registered);
  }

  @Test
  void refusesToWriteWhatIsNotRegistered() {
    Serializer<Message> serializer = registry.serializer("auto.register.schemas", false);

    assertThatThrownBy(() -> serializer.serialize(TOPIC, ORDER))
        .isInstanceOf(SerializationException.class)
        .hasStackTraceContaining("money.proto");
    assertThat(registry.subjects()).isEmpty();
  }

  @Test
  void writesDynamicMessagesOfARegisteredSchema() {
    byte[] bytes = registry.serializer().serialize(TOPIC, ORDER);
    KafkaProtobufDeserializer<Message> dynamic = registry.deserializer();
    Message read = dynamic.deserialize(TOPIC, bytes);

    byte[] again = registry.serializer().serialize("copies", read);
    KafkaProtobufDeserializer<Order> reader =
        registry.deserializer("specific.protobuf.value.type", Order.class);
    assertThat(reader.deserialize("copies", again)).isEqualTo(ORDER);
  }

  /** A reader's class that is older than the writer keeps what it does not know. */
  @Test
  void keepsUnknownFields() {
    Types.Second newer = Types.Second.newBuilder().setNumber(5).setName("x").build();
    registry.register(
        "orders-value",
        "syntax = \"proto3\"; package shop; message SecondV1 { int32 number = 1; string name = 2; }");
    Descriptor widened = first(registry.deserializer(), 1);
    DynamicMessage written =
        DynamicMessage.newBuilder(widened)
            .setField(widened.findFieldByName("number"), 5)
            .setField(widened.findFieldByName("name"), "x")
            .build();
    byte[] bytes = registry.serializer().serialize(TOPIC, written);
    KafkaProtobufDeserializer<Types.SecondV1> older =
        registry.deserializer("specific.protobuf.value.type", Types.SecondV1.class);

    Types.SecondV1 read = older.deserialize(TOPIC, bytes);
    assertThat(read.getNumber()).isEqualTo(5);
    assertThat(read.toByteString()).isEqualTo(newer.toByteString());
  }

  private static Descriptor first(KafkaProtobufDeserializer<Message> reader, int id) {
    byte[] empty = {0, 0, 0, 0, (byte) id, 0};
    return reader.deserialize(TOPIC, empty).getDescriptorForType();
  }

  @Test
  void writesInTheNewestVersion() {
    registry.register(
        "orders-value",
        "syntax = \"proto3\"; package shop; message Zeroth {} message Second { int32 number = 1; }");
    byte[] bytes =
        registry
            .serializer("auto.register.schemas", false, "use.latest.version", true)
            .serialize(TOPIC, Types.Second.newBuilder().setNumber(5).build());

    assertThat(bytes).containsExactly(0, 0, 0, 0, 1, 2, 2, 8, 5);
  }

  @Test
  void refusesNewestVersionThatCannotReadTheValue() {
    registry.register(
        "orders-value", "syntax = \"proto3\"; package shop; message Second { string number = 1; }");
    Serializer<Message> serializer =
        registry.serializer("auto.register.schemas", false, "use.latest.version", true);

    assertThatThrownBy(
            () -> serializer.serialize(TOPIC, Types.Second.newBuilder().setNumber(5).build()))
        .isInstanceOf(SerializationException.class)
        .hasStackTraceContaining("number");
  }

  @Test
  void readsIntoTheNewestVersion() {
    registry.register("orders-value", "syntax = \"proto3\"; message A { int32 a = 1; }");
    registry.register(
        "orders-value", "syntax = \"proto3\"; message A { int32 a = 1; string b = 2; }");
    KafkaProtobufDeserializer<Message> reader = registry.deserializer("use.latest.version", true);

    Message read = reader.deserialize(TOPIC, Registry.hex("00 00000001 00 08 05"));
    assertThat(read.getDescriptorForType().findFieldByName("b")).isNotNull();
  }

  @Test
  void registryRefusesIncompatibleVersions() {
    registry.register(
        "orders-value", "syntax = \"proto3\"; package shop; message First { int32 name = 1; }");

    assertThatThrownBy(
            () ->
                registry
                    .serializer()
                    .serialize(TOPIC, Types.First.newBuilder().setName("x").build()))
        .isInstanceOf(SerializationException.class)
        .hasStackTraceContaining("encoded in another way");
  }

  @Test
  void subjectsFollowTheStrategy() {
    registry
        .serializer(
            "value.subject.name.strategy",
            "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy")
        .serialize(TOPIC, Types.First.Inner.newBuilder().setNumber(1).build());

    assertThat(registry.subjects()).containsExactly("orders-shop.First.Inner");
  }

  @Test
  void refusesClassThatCannotHoldTheMessage() {
    byte[] bytes =
        registry.serializer().serialize(TOPIC, Types.First.newBuilder().setName("x").build());
    KafkaProtobufDeserializer<Types.SecondV1> reader =
        registry.deserializer("specific.protobuf.value.type", Types.SecondV1.class);

    assertThatThrownBy(() -> reader.deserialize(TOPIC, bytes))
        .isInstanceOf(SerializationException.class)
        .hasStackTraceContaining("shop.First")
        .hasStackTraceContaining("cannot read");
  }

  @Test
  void refusesClassThatIsNoMessage() {
    assertThatThrownBy(() -> registry.deserializer("specific.protobuf.value.type", String.class))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("java.lang.String")
        .hasMessageContaining("no Protobuf message");
  }

  @Test
  void refusesValuesThatAreNoMessages() {
    RolloutSerializer serializer = registry.serializer();
    RecordHeaders headers = new RecordHeaders();

    assertThatThrownBy(() -> serializer.serialize(TOPIC, headers, "text", false, 0, 0))
        .isInstanceOf(SerializationException.class)
        .hasStackTraceContaining("no Protobuf message");
  }

  @Test
  void refusesSchemasOfOtherTypes() {
    registry.server.register("AVRO", "orders-value", "\"string\"", List.of());
    KafkaProtobufDeserializer<Message> reader = registry.deserializer();

    assertThatThrownBy(() -> reader.deserialize(TOPIC, Registry.hex("00 00000001 00 0a 02 6869")))
        .isInstanceOf(SerializationException.class)
        .hasStackTraceContaining("of type AVRO, not PROTOBUF");
  }

  @Test
  void namesAMissingImport() {
    registry.register(
        "orders-value", "syntax = \"proto3\"; import \"a/b.proto\"; message A { string a = 1; }");
    KafkaProtobufDeserializer<Message> reader = registry.deserializer();

    assertThatThrownBy(() -> reader.deserialize(TOPIC, Registry.hex("00 00000001 00")))
        .isInstanceOf(SerializationException.class)
        .hasStackTraceContaining("a/b.proto");
  }

  @Test
  void readsSchemasWithReferencesAndKnownTypes() {
    registry.register(
        "money", "syntax = \"proto3\"; package x; message Money { int32 cents = 1; }");
    registry.register(
        "orders-value",
        """
        syntax = "proto3";
        import "confluent/meta.proto";
        import "confluent/type/decimal.proto";
        import "google/protobuf/any.proto";
        import "x/money.proto";
        option (confluent.file_meta).doc = "a file";
        message A {
          x.Money money = 1 [(confluent.field_meta) = { doc: "how much" }];
          confluent.type.Decimal exact = 2;
          google.protobuf.Any any = 3;
        }
        """,
        new SchemaReference("x/money.proto", "money", 1));
    KafkaProtobufDeserializer<Message> reader = registry.deserializer();

    assertThat(reader.deserialize(TOPIC, Registry.hex("00 00000002 00 0a 02 08 05")).toString())
        .contains("cents: 5");
  }

  @Test
  void servesWithoutTheRegistryWhatItKnows() {
    Serializer<Message> serializer = registry.serializer();
    byte[] bytes = serializer.serialize(TOPIC, ORDER);
    KafkaProtobufDeserializer<Message> reader = registry.deserializer();
    reader.deserialize(TOPIC, bytes);
    registry.server.faults().always(Fault.status(503));

    assertThat(serializer.serialize(TOPIC, ORDER)).isEqualTo(bytes);
    assertThat(reader.deserialize(TOPIC, bytes)).isNotNull();
    assertThat(registry.serializer().serialize(TOPIC, ORDER)).isEqualTo(bytes);
  }

  /** What a dead letter keeps of a value is the value again, with imports and indexes. */
  @Test
  void restoresValuesFromDeadLetters() {
    KafkaProtobufSerializer<Message> serializer = registry.serializer();
    Order.Line line = ORDER.getLines(0);
    FailedPart part = serializer.failedPart(TOPIC, line);

    byte[] restored = serializer.serializePart(TOPIC, new RecordHeaders(), part);
    KafkaProtobufDeserializer<Order.Line> reader =
        registry.deserializer("specific.protobuf.value.type", Order.Line.class);
    assertThat(reader.deserialize(TOPIC, restored)).isEqualTo(line);
  }

  @Test
  void serdeReadsAndWritesOneClass() {
    try (KafkaProtobufSerde<Order> serde = new KafkaProtobufSerde<>(Order.class)) {
      serde.configure(registry.configs(), false);

      byte[] bytes = serde.serializer().serialize(TOPIC, ORDER);
      assertThat(serde.deserializer().deserialize(TOPIC, bytes)).isEqualTo(ORDER);
      assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
      assertThat(serde.deserializer().deserialize(TOPIC, (byte[]) null)).isNull();
    }
  }

  @Test
  void keysHaveTheirOwnClass() {
    KafkaProtobufSerializer<Message> serializer = new KafkaProtobufSerializer<>(registry.resolver);
    serializer.configure(Map.of(), true);
    byte[] bytes = serializer.serialize(TOPIC, Types.First.newBuilder().setName("k").build());
    KafkaProtobufDeserializer<Types.First> reader =
        new KafkaProtobufDeserializer<>(registry.resolver);
    reader.configure(Map.of("specific.protobuf.key.type", Types.First.class), true);

    assertThat(reader.deserialize(TOPIC, bytes).getName()).isEqualTo("k");
    assertThat(registry.subjects()).containsExactly("orders-key");
  }

  @Test
  void mustBeConfiguredFirst() {
    assertThatThrownBy(() -> new KafkaProtobufSerializer<>().serialize(TOPIC, ORDER))
        .isInstanceOf(InvalidConfigurationException.class);
  }
}
