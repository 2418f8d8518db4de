// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import static io.velostream.schema.registry.Certificates.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.event.BreakerState;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.registry.Certificates;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.serde.TextCodec;
import io.velostream.schema.serde.TextFormat;
import io.velostream.schema.serde.Throwables;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.serde.shared.ConnectionSettings;
import io.velostream.schema.settings.Tls;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The registry over TLS, by Kafka's keys. */
@Timeout(30)
class RegistryTlsTest {

  private static final String SSL = "schema.registry.ssl.";

  private final Certificates authority = new Certificates();
  private final AtomicLong clock = new AtomicLong();
  private final List<SchemaResolver> resolvers = new ArrayList<>();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    resolvers.forEach(SchemaResolver::close);
  }

  private EmbeddedSchemaRegistry registry(Certificates.Identity identity, boolean asksBack) {
    return EmbeddedSchemaRegistry.builder().tls(authority.context(identity), asksBack).start();
  }

  private Map<String, Object> trusting() {
    Path store = Certificates.write(authority.trustStore(), folder.resolve("trust.p12"));
    Map<String, Object> configs = new HashMap<>();
    configs.put(SSL + "truststore.location", store.toString());
    configs.put(SSL + "truststore.password", PASSWORD);
    configs.put(SSL + "truststore.type", "PKCS12");
    return configs;
  }

  private static void ask(EmbeddedSchemaRegistry registry, Map<String, Object> configs) {
    try (SchemaResolver resolver = settings(registry.url(), configs).newResolver()) {
      assertThat(resolver.registry().call(SchemaRequests.types())).contains("AVRO");
    }
  }

  private static ConnectionSettings settings(String url, Map<String, Object> configs) {
    Map<String, Object> all = new HashMap<>(configs);
    all.put("schema.registry.url", url);
    return ConnectionSettings.of(SerdeConfig.forDeserializer(all, false, new ConfigDef()));
  }

  @Test
  void trustsWhatTheTrustStoreHolds() {
    try (EmbeddedSchemaRegistry registry = registry(authority.forHost("localhost"), false)) {
      ask(registry, trusting());
      assertThatThrownBy(() -> ask(registry, Map.of()))
          .isInstanceOf(RegistryRejectedException.class)
          .hasMessageContaining("certif");
    }
  }

  @Test
  void takesPemAndMutualTls() {
    Certificates.Identity client = authority.forHost("client");
    Map<String, Object> configs = new HashMap<>();
    configs.put(SSL + "truststore.type", "PEM");
    configs.put(SSL + "truststore.certificates", authority.pem());
    try (EmbeddedSchemaRegistry registry = registry(authority.forHost("localhost"), true)) {
      assertThatThrownBy(() -> ask(registry, configs))
          .isInstanceOf(RegistryRejectedException.class);
      configs.put(SSL + "keystore.type", "PEM");
      configs.put(SSL + "keystore.key", client.keyPem());
      configs.put(SSL + "keystore.certificate.chain", client.certificatePem());
      ask(registry, configs);
    }
  }

  @Test
  void takesAKeyStoreForMutualTls() {
    KeyStore own = authority.forHost("client").store();
    Map<String, Object> configs = trusting();
    configs.put(
        SSL + "keystore.location", Certificates.write(own, folder.resolve("own.p12")).toString());
    configs.put(SSL + "keystore.password", PASSWORD);
    configs.put(SSL + "keystore.type", "PKCS12");
    configs.put(SSL + "key.password", PASSWORD);
    configs.put(SSL + "enabled.protocols", "TLSv1.2");
    try (EmbeddedSchemaRegistry registry = registry(authority.forHost("localhost"), true)) {
      ask(registry, configs);
    }
  }

  @Test
  void refusesACertificateThatIsOver() {
    try (EmbeddedSchemaRegistry registry = registry(authority.expired("localhost"), false)) {
      assertThatThrownBy(() -> ask(registry, trusting()))
          .isInstanceOf(RegistryRejectedException.class)
          .hasMessageContaining("NotAfter");
    }
  }

  @Test
  void goesOnToTheNextUrlAfterABadCertificate() {
    try (EmbeddedSchemaRegistry bad = registry(authority.expired("localhost"), false);
        EmbeddedSchemaRegistry good = registry(authority.forHost("localhost"), false);
        SchemaResolver resolver =
            settings(bad.url() + "," + good.url(), trusting()).newResolver()) {
      assertThat(resolver.registry().call(SchemaRequests.types())).contains("AVRO");
      assertThat(resolver.registry().call(SchemaRequests.types())).contains("AVRO");

      assertThat(bad.requestCount()).isZero();
      assertThat(good.requestCount()).isEqualTo(2);
    }
  }

  @Test
  void failsASerializerWithKafkasOwnTlsException() {
    try (EmbeddedSchemaRegistry registry = registry(authority.expired("localhost"), false)) {
      Map<String, Object> configs = trusting();
      configs.put("schema.registry.url", registry.url());
      SerdeConfig config = SerdeConfig.forSerializer(configs, false, new ConfigDef());
      try (SerializerEngine<String> engine = SerializerEngine.create(config, new TextCodec())) {
        assertThatThrownBy(
                () ->
                    engine.serialize(
                        "orders", null, new TextCodec.Text(TextFormat.schema("Order"), "hi")))
            .isInstanceOf(SslAuthenticationException.class)
            .hasMessageContaining("has expired")
            .hasMessageContaining("a retry does not help");
      }
    }
  }

  @Test
  void opensTheBreakerAfterSomeBadCertificates() {
    try (EmbeddedSchemaRegistry registry = registry(authority.expired("localhost"), false);
        SchemaResolver resolver = settings(registry.url(), trusting()).newResolver()) {
      for (int lookup = 0; lookup < 5; lookup++) {
        assertThatThrownBy(() -> resolver.registry().call(SchemaRequests.types()))
            .isInstanceOf(RegistryRejectedException.class)
            .hasMessageContaining("NotAfter");
      }

      assertThat(resolver.health().breakers().get(0).phase()).isEqualTo(BreakerState.Phase.OPEN);
      assertThat(registry.requestCount()).isZero();
    }
  }

  @Test
  void refusesACertificateOfAnotherHostUnlessToldNotToLook() {
    Map<String, Object> configs = trusting();
    try (EmbeddedSchemaRegistry registry = registry(authority.forHost("elsewhere"), false)) {
      assertThatThrownBy(() -> ask(registry, configs))
          .isInstanceOf(RegistryRejectedException.class)
          .hasMessageContaining("localhost");
      configs.put(SSL + "endpoint.identification.algorithm", "");
      ask(registry, configs);
    }
  }

  @Test
  void takesTheUsersOwnEngineFactoryAndClosesIt() {
    Map<String, Object> configs = trusting();
    configs.put(SSL + "engine.factory.class", CountingFactory.class.getName());
    int closedBefore = CountingFactory.CLOSED.get();
    try (EmbeddedSchemaRegistry registry = registry(authority.forHost("localhost"), false)) {
      ask(registry, configs);
    }

    assertThat(CountingFactory.MADE.get()).isPositive();
    assertThat(CountingFactory.CLOSED.get()).isEqualTo(closedBefore + 1);
  }

  @Test
  void changesItsStateWithItsFiles() throws IOException {
    Tls tls = settings("https://one", trusting()).registry().tls();
    Object before = tls.state();
    assertThat(tls.state()).isEqualTo(before);

    Files.write(folder.resolve("trust.p12"), new byte[] {1});
    assertThat(tls.state()).isNotEqualTo(before);
    Files.delete(folder.resolve("trust.p12"));
    assertThatCode(tls::state).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "PEM"})
  void takesOverAChangedTrustStoreWithTheSameSerializer(String type) throws IOException {
    Certificates next = new Certificates();
    Path store = folder.resolve("trust." + type);
    Map<String, Object> configs = new HashMap<>();
    configs.put(SSL + "truststore.location", store.toString());
    configs.put(SSL + "truststore.type", type);
    if (type.equals("PKCS12")) {
      configs.put(SSL + "truststore.password", PASSWORD);
    }
    trust(authority, store, type);
    try (EmbeddedSchemaRegistry before = registry(authority.forHost("localhost"), false);
        SerializerEngine<String> serializer = serializer(before.url(), configs)) {
      assertThat(write(serializer, "One")).isNotEmpty();
      int port = before.port();
      before.close();
      try (EmbeddedSchemaRegistry after =
          EmbeddedSchemaRegistry.builder()
              .port(port)
              .tls(next.context(next.forHost("localhost")))
              .start()) {
        assertThatThrownBy(() -> write(serializer, "Two")).hasStackTraceContaining("certif");
        assertThat(after.requestCount()).isZero();
        trust(next, store, type);
        clock.addAndGet(Duration.ofSeconds(10).toNanos());

        assertThat(write(serializer, "Two")).isNotEmpty();
        assertThat(after.requestCount()).isPositive();
      }
    }
  }

  private static void trust(Certificates authority, Path store, String type) throws IOException {
    if (type.equals("PEM")) {
      Files.writeString(store, authority.pem() + "# " + authority.hashCode());
    } else {
      Certificates.write(authority.trustStore(), store);
    }
  }

  private SerializerEngine<String> serializer(String url, Map<String, Object> configs) {
    Map<String, Object> all = new HashMap<>(configs);
    all.put("schema.registry.url", url);
    SerdeConfig config = SerdeConfig.forSerializer(all, false, new ConfigDef());
    SchemaResolver resolver =
        SchemaResolver.builder()
            .registry(ConnectionSettings.of(config).registry())
            .nanoTime(clock::get)
            .build();
    resolvers.add(resolver);
    SerdeConfig own = SerdeConfig.forSerializer(Map.of(), false, new ConfigDef());
    return SerializerEngine.create(own, new TextCodec(), resolver);
  }

  private static byte[] write(SerializerEngine<String> serializer, String type) {
    return serializer.serialize("orders", null, new TextCodec.Text(TextFormat.schema(type), "hi"));
  }

  @Test
  void isEqualWithEqualKeysOnly() {
    Map<String, Object> configs = trusting();
    Map<String, Object> others = new HashMap<>(configs);
    others.put(SSL + "truststore.password", "another");

    assertThat(settings("https://one", configs)).isEqualTo(settings("https://one", trusting()));
    assertThat(settings("https://one", configs)).isNotEqualTo(settings("https://one", others));
    assertThat(settings("https://one", configs)).isNotEqualTo(settings("https://one", Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"truststore.location", "truststore.password", "keystore.location"})
  void refusesStoresThatCannotBeUsedAndLeavesNothingOpen(String key) {
    Map<String, Object> configs = trusting();
    configs.put(SSL + key, "wrong-s3cret");
    long threads = registryThreads();

    assertThatThrownBy(() -> settings("https://one", configs).newResolver())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.ssl.*")
        .satisfies(e -> assertThat(Throwables.textOf(e)).doesNotContain(PASSWORD));
    assertThat(registryThreads()).isEqualTo(threads);
  }

  private static long registryThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("velostream-registry"))
        .count();
  }

  /** Kafka's own factory, counted. */
  public static final class CountingFactory implements SslEngineFactory {

    static final AtomicInteger MADE = new AtomicInteger();
    static final AtomicInteger CLOSED = new AtomicInteger();

    private final DefaultSslEngineFactory factory = new DefaultSslEngineFactory();

    @Override
    public SSLEngine createClientSslEngine(String host, int port, String identification) {
      MADE.incrementAndGet();
      return factory.createClientSslEngine(host, port, identification);
    }

    @Override
    public SSLEngine createServerSslEngine(String host, int port) {
      return factory.createServerSslEngine(host, port);
    }

    @Override
    public boolean shouldBeRebuilt(Map<String, Object> configs) {
      return factory.shouldBeRebuilt(configs);
    }

    @Override
    public java.util.Set<String> reconfigurableConfigs() {
      return factory.reconfigurableConfigs();
    }

    @Override
    public KeyStore keystore() {
      return factory.keystore();
    }

    @Override
    public KeyStore truststore() {
      return factory.truststore();
    }

    @Override
    public void configure(Map<String, ?> configs) {
      factory.configure(configs);
    }

    @Override
    public void close() {
      CLOSED.incrementAndGet();
      factory.close();
    }
  }
}
