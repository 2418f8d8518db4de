// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.metrics.MetricRegistry;
import io.velostream.schema.rollout.Rollout;
import io.velostream.schema.rollout.RolloutStrategy.BlueGreen;
import io.velostream.schema.rollout.Rollouts;
import io.velostream.schema.serde.TextCodec;
import io.velostream.schema.serde.TextCodec.Text;
import io.velostream.schema.serde.TextFormat;
import io.velostream.schema.serde.access.SchemaAccessDeniedException;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.wire.WireFormat;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What serializers and deserializers count, and what they show and refuse besides. */
class EngineCountsTest {

  private static final String ORDER = TextFormat.schema("Order");
  private static final String CLIENT = "engine-counts";

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final SchemaResolver resolver =
      SchemaResolver.builder().registry(RegistrySettings.of(URI.create(registry.url()))).build();

  @AfterEach
  void close() {
    resolver.close();
    registry.close();
  }

  private static Map<String, Object> with(String key, Object value) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("client.id", CLIENT);
    configs.put(key, value);
    return configs;
  }

  private SerializerEngine<String> serializer(String key, Object value) {
    return SerializerEngine.create(
        SerdeConfig.forSerializer(with(key, value), false, new ConfigDef()),
        new TextCodec(),
        resolver);
  }

  private DeserializerEngine<String> deserializer(String key, Object value) {
    return DeserializerEngine.create(
        SerdeConfig.forDeserializer(with(key, value), false, new ConfigDef()),
        new TextCodec(),
        resolver);
  }

  private static List<MetricGroup> groups(String kind) {
    return MetricRegistry.global().groups().stream()
        .filter(group -> group.toString().startsWith(kind + "{client-id=" + CLIENT))
        .toList();
  }

  private static long count(String kind, String metric) {
    assertThat(groups(kind)).hasSize(1);
    return (long) groups(kind).get(0).metric(metric).read();
  }

  private static void assertCounts(String direction, long records, long bytes, long failures) {
    for (String kind : List.of(direction + "-metrics", direction + "-topic-metrics")) {
      assertThat(count(kind, "record-total")).as("records of %s", kind).isEqualTo(records);
      assertThat(count(kind, "byte-total")).as("bytes of %s", kind).isEqualTo(bytes);
      assertThat(count(kind, "failure-total")).as("failures of %s", kind).isEqualTo(failures);
    }
  }

  @Test
  void aSerializerCountsRecordsBytesBindingsAndFailuresUntilItIsClosed() {
    try (SerializerEngine<String> engine = serializer("auto.register.schemas", "true")) {
      for (int n = 0; n < 3; n++) {
        engine.serialize("orders", null, new Text(ORDER, "four"));
      }
      assertThatThrownBy(() -> engine.serialize("orders", null, new Text(ORDER, "poison")))
          .isInstanceOf(SerializationException.class);

      assertCounts("serializer", 3, 27, 1);
      assertThat(count("serializer-metrics", "binding-total")).isEqualTo(1);
      assertThat(count("serializer-metrics", "binding-hit-total")).isEqualTo(2);
      assertThat(count("serializer-metrics", "binding-bytes")).isPositive();
      assertThat(engine.stats().boundBytes())
          .isEqualTo(count("serializer-metrics", "binding-bytes"));
    }
    assertThat(groups("serializer-metrics")).isEmpty();
  }

  @Test
  void aSerializerCountsRecordsOfRolloutsToo() {
    registry.register("orders-value", ORDER);
    registry.register("orders-value", TextFormat.schema("Order\",\"doc\":\"new"));
    Rollouts rollouts = new Rollouts();
    rollouts.put(Rollout.running("orders-value", 1, 2, new BlueGreen(true)));
    try (SerializerEngine<String> engine = serializer("schema.rollout.source", rollouts)) {
      engine.serialize("orders", null, new Text(ORDER, "four"));
      assertThatThrownBy(() -> engine.serialize("orders", null, new Text(ORDER, "poison")))
          .isInstanceOf(SerializationException.class);

      assertCounts("serializer", 1, 9, 1);
    }
  }

  @Test
  void aSerializerRefusesToDeleteWhereWritingIsDenied() {
    try (SerializerEngine<String> engine = serializer("schema.access.write.deny", "topic:orders")) {
      assertThatThrownBy(() -> engine.serialize("orders", null, null))
          .isInstanceOf(SchemaAccessDeniedException.class)
          .hasMessageContaining("may not write topic orders");
      assertCounts("serializer", 0, 0, 1);
      assertThat(engine.serialize("payments", null, null)).isNull();
    }
  }

  @Test
  void aSerializerRefusesToRegisterWhereThatIsDenied() {
    try (SerializerEngine<String> engine =
        serializer("schema.access.register.deny", "subject:orders-value")) {
      assertThatThrownBy(() -> engine.serialize("orders", null, new Text(ORDER, "hi")))
          .isInstanceOf(SchemaAccessDeniedException.class)
          .hasMessageContaining("orders-value");
      assertThat(registry.requestCount("POST", "**")).isZero();
      assertThat(engine.serialize("payments", null, new Text(ORDER, "hi"))).hasSize(7);
    }
  }

  @Test
  void aSerializerNamesTheSubjectOfAPartThatFailed() {
    try (SerializerEngine<String> engine = serializer("auto.register.schemas", "false")) {
      assertThatThrownBy(() -> engine.serialize("orders", null, new Text(ORDER, "hi")))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("under subject orders-value");
      assertThat(engine.failedPart("orders", new Text(ORDER, "hi")).subject())
          .isEqualTo("orders-value");
    }
  }

  @Test
  void aSerializerThatWritesThePrefixRemovesTheHeaderOfACopiedRecord() {
    try (SerializerEngine<String> engine = serializer("auto.register.schemas", "true")) {
      Headers headers = new RecordHeaders().add("__value_schema_id", new byte[17]);
      headers.add("other", new byte[1]);

      engine.serialize("orders", headers, new Text(ORDER, "hi"));
      assertThat(headers.toArray()).extracting("key").containsExactly("other");
    }
  }

  private byte[] record(String text) {
    byte[] frame = WireFormat.idFrame(registry.register("orders-value", ORDER));
    byte[] payload = text.getBytes(UTF_8);
    return ByteBuffer.allocate(frame.length + payload.length).put(frame).put(payload).array();
  }

  private static Object read(DeserializerEngine<String> engine, byte[] data, boolean isBuffer) {
    return isBuffer
        ? engine.deserialize("orders", null, ByteBuffer.wrap(data))
        : engine.deserialize("orders", null, data);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDeserializerCountsRecordsBytesAndFailuresAndSaysHowLongThePayloadWas(boolean isBuffer) {
    try (DeserializerEngine<String> engine = deserializer("schema.on.failure", "fail")) {
      for (int n = 0; n < 3; n++) {
        read(engine, record("four"), isBuffer);
      }
      assertThatThrownBy(() -> read(engine, record("poison"), isBuffer))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("payload of 6 bytes");

      assertCounts("deserializer", 3, 27, 1);
      assertThat(count("deserializer-metrics", "binding-total")).isEqualTo(1);
      assertThat(count("deserializer-metrics", "binding-bytes")).isPositive();
      assertThat(count("deserializer-metrics", "skipped-total")).isZero();
    }
    assertThat(groups("deserializer-metrics")).isEmpty();
  }

  @Test
  void saysHowLongAPayloadWasThatBeginsWithinItsBuffer() {
    try (DeserializerEngine<String> engine = deserializer("schema.on.failure", "fail")) {
      byte[] record = record("poison");
      ByteBuffer within = ByteBuffer.allocate(40).position(9).put(record).flip().position(9);

      assertThatThrownBy(() -> engine.deserialize("orders", null, within))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("payload of 6 bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDeserializerCountsWhatItSkips(boolean isBuffer) {
    try (DeserializerEngine<String> engine = deserializer("schema.on.failure", "skip")) {
      assertThat(read(engine, record("poison"), isBuffer)).isNull();
      assertThat(read(engine, record("four"), isBuffer)).isNotNull();

      assertCounts("deserializer", 1, 9, 1);
      assertThat(count("deserializer-metrics", "skipped-total")).isEqualTo(1);
      assertThat(count("deserializer-metrics", "dead-letter-total")).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysHowLongThePayloadWasInATopicOfSeveralFrames(boolean isBuffer) {
    try (DeserializerEngine<String> engine =
        deserializer("value.schema.id.deserializer", "dual,single-object")) {
      byte[] record = record("poison");
      ByteBuffer direct = ByteBuffer.allocateDirect(40).position(9).put(record).flip().position(9);

      assertThatThrownBy(
              () -> engine.deserialize("orders", null, isBuffer ? direct : ByteBuffer.wrap(record)))
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("payload of 6 bytes");
      assertThat(direct.position()).isEqualTo(9);
    }
  }
}
