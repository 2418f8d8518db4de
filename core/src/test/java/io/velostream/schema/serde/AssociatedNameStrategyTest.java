// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.serde.TextCodec.Decoded;
import io.velostream.schema.serde.TextCodec.Text;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.fault.FaultRule;
import io.velostream.schema.testing.model.RegistryVersion;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Subjects that the registry associates with topics. */
class AssociatedNameStrategyTest {

  private static final String ORDER = TextFormat.schema("Order");
  private static final String ASKED = "/associations/resources/**";

  private EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private SchemaResolver resolver = resolver(registry);

  @AfterEach
  void close() {
    resolver.close();
    registry.close();
  }

  private static SchemaResolver resolver(EmbeddedSchemaRegistry of) {
    return SchemaResolver.builder().registry(RegistrySettings.of(URI.create(of.url()))).build();
  }

  private SerializerEngine<String> writer(boolean isKey, Object... settings) {
    return SerializerEngine.create(
        SerdeConfig.forSerializer(configs(settings), isKey, new ConfigDef()),
        new TextCodec(),
        resolver);
  }

  private DeserializerEngine<String> reader(Object... settings) {
    return DeserializerEngine.create(
        SerdeConfig.forDeserializer(configs(settings), false, new ConfigDef()),
        new TextCodec(),
        resolver);
  }

  private static Map<String, Object> configs(Object... settings) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("key.subject.name.strategy", AssociatedNameStrategy.class);
    configs.put("value.subject.name.strategy", AssociatedNameStrategy.class);
    for (int n = 0; n < settings.length; n += 2) {
      configs.put((String) settings[n], settings[n + 1]);
    }
    return configs;
  }

  private static byte[] write(SerializerEngine<String> engine, String topic) {
    return engine.serialize(topic, null, new Text(ORDER, "hi"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.confluent.kafka.serializers.subject.AssociatedNameStrategy",
        "io.velostream.schema.serde.AssociatedNameStrategy"
      })
  void writesUnderTheSubjectOfTheTopicAndAsksOnce(String strategy) {
    registry.associate("lkc-1", "orders", false, "all-orders");
    registry.associate("lkc-1", "orders", true, "order-ids");
    SerializerEngine<String> values = writer(false, "value.subject.name.strategy", strategy);
    SerializerEngine<String> keys = writer(true, "key.subject.name.strategy", strategy);
    for (int n = 0; n < 20; n++) {
      write(values, "orders");
      write(keys, "orders");
      values.serialize("orders", null, new Text(ORDER + " ".repeat(n), "hi"));
    }

    assertThat(registry.versions("all-orders")).isNotEmpty();
    assertThat(registry.versions("order-ids")).containsExactly(1);
    assertThat(registry.versions("orders-value")).isEmpty();
    assertThat(registry.requestCount("GET", ASKED)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "TOPIC, orders-value",
    "topic, orders-value",
    "RECORD, Order",
    "TOPIC_RECORD, orders-Order"
  })
  void fallsBackToWhatTheKeySaysWhereNothingIsAssociated(String type, String subject) {
    SerializerEngine<String> engine = writer(false, "subject.name.strategy.fallback.type", type);
    write(engine, "orders");
    write(engine, "orders");

    assertThat(registry.versions(subject)).containsExactly(1);
    assertThat(registry.requestCount("GET", ASKED)).isEqualTo(1);
  }

  @Test
  void refusesATopicWithoutAssociationWhereThereIsNoFallback() {
    SerializerEngine<String> engine = writer(false, "subject.name.strategy.fallback.type", "NONE");

    assertThatThrownBy(() -> write(engine, "orders"))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("orders")
        .hasMessageContaining("subject.name.strategy.fallback.type");
    assertThat(registry.requestCount("POST", "**")).isZero();
  }

  @Test
  void refusesAFallbackThatIsNone() {
    assertThatThrownBy(() -> writer(false, "subject.name.strategy.fallback.type", "ASSOCIATED"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("subject.name.strategy.fallback.type");
  }

  @Test
  void asksARegistryThatServesNoneNoMore() {
    resolver.close();
    registry.close();
    registry = EmbeddedSchemaRegistry.builder().registryVersion(RegistryVersion.LEGACY).start();
    resolver = resolver(registry);
    SerializerEngine<String> engine = writer(false);
    for (String topic : List.of("orders", "payments", "orders", "refunds")) {
      write(engine, topic);
    }

    assertThat(registry.versions("refunds-value")).containsExactly(1);
    assertThat(registry.requestCount("GET", ASKED)).isEqualTo(1);
  }

  private static final Fault SILENT = new Fault.Answered(404, Map.of(), "");

  @Test
  void asksARegistryThatSaysNothingOnPathsThatItDoesNotServeNoMore() {
    registry.faults().add(FaultRule.always(SILENT).on("GET", ASKED));
    SerializerEngine<String> engine = writer(false);
    write(engine, "orders");
    int asked = registry.requestCount("GET", ASKED);
    write(engine, "payments");

    assertThat(registry.versions("orders-value")).containsExactly(1);
    assertThat(registry.versions("payments-value")).containsExactly(1);
    assertThat(registry.requestCount("GET", ASKED)).isEqualTo(asked);
  }

  @Test
  void namesNothingWhileAGatewayAnswersForTheRegistry() {
    registry.associate("lkc-1", "orders", false, "all-orders");
    registry.faults().always(SILENT);
    SerializerEngine<String> engine = writer(false);

    assertThatThrownBy(() -> write(engine, "orders")).isInstanceOf(TimeoutException.class);

    registry.faults().clear();
    resolver.registry().reset();
    write(engine, "orders");
    assertThat(registry.versions("all-orders")).containsExactly(1);
    assertThat(registry.versions("orders-value")).isEmpty();
  }

  @Test
  void namesNothingDuringAnOutageAndAsksAgainAfterIt() {
    registry.associate("lkc-1", "orders", false, "all-orders");
    SerializerEngine<String> engine = writer(false);
    registry.stop();

    assertThatThrownBy(() -> write(engine, "orders")).isInstanceOf(TimeoutException.class);
    assertThat(resolver.health().isDegraded()).as("an outage that operators see").isTrue();

    registry.restart();
    resolver.registry().reset();
    write(engine, "orders");
    assertThat(resolver.health().isDegraded()).isFalse();
    assertThat(registry.versions("all-orders")).containsExactly(1);
    assertThat(registry.versions("orders-value")).isEmpty();
  }

  @Test
  void readsNothingWhoseContextIsUnknown() {
    registry.associate("lkc-1", "orders", false, ":.eu:orders");
    byte[] bytes = write(writer(false), "orders");
    resolver.close();
    resolver = resolver(registry);
    DeserializerEngine<String> engine = reader();
    registry.stop();

    assertThatThrownBy(() -> engine.deserialize("orders", null, bytes))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("orders");

    registry.restart();
    resolver.registry().reset();
    assertThat(((Decoded) engine.deserialize("orders", null, bytes)).text()).isEqualTo("hi");
    assertThat(registry.versions(":.eu:orders")).containsExactly(1);
  }

  @Test
  void readsTheNewestVersionOfTheAssociatedSubject() {
    registry.associate("lkc-1", "orders", false, "all-orders");
    byte[] bytes = write(writer(false), "orders");
    DeserializerEngine<String> engine = reader("use.latest.version", true);

    assertThat(((Decoded) engine.deserialize("orders", null, bytes)).reader()).isEqualTo(ORDER);
    assertThat(registry.requestCount("GET", "/subjects/all-orders/versions/latest")).isEqualTo(1);
  }

  @Test
  void refusesATopicWithSeveralSubjectsUntilOneIsLeft() {
    registry.associate("lkc-1", "orders", false, "one");
    registry.associate("lkc-2", "orders", false, "other");

    assertThatThrownBy(() -> write(writer(false), "orders"))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("[one, other]")
        .hasMessageContaining("subject.name.strategy.kafka.cluster.id");

    write(writer(false, "subject.name.strategy.kafka.cluster.id", "lkc-2"), "orders");
    assertThat(registry.versions("other")).containsExactly(1);
    assertThat(registry.versions("one")).isEmpty();
  }

  @Test
  void manyThreadsAskOnce() throws Exception {
    registry.associate("lkc-1", "orders", false, "all-orders");
    SerializerEngine<String> engine = writer(false);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<Future<byte[]>> written = new ArrayList<>();
    try {
      for (int n = 0; n < 64; n++) {
        written.add(threads.submit(() -> write(engine, "orders")));
      }
      for (Future<byte[]> each : written) {
        assertThat(each.get()).isNotEmpty();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(registry.requestCount("GET", ASKED)).isEqualTo(1);
    assertThat(registry.versions("all-orders")).containsExactly(1);
  }
}
