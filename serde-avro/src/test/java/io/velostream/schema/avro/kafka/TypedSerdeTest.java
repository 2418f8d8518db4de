// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.GenericAvroSerde;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.ReflectAvroSerde;
import io.velostream.schema.avro.SpecificAvroSerde;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values of another class than that of a Serde fail in the Serde, not in the caller's code. */
class TypedSerdeTest {

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aSerdeOfAClassReadsNoOtherClass() {
    byte[] text = text("orders");
    try (Serde<SpecificRecord> serde = new SpecificAvroSerde<>(SpecificRecord.class)) {
      serde.configure(configs(), false);
      Deserializer<SpecificRecord> deserializer = serde.deserializer();

      assertThat(deserializer.deserialize("orders", null)).isNull();
      assertThatThrownBy(() -> deserializer.deserialize("orders", text))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("cannot deserialize a value of topic orders")
          .hasMessageContaining("and the Serde is of interface " + SpecificRecord.class.getName())
          .hasMessageNotContaining("hidden");
      assertThatThrownBy(
              () -> deserializer.deserialize("orders", new RecordHeaders(), ByteBuffer.wrap(text)))
          .isInstanceOf(SerializationException.class);
    }
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // as a topology does that casts its streams
  void aSerdeOfAClassWritesNoOtherClass() {
    try (ReflectAvroSerde<Order> serde = new ReflectAvroSerde<>(Order.class)) {
      serde.configure(configs(), true);
      Serializer raw = serde.serializer();

      assertThat(raw.serialize("orders", new Order())).isNotEmpty();
      assertThatThrownBy(() -> raw.serialize("orders", new RecordHeaders(), "hidden"))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("cannot serialize a key of class java.lang.String for topic orders")
          .hasMessageContaining("the Serde is of class " + Order.class.getName())
          .hasMessageNotContaining("hidden");
    }
  }

  @Test
  void aSerdeOfAPrimitiveTypeWritesAndReadsIt() {
    try (ReflectAvroSerde<Integer> serde = new ReflectAvroSerde<>(int.class)) {
      serde.configure(configs(), false);
      byte[] bytes = serde.serializer().serialize("numbers", 7);

      assertThat(serde.deserializer().deserialize("numbers", bytes)).isEqualTo(7);
    }
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // as the default Serde of Kafka Streams is
  void aSerdeWithoutAClassReadsAnything() {
    byte[] text = text("orders");
    try (Serde generic = new GenericAvroSerde();
        Serde specific = new SpecificAvroSerde()) {
      generic.configure(configs(), false);
      specific.configure(configs(), false);

      assertThat(generic.deserializer().deserialize("orders", text)).hasToString("hidden");
      assertThat(specific.deserializer().deserialize("orders", text)).hasToString("hidden");
    }
  }

  /** A record without fields that are set. */
  static final class Order {
    int number;
  }

  private byte[] text(String topic) {
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
      serializer.configure(configs(), false);
      return serializer.serialize(topic, "hidden");
    }
  }

  private Map<String, Object> configs() {
    return Map.of("schema.registry.url", registry.url());
  }
}
