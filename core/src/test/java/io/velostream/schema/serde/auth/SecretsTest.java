// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.registry.Certificates;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.serde.TextCodec;
import io.velostream.schema.serde.TextFormat;
import io.velostream.schema.serde.Throwables;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.engine.SerializerEngine;
import io.velostream.schema.serde.shared.ConnectionSettings;
import io.velostream.schema.settings.BearerToken;
import io.velostream.schema.settings.BearerTokenSource;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.model.RecordedRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Greps all that an operator may see for secrets, while everything goes wrong. */
@Timeout(60)
class SecretsTest {

  private static final String SECRET = "s3cret";
  private static final String BASIC =
      Base64.getEncoder().encodeToString("me:s3cret".getBytes(UTF_8));

  private final TokenEndpoint endpoint = new TokenEndpoint();
  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    registry.close();
    endpoint.close();
  }

  static Stream<Map<String, Object>> configurations() {
    return Stream.of(
        Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "me:s3cret"),
        Map.of("schema.registry.url", "http://me:s3cret@HOST"),
        Map.of(
            "basic.auth.credentials.source",
            "SASL_INHERIT",
            "sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"me\""
                + " password=\"s3cret\";"),
        Map.of("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "s3cret"),
        Map.of(
            "bearer.auth.credentials.source", "OAUTHBEARER",
            "bearer.auth.issuer.endpoint.url", "ISSUER",
            "bearer.auth.client.id", "me",
            "bearer.auth.client.secret", "cl1ent-s3cret",
            "sasl.login.retry.backoff.max.ms", "1",
            "sasl.login.retry.backoff.ms", "1"),
        Map.of(
            "bearer.auth.credentials.source", "CUSTOM",
            "bearer.auth.custom.provider.class", SecretSource.class.getName(),
            "own.token", "s3cret"),
        Map.of("request.header.X-Key", "s3cret", "request.header.Authorization", "Bearer s3cret"),
        Map.of(
            "schema.registry.ssl.truststore.type", "PEM",
            "schema.registry.ssl.truststore.certificates", new Certificates().pem(),
            "schema.registry.ssl.key.password", "s3cret"));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void showsNoSecretWhateverGoesWrong(Map<String, Object> configuration) throws Exception {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream standardError = System.err;
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      goWrong(configuration);
    } finally {
      System.setErr(standardError);
    }
    ManagementFactory.getPlatformMBeanServer()
        .queryNames(null, null)
        .forEach(name -> seen.add(name.toString()));
    Thread.getAllStackTraces().keySet().forEach(thread -> seen.add(thread.getName()));
    seen.add(log.toString(UTF_8));

    assertThat(seen).hasSizeGreaterThan(20).anyMatch(text -> text.contains("cannot list"));
    for (String text : seen) {
      assertThat(text).doesNotContain(SECRET).doesNotContain(BASIC);
    }
  }

  private void goWrong(Map<String, Object> configuration) {
    Map<String, Object> configs = new HashMap<>(Map.of("schema.registry.url", registry.url()));
    configs.putAll(configuration);
    configs.replaceAll(
        (key, value) ->
            value instanceof String text
                ? text.replace("HOST", registry.url().substring("http://".length()))
                    .replace("ISSUER", endpoint.url())
                : value);
    configs.put("http.read.timeout.ms", "300");
    SerdeConfig config = SerdeConfig.forSerializer(configs, false, new ConfigDef());
    ConnectionSettings settings = ConnectionSettings.of(config);
    note(config, settings, settings.registry(), settings.registry().credentials());
    note(settings.registry().tls(), settings.registry().urls());
    try (SchemaResolver resolver =
        SchemaResolver.builder().registry(settings.registry()).listener(this::note).build()) {
      note(resolver, resolver.registry());
      for (int status : List.of(401, 407, 503)) {
        failWith(resolver, Fault.status(status));
        failWith(resolver, echo(status));
      }
      registry.stop();
      fail(resolver);
      endpoint.answer(401);
      fail(resolver);
    }
    try (SchemaResolver fresh = settings.newResolver()) {
      fail(fresh);
    }
    try (SerializerEngine<String> serializer = SerializerEngine.create(config, new TextCodec())) {
      note(serializer);
      serializer.serialize("t", null, new TextCodec.Text(TextFormat.schema("A"), "hi"));
    } catch (RuntimeException e) {
      seen.add(Throwables.textOf(e));
    }
  }

  /** What a careless server says, which repeats what it was sent. */
  private Fault echo(int status) {
    RecordedRequest last = registry.requests().get(registry.requests().size() - 1);
    String sent = last.header("authorization").orElse("") + last.header("x-key").orElse("");
    return Fault.body(
        status, "{\"error_code\":" + status + ",\"message\":\"not good: " + sent + "\"}");
  }

  private void failWith(SchemaResolver resolver, Fault fault) {
    registry.faults().clear();
    registry.faults().always(fault);
    fail(resolver);
  }

  private void fail(SchemaResolver resolver) {
    try {
      resolver.registry().call(SchemaRequests.types());
    } catch (RuntimeException e) {
      seen.add(Throwables.textOf(e));
    }
  }

  private void note(Object... values) {
    for (Object value : values) {
      seen.add(String.valueOf(value));
    }
  }

  /** A source of the user's own. */
  public static final class SecretSource
      implements BearerTokenSource, org.apache.kafka.common.Configurable {

    private String token = "";

    @Override
    public void configure(Map<String, ?> configs) {
      token = String.valueOf(configs.get("own.token"));
    }

    @Override
    public BearerToken token() {
      return BearerToken.of(token);
    }
  }
}
