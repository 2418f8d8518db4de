// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.SchemaResolverBuilder;
import io.velostream.schema.event.SchemaHealth.Reachability;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.registry.protocol.AssociationRequests;
import io.velostream.schema.serde.TextCodec.Decoded;
import io.velostream.schema.serde.TextCodec.Text;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.DeserializerEngine;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.SnapshotEncryption;
import io.velostream.schema.settings.SnapshotSettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.fault.FaultRule;
import io.velostream.schema.testing.model.RegistryVersion;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Subjects where no strategy is configured. */
class DefaultSubjectTest {

  private static final String ORDER = TextFormat.schema("Order");
  private static final String ASKED = "/associations/resources/**";

  @TempDir private Path folder;

  private EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private SchemaResolver resolver = resolver(false);

  @AfterEach
  void close() {
    resolver.close();
    registry.close();
  }

  private SchemaResolver resolver(boolean keepsSnapshot) {
    SchemaResolverBuilder builder =
        SchemaResolver.builder().registry(RegistrySettings.of(URI.create(registry.url())));
    if (keepsSnapshot) {
      builder.snapshot(
          SnapshotSettings.of(
              folder.resolve("snapshot").toString(), new SnapshotEncryption.None()));
    }
    return builder.build();
  }

  /** Ends this process's resolver, as far as that can be told, and starts another one. */
  private void restartWithSnapshot() {
    resolver.close();
    resolver = resolver(true);
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
    for (int n = 0; n < settings.length; n += 2) {
      configs.put((String) settings[n], settings[n + 1]);
    }
    return configs;
  }

  private static byte[] write(SerializerEngine<String> engine, String topic) {
    return engine.serialize(topic, null, new Text(ORDER, "hi"));
  }

  @Test
  void anOutageThatAWriterMeetsIsSeenByOperatorsUntilItEnds() {
    SerializerEngine<String> engine = writer(false);
    registry.stop();

    assertThatThrownBy(() -> write(engine, "orders")).isInstanceOf(TimeoutException.class);
    assertThat(resolver.health().isDegraded()).isTrue();
    assertThat(resolver.health().reachability()).isEqualTo(Reachability.UNREACHABLE);

    registry.restart();
    resolver.registry().reset();
    write(engine, "orders");
    assertThat(resolver.health().isDegraded()).isFalse();
    assertThat(resolver.health().reachability()).isEqualTo(Reachability.REACHABLE);
  }

  @Test
  void isTheAssociatedOneAndTheRegistryIsAskedOnceForEachTopic() {
    registry.associate("lkc-1", "orders", false, "all-orders");
    registry.associate("lkc-1", "orders", true, "order-ids");
    for (int n = 0; n < 3; n++) {
      write(writer(false), "orders");
      write(writer(true), "orders");
      write(writer(false), "payments");
    }

    assertThat(registry.versions("all-orders")).containsExactly(1);
    assertThat(registry.versions("order-ids")).containsExactly(1);
    assertThat(registry.versions("payments-value")).containsExactly(1);
    assertThat(registry.versions("orders-value")).isEmpty();
    assertThat(registry.requestCount("GET", ASKED)).isEqualTo(3);
  }

  @Test
  void isTheTopicsWhereTheRegistryServesNoAssociationsAndIsAskedOnceInAll() {
    registry.close();
    registry = EmbeddedSchemaRegistry.builder().registryVersion(RegistryVersion.LEGACY).start();
    resolver.close();
    resolver = resolver(false);
    write(writer(false), "orders");
    write(writer(true), "orders");
    write(writer(false), "payments");

    assertThat(registry.versions("orders-value")).containsExactly(1);
    assertThat(registry.versions("orders-key")).containsExactly(1);
    assertThat(registry.versions("payments-value")).containsExactly(1);
    assertThat(registry.requestCount("GET", ASKED)).isEqualTo(1);
  }

  @Test
  void isNotAskedForWhereAStrategyIsGiven() {
    registry.associate("lkc-1", "orders", false, "all-orders");
    write(writer(false, "value.subject.name.strategy", TopicNameStrategy.class), "orders");

    assertThat(registry.versions("orders-value")).containsExactly(1);
    assertThat(registry.requestCount("GET", ASKED)).isZero();
  }

  @Test
  void isWhatTheFallbackKeySaysWhereNothingIsAssociated() {
    write(writer(false, "subject.name.strategy.fallback.type", "RECORD"), "orders");

    assertThat(registry.versions("Order")).containsExactly(1);
  }

  @Test
  void isNotAskedForByReadersThatNeedNone() {
    byte[] bytes = write(writer(false), "orders");
    resolver.close();
    resolver = resolver(false);
    int asked = registry.requestCount("GET", ASKED);

    assertThat(((Decoded) reader().deserialize("orders", null, bytes)).text()).isEqualTo("hi");
    assertThat(registry.requestCount("GET", ASKED)).isEqualTo(asked);
  }

  @Test
  void isTheAssociatedOneForReadersOfTheNewestVersion() {
    registry.associate("lkc-1", "orders", false, "all-orders");
    byte[] bytes = write(writer(false), "orders");
    DeserializerEngine<String> engine = reader("use.latest.version", true);

    assertThat(((Decoded) engine.deserialize("orders", null, bytes)).reader()).isEqualTo(ORDER);
    assertThat(registry.requestCount("GET", "/subjects/all-orders/versions/latest")).isEqualTo(1);
  }

  @Test
  void isRefusedInAnotherContextWhichReadersWouldNotLookIn() {
    registry.associate("lkc-1", "orders", false, ":.eu:orders");

    assertThatThrownBy(() -> write(writer(false), "orders"))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining(":.eu:orders")
        .hasMessageContaining("value.subject.name.strategy")
        .hasMessageContaining(AssociatedNameStrategy.class.getName());
    assertThat(registry.requestCount("POST", "**")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"404, ''", "403, <html/>", "403, ''", "405, ''", "404, <html/>"})
  void isTheTopicsWhereAGatewayDoesNotKnowThePath(int status, String page) {
    registry
        .faults()
        .add(FaultRule.always(new Fault.Answered(status, Map.of(), page)).on("GET", ASKED));
    write(writer(false), "orders");
    write(writer(false), "payments");

    assertThat(registry.versions("orders-value")).containsExactly(1);
    assertThat(registry.versions("payments-value")).containsExactly(1);
    assertThat(registry.requestCount("GET", ASKED)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405})
  void asksForNoRestOfARegistryThatDoesNotKnowThePath(int status) {
    registry
        .faults()
        .add(FaultRule.always(new Fault.Answered(status, Map.of(), "")).on("GET", ASKED));

    assertThatThrownBy(
            () -> resolver.registry().call(AssociationRequests.subjectsOf("-", "orders", false)))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThat(resolver.registry().suspendedEndpoints()).isZero();
  }

  @Test
  void isUnknownWhereTheRegistryRefusesToSay() {
    registry
        .faults()
        .add(
            FaultRule.always(
                    new Fault.Answered(403, Map.of(), "{\"error_code\":40301,\"message\":\"no\"}"))
                .on("GET", ASKED));

    assertThatThrownBy(() -> write(writer(false), "orders"))
        .isInstanceOf(AuthorizationException.class)
        .hasMessageContaining("value.subject.name.strategy");
    assertThat(registry.requestCount("POST", "**")).isZero();
  }

  @Test
  void isUnknownDuringAnOutageAndAskedForAgainAfterIt() {
    registry.associate("lkc-1", "orders", false, "all-orders");
    SerializerEngine<String> engine = writer(false);
    registry.stop();

    assertThatThrownBy(() -> write(engine, "orders")).isInstanceOf(TimeoutException.class);

    registry.restart();
    resolver.registry().reset();
    write(engine, "orders");
    assertThat(registry.versions("all-orders")).containsExactly(1);
    assertThat(registry.versions("orders-value")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void survivesARestartDuringAnOutage(boolean isAssociated) {
    if (isAssociated) {
      registry.associate("lkc-1", "orders", false, "all-orders");
    }
    restartWithSnapshot();
    byte[] before = write(writer(false), "orders");
    registry.stop();
    restartWithSnapshot();

    assertThat(write(writer(false), "orders")).isEqualTo(before);
    assertThatThrownBy(() -> write(writer(false), "payments")).isInstanceOf(TimeoutException.class);

    registry.restart();
    resolver.registry().reset();
    write(writer(false), "orders");
    assertThat(registry.versions("orders-value")).hasSize(isAssociated ? 0 : 1);
    assertThat(registry.versions("all-orders")).hasSize(isAssociated ? 1 : 0);
  }

  @Test
  void survivesARestartWhereTheRegistryServesNoAssociations() {
    registry.close();
    registry = EmbeddedSchemaRegistry.builder().registryVersion(RegistryVersion.LEGACY).start();
    restartWithSnapshot();
    byte[] one = write(writer(false), "orders");
    byte[] other = write(writer(false), "payments");
    registry.stop();
    restartWithSnapshot();

    assertThat(write(writer(false), "orders")).isEqualTo(one);
    assertThat(write(writer(false), "payments")).isEqualTo(other);
  }

  @Test
  void isAskedForAgainAfterARestart() {
    restartWithSnapshot();
    write(writer(false), "orders");
    registry.associate("lkc-1", "orders", false, "all-orders");
    restartWithSnapshot();
    write(writer(false), "orders");

    assertThat(registry.versions("all-orders")).containsExactly(1);
  }

  @Test
  void isKnownFromTheSnapshotSoonWhereTheRegistryIsMute() {
    registry.associate("lkc-1", "orders", false, "all-orders");
    restartWithSnapshot();
    byte[] before = write(writer(false), "orders");
    resolver.close();
    registry.faults().always(new Fault.Delayed(Duration.ofSeconds(30)));
    resolver =
        SchemaResolver.builder()
            .registry(
                RegistrySettings.builder()
                    .urls(List.of(URI.create(registry.url())))
                    .lookupTimeout(Duration.ofMillis(600))
                    .build())
            .snapshot(
                SnapshotSettings.of(
                    folder.resolve("snapshot").toString(), new SnapshotEncryption.None()))
            .build();

    assertThat(write(writer(false), "orders")).isEqualTo(before);
  }
}
