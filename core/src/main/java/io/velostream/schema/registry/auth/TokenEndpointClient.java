// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.registry.http.TlsFailure;
import io.velostream.schema.registry.protocol.ErrorMessages;
import io.velostream.schema.registry.protocol.Json;
import io.velostream.schema.registry.protocol.Secrets;
import io.velostream.schema.settings.BearerToken;
import io.velostream.schema.settings.TokenExchange;
import io.velostream.schema.settings.TokenRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Posts requests to token endpoints as the Kafka client does: with the JVM's proxies, and with
 * retries after transient failures. Error texts of endpoints are redacted.
 */
final class TokenEndpointClient implements TokenExchange {

  private static final int UNAUTHORIZED = 401;
  private static final int MAX_RESPONSE_BYTES = 1_000_000;
  private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(1L << 40);
  private static final String ADVICE = "; check the token endpoint, the client's id and its secret";

  /** The 4xx statuses that are retried. */
  private static final Set<Integer> RETRIABLE_CLIENT_ERRORS = Set.of(408, 425, 429);

  /** The 5xx statuses that are not retried. */
  private static final Set<Integer> FINAL_SERVER_ERRORS = Set.of(501, 505);

  private final LongSupplier nanoTime;
  private final Duration limit;

  /**
   * Creates a client with a time limit.
   *
   * @param limit the maximum time for a connection, for one read, and for the whole response, also
   *     if a request has no time-outs
   */
  TokenEndpointClient(LongSupplier nanoTime, Duration limit) {
    this.nanoTime = nanoTime;
    this.limit = limit;
  }

  @Override
  public BearerToken send(TokenRequest request) {
    long start = nanoTime.getAsLong();
    Duration pause = request.timeouts().pause();
    while (true) {
      try {
        return attempt(request);
      } catch (RegistryUnavailableException e) {
        Duration remaining = request.timeouts().attempts().minusNanos(nanoTime.getAsLong() - start);
        if (remaining.isNegative() || remaining.isZero()) {
          throw e;
        }
        pause(pause.compareTo(remaining) < 0 ? pause : remaining, e);
        pause = remaining.compareTo(pause) < 0 ? pause : pause.multipliedBy(2);
      }
    }
  }

  private static void pause(Duration pause, RegistryUnavailableException reason) {
    try {
      TimeUnit.NANOSECONDS.sleep(Math.max(1_000_000, pause.toNanos()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw reason;
    }
  }

  private BearerToken attempt(TokenRequest request) {
    Secrets secrets = new Secrets(request.secrets());
    try {
      HttpURLConnection connection = open(request);
      try {
        connection.getOutputStream().write(request.body().getBytes(StandardCharsets.UTF_8));
        int status = connection.getResponseCode();
        String body = body(connection);
        if (status == 200 || status == 201) {
          return token(body);
        }
        throw errorStatus(status, secrets.redact(errorDescription(body)));
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private HttpURLConnection open(TokenRequest request) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) request.endpoint().toURL().openConnection();
    SSLSocketFactory tls = request.tls();
    if (tls != null && connection instanceof HttpsURLConnection secured) {
      secured.setSSLSocketFactory(tls);
    }
    connection.setRequestMethod("POST");
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setDoOutput(true);
    connection.setConnectTimeout(millis(request.timeouts().connect()));
    connection.setReadTimeout(millis(request.timeouts().read()));
    request.headers().forEach(connection::setRequestProperty);
    return connection;
  }

  private int millis(Duration time) {
    Duration bounded = time.isZero() || time.compareTo(limit) > 0 ? limit : time;
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, bounded.toMillis()));
  }

  private String body(HttpURLConnection connection) throws IOException {
    try (InputStream in =
        connection.getResponseCode() < 400
            ? connection.getInputStream()
            : connection.getErrorStream()) {
      if (in == null) {
        return "";
      }
      return new String(bounded(in), StandardCharsets.UTF_8);
    }
  }

  private byte[] bounded(InputStream in) throws IOException {
    long start = nanoTime.getAsLong();
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    for (int length = in.read(part); length >= 0; length = in.read(part)) {
      received.write(part, 0, length);
      if (received.size() > MAX_RESPONSE_BYTES) {
        throw new IOException("an answer of more than " + MAX_RESPONSE_BYTES + " bytes");
      }
      if (nanoTime.getAsLong() - start > limit.toNanos()) {
        throw new SocketTimeoutException("no complete answer within " + limit.toMillis() + " ms");
      }
    }
    return received.toByteArray();
  }

  private static BearerToken token(String body) {
    JsonNode answer = json(body);
    String value =
        Stream.of("access_token", "id_token")
            .map(name -> answer.path(name).asText("").strip())
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    try {
      return new BearerToken(value, lifetime(answer.path("expires_in")));
    } catch (IllegalArgumentException e) {
      throw new RegistryUnavailableException(
          "cannot get a bearer token for the registry: the answer of the token endpoint is no"
              + " usable token"
              + ADVICE,
          0,
          null);
    }
  }

  /** Parses seconds, as a number or, from some endpoints, as text; empty for anything else. */
  private static Optional<Duration> lifetime(JsonNode seconds) {
    if (!seconds.isNumber() && !seconds.isTextual()) {
      return Optional.empty();
    }
    try {
      BigDecimal life = new BigDecimal(seconds.asText().strip()).min(MAX_SECONDS);
      return life.signum() <= 0
          ? Optional.empty()
          : Optional.of(Duration.ofMillis(Math.max(1, life.movePointRight(3).longValue())));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The error description of a response (RFC 6749, section 5.2); else its body. */
  private static String errorDescription(String body) {
    JsonNode answer = json(body);
    String description =
        Stream.of("error", "error_description")
            .map(name -> answer.path(name).asText(""))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(": "));
    return description.isEmpty() ? body : description;
  }

  private static JsonNode json(String body) {
    try {
      return Json.read(body);
    } catch (UncheckedIOException e) {
      return MissingNode.getInstance();
    }
  }

  private static SchemaException errorStatus(int status, String description) {
    String message =
        "cannot get a bearer token for the registry: the token endpoint answered with status "
            + status
            + (description.isBlank() ? "" : ": " + ErrorMessages.bounded(description))
            + ADVICE;
    boolean isFinal =
        status < 500
            ? !RETRIABLE_CLIENT_ERRORS.contains(status)
            : FINAL_SERVER_ERRORS.contains(status);
    return isFinal
        ? new RegistryRejectedException(message, UNAUTHORIZED, UNAUTHORIZED, null)
        : new RegistryUnavailableException(message, status, null);
  }

  private static SchemaException failure(IOException e) {
    String start = "cannot get a bearer token for the registry: ";
    String tls = TlsFailure.describe(e);
    return tls == null
        ? new RegistryUnavailableException(start + ErrorMessages.cause(e) + ADVICE, 0, e)
        : new RegistryRejectedException(
            start
                + "TLS with the token endpoint failed ("
                + ErrorMessages.cause(e)
                + "); "
                + TlsFailure.ADVICE,
            0,
            0,
            e);
  }
}
