// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.deadletter;

import io.velostream.schema.metrics.Metric;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.metrics.MetricRegistry;
import io.velostream.schema.serde.config.DeadLetterKeys.OnFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the failed records of one client, as metrics. Safe for use by many threads. */
final class DeadLetterCounters implements AutoCloseable {

  /** The pairs of topic and exception that are counted apart. It bounds the memory. */
  static final int MAX_SOURCES = 100;

  private static final Source OTHER = new Source("(other)", "(other)");

  /** Counters of applications of Kafka Streams, whose handlers are never closed, by their id. */
  private static final ConcurrentMap<String, DeadLetterCounters> STREAMS =
      new ConcurrentHashMap<>();

  private final String clientId;
  private final Counts all = new Counts();
  private final ConcurrentMap<Source, Counts> sources = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<MetricRegistry.Registration> registrations =
      new ConcurrentLinkedQueue<>();
  private volatile boolean isClosed;

  /** Where records failed, and why. */
  private record Source(String topic, String exception) {}

  private static final class Counts {

    private final AtomicLong deadLetters = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();

    void count(OnFailure handling) {
      (handling == OnFailure.SKIP ? skipped : deadLetters).incrementAndGet();
    }

    List<Metric> metrics() {
      return List.of(
          Metric.counter(
              "dead-letter-total",
              "Records that the client wrote as dead letters, or had Kafka Streams write.",
              deadLetters::get),
          Metric.counter("skipped-total", "Failed records that the client skipped.", skipped::get));
    }
  }

  /** Counters of the client with this configuration, registered until they are closed. */
  DeadLetterCounters(Map<String, ?> configs) {
    this(String.valueOf(configs.get("client.id") == null ? "unnamed" : configs.get("client.id")));
  }

  private DeadLetterCounters(String clientId) {
    this.clientId = clientId;
    register("dead-letter-metrics", Map.of("client-id", clientId), all);
  }

  /**
   * The counters of an application of Kafka Streams, which all of its handlers share. They stay
   * registered.
   */
  static DeadLetterCounters ofStreams(String applicationId) {
    return STREAMS.computeIfAbsent(applicationId, DeadLetterCounters::new);
  }

  /**
   * Counts a failed record that was handled in this way.
   *
   * @param topic the topic of the record
   * @param failure why it failed
   */
  void count(OnFailure handling, String topic, Throwable failure) {
    all.count(handling);
    Source source = new Source(topic, Failures.cause(failure).getClass().getName());
    Counts known = sources.get(source);
    if (known == null) {
      known = add(sources.size() < MAX_SOURCES ? source : OTHER);
    }
    known.count(handling);
  }

  private Counts add(Source source) {
    Counts added = new Counts();
    Counts first = sources.putIfAbsent(source, added);
    if (first != null) {
      return first;
    }
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("client-id", clientId);
    tags.put("topic", source.topic());
    tags.put("exception", source.exception());
    register("dead-letter-topic-metrics", tags, added);
    return added;
  }

  private void register(String type, Map<String, String> tags, Counts counts) {
    MetricGroup group = new MetricGroup(type, tags, counts.metrics());
    registrations.add(MetricRegistry.global().register(List.of(group)));
    if (isClosed) { // meanwhile
      close();
    }
  }

  long deadLetters() {
    return all.deadLetters.get();
  }

  long skipped() {
    return all.skipped.get();
  }

  @Override
  public void close() {
    isClosed = true;
    for (var each = registrations.poll(); each != null; each = registrations.poll()) {
      each.close();
    }
  }
}
