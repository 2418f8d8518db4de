// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaMetadata;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.serde.TextCodec.Text;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values written in the newest version of their subject, while that moves, hangs or is gone. */
class NewestVersionWriteTest {

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
  void refusesANewestVersionThatCannotReadTheValuesUnlessToldOtherwise() {
    registry.register("orders-value", TextFormat.schema("narrow"));
    Map<String, Object> configs = new HashMap<>(latest());

    assertThatThrownBy(() -> engine(configs).serialize("orders", null, new Text(ORDER, "a")))
        .isInstanceOf(SerializationException.class)
        .hasCauseInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("latest.compatibility.strict=false");
    configs.put("latest.compatibility.strict", "false");
    assertThat(engine(configs).serialize("orders", null, new Text(ORDER, "a"))).hasSize(6);
  }

  @Test
  void takesUpANewVersionOnceTheOldOneHasHadItsTime() {
    registry.compatibility("", "NONE");
    int first = registry.register("orders-value", TextFormat.schema("One"));
    SerializerEngine<String> engine = engine(latest());
    assertThat(idOf(engine.serialize("orders", null, new Text(ORDER, "a")))).isEqualTo(first);
    int second = registry.register("orders-value", TextFormat.schema("Two"));

    assertThat(idOf(engine.serialize("orders", null, new Text(ORDER, "a")))).isEqualTo(first);
    nanos.addAndGet(TTL.toNanos() + 1);
    assertThat(idOf(engine.serialize("orders", null, new Text(ORDER, "a")))).isEqualTo(second);
  }

  @Test
  void keepsItsEncoderWhenTheNewestVersionIsStillTheSame() {
    registry.register("orders-value", ORDER);
    SerializerEngine<String> engine = engine(latest());
    for (int n = 0; n < 5; n++) {
      engine.serialize("orders", null, new Text(ORDER, "a"));
      nanos.addAndGet(TTL.toNanos() + 1);
    }

    assertThat(codec.encodersMade).hasValue(1);
    assertThat(registry.requestCount()).isEqualTo(5);
  }

  @Test
  void comparesWithTheNewestVersionOnceAndNotForEachRecord() {
    registry.register("orders-value", TextFormat.schema("Wide"));
    SerializerEngine<String> engine = engine(latest());
    for (int n = 0; n < 20; n++) {
      engine.serialize("orders", null, new Text(ORDER, "a"));
    }

    assertThat(codec.format().comparisons).hasValue(1);
  }

  @Test
  void writesInTheNewestVersionWithTheMetadataGiven() {
    registry.compatibility("", "NONE");
    Subject subject = Subject.of("orders-value");
    int blue =
        resolver.register(subject, definition("Blue", "team", "blue"), Normalization.OFF).idValue();
    resolver.register(subject, definition("Red", "team", "red"), Normalization.OFF);
    Map<String, ?> configs =
        Map.of("auto.register.schemas", "false", "use.latest.with.metadata", "team=blue");

    byte[] bytes = engine(configs).serialize("orders", null, new Text(ORDER, "a"));

    assertThat(idOf(bytes)).isEqualTo(blue);
  }

  @Test
  void letsOthersGoOnWhileOneThreadAsksForTheNewestVersion() throws Exception {
    registry.compatibility("", "NONE");
    int first = registry.register("orders-value", TextFormat.schema("One"));
    SerializerEngine<String> engine = engine(latest());
    engine.serialize("orders", null, new Text(ORDER, "a"));
    int second = registry.register("orders-value", TextFormat.schema("Two"));
    CountDownLatch answer = new CountDownLatch(1);
    registry.faults().always(Fault.holdUntil(answer));
    registry.clearRequests();
    nanos.addAndGet(TTL.toNanos() + 1);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    Future<byte[]> asking =
        pool.submit(() -> engine.serialize("orders", null, new Text(ORDER, "a")));
    assertThat(registry.awaitRequests(1, Duration.ofSeconds(10))).isTrue();

    assertThat(idOf(engine.serialize("orders", null, new Text(ORDER, "a")))).isEqualTo(first);
    answer.countDown();
    assertThat(idOf(asking.get())).isEqualTo(second);
    assertThat(idOf(engine.serialize("orders", null, new Text(ORDER, "a")))).isEqualTo(second);
    pool.shutdown();
  }

  @Test
  void failsForASubjectThatIsGoneAndRecoversWhenItIsBack() {
    registry.register("orders-value", ORDER);
    SerializerEngine<String> engine = engine(latest());
    engine.serialize("orders", null, new Text(ORDER, "a"));
    resolver.registry().call(SubjectRequests.delete(Subject.of("orders-value")));
    nanos.addAndGet(TTL.toNanos() + 1);

    for (int n = 0; n < 3; n++) {
      assertThatThrownBy(() -> engine.serialize("orders", null, new Text(ORDER, "a")))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("orders-value");
    }
    registry.register("orders-value", ORDER);
    nanos.addAndGet(TTL.toNanos() + 1);
    assertThat(engine.serialize("orders", null, new Text(ORDER, "a"))).hasSize(6);
  }

  @Test
  void goesOnWithTheOldVersionWhileTheRegistryIsDown() {
    int id = registry.register("orders-value", ORDER);
    SerializerEngine<String> engine = engine(latest());
    engine.serialize("orders", null, new Text(ORDER, "a"));
    registry.faults().always(Fault.status(503));
    nanos.addAndGet(Duration.ofDays(3).toNanos());

    for (int n = 0; n < 3; n++) {
      assertThat(idOf(engine.serialize("orders", null, new Text(ORDER, "a")))).isEqualTo(id);
    }
    registry.faults().clear();
    registry.compatibility("", "NONE");
    int next = registry.register("orders-value", TextFormat.schema("Two"));
    nanos.addAndGet(TTL.toNanos() + 1);
    assertThat(idOf(engine.serialize("orders", null, new Text(ORDER, "a")))).isEqualTo(next);
  }

  private static int idOf(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt(1);
  }

  private static SchemaDefinition definition(String name, String property, String value) {
    SchemaMetadata metadata = SchemaMetadata.ofProperties(Map.of(property, value));
    return new SchemaDefinition(
        TextFormat.TYPE, TextFormat.schema(name), List.of(), metadata, null);
  }

  private static Map<String, ?> latest() {
    return Map.of(
        "auto.register.schemas",
        "false",
        "use.latest.version",
        "true",
        "value.subject.name.strategy",
        TopicNameStrategy.class);
  }

  private SerializerEngine<String> engine(Map<String, ?> configs) {
    return SerializerEngine.create(
        SerdeConfig.forSerializer(configs, false, new ConfigDef()), codec, resolver, nanos::get);
  }
}
