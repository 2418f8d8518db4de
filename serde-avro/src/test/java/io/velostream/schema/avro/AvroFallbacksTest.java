// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.generated.Address;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
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

  /** A record that fails with an exception of its own as often as it is told. */
  private static final class Failing extends GenericData.Record {

    private final RuntimeException failure;
    private int left = 1;

    Failing(RuntimeException failure) {
      super(Address.getClassSchema());
      this.failure = failure;
      put("street", "a");
    }

    @Override
    public Object get(int field) {
      if (left-- > 0) {
        throw failure;
      }
      return super.get(field);
    }
  }

  private String logOf(RuntimeException failure) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      for (int n = 0; n < 2; n++) {
        GenericData.Record whole = new GenericData.Record(Address.getClassSchema());
        whole.put("street", "a");
        assertThat(serializer.serialize(TOPIC, new Failing(failure)))
            .isEqualTo(serializer.serialize(TOPIC, whole));
      }
    } finally {
      System.setErr(before);
    }
    return log.toString(UTF_8);
  }

  /** What only our own code fails with is said once, so that a fault of it is not just slow. */
  @Test
  void areNamedOnceWhereOnlyCompiledCodeFails() {
    configure();
    String message = "Compiled code failed to write a value";

    assertThat(logOf(new ClassCastException("as usual"))).doesNotContain(message);
    assertThat(logOf(new IllegalStateException("boom"))).containsOnlyOnce(message).contains("boom");
    assertThat(serializer.fallbacks().values()).isEqualTo(4);
  }
}
