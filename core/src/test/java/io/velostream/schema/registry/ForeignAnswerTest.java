// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.protocol.ConfigRequests;
import io.velostream.schema.registry.protocol.RegistryRequest;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.settings.BearerToken;
import io.velostream.schema.settings.Credentials;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.RetrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of proxies, gateways and web sites where a registry's were expected. */
@Timeout(60)
class ForeignAnswerTest {

  private static final Subject ORDERS = Subject.of("orders-value");
  private static final SchemaDefinition TEXT = SchemaDefinition.of("AVRO", "\"string\"");
  private static final List<Fault> FOREIGN =
      List.of(
          Fault.html(404),
          Fault.body(404, ""),
          Fault.body(404, "{\"message\":\"no Route matched with those values\"}"),
          Fault.body(404, "default backend - 404"),
          Fault.html(200),
          Fault.body(200, ""),
          Fault.body(200, "{\"status\":\"UP\"}"));

  private final EmbeddedSchemaRegistry front = EmbeddedSchemaRegistry.start();
  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();

  @AfterEach
  void close() {
    front.close();
    registry.close();
  }

  private static RegistryClient client(EmbeddedSchemaRegistry... registries) {
    return RegistryClient.create(
        RegistrySettings.builder()
            .urls(Stream.of(registries).map(one -> URI.create(one.url())).toList())
            .retry(RetrySettings.DEFAULT.withMaxAttempts(1))
            .credentials(Credentials.basic("me", "s3cr\"t pä/ss"))
            .build(),
        SchemaListener.none());
  }

  static Stream<RegistryRequest<?>> calls() {
    SubjectVersion first = new SubjectVersion(ORDERS, 1);
    return Stream.of(
        SchemaRequests.register(ORDERS, TEXT, Normalization.OFF),
        SchemaRequests.lookUp(ORDERS, TEXT, Normalization.OFF),
        SchemaRequests.byId(SchemaId.of(1)),
        SubjectRequests.version(first),
        SubjectRequests.latest(ORDERS),
        SubjectRequests.versions(ORDERS),
        SchemaRequests.types(),
        ConfigRequests.compatibility(),
        ConfigRequests.mode(),
        ConfigRequests.testCompatibilityWithLatest(ORDERS, TEXT));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void goesOnToTheNextUrl(RegistryRequest<?> call) {
    registry.register("orders-value", "\"string\"");
    for (Fault fault : FOREIGN) {
      front.faults().clear();
      front.faults().always(fault);
      try (RegistryClient client = client(front, registry)) {
        assertThat((Object) client.call(call)).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void isUnavailableWhereNoOtherUrlIsLeftAndARegistryHasAnsweredBefore(RegistryRequest<?> call) {
    registry.register("orders-value", "\"string\"");
    for (Fault fault : FOREIGN) {
      try (RegistryClient client = client(registry)) {
        var unused = client.call(call);
        registry.faults().next(1, fault);

        assertThat(failureOf(client, call)).isInstanceOf(RegistryUnavailableException.class);
        assertThat((Object) client.call(call)).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>sign in</html>", "OK", "{\"status\":\"UP\"}", "[]"})
  void saysThatItIsNoRegistryWhenEveryUrlSaysSoAtTheStart(String body) {
    front.faults().always(Fault.body(200, body));
    registry.faults().always(Fault.body(200, body));
    try (RegistryClient client = client(front, registry)) {
      assertThat(failureOf(client, SubjectRequests.latest(ORDERS)))
          .isInstanceOf(RegistryRejectedException.class)
          .hasMessageContaining("not a registry");
    }
  }

  @Test
  void isUnavailableWhenOneOfTheUrlsDoesNotAnswerAtAll() {
    front.faults().always(Fault.html(200));
    registry.stop();
    try (RegistryClient client = client(front, registry)) {
      assertThat(failureOf(client, SubjectRequests.latest(ORDERS)))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @Test
  void keepsTheBreakerClosedForPathsThatThisRegistryDoesNotServe() {
    registry.register("orders-value", "\"string\"");
    try (RegistryClient client = client(registry)) {
      for (int i = 0; i < 10; i++) {
        registry.faults().next(1, Fault.body(404, ""));
        var unused = failureOf(client, ConfigRequests.mode());
      }

      assertThat(client.call(SubjectRequests.latest(ORDERS))).isNotNull();
    }
  }

  @Test
  void hidesCredentialsInWhateverEncodingAServerRepeatsThem() {
    String plain = "me:s3cr\"t pä/ss";
    String base64 = Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    List<String> echoes =
        List.of(
            plain.replace("\"", "\\\""),
            "s3cr\\\"t pä/ss",
            base64,
            "Basic " + base64,
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("x" + plain).getBytes(StandardCharsets.UTF_8)),
            "me%3As3cr%22t%20p%C3%A4%2Fss",
            "me%3As3cr%22t+p%c3%a4%2fss",
            "me:s3cr\\u0022t p\\u00e4/ss",
            "me:s3cr\\\\\\\"t p\\\\u00e4\\\\/ss");
    try (RegistryClient client = client(registry)) {
      for (String echo : echoes) {
        for (int status : List.of(401, 403, 404, 422, 500)) {
          registry
              .faults()
              .next(
                  1,
                  Fault.body(
                      status,
                      "{\"error_code\":" + status + ",\"message\":\"bad user " + echo + "\"}"));

          assertThat(textOf(failureOf(client, SubjectRequests.latest(ORDERS))))
              .doesNotContain("s3cr", "czNjc", "pä/ss", base64);
        }
        registry.faults().next(1, Fault.body(200, plain));
        assertThat(textOf(failureOf(client, SubjectRequests.latest(ORDERS))))
            .doesNotContain("s3cr");
      }
    }
  }

  @Test
  void refusesAtOnceAnAnswerWithTooManyValuesAndASchemaThatIsTooLong() {
    String values = "{\"id\":1,\"x\":[" + "1,".repeat(1_100_000) + "1]}";
    String schema = "{\"id\":1,\"version\":1,\"schema\":\"" + "x".repeat((4 << 20) + 1) + "\"}";
    registry.register("orders-value", "\"string\"");
    try (RegistryClient client = client(registry)) {
      for (String body : List.of(values, schema)) {
        registry.faults().next(1, Fault.body(200, body));
        registry.clearRequests();

        assertThat(failureOf(client, SubjectRequests.latest(ORDERS)))
            .isInstanceOf(RegistryRejectedException.class)
            .hasMessageContaining("more than");
        assertThat(registry.requestCount()).isEqualTo(1);
      }
      assertThat(client.call(SubjectRequests.latest(ORDERS))).isNotNull();
    }
  }

  @Test
  void refusesAtOnceASmallAnswerThatUnpacksToMillionsOfValues() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("{\"id\":1,\"x\":[".getBytes(StandardCharsets.US_ASCII));
      byte[] values = "{},".repeat(1 << 10).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 10_000; i++) {
        gzip.write(values);
      }
      gzip.write("1]}".getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(packed.size()).isLessThan(100_000);
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
            + "Content-Length: "
            + packed.size()
            + "\r\n\r\n";
    AtomicInteger calls = new AtomicInteger();
    try (SilentServer server =
            SilentServer.answering(
                out -> {
                  calls.incrementAndGet();
                  out.write(head.getBytes(StandardCharsets.US_ASCII));
                  packed.writeTo(out);
                },
                false);
        RegistryClient client =
            RegistryClient.create(RegistrySettings.of(server.url()), SchemaListener.none())) {
      assertThat(failureOf(client, SubjectRequests.latest(ORDERS)))
          .isInstanceOf(RegistryRejectedException.class)
          .hasMessageContaining("more than");
      assertThat(calls).hasValue(1);
    }
  }

  static Stream<Credentials> bearers() {
    String token = "t0ken+s3cr/t==";
    return Stream.of(
        Credentials.bearer(token), Credentials.tokens(() -> () -> BearerToken.of(token)));
  }

  @ParameterizedTest
  @MethodSource("bearers")
  void hidesABearerTokenInWhateverEncodingAServerRepeatsIt(Credentials credentials) {
    String token = "t0ken+s3cr/t==";
    String base64 = Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    RegistrySettings settings =
        RegistrySettings.builder()
            .urls(List.of(URI.create(registry.url())))
            .retry(RetrySettings.DEFAULT.withMaxAttempts(1))
            .credentials(credentials)
            .build();
    try (RegistryClient client = RegistryClient.create(settings, SchemaListener.none())) {
      for (String echo :
          List.of(token, base64, "t0ken%2Bs3cr%2Ft%3D%3D", "t0ken+s3cr\\/t\\u003d=")) {
        for (int status : List.of(401, 403, 404, 422, 500)) {
          String body = "{\"error_code\":" + status + ",\"message\":\"bad: Bearer " + echo + "\"}";
          registry.faults().clear();
          registry.faults().always(Fault.body(status, body));

          assertThat(textOf(failureOf(client, SubjectRequests.latest(ORDERS))))
              .doesNotContain("s3cr", base64);
        }
      }
    }
  }

  private static SchemaException failureOf(RegistryClient client, RegistryRequest<?> call) {
    return catchThrowableOfType(SchemaException.class, () -> client.call(call));
  }

  private static String textOf(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROTOBUF", "JSON", "avro"})
  void refusesAnAnswerByContentThatIsOfAnotherType(String type) {
    front
        .faults()
        .always(
            Fault.body(
                200,
                "{\"id\":7,\"version\":1,\"subject\":\"orders-value\",\"schemaType\":\""
                    + type
                    + "\",\"schema\":\"\\\"int\\\"\"}"));
    try (RegistryClient client = client(front)) {
      for (RegistryRequest<?> call :
          List.of(
              SchemaRequests.register(ORDERS, TEXT, Normalization.OFF),
              SchemaRequests.lookUp(ORDERS, TEXT, Normalization.OFF))) {
        assertThat(catchThrowableOfType(SchemaException.class, () -> client.call(call)))
            .hasMessageContaining("schemaType")
            .hasMessageContaining("AVRO");
      }
    }
  }
}
