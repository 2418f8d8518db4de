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
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.protocol.CompatibilityLevel;
import io.velostream.schema.registry.protocol.ConfigRequests;
import io.velostream.schema.registry.protocol.RegistryRequest;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.settings.Credentials;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.RetrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals that a registry gives, and a gateway or login page before one of its URLs as well. */
@Timeout(60)
class DoubtfulAnswerTest {

  private static final Subject ORDERS = Subject.of("orders-value");
  private static final SchemaDefinition TEXT = SchemaDefinition.of("AVRO", "\"string\"");
  private static final String NOT_FOUND = "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}";
  private static final String RESTEASY =
      "{\"error_code\":0,\"message\":\"RESTEASY003210: Could not find resource for full path\"}";
  private static final String NOT_ALLOWED =
      "{\"error_code\":405,\"message\":\"HTTP 405 Method Not Allowed\"}";

  private static final List<Fault> REFUSALS =
      List.of(
          Fault.html(401),
          Fault.html(403),
          Fault.body(401, ""),
          Fault.body(403, ""),
          Fault.body(401, "{\"message\":\"Unauthorized\"}"),
          Fault.body(403, "{\"message\":\"Forbidden\"}"),
          Fault.body(404, NOT_FOUND),
          Fault.body(404, "{\"error_code\":404}"),
          Fault.body(404, RESTEASY),
          Fault.body(405, NOT_ALLOWED),
          Fault.html(405),
          Fault.status(302).withHeader("Location", "http://login.test/sign-in"));

  private final EmbeddedSchemaRegistry front = EmbeddedSchemaRegistry.start();
  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();

  @AfterEach
  void close() {
    front.close();
    registry.close();
  }

  private static RegistryClient client(EmbeddedSchemaRegistry... registries) {
    return client(Arrays.stream(registries).map(one -> URI.create(one.url())).toList());
  }

  private static RegistryClient client(List<URI> urls) {
    return RegistryClient.create(
        RegistrySettings.builder()
            .urls(urls)
            .retry(RetrySettings.DEFAULT.withMaxAttempts(1))
            .credentials(Credentials.basic("me", "s3cret"))
            .build(),
        SchemaListener.none());
  }

  private static SchemaException failureOf(RegistryClient client, RegistryRequest<?> call) {
    return catchThrowableOfType(SchemaException.class, () -> client.call(call));
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
        ConfigRequests.setCompatibility(ORDERS, CompatibilityLevel.FULL),
        ConfigRequests.mode(),
        ConfigRequests.testCompatibilityWithLatest(ORDERS, TEXT));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void asksTheNextUrl(RegistryRequest<?> call) {
    registry.register("orders-value", "\"string\"");
    for (Fault refusal : REFUSALS) {
      front.faults().clear();
      front.faults().always(refusal);
      try (RegistryClient client = client(front, registry)) {
        assertThat((Object) client.call(call)).isNotNull();
      }
    }
  }

  @Test
  void asksTheNextUrlForADeletionThatNoRegistryHasSeen() {
    for (Fault refusal : REFUSALS) {
      registry.register("orders-value", "\"string\"");
      front.faults().clear();
      front.faults().always(refusal);
      try (RegistryClient client = client(front, registry)) {
        assertThat(client.call(SubjectRequests.delete(ORDERS))).hasSize(1);
      }
    }
  }

  @Test
  void asksTheNextUrlAfterAPackedPage() throws IOException {
    registry.register("orders-value", "\"string\"");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("<html>sign in</html>".getBytes(StandardCharsets.US_ASCII));
    }
    for (int status : List.of(200, 401, 403, 404, 405)) {
      String head =
          "HTTP/1.1 "
              + status
              + " So\r\nContent-Encoding: gzip\r\nContent-Length: "
              + packed.size()
              + "\r\n\r\n";
      try (SilentServer server =
              SilentServer.answering(
                  out -> {
                    out.write(head.getBytes(StandardCharsets.US_ASCII));
                    packed.writeTo(out);
                  },
                  false);
          RegistryClient client = client(List.of(server.url(), URI.create(registry.url())))) {
        assertThat(client.call(SubjectRequests.latest(ORDERS)).definition()).isEqualTo(TEXT);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"401, check the credentials", "403, check what these credentials may do"})
  void isNotAllowedWhenEveryUrlAnswersSoWithAPage(int status, String advice) {
    front.faults().always(Fault.html(status));
    registry.faults().always(Fault.html(status));
    try (RegistryClient client = client(front, registry)) {
      assertThat(failureOf(client, SubjectRequests.latest(ORDERS)))
          .isInstanceOfSatisfying(
              RegistryRejectedException.class, e -> assertThat(e.status()).isEqualTo(status))
          .hasMessageContaining("a page of markup")
          .hasMessageContaining(advice)
          .hasMessageContaining("not a registry's error response")
          .hasMessageContaining("login page in front of the registry");
    }
    assertThat(front.requestCount()).isEqualTo(1);
    assertThat(registry.requestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void believesARegistrysOwnRefusalAtOnce(int status) {
    front.faults().always(Fault.status(status));
    try (RegistryClient client = client(front, registry)) {
      assertThat(failureOf(client, SubjectRequests.latest(ORDERS)))
          .isInstanceOf(RegistryRejectedException.class)
          .message()
          .doesNotContain("not a registry's error response");
    }
    assertThat(registry.requestCount()).isZero();
  }

  @Test
  void isUnavailableWhenAnotherUrlMayDoBetterLater() {
    for (Fault refusal :
        List.of(
            Fault.html(401), Fault.html(403), Fault.status(302), Fault.body(405, NOT_ALLOWED))) {
      for (boolean isFirst : List.of(true, false)) {
        front.faults().clear();
        front.faults().always(refusal);
        registry.faults().clear();
        registry.faults().always(Fault.status(503));
        try (RegistryClient client = isFirst ? client(front, registry) : client(registry, front)) {
          assertThat(failureOf(client, SubjectRequests.latest(ORDERS)))
              .isInstanceOf(RegistryUnavailableException.class);
        }
      }
    }
  }

  @Test
  void isUnavailableWhenNoUrlServesAPathThatEveryRegistryServes() {
    for (String body : List.of(NOT_FOUND, "{\"error_code\":404}", RESTEASY)) {
      front.faults().clear();
      front.faults().always(Fault.body(404, body));
      try (RegistryClient client = client(front)) {
        for (RegistryRequest<?> call :
            List.of(
                SchemaRequests.register(ORDERS, TEXT, Normalization.ON),
                SchemaRequests.lookUp(ORDERS, TEXT, Normalization.OFF),
                SchemaRequests.byId(new SchemaId(".east", 1)),
                SubjectRequests.latest(Subject.of("a/b c?d")),
                SubjectRequests.deletePermanently(ORDERS))) {
          assertThat(failureOf(client, call))
              .isInstanceOf(RegistryUnavailableException.class)
              .hasMessageContaining("not a registry's answer: check schema.registry.url");
        }
      }
    }
  }

  @Test
  void staysRefusedWhenNoUrlServesAPathThatARegistryNeedNotServe() {
    for (String body : List.of(NOT_FOUND, "{\"error_code\":404}", RESTEASY)) {
      registry.faults().clear();
      registry.faults().always(Fault.body(404, body));
      front.faults().clear();
      front.faults().always(Fault.body(404, body));
      try (RegistryClient client = client(front, registry)) {
        for (RegistryRequest<?> call :
            List.of(
                ConfigRequests.mode(),
                ConfigRequests.compatibility(ORDERS),
                SchemaRequests.contexts(),
                SchemaRequests.types(),
                ConfigRequests.serverVersion())) {
          assertThat(failureOf(client, call))
              .isInstanceOfSatisfying(
                  RegistryRejectedException.class, e -> assertThat(e.errorCode()).isEqualTo(404))
              .hasMessageContaining("this registry may not support it");
        }
      }
    }
  }

  /** Older Apicurio says the plain status, or nothing, where it has no code for what is missing. */
  @ParameterizedTest
  @CsvSource({
    "404, No artifact with ID 'orders-value' in group 'null' was found.",
    "0, No version '1' found for artifact with ID 'orders-value'."
  })
  void takesAMissingSubjectWithoutACodeForARegistrys(int code, String message) {
    registry.faults().always(Fault.status(404, code, message));
    try (RegistryClient client = client(registry)) {
      assertThat(failureOf(client, SubjectRequests.latest(ORDERS)))
          .isInstanceOf(RegistryRejectedException.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void believesThatASubjectIsMissingWhereTheFirstUrlSaysSo() {
    registry.register("orders-value", "\"string\"");
    try (RegistryClient client = client(front, registry)) {
      assertThat(failureOf(client, SubjectRequests.latest(ORDERS)))
          .isInstanceOf(SchemaNotFoundException.class);
    }
    assertThat(registry.requestCount()).isZero();
  }
}
