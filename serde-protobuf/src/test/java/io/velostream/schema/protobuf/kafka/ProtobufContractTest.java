// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.kafka;

import static io.velostream.schema.protobuf.Registry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import io.velostream.schema.protobuf.KafkaProtobufDeserializer;
import io.velostream.schema.protobuf.KafkaProtobufSerializer;
import io.velostream.schema.protobuf.Registry;
import io.velostream.schema.protobuf.shop.Money;
import io.velostream.schema.protobuf.shop.Product;
import io.velostream.schema.protobuf.shop.Types;
import io.velostream.schema.rollout.LossHandling;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutStrategy.BlueGreen;
import io.velostream.schema.rollout.Rollouts;
import io.velostream.schema.serde.access.SchemaAccessDeniedException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What core promises for every format. */
class ProtobufContractTest {

  private static final byte[] NO_FRAME = {9, 9, 9};
  private static final byte[] UNKNOWN_ID = {0, 0, 0, 0, 77, 0};

  private static final Product PRODUCT =
      Product.newBuilder().setName("pen").setPrice(Money.newBuilder().setCents(5)).build();

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void skipGivesNullForWhatCannotBeRead() {
    KafkaProtobufDeserializer<Message> reader = registry.deserializer("schema.on.failure", "skip");

    for (byte[] data : new byte[][] {NO_FRAME, UNKNOWN_ID, {}}) {
      assertThat(reader.deserialize(TOPIC, data)).isNull();
      assertThat(reader.deserialize(TOPIC, new RecordHeaders(), data)).isNull();
      assertThat(reader.deserialize(TOPIC, new RecordHeaders(), ByteBuffer.wrap(data))).isNull();
    }
  }

  @Test
  void deadLettersNeedBrokers() {
    assertThatThrownBy(() -> registry.deserializer("schema.on.failure", "dead-letter"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bootstrap.servers");
  }

  @Test
  void isUnusableWhenClosed() {
    KafkaProtobufDeserializer<Message> reader = registry.deserializer("schema.on.failure", "skip");
    reader.close();

    assertThatThrownBy(() -> reader.deserialize(TOPIC, UNKNOWN_ID))
        .isInstanceOf(InvalidConfigurationException.class);
  }

  @Test
  void unknownKeysAreRefused() {
    assertThatThrownBy(() -> registry.serializer("schema.lokup", "1"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.lokup");
    assertThatThrownBy(() -> registry.serializer("rule.executors", "checkSsn"))
        .isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> registry.serializer("reference.subject.name.strategy", "other"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("other");
  }

  @Test
  void deniedTopicsAreNeitherWrittenNorRead() {
    byte[] bytes = registry.serializer().serialize(TOPIC, PRODUCT);
    KafkaProtobufSerializer<Message> writer =
        registry.serializer("schema.access.write.deny", "topic:pay*");
    KafkaProtobufDeserializer<Message> reader =
        registry.deserializer("schema.access.read.deny", "topic:pay*");

    assertThatThrownBy(() -> writer.serialize("payments", PRODUCT))
        .isInstanceOf(SchemaAccessDeniedException.class);
    assertThatThrownBy(() -> reader.deserialize("payments", bytes))
        .isInstanceOf(SchemaAccessDeniedException.class);
    assertThat(writer.serialize(TOPIC, PRODUCT)).isEqualTo(bytes);
    assertThat(reader.deserialize(TOPIC, bytes)).isNotNull();
  }

  /** The subjects of imports need the same permission as that of the topic. */
  @Test
  void deniedSubjectsOfImportsAreNotRegistered() {
    KafkaProtobufSerializer<Message> writer =
        registry.serializer("schema.access.register.allow", "subject:orders-value");

    assertThatThrownBy(() -> writer.serialize(TOPIC, PRODUCT))
        .isInstanceOf(SchemaAccessDeniedException.class)
        .hasMessageContaining("shop/money.proto");
    assertThat(registry.subjects()).isEmpty();
  }

  @Test
  void warmCallsAskNothing() {
    KafkaProtobufSerializer<Message> writer = registry.serializer();
    KafkaProtobufDeserializer<Message> reader = registry.deserializer();
    byte[] bytes = writer.serialize(TOPIC, PRODUCT);
    reader.deserialize(TOPIC, bytes);
    int requests = registry.server.requestCount();

    for (int i = 0; i < 100; i++) {
      assertThat(writer.serialize(TOPIC, PRODUCT)).isEqualTo(bytes);
      assertThat(reader.deserialize(TOPIC, bytes)).isNotNull();
    }
    assertThat(registry.server.requestCount()).isEqualTo(requests);
  }

  @Test
  void valuesAreWrittenInTheVersionOfTheRollout() {
    String text = "syntax = \"proto3\"; package shop; message Second { int32 number = 1;%s }";
    int first = registry.register("orders-value", text.formatted(""));
    int second = registry.register("orders-value", text.formatted(" string name = 2;"));
    Rollout old = Rollout.running("orders-value", 1, 2, new BlueGreen(false));
    Rollouts rollouts = new Rollouts();
    KafkaProtobufSerializer<Message> writer =
        registry.serializer("schema.rollout.source", rollouts);
    Message plain = Types.Second.newBuilder().setNumber(5).build();
    Message named = Types.Second.newBuilder().setNumber(5).setName("x").build();

    rollouts.put(old);
    assertThat(writer.serialize(TOPIC, plain)).containsExactly(0, 0, 0, 0, first, 0, 8, 5);
    assertThatThrownBy(() -> writer.serialize(TOPIC, named))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("the field name");
    rollouts.put(old.with(LossHandling.REPORT));
    assertThat(writer.serialize(TOPIC, named)).containsExactly(0, 0, 0, 0, first, 0, 8, 5);
    rollouts.put(Rollout.running("orders-value", 1, 2, new BlueGreen(true)));
    assertThat(writer.serialize(TOPIC, named))
        .containsExactly(0, 0, 0, 0, second, 0, 8, 5, 18, 1, 'x');
  }

  @Test
  void countsRecords() {
    KafkaProtobufSerializer<Message> writer = registry.serializer();
    writer.serialize(TOPIC, PRODUCT);

    assertThat(writer.stats().registryCalls()).isPositive();
  }

  @Test
  void bothEndsTakeTheSameConfiguration() {
    Map<String, Object> configs =
        registry.configs(
            "reference.subject.name.strategy",
            "qualified",
            "specific.protobuf.value.type",
            Product.class);
    try (KafkaProtobufSerializer<Product> writer = new KafkaProtobufSerializer<>();
        KafkaProtobufDeserializer<Product> reader = new KafkaProtobufDeserializer<>()) {
      writer.configure(configs, false);
      reader.configure(configs, false);

      assertThat(reader.deserialize(TOPIC, writer.serialize(TOPIC, PRODUCT))).isEqualTo(PRODUCT);
    }
  }
}
