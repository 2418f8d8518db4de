// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.settings.Credentials;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator reads when a resolver starts, and when its registry is not there. */
@Timeout(60)
class LogTest {

  private static List<String> logOf(Runnable work) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream standardError = System.err;
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(standardError);
    }
    return log.toString(UTF_8).lines().toList();
  }

  private static SchemaResolver resolver(String url) {
    return SchemaResolver.builder()
        .registry(
            RegistrySettings.builder()
                .urls(List.of(URI.create(url)))
                .credentials(Credentials.basic("me", "s3cret"))
                .build())
        .build();
  }

  private static void failAt(String url, String why) {
    try (SchemaResolver resolver = resolver(url)) {
      for (int i = 0; i < 5; i++) {
        SchemaException failure =
            catchThrowableOfType(
                SchemaException.class, () -> resolver.registry().call(SchemaRequests.types()));
        assertThat(failure).isInstanceOf(RegistryUnavailableException.class);
        if (i == 0) {
          assertThat(failure).hasMessageContaining(why);
        }
      }
    }
  }

  @Test
  void saysOnceWhichRegistryVersionAndSnapshotAResolverStartsWith() {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      List<String> log =
          logOf(
              () -> {
                try (SchemaResolver resolver = resolver(registry.url())) {
                  resolver.registry().call(SchemaRequests.types());
                }
              });

      assertThat(log)
          .filteredOn(line -> line.contains("INFO"))
          .singleElement()
          .satisfies(
              line ->
                  assertThat(line)
                      .containsPattern("VeloStream Schema .+ uses the registry at")
                      .contains(registry.url(), "snapshot: none")
                      .doesNotContain("s3cret", "me:"));
    }
  }

  @Test
  void warnsThatNobodyListensInThoseWords() {
    EmbeddedSchemaRegistry gone = EmbeddedSchemaRegistry.start();
    gone.close();

    assertThat(logOf(() -> failAt(gone.url(), "connection refused")))
        .filteredOn(line -> line.contains("connection refused"))
        .isNotEmpty()
        .allMatch(line -> line.contains("WARN"))
        .noneMatch(line -> line.contains("ConnectException") || line.contains("ClosedChannel"));
  }

  @Test
  void warnsThatAHostIsUnknownInThoseWords() {
    assertThat(logOf(() -> failAt("http://no-such-host.invalid:8081", "unknown host")))
        .filteredOn(line -> line.contains("unknown host"))
        .isNotEmpty()
        .allMatch(line -> line.contains("WARN"))
        .noneMatch(line -> line.contains("UnresolvedAddress"));
  }
}
