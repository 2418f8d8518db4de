// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.kafka;

import static io.velostream.schema.protobuf.Registry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.velostream.schema.protobuf.KafkaProtobufDeserializer;
import io.velostream.schema.protobuf.KafkaProtobufSerializer;
import io.velostream.schema.protobuf.Registry;
import io.velostream.schema.protobuf.shop.Money;
import io.velostream.schema.protobuf.shop.Product;
import io.velostream.schema.testing.model.SchemaReference;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Damaged records, and schemas that are linked in unusual ways. */
class HostileRecordsTest {

  private static final int SEEDS = 3_000;

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  private static Message sample() {
    return Struct.newBuilder()
        .putFields("any", Value.newBuilder().setStringValue("text").build())
        .putFields("number", Value.newBuilder().setNumberValue(5).build())
        .build();
  }

  /** Neither another exception than that of Kafka, nor a length that is trusted. */
  @Test
  void damagedRecordsAreReadOrRefused() {
    KafkaProtobufSerializer<Message> writer = registry.serializer();
    KafkaProtobufDeserializer<Message> dynamic = registry.deserializer();
    KafkaProtobufDeserializer<Message> typed =
        registry.deserializer("specific.protobuf.value.type", Struct.class);
    byte[] bytes = writer.serialize(TOPIC, sample());
    assertThat(typed.deserialize(TOPIC, bytes)).isEqualTo(sample());
    Random random = new Random(1);

    int refused = 0;
    for (int i = 0; i < SEEDS; i++) {
      byte[] damaged = damaged(bytes, random);
      ByteBuffer direct = ByteBuffer.allocateDirect(damaged.length).put(damaged).flip();
      boolean isRead = reads(() -> typed.deserialize(TOPIC, damaged));
      assertThat(reads(() -> dynamic.deserialize(TOPIC, damaged))).isEqualTo(isRead);
      assertThat(reads(() -> typed.deserialize(TOPIC, null, direct))).isEqualTo(isRead);
      refused += isRead ? 0 : 1;
    }
    assertThat(refused).isBetween(SEEDS / 10, SEEDS * 9 / 10);
  }

  /** Bytes after the id of the schema are changed, cut or repeated. */
  private static byte[] damaged(byte[] bytes, Random random) {
    byte[] damaged =
        random.nextInt(3) == 0
            ? Arrays.copyOf(bytes, 5 + random.nextInt(bytes.length))
            : bytes.clone();
    int changes = random.nextInt(3);
    for (int i = 0; i < changes && damaged.length > 5; i++) {
      damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt();
    }
    return damaged;
  }

  private static boolean reads(Runnable read) {
    try {
      read.run();
      return true;
    } catch (SerializationException e) {
      return false;
    }
  }

  @Test
  void claimedLengthsAreNotAllocated() {
    byte[] bytes = registry.serializer().serialize(TOPIC, sample());
    byte[] huge = Arrays.copyOf(bytes, 12);
    System.arraycopy(Registry.hex("0a ff ff ff ff 07"), 0, huge, 6, 6);
    byte[] manyIndexes = Arrays.copyOf(bytes, 11);
    System.arraycopy(Registry.hex("fe ff ff ff 0f 00"), 0, manyIndexes, 5, 6);
    KafkaProtobufDeserializer<Message> reader = registry.deserializer();

    assertThatThrownBy(() -> reader.deserialize(TOPIC, huge))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> reader.deserialize(TOPIC, manyIndexes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("message indexes");
  }

  @Test
  void deepMessagesAreRefused() {
    Value value = Value.newBuilder().setNumberValue(1).build();
    for (int i = 0; i < 500; i++) {
      value = Value.newBuilder().setStructValue(Struct.newBuilder().putFields("a", value)).build();
    }
    byte[] bytes = registry.serializer().serialize(TOPIC, value);
    KafkaProtobufDeserializer<Message> reader = registry.deserializer();

    assertThatThrownBy(() -> reader.deserialize(TOPIC, bytes))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void packedMessagesOfAnyKeepTheirBytes() {
    Any any = Any.pack(Money.newBuilder().setCents(5).build());
    byte[] bytes = registry.serializer().serialize(TOPIC, any);
    KafkaProtobufDeserializer<Any> typed =
        registry.deserializer("specific.protobuf.value.type", Any.class);
    KafkaProtobufDeserializer<Message> dynamic = registry.deserializer();

    assertThat(typed.deserialize(TOPIC, bytes)).isEqualTo(any);
    assertThat(dynamic.deserialize(TOPIC, bytes).toByteString()).isEqualTo(any.toByteString());
  }

  /** The two imports have one subject, and its file two names, one of which is a public import. */
  @Test
  void oneFileIsImportedByTwoNames() {
    String money = "syntax = \"proto3\"; package shop; message Money { int64 units = 1; }";
    registry.register("money", money);
    registry.register(
        "prices",
        "syntax = \"proto3\"; package shop; import public \"a/money.proto\"; message Price { Money"
            + " m = 1; }",
        new SchemaReference("a/money.proto", "money", 1));
    int id =
        registry.register(
            TOPIC + "-value",
            "syntax = \"proto3\"; package shop; import \"prices.proto\"; import public"
                + " \"b/money.proto\"; message Product { string name = 1; Money price = 2; Price"
                + " other = 3; }",
            new SchemaReference("prices.proto", "prices", 1),
            new SchemaReference("b/money.proto", "money", 1));
    KafkaProtobufDeserializer<Product> reader =
        registry.deserializer("specific.protobuf.value.type", Product.class);

    assertThat(reader.deserialize(TOPIC, new byte[] {0, 0, 0, 0, (byte) id, 0, 0x12, 2, 8, 7}))
        .isEqualTo(Product.newBuilder().setPrice(Money.newBuilder().setUnits(7)).build());
  }

  @Test
  void schemasOfAnyTextAreUsedOrRefused() {
    String text =
        """
        syntax = "proto2"; package p; message M { optional int32 a = 1 [default = 5]; extensions \
        10 to 20; map<string, M> m = 2; oneof o { E e = 3; } enum E { A = 0; B = 1; } } extend M \
        { optional M x = 10; }""";
    KafkaProtobufDeserializer<Message> reader = registry.deserializer();
    Random random = new Random(2);
    for (int i = 0; i < 100; i++) {
      StringBuilder damaged = new StringBuilder(text);
      int at = random.nextInt(text.length());
      damaged.replace(at, Math.min(text.length(), at + random.nextInt(4)), "");
      damaged.insert(
          random.nextInt(damaged.length()), "MEa1=0;.{}<- \"".charAt(random.nextInt(14)));
      int id = registry.register("s" + i, damaged.toString());
      byte[] bytes = ByteBuffer.allocate(6).put((byte) 0).putInt(id).put((byte) 0).array();
      reads(() -> reader.deserialize(TOPIC, bytes));
    }
  }
}
