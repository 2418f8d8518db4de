// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.reflect.AvroEncode;
import org.apache.avro.reflect.DateAsLongEncoding;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What serializers and deserializers say that they left to Avro. */
class AvroFallbacksTest {

  static final class Encoded {
    @AvroEncode(using = DateAsLongEncoding.class)
    Date date = new Date(1);
  }

  private static final String TOPIC = "topic";

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final KafkaAvroSerializer serializer = new KafkaAvroSerializer();
  private final KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();

  @AfterEach
  void close() {
    serializer.close();
    deserializer.close();
    registry.close();
  }

  private void configure(Object... reading) {
    serializer.configure(configs(AvroKeys.REFLECTION, true), false);
    deserializer.configure(configs(reading), false);
  }

  private Map<String, Object> configs(Object... settings) {
    Map<String, Object> configs = Codecs.map(settings);
    configs.put("schema.registry.url", registry.url());
    return configs;
  }

  @Test
  void areNoneBeforeAnythingIsConfigured() {
    assertThat(serializer.fallbacks()).isEqualTo(CodecFallbacks.NONE);
    assertThat(deserializer.fallbacks()).isEqualTo(CodecFallbacks.NONE);
  }

  @Test
  void countValuesThatCompiledCodeGaveUpOn() {
    configure();
    byte[] bytes = serializer.serialize(TOPIC, new Address("a", "b"));
    deserializer.deserialize(TOPIC, bytes);
    assertThat(serializer.fallbacks()).isEqualTo(CodecFallbacks.NONE);
    assertThat(deserializer.fallbacks()).isEqualTo(CodecFallbacks.NONE);

    GenericData.Record withoutFields = new GenericData.Record(Address.getClassSchema());
    assertThatThrownBy(() -> serializer.serialize(TOPIC, withoutFields))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> deserializer.deserialize(TOPIC, Arrays.copyOf(bytes, 6)))
        .isInstanceOf(SerializationException.class);
    assertThat(serializer.fallbacks()).isEqualTo(new CodecFallbacks(0, 1));
    assertThat(deserializer.fallbacks()).isEqualTo(new CodecFallbacks(0, 1));
  }

  @Test
  void countSchemasThatAreNotCompiledUntilConfiguredAgain() {
    configure(AvroKeys.VALUE_TYPE, Encoded.class);
    byte[] bytes = serializer.serialize(TOPIC, new Encoded());
    deserializer.deserialize(TOPIC, bytes);
    Encoded read = (Encoded) deserializer.deserialize(TOPIC, bytes);
    assertThat(read.date).isEqualTo(new Date(1));
    assertThat(deserializer.fallbacks()).isEqualTo(new CodecFallbacks(1, 0));

    configure(AvroKeys.VALUE_TYPE, Encoded.class);
    assertThat(deserializer.fallbacks()).isEqualTo(CodecFallbacks.NONE);
  }
}
