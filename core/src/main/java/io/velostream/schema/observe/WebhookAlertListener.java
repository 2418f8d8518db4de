// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.observe.http.HttpPoster;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
  private volatile @Nullable HttpPoster poster;
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
    HttpPoster configured =
        new HttpPoster(
            HttpPoster.url(URL, values.getString(URL)), Duration.ofMillis(values.getInt(TIMEOUT)));
    configs.forEach(
        (key, value) -> {
          if (key.startsWith(HEADER_PREFIX) && value != null) {
            configured.setHeader(key, key.substring(HEADER_PREFIX.length()), value.toString());
          }
        });
    if (secret != null) {
      configured.setHeader(AUTHORIZATION, "Authorization", secret.value());
    }
    kinds =
        values.getList(KINDS).stream().map(String::trim).collect(Collectors.toUnmodifiableSet());
    if (!Alerts.KINDS.containsAll(kinds)) {
      throw new ConfigException(
          "schema.listeners." + KINDS + " must be some of " + new TreeSet<>(Alerts.KINDS));
    }
    limit = new RepeatLimit(Duration.ofSeconds(values.getInt(REPEAT)), System::nanoTime);
    poster = configured;
  }

  /** The options of this listener, without their prefix. A new object on each call. */
  public static ConfigDef keys() {
    return new ConfigDef(KEYS);
  }

  @Override
  public Set<String> optionNames() {
    Set<String> names = new HashSet<>(KEYS.names());
    names.add(HEADER_PREFIX);
    return Set.copyOf(names);
  }

  @Override
  public void onEvent(SchemaEvent event) {
    Alert alert = Alert.of(event);
    HttpPoster target = poster;
    if (alert == null || target == null || !(kinds.isEmpty() || kinds.contains(alert.kind()))) {
      return;
    }
    long leftOut = limit.admit(alert);
    if (leftOut >= 0 && !isClosed) {
      send(json(alert, leftOut), target);
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

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void send(String body, HttpPoster target) {
    HttpPoster.Outcome outcome = target.post(body, HttpPoster.ATTEMPTS);
    if (!outcome.isDelivered()) {
      dropped++;
      LOG.warn(
          "An alert could not be posted to {} and is dropped, {} so far: {}",
          target.target(),
          dropped,
          outcome.failure());
    }
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
    HttpPoster target = poster;
    if (target != null) {
      target.close();
    }
  }
}
