// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.rebinding;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.serde.TextCodec;
import io.velostream.schema.serde.TextCodec.Decoded;
import io.velostream.schema.serde.TextCodec.Text;
import io.velostream.schema.serde.TextFormat;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When engines bind anew because of what their resolver learnt, not because of the time. */
class RebindingTest {

  private static final String ONE = TextFormat.schema("One");
  private static final String TWO = TextFormat.schema("Two");
  private static final Duration TTL = Duration.ofSeconds(300);
  private static final Map<String, ?> LATEST =
      Map.of("auto.register.schemas", "false", "use.latest.version", "true");

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final AtomicLong nanos = new AtomicLong();
  private final CountDownLatch moved = new CountDownLatch(1);
  private final TextCodec codec = new TextCodec();
  private final SchemaResolver resolver =
      SchemaResolver.builder()
          .registry(RegistrySettings.of(URI.create(registry.url())))
          .cache(CacheSettings.DEFAULT.withLatestTtl(TTL))
          .nanoTime(nanos::get)
          .listener(this::heard)
          .build();

  private void heard(SchemaEvent event) {
    if (event instanceof SchemaEvent.LatestMoved) {
      moved.countDown();
    }
  }

  @BeforeEach
  void allowAnySuccessor() {
    registry.compatibility("", "NONE");
  }

  @AfterEach
  void close() {
    resolver.close();
    registry.close();
  }

  @Test
  void asksAgainForASchemaThatWasInvalidated() {
    int id = registry.register("orders-value", ONE);
    DeserializerEngine<String> engine = deserializer();
    read(engine, id);
    read(engine, id);
    assertThat(registry.requestCount()).isEqualTo(1);

    resolver.invalidate(SchemaId.of(id));

    assertThat(read(engine, id)).isEqualTo(new Decoded("hi", ONE, null));
    read(engine, id);
    assertThat(registry.requestCount()).isEqualTo(2);
  }

  @Test
  void keepsNothingOfBeforeAnInvalidationThatRecordsWereWrittenDuring() throws Exception {
    for (int round = 0; round < 200; round++) {
      int id = registry.register("orders-value", TextFormat.schema("Round" + round));
      SerializerEngine<String> engine = serializer();
      AtomicBoolean isOver = new AtomicBoolean();
      Thread writing =
          new Thread(
              () -> {
                while (!isOver.get()) {
                  idWritten(engine);
                }
              });
      writing.start();
      resolver.invalidate(Subject.of("orders-value"));
      isOver.set(true);
      writing.join();

      assertThat(idWritten(engine)).isEqualTo(id);
    }
  }

  @Test
  void readsOnWithWhatItHasWhenTheRegistryIsDownAfterAnInvalidation() {
    int id = registry.register("orders-value", ONE);
    DeserializerEngine<String> engine = deserializer();
    read(engine, id);
    registry.faults().always(Fault.status(503));
    resolver.clear();
    read(engine, id);
    int before = registry.requestCount();

    for (int n = 0; n < 100; n++) {
      assertThat(read(engine, id)).isEqualTo(new Decoded("hi", ONE, null));
    }
    assertThat(registry.requestCount()).as("calls after the first attempt").isEqualTo(before);

    registry.faults().clear();
    nanos.addAndGet(TTL.toNanos() + 1);
    read(engine, id);
    assertThat(registry.requestCount()).isEqualTo(before + 1);
  }

  @Test
  void writesInANewVersionThatWasRegisteredHereAtOnce() {
    int first = registry.register("orders-value", ONE);
    SerializerEngine<String> engine = serializer();
    assertThat(idWritten(engine)).isEqualTo(first);

    resolver.register(
        Subject.of("orders-value"), codec.format().definition(TWO), Normalization.OFF);
    int second = registry.register("orders-value", TWO);

    assertThat(idWritten(engine)).isEqualTo(second).isNotEqualTo(first);
  }

  @Test
  void writesInANewVersionAsSoonAsTheBackgroundWorkHasSeenIt() throws Exception {
    int first = registry.register("orders-value", ONE);
    SerializerEngine<String> engine = serializer();
    assertThat(idWritten(engine)).isEqualTo(first);
    int second = registry.register("orders-value", TWO);
    resolver.runOnce(nanos.get());
    nanos.addAndGet(TTL.toNanos() * 99 / 100);
    assertThat(idWritten(engine)).isEqualTo(first);

    resolver.runOnce(nanos.get());

    assertThat(moved.await(10, TimeUnit.SECONDS)).as("the new version was seen").isTrue();
    assertThat(idWritten(engine)).isEqualTo(second);
  }

  @Test
  void keepsItsDecoderWhenAnotherSubjectMoves() throws Exception {
    int id = registry.register("orders-value", ONE);
    registry.register("other", ONE);
    resolver.latest(Subject.of("other"));
    DeserializerEngine<String> engine = deserializer();
    read(engine, id);
    registry.register("other", TWO);
    resolver.runOnce(nanos.get());
    nanos.addAndGet(TTL.toNanos() * 99 / 100);
    resolver.runOnce(nanos.get());
    assertThat(moved.await(10, TimeUnit.SECONDS)).as("the new version was seen").isTrue();
    int before = registry.requestCount();

    read(engine, id);

    assertThat(codec.decodersMade).hasValue(1);
    assertThat(registry.requestCount()).isEqualTo(before);
  }

  private DeserializerEngine<String> deserializer() {
    SerdeConfig config = SerdeConfig.forDeserializer(Map.of(), false, new ConfigDef());
    return DeserializerEngine.create(config, codec, resolver, nanos::get);
  }

  private SerializerEngine<String> serializer() {
    SerdeConfig config = SerdeConfig.forSerializer(LATEST, false, new ConfigDef());
    return SerializerEngine.create(config, codec, resolver, nanos::get);
  }

  private static Object read(DeserializerEngine<String> engine, int id) {
    byte[] frame =
        ByteBuffer.allocate(7).put((byte) 0).putInt(id).put(new byte[] {'h', 'i'}).array();
    return engine.deserialize("orders", null, frame);
  }

  private static int idWritten(SerializerEngine<String> engine) {
    byte[] bytes = engine.serialize("orders", null, new Text(ONE, "a"));
    return ByteBuffer.wrap(bytes).getInt(1);
  }
}
