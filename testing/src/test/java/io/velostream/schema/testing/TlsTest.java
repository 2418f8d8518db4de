// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private static Path folder;

  private static SSLContext withKey;
  private static SSLContext withoutKey;

  @BeforeAll
  static void makeKey() throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    certificates.setCertificateEntry("server", keys.getCertificate("server"));
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(certificates);
    withKey = SSLContext.getInstance("TLS");
    withKey.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    withoutKey = SSLContext.getInstance("TLS");
    withoutKey.init(null, trusted.getTrustManagers(), null);
  }

  private static String subjects(EmbeddedSchemaRegistry registry, SSLContext context)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registry.url() + "/subjects"))
            .timeout(Duration.ofSeconds(20))
            .build();
    return HttpClient.newBuilder()
        .sslContext(context)
        .build()
        .send(request, BodyHandlers.ofString())
        .body();
  }

  @Test
  void speaksHttps() throws IOException, InterruptedException {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.builder().tls(withKey).start()) {
      assertThat(registry.url()).startsWith("https://localhost:");
      assertThat(subjects(registry, withoutKey)).isEqualTo("[]");
    }
  }

  @Test
  void asksForACertificateOfTheClient() throws IOException, InterruptedException {
    try (EmbeddedSchemaRegistry registry =
        EmbeddedSchemaRegistry.builder().tls(withKey, true).start()) {
      assertThat(subjects(registry, withKey)).isEqualTo("[]");
      assertThatThrownBy(() -> subjects(registry, withoutKey)).isInstanceOf(IOException.class);
    }
  }
}
