// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.settings.Credentials;
import io.velostream.schema.settings.RegistrySettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {

  private static final Credentials ME = Credentials.basic("me", "s3cret");

  private static String logOf(RegistrySettings settings) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream standardError = System.err;
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      RegistryClient.create(settings, SchemaListener.none()).close();
    } finally {
      System.setErr(standardError);
    }
    return log.toString(UTF_8);
  }

  private static RegistrySettings settings(Credentials credentials, String... urls) {
    return RegistrySettings.builder()
        .urls(Stream.of(urls).map(URI::create).toList())
        .credentials(credentials)
        .build();
  }

  @Test
  void warnsOnceWhenCredentialsTravelInTheClear() {
    assertThat(logOf(settings(ME, "http://one.example:8081", "https://two", "http://three/x")))
        .containsOnlyOnce("unencrypted")
        .contains("to one.example, three;")
        .doesNotContain("s3cret");
  }

  @Test
  void warnsOfAHeaderThatHoldsCredentialsToo() {
    RegistrySettings settings =
        RegistrySettings.builder()
            .urls(List.of(URI.create("http://one")))
            .header("authorization", "Bearer s3cret")
            .build();

    assertThat(logOf(settings)).containsOnlyOnce("unencrypted").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://one", "http://localhost", "http://127.0.0.1:8081", "http://[::1]:8081"})
  void staysQuietWhereNobodyListens(String url) {
    assertThat(logOf(settings(ME, url))).isEmpty();
  }

  @Test
  void staysQuietWithoutCredentials() {
    assertThat(logOf(settings(Credentials.none(), "http://one"))).isEmpty();
  }

  @Test
  void closesWhatItOpenedWhenTheTokenSourceCannotBeOpened() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();

    assertThatThrownBy(
            () ->
                RegistryClient.create(
                    settings(
                        Credentials.tokens(
                            () -> {
                              throw new IllegalStateException("no source");
                            }),
                        "http://localhost"),
                    SchemaListener.none()))
        .hasMessage("no source");
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && thread.getName().matches("velostream.*|HttpClient.*")) {
        thread.join(10_000);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }
}
