// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.cache;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/**
 * A reverse proxy that speaks HTTP/2 over TLS, for a registry that speaks HTTP/1.1 only. It delays
 * each response, and caches the registry's, so that no time but the delay is added.
 */
public final class Http2Front implements AutoCloseable {

  private static final String PASSWORD = "changeit";

  private final MockWebServer server = new MockWebServer();
  private final SSLContext context;

  public Http2Front(String url, Duration delay) throws IOException {
    context = context(keys());
    HttpClient client = HttpClient.newHttpClient();
    Map<String, String> known = new ConcurrentHashMap<>();
    server.setServerSocketFactory(new WithoutDelay());
    server.useHttps(context.getSocketFactory());
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String body =
                known.computeIfAbsent(request.getTarget(), path -> get(client, url + path));
            return new MockResponse.Builder()
                .body(body)
                .headersDelay(delay.toMillis(), TimeUnit.MILLISECONDS)
                .build();
          }
        });
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  private static String get(HttpClient client, String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    HttpResponse<String> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(url + " answers " + answer.statusCode());
    }
    return answer.body();
  }

  /** Sets TCP_NODELAY on each connection, as the servers of registries do. */
  private static final class WithoutDelay extends ServerSocketFactory {
    private static final int DEFAULT_BACKLOG = 50;

    @Override
    public ServerSocket createServerSocket() throws IOException {
      return new ServerSocket() {
        @Override
        public Socket accept() throws IOException {
          Socket socket = super.accept();
          socket.setTcpNoDelay(true);
          return socket;
        }
      };
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
      return createServerSocket(port, DEFAULT_BACKLOG);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
      return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
        throws IOException {
      ServerSocket socket = createServerSocket();
      socket.bind(new InetSocketAddress(address, port), backlog);
      return socket;
    }
  }

  public int requestCount() {
    return server.getRequestCount();
  }

  public String url() {
    return "https://localhost:" + server.getPort();
  }

  /** Trusts this server. */
  public SSLContext context() {
    return context;
  }

  /** A key with a certificate for this machine, made by the JDK's own tool. */
  private static KeyStore keys() throws IOException {
    Path folder = Files.createTempDirectory("http2");
    Path file = folder.resolve("keys.p12");
    try {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "front",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=localhost",
                  "-ext",
                  "san=dns:localhost",
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  PASSWORD,
                  "-keystore",
                  file.toString())
              .inheritIO()
              .start();
      if (keytool.waitFor() != 0) {
        throw new IOException("keytool ended with " + keytool.exitValue());
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD.toCharArray());
      }
      return store;
    } catch (GeneralSecurityException | InterruptedException e) {
      throw new IOException(e);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static SSLContext context(KeyStore store) throws IOException {
    try {
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(store, PASSWORD.toCharArray());
      KeyStore certificates = KeyStore.getInstance("PKCS12");
      certificates.load(null, null);
      certificates.setCertificateEntry("front", store.getCertificate("front"));
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(certificates);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
