// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.kafka;

import static io.velostream.schema.protobuf.Registry.TOPIC;
import static io.velostream.schema.protobuf.Registry.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.velostream.schema.protobuf.KafkaProtobufDeserializer;
import io.velostream.schema.protobuf.KafkaProtobufSerializer;
import io.velostream.schema.protobuf.Registry;
import io.velostream.schema.protobuf.schema.MessageIndexes;
import io.velostream.schema.protobuf.shop.Order;
import io.velostream.schema.protobuf.shop.Types;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that were computed by hand, from the documentation of the wire format. */
class WireFormatTest {

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  /** The first message of the file: the single byte 0 in place of count and index. */
  @Test
  void firstMessageHasTheShortForm() {
    // magic 0, id 1, index 0, field 1 (0x0A) of 2 bytes "hi"
    assertBytes(Types.First.newBuilder().setName("hi").build(), "00 00000001 00 0a 02 6869");
  }

  /** The second message of the file: one index (zigzag 2), which is 1 (zigzag 2). */
  @Test
  void secondMessageHasOneIndex() {
    assertBytes(
        Types.Second.newBuilder().setNumber(5).setName("x").build(),
        "00 00000001 02 02 08 05 12 01 78");
  }

  /** First.Inner: two indexes (zigzag 4), 0 (zigzag 0) and 0. */
  @Test
  void nestedMessageHasTwoIndexes() {
    assertBytes(
        Types.First.Inner.newBuilder().setNumber(150).build(), "00 00000001 04 00 00 08 96 01");
  }

  /** First.Other.Deep: three indexes (zigzag 6), 0, 1 (zigzag 2) and 0. */
  @Test
  void deepMessageHasThreeIndexes() {
    assertBytes(
        Types.First.Other.Deep.newBuilder().setFlag(true).build(), "00 00000001 06 00 02 00 08 01");
  }

  /** Entries of maps are no messages of their own: Line is message 0 of Order. */
  @Test
  void entriesOfMapsAreNotCounted() {
    byte[] bytes =
        registry.serializer().serialize(TOPIC, Order.Line.newBuilder().setQuantity(2).build());

    assertThat(bytes).isEqualTo(hex("00 00000003 04 00 00 10 02"));
    KafkaProtobufDeserializer<Message> reader = registry.deserializer();
    assertThat(reader.deserialize(TOPIC, bytes).getDescriptorForType().getFullName())
        .isEqualTo("shop.Order.Line");
  }

  private void assertBytes(Message message, String expected) {
    byte[] bytes = registry.serializer().serialize(TOPIC, message);

    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(HexFormat.of().formatHex(hex(expected)));
    KafkaProtobufDeserializer<Message> dynamic = registry.deserializer();
    assertThat(dynamic.deserialize(TOPIC, bytes))
        .isInstanceOf(DynamicMessage.class)
        .satisfies(
            read -> {
              assertThat(read.toByteString()).isEqualTo(message.toByteString());
              assertThat(read.getDescriptorForType().getFullName())
                  .isEqualTo(message.getDescriptorForType().getFullName());
            });
    KafkaProtobufDeserializer<Message> specific =
        registry.deserializer("specific.protobuf.value.type", message.getClass().getName());
    assertThat(specific.deserialize(TOPIC, bytes)).isEqualTo(message);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    assertThat(specific.deserialize(TOPIC, new RecordHeaders(), direct)).isEqualTo(message);
    assertThat(direct.position()).isZero();
    assertThat(specific.deserialize(TOPIC, new RecordHeaders(), ByteBuffer.wrap(bytes)))
        .isEqualTo(message);
  }

  /** The long form of the first message: count 1 (zigzag 2), index 0. */
  @Test
  void readsTheLongFormOfTheFirstMessage() {
    registry.serializer().serialize(TOPIC, Types.First.getDefaultInstance());

    assertThat(read("00 00000001 02 00 0a 02 6869"))
        .isEqualTo(Types.First.newBuilder().setName("hi").build());
  }

  private Message read(String bytes) {
    KafkaProtobufDeserializer<Message> derived = registry.deserializer("derive.type", true);
    return derived.deserialize(TOPIC, hex(bytes));
  }

  @Test
  void derivesTheClassFromTheSchema() {
    byte[] bytes =
        registry.serializer().serialize(TOPIC, Types.First.Other.Deep.getDefaultInstance());

    KafkaProtobufDeserializer<Message> derived = registry.deserializer("derive.type", true);
    assertThat(derived.deserialize(TOPIC, bytes)).isInstanceOf(Types.First.Other.Deep.class);
  }

  /** In a header the indexes follow the GUID, and the payload is bare. */
  @Test
  void headerHoldsTheIndexes() {
    KafkaProtobufSerializer<Message> serializer =
        registry.serializer("value.schema.id.serializer", "header");
    Headers headers = new RecordHeaders();
    Message message = Types.First.Inner.newBuilder().setNumber(150).build();
    byte[] bytes = serializer.serialize(TOPIC, headers, message);
    byte[] header = headers.lastHeader("__value_schema_id").value();

    assertThat(bytes).isEqualTo(hex("08 96 01"));
    assertThat(header).hasSize(20).startsWith(1).endsWith(4, 0, 0);
    KafkaProtobufDeserializer<Message> reader = registry.deserializer("derive.type", true);
    assertThat(reader.deserialize(TOPIC, headers, bytes)).isEqualTo(message);
    assertThat(reader.deserialize(TOPIC, headers, ByteBuffer.wrap(bytes))).isEqualTo(message);
    KafkaProtobufDeserializer<Message> listed =
        registry.deserializer("value.schema.id.deserializer", "header,apicurio-3");
    assertThat(listed.deserialize(TOPIC, headers, bytes).toByteString())
        .isEqualTo(message.toByteString());
  }

  @Test
  void headerOfTheFirstMessageEndsWithZero() {
    Headers headers = new RecordHeaders();
    Message message = Types.First.newBuilder().setName("hi").build();
    byte[] bytes =
        registry
            .serializer("value.schema.id.serializer", "header")
            .serialize(TOPIC, headers, message);

    assertThat(headers.lastHeader("__value_schema_id").value()).hasSize(18).endsWith(0);
    KafkaProtobufDeserializer<Message> reader = registry.deserializer();
    assertThat(reader.deserialize(TOPIC, headers, bytes).toByteString())
        .isEqualTo(message.toByteString());
  }

  @ParameterizedTest
  @CsvSource({
    "00 00000001, has none",
    "00 00000001 02, ends within its message indexes",
    "00 00000001 80, ends within its message indexes",
    "00 00000001 02 06, index 3 is not in the schema",
    "00 00000001 04 02 00, index 0 is not in the schema",
    "00 00000001 02 01, index -1 is not in the schema",
    "00 00000001 01 00, -1 message indexes",
    "00 00000001 feffffff0f 00, 2147483647 message indexes",
    "00 00000001 ffffffffff00, more than 32 bits",
    "00 00000001 00 0a 05 68, no message shop.First",
    "00 00000001 00 0a, no message shop.First",
    "00 00000001 00 ff, no message shop.First",
    "00 000000ff 00 0a 02 6869, 255",
    "00 00, frame alone takes 5",
    "07 00000001 00, magic byte"
  })
  void refusesMalformedRecords(String bytes, String reason) {
    registry.serializer().serialize(TOPIC, Types.First.getDefaultInstance());
    KafkaProtobufDeserializer<Message> reader = registry.deserializer();
    byte[] record = hex(bytes);

    assertThatThrownBy(() -> reader.deserialize(TOPIC, record))
        .isInstanceOf(SerializationException.class)
        .satisfies(e -> assertThat(all(e)).contains(reason));
    ByteBuffer direct = ByteBuffer.allocateDirect(record.length).put(record).flip();
    assertThatThrownBy(() -> reader.deserialize(TOPIC, null, direct))
        .isInstanceOf(SerializationException.class)
        .satisfies(e -> assertThat(all(e)).contains(reason));
  }

  private static String all(Throwable thrown) {
    StringBuilder messages = new StringBuilder();
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      messages.append(each.getMessage()).append('\n');
    }
    return messages.toString();
  }

  @Test
  void indexesOfManyMessagesAreVarints() {
    assertThat(MessageIndexes.bytesOf(Types.SecondV1.getDescriptor())).isEqualTo(hex("02 04"));
  }
}
