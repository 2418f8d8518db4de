// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.json.KafkaJsonSchemaDeserializer;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class OnFailureTest {

  private static final byte[] NO_FRAME = {'{', '}', '1', '2', '3', '4'};
  private static final byte[] UNKNOWN_ID = {0, 0, 0, 0, 9, 1};

  @Test
  void skipGivesNullForWhatCannotBeRead() {
    try (KafkaJsonSchemaDeserializer<Object> deserializer = new KafkaJsonSchemaDeserializer<>()) {
      deserializer.configure(configs("skip"), false);

      for (byte[] data : new byte[][] {NO_FRAME, UNKNOWN_ID, {}}) {
        assertThat(deserializer.deserialize("orders", data)).isNull();
        assertThat(deserializer.deserialize("orders", new RecordHeaders(), data)).isNull();
        assertThat(deserializer.deserialize("orders", new RecordHeaders(), ByteBuffer.wrap(data)))
            .isNull();
      }
    }
  }

  @Test
  void failThrows() {
    try (KafkaJsonSchemaDeserializer<Object> deserializer = new KafkaJsonSchemaDeserializer<>()) {
      deserializer.configure(configs("fail"), false);

      assertThatThrownBy(() -> deserializer.deserialize("orders", UNKNOWN_ID))
          .isInstanceOf(SerializationException.class);
    }
  }

  @Test
  void deadLettersNeedBrokers() {
    try (KafkaJsonSchemaDeserializer<Object> deserializer = new KafkaJsonSchemaDeserializer<>()) {
      assertThatThrownBy(() -> deserializer.configure(configs("dead-letter"), false))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("bootstrap.servers");
    }
  }

  @Test
  void skipDoesNotHideThatTheDeserializerIsClosed() {
    KafkaJsonSchemaDeserializer<Object> deserializer = new KafkaJsonSchemaDeserializer<>();
    deserializer.configure(configs("skip"), false);
    deserializer.close();

    assertThatThrownBy(() -> deserializer.deserialize("orders", UNKNOWN_ID))
        .isInstanceOf(InvalidConfigurationException.class);
  }

  private static Map<String, Object> configs(String onFailure) {
    return Map.of("schema.registry.url", "mock://on-failure-json", "schema.on.failure", onFailure);
  }
}
