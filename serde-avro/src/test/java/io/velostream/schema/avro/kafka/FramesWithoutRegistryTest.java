// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.kafka;

import static io.velostream.schema.avro.Registry.TOPIC;
import static io.velostream.schema.avro.kafka.MixedTopicTest.OF_GLUE;
import static io.velostream.schema.avro.kafka.MixedTopicTest.OLD;
import static io.velostream.schema.avro.kafka.MixedTopicTest.glue;
import static io.velostream.schema.avro.kafka.MixedTopicTest.of;
import static io.velostream.schema.avro.kafka.MixedTopicTest.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.KafkaAvroDeserializer;
import io.velostream.schema.avro.kafka.MixedTopicTest.Lookup;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.serde.GlueSchemaLookup;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deserializers whose frames need no registry, and look-ups of users. */
class FramesWithoutRegistryTest {

  /** Frames whose schemas are in no registry need no URL of one. */
  @ParameterizedTest
  @ValueSource(strings = {"none", "glue", "glue,none"})
  void needsNoRegistryWhereNoFrameDoes(String frames) throws IOException {
    Map<String, Object> configs = new HashMap<>();
    configs.put("value.schema.id.deserializer", frames);
    configs.put("schema.glue.lookup.class", Lookup.class);
    configs.put("value.plain.schema", OLD.toString());
    try (KafkaAvroDeserializer reader = new KafkaAvroDeserializer()) {
      reader.configure(configs, false);
      if (frames.contains("none")) {
        assertThat(reader.deserialize(TOPIC, plain(OLD, of(OLD)))).hasToString(of(OLD).toString());
      }
      if (frames.contains("glue")) {
        assertThat(reader.deserialize(TOPIC, glue(true, plain(OF_GLUE, of(OF_GLUE)))))
            .hasToString(of(OF_GLUE).toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dual", "glue,prefix", "single-object", "apicurio-2,none"})
  void needsARegistryWhereOneFrameDoes(String frames) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("value.schema.id.deserializer", frames);
    configs.put("schema.glue.lookup.class", Lookup.class);
    configs.put("value.plain.schema", OLD.toString());
    try (KafkaAvroDeserializer reader = new KafkaAvroDeserializer()) {
      assertThatThrownBy(() -> reader.configure(configs, false))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("schema.registry.url is missing");
      configs.put("value.schema.id.deserializer", "none");
      configs.put("use.latest.version", true);
      assertThatThrownBy(() -> reader.configure(configs, false))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("schema.registry.url is missing");
    }
  }

  /** Has a text that is no schema. */
  public static final class BrokenLookup implements GlueSchemaLookup {

    private static final AtomicInteger CALLS = new AtomicInteger();

    @Override
    public SchemaDefinition schema(UUID schemaVersionId) {
      CALLS.incrementAndGet();
      return SchemaDefinition.of("AVRO", "{\"type\":\"nothing\"}");
    }
  }

  @Test
  void asksOnceForAVersionWhoseTextIsNoSchema() throws IOException {
    Map<String, Object> configs = new HashMap<>();
    configs.put("value.schema.id.deserializer", "glue");
    configs.put("schema.glue.lookup.class", BrokenLookup.class);
    byte[] record = glue(false, new byte[] {0});
    try (KafkaAvroDeserializer reader = new KafkaAvroDeserializer()) {
      reader.configure(configs, false);
      for (int n = 0; n < 10; n++) {
        assertThatThrownBy(() -> reader.deserialize(TOPIC, record))
            .isInstanceOf(SerializationException.class);
      }
    }
    assertThat(BrokenLookup.CALLS).hasValue(1);
  }
}
