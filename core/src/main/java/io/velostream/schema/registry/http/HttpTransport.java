// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.registry.protocol.AnswerTooLargeException;
import io.velostream.schema.registry.protocol.ErrorMessages;
import io.velostream.schema.registry.protocol.ErrorResponse;
import io.velostream.schema.registry.protocol.HttpRequestSpec;
import io.velostream.schema.registry.protocol.Json;
import io.velostream.schema.registry.protocol.RegistryResponse;
import io.velostream.schema.registry.protocol.RequestTarget;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.trace.SchemaSpan;
import io.velostream.schema.trace.Tracing;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends requests to one endpoint over HTTP, with a limited concurrency and a time-out for each.
 *
 * <p>A connection that the server closed while idle fails the next request on it. The JDK repeats a
 * GET by itself; this class repeats other repeatable requests.
 */
public final class HttpTransport implements Transport {

  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

  private final String endpoint;
  private final RegistrySettings settings;
  private final HttpConnections connections;
  private final TrafficLog traffic;
  private final ConnectionPermits permits;
  private final AtomicInteger connectFailures = new AtomicInteger();
  private final AtomicInteger keptRequests = new AtomicInteger();
  private volatile boolean isConnectionSuspect;

  /**
   * Creates a transport to one endpoint.
   *
   * @throws IllegalArgumentException when a header of the settings cannot be sent
   */
  public HttpTransport(
      URI url, RegistrySettings settings, HttpConnections connections, TrafficLog traffic) {
    this.endpoint = endpoint(url);
    this.settings = settings;
    this.connections = connections;
    this.traffic = traffic;
    this.permits = new ConnectionPermits(settings.maxConnections());
    settings.headers().forEach(HttpTransport::requireSendable);
  }

  /**
   * Refuses headers that the JDK would refuse, without their value in the message, which may be a
   * secret.
   */
  private static void requireSendable(String name, String value) {
    boolean isSendable;
    try {
      HttpRequest.newBuilder().setHeader(name, value);
      isSendable = true;
    } catch (IllegalArgumentException e) {
      isSendable = false;
    }
    if (!isSendable) {
      throw new IllegalArgumentException(
          "the header '"
              + ErrorMessages.bounded(name)
              + "' cannot be sent: name or value are not allowed");
    }
  }

  @Override
  public CompletableFuture<RegistryResponse> send(HttpRequestSpec request, Deadline deadline) {
    int failuresBefore = connectFailures.get();
    CompletableFuture<Void> permit = permits.acquire(request.isOfClosure());
    if (!permit.isDone()) {
      Future<?> timeoutTask =
          connections.timer().at(deadline, () -> permit.completeExceptionally(noPermit(request)));
      var unused = permit.whenComplete((free, late) -> timeoutTask.cancel(false));
    }
    return permit.thenCompose(
        free ->
            CompletableFuture.completedFuture(request)
                .thenCompose(one -> attempt(one, deadline, failuresBefore))
                .whenComplete((answer, failure) -> permits.release(request.isOfClosure())));
  }

  /**
   * Sends the request, unless other requests failed to connect while it waited for a permit; it
   * would wait as long.
   */
  private CompletableFuture<RegistryResponse> attempt(
      HttpRequestSpec request, Deadline deadline, int failuresBefore) {
    if (connectFailures.get() != failuresBefore) {
      return CompletableFuture.failedFuture(unreachable(request));
    }
    SchemaSpan span =
        Tracing.tracer()
            .start("schema.registry.request")
            .with("operation", request.operation().label())
            .with("url", endpoint);
    HttpRequest http = span.around(() -> http(request));
    Deadline limit = deadline.atMost(settings.requestTimeout());
    return exchange(request, http, limit)
        .exceptionallyCompose(
            failure ->
                isStale(Failures.unwrap(failure)) && request.isRepeatable() && !limit.isExpired()
                    ? exchange(request, http, limit)
                    : CompletableFuture.failedFuture(failure))
        .exceptionallyCompose(
            failure ->
                CompletableFuture.<RegistryResponse>failedFuture(
                    recordFailure(request, Failures.unwrap(failure))))
        .whenComplete(
            (response, failure) ->
                span.with("status", response == null ? null : response.status())
                    .end(failure == null ? null : Failures.unwrap(failure)));
  }

  /** Performs one exchange, counts it, and publishes an event. */
  private CompletableFuture<RegistryResponse> exchange(
      HttpRequestSpec request, HttpRequest http, Deadline limit) {
    long start = connections.timer().nanoTime();
    traffic.started();
    boolean isKept = tryUseKept();
    return CompletableFuture.completedFuture(http)
        .thenCompose(one -> connections.exchange(one, limit, !isKept))
        .thenCompose(answer -> response(request, answer))
        .whenComplete(
            (response, failure) -> {
              if (isKept) {
                keptRequests.decrementAndGet();
              }
              Duration duration = Duration.ofNanos(connections.timer().nanoTime() - start);
              if (failure == null) {
                traffic.answered(request, response, duration);
              } else {
                traffic.failed(request, endpoint, duration);
              }
            });
  }

  /**
   * Whether one more request may use the kept connections: always over HTTP/2, else up to their
   * number.
   */
  private boolean tryUseKept() {
    boolean isMultiplexed = permits.isMultiplexed();
    int before =
        keptRequests.getAndUpdate(
            count -> isMultiplexed || count < HttpPools.MAX_KEPT ? count + 1 : count);
    return isMultiplexed || before < HttpPools.MAX_KEPT;
  }

  private HttpRequest http(HttpRequestSpec request) {
    String body = request.body();
    HttpRequest.Builder http =
        HttpRequest.newBuilder(RequestTarget.at(endpoint, request.target()))
            .version(version())
            .method(
                request.method(),
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    settings.headers().forEach(http::setHeader);
    http.setHeader("Accept", MEDIA_TYPE + ", application/json;q=0.9");
    http.setHeader("Accept-Encoding", "gzip");
    if (body != null) {
      http.setHeader("Content-Type", MEDIA_TYPE);
    }
    request.headers().forEach(http::setHeader);
    Tracing.tracer().inject(http::setHeader);
    return http.build();
  }

  /**
   * HTTP/2 is used only if TLS negotiates it, since its upgrade headers over plain HTTP confuse
   * some servers and proxies. After a missing response, requests use HTTP/1.1, because the JDK
   * cannot abandon an HTTP/2 connection whose peer is gone.
   */
  private HttpClient.Version version() {
    return endpoint.startsWith("https:") && !isConnectionSuspect
        ? HttpClient.Version.HTTP_2
        : HttpClient.Version.HTTP_1_1;
  }

  private CompletableFuture<RegistryResponse> response(
      HttpRequestSpec request, HttpResponse<byte[]> http) {
    permits.setMultiplexed(http.version() == HttpClient.Version.HTTP_2);
    try {
      byte[] body = http.body();
      if (http.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip")) {
        body = BoundedBody.unpack(body, Json.MAX_BYTES);
      }
      RegistryResponse response =
          new RegistryResponse(
              endpoint,
              http.statusCode(),
              firstValues(http.headers()),
              new String(body, StandardCharsets.UTF_8));
      return CompletableFuture.completedFuture(response.withOrigin(origin(request, response)));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static RegistryResponse.Origin origin(
      HttpRequestSpec request, RegistryResponse response) {
    if (!response.isSuccess()) {
      return ErrorResponse.origin(request, response);
    }
    return request.check().isReadable(response)
        ? RegistryResponse.Origin.REGISTRY
        : RegistryResponse.Origin.FOREIGN;
  }

  private static Map<String, String> firstValues(HttpHeaders headers) {
    Map<String, String> first = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.map().forEach((name, values) -> first.put(name, values.get(0)));
    return first;
  }

  /** Whether the connection was closed by the server, by the messages of the JDK. */
  private static boolean isStale(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return failure instanceof IOException
        && !(failure instanceof HttpTimeoutException || failure instanceof ConnectException)
        && (message.contains("received no bytes")
            || message.contains("reset")
            || message.contains("closed")
            || message.contains("Broken pipe"));
  }

  /** Whether the server closed the connection, maybe because it refused the handshake. */
  private static boolean isClosed(Throwable failure) {
    return isStale(failure) || String.valueOf(failure.getMessage()).contains("terminated the");
  }

  private SchemaException recordFailure(HttpRequestSpec request, Throwable failure) {
    SchemaException exception = exception(request, failure);
    if (Outcome.isConnectFailure(exception)) {
      connectFailures.incrementAndGet();
    } else if (failure instanceof HttpTimeoutException) {
      isConnectionSuspect = true;
      permits.setMultiplexed(false);
    }
    return exception;
  }

  private SchemaException exception(HttpRequestSpec request, Throwable failure) {
    String tls = TlsFailure.describe(failure);
    if (tls != null) {
      return new RegistryRejectedException(
          ErrorMessages.cannot(request.action(), endpoint, tls, TlsFailure.ADVICE), 0, 0, failure);
    }
    if (failure instanceof AnswerTooLargeException tooLarge) {
      return new RegistryRejectedException(
          ErrorMessages.cannot(
              request.action(),
              endpoint,
              String.valueOf(tooLarge.getMessage()),
              "no schema comes near this limit; check what schema.registry.url leads to"),
          0,
          0,
          null);
    }
    String advice =
        endpoint.startsWith("https:") && isClosed(failure)
            ? TlsFailure.ADVICE_ON_CLOSED
            : failure instanceof HttpTimeoutException
                ? "the registry may be overloaded; the time-outs are "
                    + settings.connectTimeout().toMillis()
                    + " ms to connect and "
                    + settings.requestTimeout().toMillis()
                    + " ms in all"
                : "check that the registry runs and that schema.registry.url is right";
    return new RegistryUnavailableException(
        ErrorMessages.cannot(request.action(), endpoint, ErrorMessages.cause(failure), advice),
        0,
        failure);
  }

  private RegistryUnavailableException unreachable(HttpRequestSpec request) {
    return new RegistryUnavailableException(
        ErrorMessages.cannot(
            request.action(),
            endpoint,
            "concurrent requests could not connect",
            "check that the registry runs and that schema.registry.url is right"),
        0,
        null);
  }

  private RegistryUnavailableException noPermit(HttpRequestSpec request) {
    return new RegistryUnavailableException(
        ErrorMessages.cannot(
            request.action(),
            endpoint,
            "none of "
                + permits.connections(request.isOfClosure())
                + " connections was released in time",
            "the registry may be overloaded; try again later"),
        0,
        null);
  }

  /** The base URL without user information, for display. */
  public static String displayEndpoint(URI url) {
    return endpoint(url).replaceFirst("//[^/]*@", "//");
  }

  /** The base URL without a trailing slash, query or fragment. */
  public static String endpoint(URI url) {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    return (url.getScheme().toLowerCase(Locale.ROOT) + "://" + url.getRawAuthority() + path)
        .replaceAll("/+$", "");
  }
}
