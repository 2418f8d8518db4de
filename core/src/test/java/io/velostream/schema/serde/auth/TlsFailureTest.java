// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import static io.velostream.schema.registry.Certificates.PASSWORD;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.registry.Certificates;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.shared.ConnectionSettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLServerSocket;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each failure of TLS says what is wrong, names what to set, and is not asked for again. */
@Timeout(60)
class TlsFailureTest {

  private static final String SSL = "schema.registry.ssl.";

  private final Certificates authority = new Certificates();
  @TempDir private Path folder;

  private Map<String, Object> trusting(String... more) {
    Path store = Certificates.write(authority.trustStore(), folder.resolve("trust.p12"));
    Map<String, Object> configs = new HashMap<>();
    configs.put(SSL + "truststore.location", store.toString());
    configs.put(SSL + "truststore.password", PASSWORD);
    configs.put(SSL + "truststore.type", "PKCS12");
    for (int i = 0; i < more.length; i += 2) {
      configs.put(SSL + more[i], more[i + 1]);
    }
    return configs;
  }

  private static SchemaException failure(String url, Map<String, Object> configs) {
    return failure(url, configs, 1, 1);
  }

  private static SchemaException failure(
      String url, Map<String, Object> configs, long least, long most) {
    Map<String, Object> all = new HashMap<>(configs);
    all.put("schema.registry.url", url);
    SerdeConfig config = SerdeConfig.forDeserializer(all, false, new ConfigDef());
    try (SchemaResolver resolver = ConnectionSettings.of(config).newResolver()) {
      SchemaException failure =
          catchThrowableOfType(
              SchemaException.class, () -> resolver.registry().call(SchemaRequests.types()));
      assertThat(resolver.registry().calls()).as("attempts").isBetween(least, most);
      return failure;
    }
  }

  private EmbeddedSchemaRegistry registry(Certificates.Identity identity, boolean asksBack) {
    return EmbeddedSchemaRegistry.builder().tls(authority.context(identity), asksBack).start();
  }

  @Test
  void ofAnotherHost() {
    try (EmbeddedSchemaRegistry registry = registry(authority.forHost("elsewhere"), false)) {
      assertThat(failure(registry.url(), trusting()))
          .isInstanceOf(RegistryRejectedException.class)
          .hasMessageContaining("for another host")
          .hasMessageContaining("schema.registry.url");
    }
  }

  @Test
  void ofACertificateThatIsOver() {
    try (EmbeddedSchemaRegistry registry = registry(authority.expired("localhost"), false)) {
      assertThat(failure(registry.url(), trusting()))
          .isInstanceOf(RegistryRejectedException.class)
          .hasMessageContaining("has expired")
          .hasMessageContaining("renew it at the registry");
    }
  }

  @Test
  void ofAnIssuerThatIsNotTrusted() {
    try (EmbeddedSchemaRegistry registry = registry(authority.forHost("localhost"), false)) {
      assertThat(failure(registry.url(), Map.of()))
          .isInstanceOf(RegistryRejectedException.class)
          .hasMessageContaining("not trusted here")
          .hasMessageContaining("schema.registry.ssl.truststore.location");
    }
  }

  /**
   * A connection may be reset before its alert is read, and is tried again then: it may be no
   * refusal.
   */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void ofACertificateOfOursThatIsMissing(String protocol) {
    try (EmbeddedSchemaRegistry registry = registry(authority.forHost("localhost"), true)) {
      assertThat(failure(registry.url(), trusting("enabled.protocols", protocol), 1, 6))
          .hasMessageContaining("client")
          .hasMessageContaining("schema.registry.ssl.keystore.location");
    }
  }

  @Test
  void ofAVersionThatOnlyOneSideSpeaks() throws IOException {
    try (SSLServerSocket server =
        (SSLServerSocket)
            authority
                .context(authority.forHost("localhost"))
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      server.setEnabledProtocols(new String[] {"TLSv1.2"});
      serve(server);

      assertThat(
              failure(
                  "https://localhost:" + server.getLocalPort(),
                  trusting("enabled.protocols", "TLSv1.3")))
          .isInstanceOf(RegistryRejectedException.class)
          .hasMessageContaining("no common version")
          .hasMessageContaining("schema.registry.ssl.");
    }
  }

  private static void serve(ServerSocket server) {
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  var unused = socket.getInputStream().read(new byte[8192]);
                  socket.getOutputStream().write("HTTP/1.1 400 So\r\n\r\n".getBytes(US_ASCII));
                } catch (IOException e) {
                  // The handshake failed, as it should, or the server is closed.
                }
              }
            },
            "tls-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Test
  void ofAPortThatAnswersWithoutTls() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      serve(server);

      assertThat(failure("https://localhost:" + server.getLocalPort(), trusting()))
          .isInstanceOf(RegistryRejectedException.class)
          .hasMessageContaining("does not speak TLS at this port")
          .hasMessageContaining("schema.registry.url");
    }
  }

  /** It may restart just now, so that asking again may help. */
  @Test
  void ofAPortThatEndsTheHandshakeWithoutAWord() {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      assertThat(failure(registry.url().replace("http:", "https:"), trusting(), 3, 6))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("speaks TLS at this port (see schema.registry.url)")
          .hasMessageContaining("schema.registry.ssl.keystore.location");
    }
  }

  @Test
  void ofAPortThatSpeaksTlsAlone() throws IOException {
    try (SSLServerSocket server =
        (SSLServerSocket)
            authority
                .context(authority.forHost("localhost"))
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      serve(server);

      assertThat(failure("http://localhost:" + server.getLocalPort(), Map.of()))
          .isInstanceOf(RegistryRejectedException.class)
          .hasMessageContaining("speaks TLS at this port")
          .hasMessageContaining("schema.registry.url");
    }
  }
}
