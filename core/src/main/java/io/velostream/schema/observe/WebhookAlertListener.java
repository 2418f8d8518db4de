// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts each alert to a URL, as one JSON object with {@code time}, {@code kind}, {@code severity},
 * {@code source}, {@code message}, {@code repeated} and {@code details}. Of alerts of one kind and
 * source, at most one is sent in a period. A request without an answer, or with status 408, 429 or
 * 5xx, is sent again a few times after growing pauses; then, or with another status, the alert is
 * dropped and counted. Named by {@code schema.listeners}; its options have the prefix {@code
 * schema.listeners.}.
 *
 * <p>Runs on the thread of the listeners, whose queue is bounded, so a slow URL delays neither
 * records, lookups nor other listeners. Given to a resolver's builder, it would run on the threads
 * that publish: give it to a queue instead.
 */
public final class WebhookAlertListener implements SchemaListener, Configurable, AutoCloseable {

  /** The URL to post to. */
  public static final String URL = "webhook.url";

  /** The value of the header {@code Authorization}. */
  public static final String AUTHORIZATION = "webhook.authorization";

  /** What names of options start with that are further headers. */
  public static final String HEADER_PREFIX = "webhook.header.";

  /** The time that one request may take. */
  public static final String TIMEOUT = "webhook.timeout.ms";

  /** The kinds of alerts to send; all if it is empty. */
  public static final String KINDS = "webhook.kinds";

  /** How long equal alerts are left out after one was sent. */
  public static final String REPEAT = "webhook.repeat.sec";

  private static final Logger LOG = LoggerFactory.getLogger(WebhookAlertListener.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ATTEMPTS = 3;
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final int SUCCESS = 2;

  private static final ConfigDef KEYS =
      new ConfigDef()
          .define(
              URL, ConfigDef.Type.STRING, Importance.HIGH, "The URL that each alert is posted to.")
          .define(
              AUTHORIZATION,
              ConfigDef.Type.PASSWORD,
              null,
              Importance.MEDIUM,
              "The value of the header Authorization.")
          .define(
              TIMEOUT,
              ConfigDef.Type.INT,
              5_000,
              Range.atLeast(1),
              Importance.LOW,
              "The time that one request may take.")
          .define(
              KINDS,
              ConfigDef.Type.LIST,
              List.of(),
              Importance.LOW,
              "The kinds of alerts to send; all if it is empty.")
          .define(
              REPEAT,
              ConfigDef.Type.INT,
              60,
              Range.atLeast(0),
              Importance.LOW,
              "How long equal alerts are left out after one was sent.");

  private final Clock clock;
  private final HttpClient http;
  private @Nullable URI url;
  private HttpRequest.@Nullable Builder request;
  private Duration timeout = Duration.ZERO;
  private Set<String> kinds = Set.of();
  private RepeatLimit limit = new RepeatLimit(Duration.ZERO, System::nanoTime);
  private volatile long dropped;
  private volatile boolean isClosed;

  /** Creates a listener, which must be configured. */
  public WebhookAlertListener() {
    this(Clock.systemUTC());
  }

  WebhookAlertListener(Clock clock) {
    this.clock = clock;
    this.http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  }

  /**
   * Configures the listener.
   *
   * @throws ConfigException if there is no URL, or a value is invalid
   */
  @Override
  public void configure(Map<String, ?> configs) {
    AbstractConfig values = new AbstractConfig(KEYS, configs, false);
    Password secret = values.getPassword(AUTHORIZATION);
    url = httpUrl(values.getString(URL));
    timeout = Duration.ofMillis(values.getInt(TIMEOUT));
    request =
        HttpRequest.newBuilder(url).timeout(timeout).setHeader("Content-Type", "application/json");
    configs.forEach(
        (key, value) -> {
          if (key.startsWith(HEADER_PREFIX) && value != null) {
            setHeader(key, key.substring(HEADER_PREFIX.length()), value.toString());
          }
        });
    if (secret != null) {
      setHeader(AUTHORIZATION, "Authorization", secret.value());
    }
    kinds =
        values.getList(KINDS).stream().map(String::trim).collect(Collectors.toUnmodifiableSet());
    if (!Alerts.KINDS.containsAll(kinds)) {
      throw new ConfigException(
          "schema.listeners." + KINDS + " must be some of " + new TreeSet<>(Alerts.KINDS));
    }
    limit = new RepeatLimit(Duration.ofSeconds(values.getInt(REPEAT)), System::nanoTime);
  }

  /** Refuses a header here, since the JDK's message shows its value. */
  private void setHeader(String option, String name, String value) {
    boolean isRefused = false;
    try {
      Objects.requireNonNull(request).setHeader(name, value);
    } catch (IllegalArgumentException e) {
      isRefused = true;
    }
    if (isRefused) {
      throw new ConfigException("schema.listeners." + option + " cannot be sent as a header");
    }
  }

  private static URI httpUrl(String text) {
    try {
      URI url = URI.create(text.trim());
      if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null
          && url.getUserInfo() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      throw invalidUrl();
    }
    throw invalidUrl();
  }

  /** The value is not shown: it may hold a token. */
  private static ConfigException invalidUrl() {
    return new ConfigException(
        "schema.listeners." + URL + " must be an http or https URL without user information");
  }

  /** The options of this listener, without their prefix. A new object on each call. */
  public static ConfigDef keys() {
    return new ConfigDef(KEYS);
  }

  @Override
  public void onEvent(SchemaEvent event) {
    Alert alert = Alert.of(event);
    if (alert == null || url == null || !(kinds.isEmpty() || kinds.contains(alert.kind()))) {
      return;
    }
    long leftOut = limit.admit(alert);
    if (leftOut >= 0 && !isClosed) {
      send(json(alert, leftOut), url);
    }
  }

  private String json(Alert alert, long leftOut) {
    ObjectNode object = JSON.createObjectNode();
    object.put("time", clock.instant().toString());
    object.put("kind", alert.kind());
    object.put("severity", alert.severity().name().toLowerCase(Locale.ROOT));
    object.put("source", alert.source());
    object.put("message", alert.message());
    object.put("repeated", leftOut);
    object.set("details", JSON.valueToTree(alert.details()));
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an alert cannot be written as JSON", e);
    }
  }

  private void send(String body, URI target) {
    String failure = "";
    for (int attempt = 0; attempt < ATTEMPTS && !isClosed; attempt++) {
      try {
        if (attempt > 0) {
          TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE_MILLIS << attempt);
        }
        int status = post(body);
        if (status / 100 == SUCCESS) {
          return;
        }
        failure = "status " + status;
        if (status / 100 != 5 && status != 408 && status != 429) {
          break;
        }
      } catch (ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        failure = cause.getClass().getSimpleName();
      } catch (TimeoutException e) {
        failure = "no complete answer in " + timeout.toMillis() + " ms";
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failure = "interrupted";
        break;
      }
    }
    drop(target, failure);
  }

  /** Posts once, and returns the status. The time-out is that of the whole exchange. */
  private int post(String body) throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<HttpResponse<Void>> answer =
        http.sendAsync(
            Objects.requireNonNull(request)
                .copy()
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.discarding());
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
    } finally {
      answer.cancel(true); // no effect on one that has ended
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void drop(URI target, String failure) {
    dropped++;
    LOG.warn(
        "An alert could not be posted to {}:{} and is dropped, {} so far: {}",
        target.getHost(),
        target.getPort(),
        dropped,
        failure);
  }

  /** The number of alerts that could not be posted. Any thread may ask. */
  @Override
  public long dropped() {
    return dropped;
  }

  /** Ends the attempts to send. */
  @Override
  public void close() {
    isClosed = true;
  }
}
