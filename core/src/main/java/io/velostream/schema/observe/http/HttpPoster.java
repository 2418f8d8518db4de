// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.config.ConfigException;

/**
 * Posts JSON to a URL. A request without an answer, or with status 408, 429 or 5xx, is sent again
 * after growing pauses. Headers are set before the first post; {@link #post} is for one thread at a
 * time, and {@link #close} for any.
 */
public final class HttpPoster implements AutoCloseable {

  /** How often a body is sent if nothing else is asked for. */
  public static final int ATTEMPTS = 3;

  private static final String OPTION_PREFIX = "schema.listeners.";
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final int SUCCESS = 2;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI url;
  private final Duration timeout;
  private final HttpRequest.Builder request;
  private volatile boolean isClosed;

  /**
   * How the last attempt ended.
   *
   * @param isDelivered whether the answer was 2xx
   * @param isRetriable whether a later attempt may have another outcome
   * @param failure the status or the class of the failure, without secrets; empty if it was
   *     delivered
   */
  public record Outcome(boolean isDelivered, boolean isRetriable, String failure) {

    private static final Outcome DELIVERED = new Outcome(true, false, "");

    private static Outcome failed(String failure) {
      return new Outcome(false, true, failure);
    }
  }

  /**
   * Creates a poster.
   *
   * @param url what to post to, as of {@link #url}
   * @param timeout the time that one exchange may take
   */
  public HttpPoster(URI url, Duration timeout) {
    this.url = url;
    this.timeout = timeout;
    this.request =
        HttpRequest.newBuilder(url).timeout(timeout).setHeader("Content-Type", "application/json");
  }

  /**
   * Parses the URL of an option.
   *
   * @throws ConfigException if it is no http or https URL, or has user information; its text is not
   *     shown, since it may hold a token
   */
  public static URI url(String option, String text) {
    try {
      URI url = URI.create(text.trim());
      if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null
          && url.getUserInfo() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      throw invalidUrl(option);
    }
    throw invalidUrl(option);
  }

  private static ConfigException invalidUrl(String option) {
    return new ConfigException(
        OPTION_PREFIX + option + " must be an http or https URL without user information");
  }

  /**
   * Sets a header of an option.
   *
   * @throws ConfigException if it cannot be sent; the JDK's message, which shows the value, is left
   *     out
   */
  public void setHeader(String option, String name, String value) {
    boolean isRefused = false;
    try {
      request.setHeader(name, value);
    } catch (IllegalArgumentException e) {
      isRefused = true;
    }
    if (isRefused) {
      throw new ConfigException(OPTION_PREFIX + option + " cannot be sent as a header");
    }
  }

  /** Host and port, for messages. */
  public String target() {
    return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }

  /** Posts a body, at most as often as given. An interrupt ends the attempts and stays set. */
  public Outcome post(String body, int attempts) {
    Outcome outcome = Outcome.failed("closed");
    for (int attempt = 0; attempt < attempts && !isClosed; attempt++) {
      try {
        if (attempt > 0) {
          TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE_MILLIS << attempt);
        }
        outcome = outcome(exchange(body));
      } catch (ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        outcome = Outcome.failed(cause.getClass().getSimpleName());
      } catch (TimeoutException e) {
        outcome = Outcome.failed("no complete answer in " + timeout.toMillis() + " ms");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Outcome.failed("interrupted");
      }
      if (!outcome.isRetriable) {
        return outcome;
      }
    }
    return outcome;
  }

  private static Outcome outcome(int status) {
    return status / 100 == SUCCESS
        ? Outcome.DELIVERED
        : new Outcome(
            false, status / 100 == 5 || status == 408 || status == 429, "status " + status);
  }

  /** Posts once, and returns the status. The time-out is that of the whole exchange. */
  private int exchange(String body)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<HttpResponse<Void>> answer =
        http.sendAsync(
            request.copy().POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.discarding());
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
    } finally {
      answer.cancel(true); // no effect on one that has ended
    }
  }

  /** Ends the attempts to send. */
  @Override
  public void close() {
    isClosed = true;
  }
}
