// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.KafkaAvroSerializer;
import io.velostream.schema.serde.access.SchemaAccessDeniedException;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Access patterns of serializers and deserializers: what is denied makes no request. */
class AccessTest {

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aDeniedTopicIsNotWritten() {
    try (KafkaAvroSerializer serializer = serializer("schema.access.write.deny", "topic:pay*")) {
      assertThatThrownBy(() -> serializer.serialize("payments", "text"))
          .isInstanceOf(AuthorizationException.class)
          .isInstanceOf(SchemaAccessDeniedException.class)
          .hasMessageContaining("client c1 may not write topic payments (values)")
          .hasMessageContaining("schema.access.write.deny");
      assertThatThrownBy(() -> serializer.serialize("payments", null))
          .as("a deletion")
          .isInstanceOf(SchemaAccessDeniedException.class);
      assertThat(registry.requestCount()).isZero();

      assertThat(serializer.serialize("orders", null)).isNull();
      assertThat(serializer.serialize("orders", "text")).isNotEmpty();
      assertThatThrownBy(() -> serializer.serialize("payments", "text"))
          .isInstanceOf(SchemaAccessDeniedException.class);
    }
  }

  @Test
  void aDeniedSubjectIsNotRegistered() {
    try (KafkaAvroSerializer serializer =
        serializer("schema.access.register.allow", "subject:orders-value")) {
      assertThatThrownBy(() -> serializer.serialize("payments", "text"))
          .isInstanceOf(SchemaAccessDeniedException.class)
          .hasMessageContaining("register topic payments with subject payments-value");
      assertThat(registry.requestCount("POST", ".*")).isZero();
      assertThat(serializer.serialize("orders", "text")).isNotEmpty();
    }
  }

  @Test
  void aDeniedTopicIsNotReadAlsoIfItsSchemaIsKnownFromAnother() {
    byte[] bytes;
    try (KafkaAvroSerializer serializer = serializer("auto.register.schemas", "true")) {
      bytes = serializer.serialize("orders", "text");
    }
    Map<String, Object> configs = configs("schema.access.read.allow", "topic:orders");
    try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
      deserializer.configure(configs, false);
      assertThat(deserializer.deserialize("orders", bytes)).hasToString("text");
      int requests = registry.requestCount();

      assertThatThrownBy(() -> deserializer.deserialize("payments", bytes))
          .isInstanceOf(SchemaAccessDeniedException.class)
          .hasMessageContaining("read topic payments");
      assertThat(registry.requestCount()).isEqualTo(requests);
      assertThat(deserializer.deserialize("orders", bytes)).hasToString("text");
    }
  }

  @Test
  void aDeniedSubjectIsNotReadAndMakesNoRequest() {
    try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
      deserializer.configure(configs("schema.access.read.deny", "subject:*-key"), true);
      assertThatThrownBy(
              () -> deserializer.deserialize("orders", new byte[] {0, 0, 0, 0, 1, 2, 65}))
          .isInstanceOf(SchemaAccessDeniedException.class)
          .hasMessageContaining("read topic orders with subject orders-key (keys)");
      assertThat(registry.requestCount()).isZero();
    }
  }

  @Test
  void aSubjectThatDependsOnTheRecordIsDeniedBeforeDecoding() {
    registry.register("a.Order", "{\"type\":\"record\",\"name\":\"a.Order\",\"fields\":[]}");
    Map<String, Object> configs = configs("schema.access.read.deny", "subject:a.Order");
    configs.put(
        "value.subject.name.strategy", "io.confluent.kafka.serializers.subject.RecordNameStrategy");
    try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
      deserializer.configure(configs, false);
      assertThatThrownBy(() -> deserializer.deserialize("orders", new byte[] {0, 0, 0, 0, 1}))
          .isInstanceOf(SchemaAccessDeniedException.class)
          .hasMessageContaining("with subject a.Order");
    }
  }

  @Test
  void oneKeyForbidsRegistrationWhateverTheClientSays() {
    Map<String, Object> configs = configs("schema.access.auto.register", "false");
    configs.put("auto.register.schemas", "true");
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
      serializer.configure(configs, false);
      assertThatThrownBy(() -> serializer.serialize("orders", "text"))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("schema.access.auto.register=false");
      assertThat(registry.requestCount("POST", ".*/versions.*")).isZero();

      registry.register("payments-value", "\"string\"");
      assertThat(serializer.serialize("payments", "text")).isNotEmpty();
    }
  }

  private KafkaAvroSerializer serializer(String key, String value) {
    KafkaAvroSerializer serializer = new KafkaAvroSerializer();
    serializer.configure(configs(key, value), false);
    return serializer;
  }

  private Map<String, Object> configs(String key, String value) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", registry.url());
    configs.put("client.id", "c1");
    configs.put(key, value);
    return configs;
  }
}
