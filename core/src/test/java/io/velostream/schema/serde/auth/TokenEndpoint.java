// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider's token endpoint (RFC 6749, section 4.4), which the JVM is told to allow.
 */
public final class TokenEndpoint implements AutoCloseable {

  private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

  private final AtomicInteger given = new AtomicInteger();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final HttpServer server;
  private volatile int status = 200;
  private volatile @Nullable UnaryOperator<String> words;
  private volatile Duration life = Duration.ofHours(1);

  public TokenEndpoint() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/token", this::answer);
    server.start();
    System.setProperty(ALLOWED, url());
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
  }

  /** How many tokens it has given. */
  public int given() {
    return given.get();
  }

  /** What clients sent: the header of each request and its body. */
  public Queue<String> requests() {
    return requests;
  }

  /** Answers with this status from now on. */
  public void answer(int status) {
    this.status = status;
  }

  /** Answers with this status from now on, and with what is made of the client's credentials. */
  public void answer(int status, UnaryOperator<String> words) {
    this.status = status;
    this.words = words;
  }

  /** Gives tokens that live this long from now on. */
  public void life(Duration life) {
    this.life = life;
  }

  /** The token that was given as the nth, counting from 1. */
  public static String signatureOf(int number) {
    return "s3cretsignature" + number;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    requests.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
    UnaryOperator<String> special = words;
    String basic = exchange.getRequestHeaders().getFirst("Authorization").substring(6);
    byte[] answer =
        (special != null
                ? special.apply(new String(Base64.getDecoder().decode(basic), UTF_8))
                : status == 200
                    ? "{\"access_token\":\"" + token() + "\",\"token_type\":\"Bearer\"}"
                    : "{\"error\":\"invalid_client\",\"error_description\":\"no such client\"}")
            .getBytes(UTF_8);
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private String token() {
    long now = Instant.now().getEpochSecond();
    return encoded("{\"alg\":\"none\"}")
        + "."
        + encoded("{\"sub\":\"me\",\"iat\":" + now + ",\"exp\":" + (now + life.toSeconds()) + "}")
        + "."
        + signatureOf(given.incrementAndGet());
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }

  @Override
  public void close() {
    System.clearProperty(ALLOWED);
    server.stop(0);
  }
}
