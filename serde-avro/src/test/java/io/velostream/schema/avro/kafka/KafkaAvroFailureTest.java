// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.kafka;

import static io.velostream.schema.avro.Registry.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.avro.Registry;
import io.velostream.schema.avro.Samples;
import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.avro.generated.Order;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How serializer and deserializer say what is wrong: settings, bytes, ids, the registry. */
class KafkaAvroFailureTest {

  private static final Address ADDRESS = new Address("Main Street", "1");

  private final Registry registry = new Registry();

  @AfterEach
  void close() {
    registry.close();
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
    assertThatThrownBy(() -> registry.serializer("schema.refelction", true))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.reflection");
    assertThatThrownBy(() -> registry.deserializer(AvroKeys.VALUE_TYPE, "no.such.Class"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(AvroKeys.VALUE_TYPE);
  }

  @Test
  void failsBadFramesPayloadsAndIdsWithSerializationExceptions() {
    KafkaAvroDeserializer deserializer = registry.deserializer();
    byte[] good = registry.serializer().serialize(TOPIC, ADDRESS);
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
    registry.server.stop();
    try (KafkaAvroSerializer own = new KafkaAvroSerializer()) {
      own.configure(registry.configs("schema.lookup.timeout.ms", 300), false);

      assertThatThrownBy(() -> own.serialize(TOPIC, ADDRESS)).isInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void failsMutatedFramesWithNothingButSerializationExceptions() {
    KafkaAvroDeserializer generic = registry.deserializer();
    KafkaAvroDeserializer specific = registry.deserializer(AvroKeys.VALUE_TYPE, Order.class);
    byte[] good = registry.serializer().serialize(TOPIC, Samples.order());
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
}
