// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.serde.Throwables;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.shared.ConnectionSettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
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

/** Servers that repeat what they were sent, in each encoding and in each part of an answer. */
@Timeout(60)
class EchoedSecretsTest {

  /** Shows whatever is done to the secret around it. */
  private static final String CORE = "s3cr";

  private static final String PASSWORD = "+s3cr't &<p/";
  private static final String TOKEN = "+s3cr/t==";
  private static final List<Integer> STATUSES =
      List.of(200, 302, 401, 403, 404, 405, 407, 422, 503);

  private final TokenEndpoint endpoint = new TokenEndpoint();
  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    registry.close();
    endpoint.close();
  }

  private record Access(String secret, Map<String, Object> configs) {
    @Override
    public String toString() {
      return configs.keySet().toString();
    }
  }

  static Stream<Access> accesses() {
    String both = "me:" + PASSWORD;
    String basic = Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
    return Stream.of(
        new Access(
            both,
            Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", both)),
        new Access(
            both,
            Map.of(
                "schema.registry.url",
                "http://me:" + URLEncoder.encode(PASSWORD, UTF_8).replace("+", "%20") + "@HOST")),
        new Access(
            TOKEN,
            Map.of("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", TOKEN)),
        new Access(both, Map.of("request.header.Proxy-Authorization", "Basic " + basic)),
        new Access(PASSWORD, Map.of("request.header.Authorization", "Basic " + basic)),
        new Access(TOKEN, Map.of("request.header.X-Api-Key", TOKEN)),
        new Access(TOKEN, Map.of("request.header.Cookie", "theme=dark; session=" + TOKEN)));
  }

  private static List<String> encodings(String secret) {
    String escaped = secret.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
    return List.of(
        secret,
        URLEncoder.encode(secret, UTF_8),
        URLEncoder.encode(secret, UTF_8).replace("+", "%20"),
        escaped,
        escaped.replace("&#39;", "&#x27;").replace("+", "&#43;").replace("/", "&#x2f;"),
        secret.replace("&", "\\u0026").replace("<", "\\u003c").replace("+", "\\u002b"),
        Base64.getEncoder().encodeToString(secret.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("accesses")
  void areShownNowhere(Access access) throws Exception {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream standardError = System.err;
    System.setErr(new PrintStream(log, true, UTF_8));
    try (SchemaResolver resolver = resolver(access, registry.url())) {
      for (String told : encodings(access.secret)) {
        for (int status : STATUSES) {
          for (Fault.Answered answer : answers(status, told)) {
            registry.faults().clear();
            registry.faults().always(answer);
            fail(resolver);
          }
        }
      }
      failOnStatusLines(access);
    } finally {
      System.setErr(standardError);
    }
    seen.add(log.toString(UTF_8));

    assertThat(seen).hasSizeGreaterThan(100).anyMatch(text -> text.contains("cannot list"));
    String base64 = Base64.getEncoder().encodeToString(access.secret.getBytes(UTF_8));
    for (String text : seen) {
      assertThat(text).doesNotContain(CORE, base64);
    }
  }

  private static List<Fault.Answered> answers(int status, String told) {
    Fault.Answered page =
        Fault.status(status).withHeader("Location", "http://new.test/" + told.replace(" ", "%20"));
    String json = told.replace("\"", "\\\"");
    return List.of(
        new Fault.Answered(
            status,
            Map.of("Content-Type", "text/html"),
            "<html><body>Wrong: " + told + "</body></html>"),
        new Fault.Answered(status, Map.of("Content-Type", "text/plain"), "Wrong: " + told),
        new Fault.Answered(
            status,
            page.headers(),
            "{\"error_code\":" + status + ",\"message\":\"Wrong: " + json + "\"}"));
  }

  /** What is no HTTP at all is repeated by the JDK in its own messages. */
  private void failOnStatusLines(Access access) throws IOException {
    for (String told : encodings(access.secret)) {
      try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
        Thread thread = new Thread(() -> answer(server, "HTTP/1.1 4x1 Wrong: " + told), "garbled");
        thread.setDaemon(true);
        thread.start();
        try (SchemaResolver resolver =
            resolver(access, "http://127.0.0.1:" + server.getLocalPort())) {
          fail(resolver);
        }
      }
    }
  }

  private static void answer(ServerSocket server, String line) {
    try {
      while (true) {
        try (Socket socket = server.accept()) {
          var unused = socket.getInputStream().read(new byte[8192]);
          socket.getOutputStream().write((line + "\r\n\r\n").getBytes(UTF_8));
        }
      }
    } catch (IOException e) {
      // closed
    }
  }

  private SchemaResolver resolver(Access access, String url) {
    Map<String, Object> configs = new HashMap<>(Map.of("schema.registry.url", url));
    configs.putAll(access.configs);
    configs.replaceAll(
        (key, value) -> String.valueOf(value).replace("HOST", url.substring("http://".length())));
    configs.put("max.retries", "0");
    configs.put("schema.breaker.failures", "1000");
    SerdeConfig config = SerdeConfig.forSerializer(configs, false, new ConfigDef());
    return SchemaResolver.builder()
        .registry(ConnectionSettings.of(config).registry())
        .listener(event -> seen.add(event.toString()))
        .build();
  }

  private void fail(SchemaResolver resolver) {
    try {
      resolver.registry().call(SchemaRequests.types());
    } catch (RuntimeException e) {
      seen.add(Throwables.textOf(e));
    }
  }

  static Stream<String> clientSecrets() {
    return Stream.of("+s3cr't &<p/", "s3cr%2Bt", "s3cr\"t\\x");
  }

  @ParameterizedTest
  @MethodSource("clientSecrets")
  void areNotShownWhenATokenEndpointRepeatsThem(String secret) {
    for (String told : encodings(secret)) {
      for (int status : List.of(400, 401, 500)) {
        for (String body :
            List.of(
                "{\"error\":\"invalid_client\",\"error_description\":\"Wrong: "
                    + told.replace("\"", "\\\"")
                    + "\"}",
                "<p>Wrong: " + told + "</p>",
                "client_id=me&client_secret=" + told)) {
          endpoint.answer(status, both -> body);
          Map<String, Object> configs =
              Map.of(
                  "bearer.auth.credentials.source", "OAUTHBEARER",
                  "bearer.auth.issuer.endpoint.url", endpoint.url(),
                  "bearer.auth.client.id", "me",
                  "bearer.auth.client.secret", secret,
                  "sasl.login.retry.backoff.max.ms", "1",
                  "sasl.login.retry.backoff.ms", "1");
          try (SchemaResolver resolver = resolver(new Access(secret, configs), registry.url())) {
            fail(resolver);
          }
        }
      }
    }
    assertThat(seen).isNotEmpty().anyMatch(text -> text.contains("token endpoint answered"));
    for (String text : seen) {
      assertThat(text).doesNotContain(CORE);
    }
  }
}
