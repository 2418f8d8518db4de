// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.serde.TextCodec;
import io.velostream.schema.serde.TextCodec.Decoded;
import io.velostream.schema.serde.TextFormat;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.subject.SubjectNamingTest;
import io.velostream.schema.serde.wire.WireFormat;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.model.SchemaReference;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeserializerEngineTest {

  private static final String ORDER = TextFormat.schema("Order");
  private static final Duration TTL = Duration.ofSeconds(300);

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final AtomicLong nanos = new AtomicLong();
  private final SchemaResolver resolver =
      SchemaResolver.builder()
          .registry(RegistrySettings.of(URI.create(registry.url())))
          .cache(CacheSettings.DEFAULT.withLatestTtl(TTL))
          .nanoTime(nanos::get)
          .build();
  private final TextCodec codec = new TextCodec();

  @AfterEach
  void close() {
    resolver.close();
    registry.close();
  }

  @Test
  void readsWhatStandsAfterAnIdOrAGuid() {
    int id = registry.register("orders-value", ORDER);
    UUID guid = registry.guid("orders-value", 1);
    DeserializerEngine<String> engine = engine(Map.of());

    for (int n = 0; n < 3; n++) {
      assertThat(engine.deserialize("orders", null, record(id, "hi")))
          .isEqualTo(new Decoded("hi", ORDER, null));
      assertThat(engine.deserialize("orders", null, joined(WireFormat.guidFrame(guid), "ho")))
          .isEqualTo(new Decoded("ho", ORDER, null));
    }
    assertThat(codec.decodersMade).hasValue(2);
    assertThat(registry.requestCount()).isEqualTo(2);
  }

  @Test
  void readsTheHeaderBeforeThePrefixAndABarePayload() {
    registry.register("orders-value", ORDER);
    Headers headers =
        new RecordHeaders()
            .add("__value_schema_id", new byte[] {9})
            .add("__value_schema_id", WireFormat.guidFrame(registry.guid("orders-value", 1)));
    DeserializerEngine<String> engine = engine(Map.of());

    assertThat(engine.deserialize("orders", headers, "hi".getBytes(UTF_8)))
        .isEqualTo(new Decoded("hi", ORDER, null));
    assertThat(engine.deserialize("orders", headers, new byte[0]))
        .isEqualTo(new Decoded("", ORDER, null));
    assertThat(engine.deserialize("orders", headers, ByteBuffer.allocate(0)))
        .isEqualTo(new Decoded("", ORDER, null));
  }

  @Test
  void leavesNullNullWithoutAnyCall() {
    DeserializerEngine<String> engine = engine(Map.of());
    Headers headers = new RecordHeaders().add("__value_schema_id", new byte[] {9});

    assertThat(engine.deserialize("orders", headers, (byte[]) null)).isNull();
    assertThat(engine.deserialize("orders", headers, (ByteBuffer) null)).isNull();
    assertThat(registry.requestCount()).isZero();
  }

  @Test
  void readsEveryKindOfBufferAndLeavesItsPosition() {
    byte[] record = record(registry.register("orders-value", ORDER), "hi");
    byte[] padded = new byte[record.length + 7];
    System.arraycopy(record, 0, padded, 3, record.length);
    ByteBuffer slice = ByteBuffer.wrap(padded, 3, record.length);
    ByteBuffer direct = ByteBuffer.allocateDirect(padded.length).put(padded);
    direct.position(3).limit(3 + record.length);
    DeserializerEngine<String> engine = engine(Map.of());

    for (ByteBuffer buffer :
        List.of(slice, slice.slice(), slice.asReadOnlyBuffer(), direct, direct.slice())) {
      int position = buffer.position();
      int limit = buffer.limit();
      assertThat(engine.deserialize("orders", null, buffer))
          .isEqualTo(new Decoded("hi", ORDER, null));
      assertThat(buffer.position()).isEqualTo(position);
      assertThat(buffer.limit()).isEqualTo(limit);
    }
  }

  @Test
  void neverMakesNullOfEmptyData() {
    DeserializerEngine<String> engine = engine(Map.of());

    assertThatThrownBy(() -> engine.deserialize("orders", null, new byte[0]))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("topic orders")
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> engine.deserialize("orders", null, ByteBuffer.allocate(0)))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void givesAValueOrASerializationExceptionForAnyBytes() {
    int id = registry.register("orders-value", ORDER);
    DeserializerEngine<String> engine = engine(Map.of());
    Random random = new Random(5);
    int values = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(30)];
      random.nextBytes(bytes);
      if (bytes.length > 4 && bytes[0] < 0) {
        System.arraycopy(WireFormat.idFrame(id), 0, bytes, 0, 5);
      }
      if (bytes.length > 0 && bytes[0] == 1
          || bytes.length > 4 && bytes[0] == 0 && bytes[4] != id) {
        continue; // would ask the registry for a random id
      }
      try {
        Object value =
            random.nextBoolean()
                ? engine.deserialize("orders", null, bytes)
                : engine.deserialize("orders", null, ByteBuffer.wrap(bytes).asReadOnlyBuffer());
        assertThat(value).isInstanceOf(Decoded.class);
        values++;
      } catch (SerializationException expected) {
        assertThat(expected).hasMessageContaining("orders");
      }
    }
    assertThat(values).isPositive();
  }

  @Test
  void namesTopicAndIdOfAnUnknownSchemaAndAsksForItOnce() {
    DeserializerEngine<String> engine = engine(Map.of());

    for (int n = 0; n < 20; n++) {
      assertThatThrownBy(() -> engine.deserialize("orders", null, record(4711, "hi")))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("value of topic orders")
          .hasMessageContaining("id 4711");
    }
    assertThat(registry.requestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"poison", "deep"})
  void staysUsableAfterAPayloadThatCannotBeRead(String text) {
    int id = registry.register("orders-value", ORDER);
    DeserializerEngine<String> engine = engine(Map.of());
    byte[] bad = record(id, text);

    assertThatThrownBy(() -> engine.deserialize("orders", null, bad))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("topic orders")
        .hasMessageContaining("id " + id)
        .hasMessageContaining(text.length() + " bytes")
        .hasMessageNotContaining(text);
    ByteBuffer buffer = ByteBuffer.wrap(bad);
    assertThatThrownBy(() -> engine.deserialize("orders", null, buffer))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining(text.length() + " bytes");
    assertThat(buffer.position()).isZero();
    assertThat(engine.deserialize("orders", null, record(id, "hi"))).isNotNull();
  }

  @Test
  void readsAsTheNewestVersionAndTakesUpANewOneInTime() {
    registry.compatibility("", "NONE");
    String two = TextFormat.schema("Two");
    int id = registry.register("orders-value", ORDER);
    DeserializerEngine<String> engine = engine(Map.of("use.latest.version", "true"));
    assertThat(engine.deserialize("orders", null, record(id, "hi")))
        .isEqualTo(new Decoded("hi", ORDER, ORDER));
    registry.register("orders-value", two);

    assertThat(engine.deserialize("orders", null, record(id, "hi")))
        .isEqualTo(new Decoded("hi", ORDER, ORDER));
    nanos.addAndGet(TTL.toNanos() + 1);
    assertThat(engine.deserialize("orders", null, record(id, "hi")))
        .isEqualTo(new Decoded("hi", ORDER, two));
  }

  @Test
  void goesOnWithTheOldVersionWhileTheRegistryIsDown() {
    int id = registry.register("orders-value", ORDER);
    DeserializerEngine<String> engine = engine(Map.of("use.latest.version", "true"));
    engine.deserialize("orders", null, record(id, "hi"));
    registry.faults().always(Fault.status(503));
    nanos.addAndGet(Duration.ofDays(3).toNanos());

    for (int n = 0; n < 3; n++) {
      assertThat(engine.deserialize("orders", null, record(id, "hi")))
          .isEqualTo(new Decoded("hi", ORDER, ORDER));
    }
  }

  @Test
  void looksAgainForASchemaWhoseReferenceFollowsTheNewestVersion() {
    registry.register("common", TextFormat.schema("Common"));
    int id =
        registry.registerUnchecked(
            "AVRO", "orders-value", ORDER, List.of(new SchemaReference("Common", "common", -1)));
    DeserializerEngine<String> engine = engine(Map.of());
    for (int n = 0; n < 10; n++) {
      engine.deserialize("orders", null, record(id, "hi"));
    }
    int before = registry.requestCount();
    nanos.addAndGet(Duration.ofHours(1).toNanos());

    engine.deserialize("orders", null, record(id, "hi"));
    assertThat(registry.requestCount()).isGreaterThan(before);
  }

  @Test
  void readsEachTopicAsItsOwnNewestVersion() {
    String two = TextFormat.schema("Two");
    int id = registry.register("orders-value", ORDER);
    registry.register("payments-value", two);
    DeserializerEngine<String> engine = engine(Map.of("use.latest.version", "true"));

    for (int n = 0; n < 2; n++) {
      assertThat(engine.deserialize("orders", null, record(id, "hi")))
          .isEqualTo(new Decoded("hi", ORDER, ORDER));
      assertThat(engine.deserialize("payments", null, record(id, "hi")))
          .isEqualTo(new Decoded("hi", ORDER, two));
    }
  }

  @Test
  void tellsEqualIdsOfTwoContextsApart() {
    String two = TextFormat.schema("Two");
    int id = registry.register(":.eu:eu-orders-value", ORDER);
    int same = registry.register(":.us:us-orders-value", two);
    DeserializerEngine<String> engine =
        engine(Map.of("context.name.strategy", SubjectNamingTest.FirstPartOfTopic.class));

    assertThat(same).isEqualTo(id);
    for (int n = 0; n < 2; n++) {
      assertThat(engine.deserialize("eu-orders", null, record(id, "hi")))
          .isEqualTo(new Decoded("hi", ORDER, null));
      assertThat(engine.deserialize("us-orders", null, record(id, "hi")))
          .isEqualTo(new Decoded("hi", two, null));
    }
    assertThat(codec.decodersMade).hasValue(2);
  }

  @Test
  void refusesASchemaOfAnotherFormat() {
    int id = registry.register("JSON", "orders-value", "{\"type\":\"object\"}", List.of());
    DeserializerEngine<String> engine = engine(Map.of());

    assertThatThrownBy(() -> engine.deserialize("orders", null, record(id, "hi")))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("type JSON, not AVRO");
  }

  @Test
  void recoversWhenTheRegistryComesBack() {
    int id = registry.register("orders-value", ORDER);
    DeserializerEngine<String> engine = engine(Map.of());

    registry.faults().always(Fault.status(503));
    assertThatThrownBy(() -> engine.deserialize("orders", null, record(id, "hi")))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("id " + id);
    registry.faults().clear();
    assertThat(engine.deserialize("orders", null, record(id, "hi"))).isNotNull();
  }

  @Test
  void needsNoTopicUnlessTheContextDependsOnIt() {
    int id = registry.register("orders-value", ORDER);
    DeserializerEngine<String> byTopic =
        engine(Map.of("context.name.strategy", SubjectNamingTest.FirstPartOfTopic.class));

    assertThat(engine(Map.of()).deserialize(null, null, record(id, "hi"))).isNotNull();
    assertThatThrownBy(() -> byTopic.deserialize(null, null, record(id, "hi")))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("no topic");
  }

  @Test
  void saysThatItWasNotConfigured() {
    assertThatThrownBy(() -> DeserializerEngine.requireConfigured(null))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("configure");
  }

  private static byte[] record(int id, String text) {
    return joined(WireFormat.idFrame(id), text);
  }

  private static byte[] joined(byte[] frame, String text) {
    byte[] payload = text.getBytes(UTF_8);
    return ByteBuffer.allocate(frame.length + payload.length).put(frame).put(payload).array();
  }

  private DeserializerEngine<String> engine(Map<String, ?> configs) {
    SerdeConfig config = SerdeConfig.forDeserializer(configs, false, new ConfigDef());
    return DeserializerEngine.create(config, codec, resolver, nanos::get);
  }
}
