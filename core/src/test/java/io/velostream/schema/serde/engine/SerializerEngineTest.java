// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.serde.TextCodec;
import io.velostream.schema.serde.TextCodec.Text;
import io.velostream.schema.serde.TextFormat;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.wire.WireFormat;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.model.RegistryVersion;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerializerEngineTest {

  private static final String ORDER = TextFormat.schema("Order");

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final SchemaResolver resolver = resolver(registry);
  private final TextCodec codec = new TextCodec();

  @AfterEach
  void close() {
    resolver.close();
    registry.close();
  }

  @Test
  void registersTheValuesSchemaAndPutsItsIdBeforeThePayload() {
    byte[] bytes = engine(Map.of()).serialize("orders", null, new Text(ORDER, "hi"));

    assertThat(registry.versions("orders-value")).containsExactly(1);
    assertThat(bytes[0]).isZero();
    assertThat(ByteBuffer.wrap(bytes).getInt(1))
        .isEqualTo(registry.register("orders-value", ORDER));
    assertThat(new String(bytes, 5, bytes.length - 5, UTF_8)).isEqualTo("hi");
  }

  @Test
  void leavesNullNullWithoutAnyCall() {
    assertThat(engine(Map.of()).serialize("orders", null, null)).isNull();
    assertThat(registry.requestCount()).isZero();
  }

  @Test
  void asksOnceForEachTopicAndSchema() {
    registry.compatibility("", "NONE");
    SerializerEngine<String> engine = engine(Map.of());
    for (int n = 0; n < 50; n++) {
      engine.serialize("orders", null, new Text(ORDER, "a"));
      engine.serialize("payments", null, new Text(ORDER, "b"));
      engine.serialize("orders", null, new Text(TextFormat.schema("Other" + n % 2), "c"));
    }

    assertThat(codec.encodersMade).hasValue(4);
    assertThat(registry.requestCount("POST", "**")).isEqualTo(4);
  }

  @Test
  void doesNotGrowByEqualSchemaObjectsMadeForEachRecord() {
    SerializerEngine<String> engine = engine(Map.of());
    for (int n = 0; n < 100; n++) {
      engine.serialize("orders", null, new Text(new String(ORDER), "a"));
    }

    assertThat(engine.bindingCount()).isEqualTo(1);
    assertThat(codec.encodersMade).hasValue(1);
  }

  @Test
  void goesOnWithMoreSchemasThanItKeeps() {
    SerializerEngine<String> engine = engine(Map.of("max.schemas.per.subject", "2"));
    registry.compatibility("", "NONE");
    for (int n = 0; n < 10; n++) {
      byte[] bytes =
          engine.serialize("orders", null, new Text(TextFormat.schema("Order" + n % 5), "a"));
      assertThat(bytes).hasSize(6);
    }

    assertThat(engine.bindingCount()).isEqualTo(2);
  }

  @Test
  void looksUpOnlyWhenToldNotToRegister() {
    SerializerEngine<String> engine = engine(Map.of("auto.register.schemas", "false"));

    assertThatThrownBy(() -> engine.serialize("orders", null, new Text(ORDER, "a")))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("topic orders")
        .hasMessageContaining("orders-value");
    assertThat(registry.versions("orders-value")).isEmpty();

    int id = registry.register("payments-value", ORDER);
    byte[] bytes = engine.serialize("payments", null, new Text(ORDER, "a"));
    assertThat(ByteBuffer.wrap(bytes).getInt(1)).isEqualTo(id);
  }

  @Test
  void writesInTheSchemaWithTheIdGiven() {
    int id = registry.register("elsewhere", TextFormat.schema("Given"));
    Map<String, ?> configs = Map.of("auto.register.schemas", "false", "use.schema.id", id);

    byte[] bytes = engine(configs).serialize("orders", null, new Text(ORDER, "a"));

    assertThat(ByteBuffer.wrap(bytes).getInt(1)).isEqualTo(id);
  }

  @Test
  void refusesAnIdWhoseSchemaCannotReadTheValuesUnlessToldOtherwise() {
    int id = registry.register("elsewhere", TextFormat.schema("narrow"));
    Map<String, Object> configs =
        new HashMap<>(Map.of("auto.register.schemas", "false", "use.schema.id", id));

    assertThatThrownBy(() -> engine(configs).serialize("orders", null, new Text(ORDER, "a")))
        .isInstanceOf(SerializationException.class)
        .hasCauseInstanceOf(IncompatibleSchemaException.class)
        .hasMessageContaining("too narrow")
        .hasMessageContaining("id.compatibility.strict=false");
    configs.put("id.compatibility.strict", "false");
    assertThat(engine(configs).serialize("orders", null, new Text(ORDER, "a"))).hasSize(6);
  }

  @Test
  void asksForNormalizationWhenTold() {
    engine(Map.of()).serialize("orders", null, new Text(ORDER, "a"));
    assertThat(registry.requestCount(request -> request.toString().contains("normalize=true")))
        .isZero();
    engine(Map.of("normalize.schemas", "true")).serialize("other", null, new Text(ORDER, "a"));
    assertThat(registry.requestCount(request -> request.toString().contains("normalize=true")))
        .isEqualTo(1);
  }

  @Test
  void writesTheGuidToAHeaderOnce() {
    SerializerEngine<String> engine = engine(Map.of("value.schema.id.serializer", "header"));
    Headers headers = new RecordHeaders();

    byte[] bytes = engine.serialize("orders", headers, new Text(ORDER, ""));
    engine.serialize("orders", headers, new Text(ORDER, ""));

    assertThat(bytes).isEmpty();
    assertThat(headers.toArray()).hasSize(1);
    assertThat(headers.lastHeader("__value_schema_id").value())
        .isEqualTo(WireFormat.guidFrame(registry.guid("orders-value", 1)));
  }

  @Test
  void saysThatARegistryWithoutGuidsNeedsThePrefix() {
    try (EmbeddedSchemaRegistry old =
            EmbeddedSchemaRegistry.builder().registryVersion(RegistryVersion.LEGACY).start();
        SchemaResolver oldResolver = resolver(old)) {
      SerializerEngine<String> engine =
          SerializerEngine.create(
              config(Map.of("value.schema.id.serializer", "header")), codec, oldResolver);

      assertThatThrownBy(
              () -> engine.serialize("orders", new RecordHeaders(), new Text(ORDER, "a")))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("older than 8.0")
          .hasMessageContaining("orders");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"poison", "deep"})
  void staysUsableAfterAValueThatCannotBeWritten(String text) {
    SerializerEngine<String> engine = engine(Map.of());

    assertThatThrownBy(() -> engine.serialize("orders", null, new Text(ORDER, text)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("value")
        .hasMessageContaining("topic orders")
        .hasMessageContaining("orders-value")
        .hasMessageNotContaining(text)
        .cause()
        .isNotNull();
    assertThat(engine.serialize("orders", null, new Text(ORDER, "a"))).hasSize(6);
  }

  @Test
  void turnsTheRegistrysAnswersIntoKafkasExceptionsAndRecovers() {
    SerializerEngine<String> engine = engine(Map.of());
    Text value = new Text(ORDER, "a");

    registry.faults().always(Fault.status(401));
    assertThatThrownBy(() -> engine.serialize("orders", null, value))
        .isInstanceOf(AuthenticationException.class)
        .hasMessageContaining("orders");
    registry.faults().clear();
    registry.faults().always(Fault.status(503));
    assertThatThrownBy(() -> engine.serialize("orders", null, value))
        .isInstanceOf(TimeoutException.class);
    registry.faults().clear();
    assertThat(engine.serialize("orders", null, value)).hasSize(6);
  }

  @Test
  void refusesToGoWithoutATopic() {
    SerializerEngine<String> engine = engine(Map.of());

    assertThatThrownBy(() -> engine.serialize(null, null, new Text(ORDER, "a")))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("no topic");
  }

  @Test
  void refusesAValueOfAKindThatTheFormatDoesNotKnow() {
    SerializerEngine<String> engine = engine(Map.of());

    assertThatThrownBy(() -> engine.serialize("orders", null, 4711))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("class java.lang.Integer for topic orders")
        .hasMessageNotContaining("4711")
        .hasCauseInstanceOf(ClassCastException.class);
  }

  @Test
  void saysThatItWasNotConfigured() {
    assertThatThrownBy(() -> SerializerEngine.requireConfigured(null))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("configure");
  }

  @Test
  void givesEachOfManyThreadsItsOwnBytes() throws Exception {
    registry.compatibility("", "NONE");
    SerializerEngine<String> engine = engine(Map.of());
    ExecutorService pool = Executors.newFixedThreadPool(4);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<?>> done = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      int number = thread;
      done.add(
          pool.submit(
              () -> {
                start.await();
                for (int n = 0; n < 5_000; n++) {
                  String topic = "topic" + (n + number) % 3;
                  String text = number + " " + n;
                  Text value = new Text(TextFormat.schema("Type" + n % 5), text);
                  byte[] bytes = engine.serialize(topic, null, value);
                  assertThat(new String(bytes, 5, bytes.length - 5, UTF_8)).isEqualTo(text);
                }
                return null;
              }));
    }
    start.countDown();
    for (Future<?> future : done) {
      future.get();
    }
    pool.shutdown();

    assertThat(engine.bindingCount()).isEqualTo(15);
  }

  private static SerdeConfig config(Map<String, ?> configs) {
    return SerdeConfig.forSerializer(configs, false, new ConfigDef());
  }

  private SerializerEngine<String> engine(Map<String, ?> configs) {
    return SerializerEngine.create(config(configs), codec, resolver);
  }

  private SchemaResolver resolver(EmbeddedSchemaRegistry of) {
    return SchemaResolver.builder().registry(RegistrySettings.of(URI.create(of.url()))).build();
  }
}
