// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.meter;

import io.velostream.schema.event.BindingHits;
import io.velostream.schema.event.CodecFallbacks;
import io.velostream.schema.metrics.Metric;
import io.velostream.schema.metrics.Metric.Unit;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.metrics.MetricRegistry;
import io.velostream.schema.metrics.MetricRegistry.Registration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts the records of the serializers or deserializers that have the same tags and resolver, and
 * registers the metrics of them. Safe for use by many threads.
 */
public final class SerdeMeter {

  /** The number of topics with a meter of their own. It bounds the memory. */
  static final int MAX_TOPICS = 100;

  /** The name of the meter of all further topics. */
  static final String OTHER_TOPICS = "(other)";

  private static final int RECENT = 256;
  private static final int REPLACEMENT_INTERVAL = 64;

  private final MetricRegistry registry;
  private final MeterTags tags;
  private final Map<String, TopicMeter> topics = new ConcurrentHashMap<>();
  private final TopicMeter otherTopics = new TopicMeter(OTHER_TOPICS);

  /** A direct-mapped cache of {@link #topics}; racy, since meters are published by final fields. */
  private final @Nullable TopicMeter[] recent = new @Nullable TopicMeter[RECENT];

  /**
   * The meter of a topic that is in use; racy as well. Replaced seldom, so that threads with other
   * topics do not contend for it.
   */
  private TopicMeter last = otherTopics;

  private final Set<MeteredEngine> engines = ConcurrentHashMap.newKeySet();
  private final LongAdder bindings = new LongAdder();
  private final LongAdder skipped = new LongAdder();
  private final LongAdder deadLetters = new LongAdder();
  private final LongAdder closedFallbackSchemas = new LongAdder();
  private final LongAdder closedFallbackValues = new LongAdder();
  private final Map<FailureCause, LongAdder> failures = new EnumMap<>(FailureCause.class);
  private final LongSupplier hits = this::bindingHits;
  private final BindingHits resolverHits;
  private volatile boolean isClosed;
  private final ConcurrentLinkedQueue<Registration> registrations = new ConcurrentLinkedQueue<>();

  SerdeMeter(MetricRegistry registry, MeterTags tags, BindingHits resolverHits) {
    this.registry = registry;
    this.tags = tags;
    this.resolverHits = resolverHits;
    for (FailureCause cause : FailureCause.values()) {
      failures.put(cause, new LongAdder());
    }
  }

  /** Registers the metrics. */
  void open() {
    resolverHits.add(hits);
    registrations.add(
        registry.register(List.of(new MetricGroup(tags.groupType(), tags.tags(), metrics()))));
  }

  void close() {
    isClosed = true;
    resolverHits.remove(hits);
    closeRegistrations();
  }

  private void closeRegistrations() {
    for (Registration each = registrations.poll(); each != null; each = registrations.poll()) {
      each.close();
    }
  }

  void attach(MeteredEngine engine) {
    engines.add(engine);
  }

  /** Detaches a closed engine, whose counts are kept. Returns whether none is left. */
  boolean detach(MeteredEngine engine) {
    if (engines.remove(engine)) {
      CodecFallbacks last = engine.fallbacks();
      closedFallbackSchemas.add(last.schemas());
      closedFallbackValues.add(last.values());
    }
    return engines.isEmpty();
  }

  /** Returns the meter of a topic. Kept small, so that it is inlined. */
  @SuppressWarnings("ReferenceEquality") // equal topics are usually identical
  public TopicMeter of(@Nullable String topic) {
    TopicMeter known = last;
    return known.topic == topic ? known : recent(topic);
  }

  private TopicMeter recent(@Nullable String topic) {
    if (topic == null) {
      return otherTopics;
    }
    TopicMeter known = recent[topic.hashCode() & (RECENT - 1)];
    TopicMeter meter = known != null && known.topic.equals(topic) ? known : find(topic);
    if ((ThreadLocalRandom.current().nextInt() & (REPLACEMENT_INTERVAL - 1)) == 0) {
      last = meter;
    }
    return meter;
  }

  private TopicMeter find(String topic) {
    TopicMeter known = topics.get(topic);
    if (known == null) {
      known = topics.size() < MAX_TOPICS ? add(topic) : otherTopics;
    }
    int slot = topic.hashCode() & (RECENT - 1);
    if (recent[slot] == null && known != otherTopics) {
      recent[slot] = known;
    }
    return known;
  }

  private TopicMeter add(String topic) {
    TopicMeter added = new TopicMeter(topic);
    TopicMeter first = topics.putIfAbsent(topic, added);
    if (first != null) {
      return first;
    }
    registrations.add(
        registry.register(
            List.of(
                new MetricGroup(
                    tags.topicGroupType(), tags.tagsOf(topic), added.metrics(tags.direction())))));
    if (isClosed) { // meanwhile
      closeRegistrations();
    }
    return added;
  }

  /** Counts a binding that was created because there was none. */
  public void countBinding() {
    bindings.increment();
  }

  /** Counts a record that failed. */
  public void countFailure(@Nullable String topic, Throwable failure) {
    of(topic).countFailure();
    Objects.requireNonNull(failures.get(FailureCause.of(failure))).increment();
  }

  /** Counts a failed record that was skipped, as configured. */
  public void countSkipped() {
    skipped.increment();
  }

  /** Counts a failed record that was written as a dead letter. */
  public void countDeadLetter() {
    deadLetters.increment();
  }

  private long total(ToLongFunction<TopicMeter> count) {
    long total = count.applyAsLong(otherTopics);
    for (TopicMeter topic : topics.values()) {
      total += count.applyAsLong(topic);
    }
    return total;
  }

  /** The records that were processed with a binding that was there. */
  private long bindingHits() {
    return Math.max(0, total(TopicMeter::records) - bindings.sum());
  }

  private double hitRate() {
    long hit = bindingHits();
    long records = hit + bindings.sum();
    return records == 0 ? 1 : (double) hit / records;
  }

  private List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>();
    metrics.add(
        Metric.counter(
            "record-total", "Records that were processed.", () -> total(TopicMeter::records)));
    metrics.add(
        Metric.counter(
            "byte-total",
            Unit.BYTES,
            "Bytes of these records, with the schema id where it is in them.",
            () -> total(TopicMeter::bytes)));
    metrics.add(
        Metric.counter(
            "binding-hit-total",
            "Records whose schema and codec were bound already, so that no lookup was made.",
            this::bindingHits));
    metrics.add(
        Metric.counter(
            "binding-total",
            "Bindings that were created; each makes lookups, which may be answered from memory.",
            bindings::sum));
    metrics.add(
        Metric.gauge(
            "binding-hit-rate",
            "The share of records that were bound already, from 0 to 1; 1 before the first.",
            this::hitRate));
    metrics.add(
        Metric.gauge(
            "binding-bytes",
            Unit.BYTES,
            "The estimated bytes of the parsed schemas of all bindings.",
            () -> engines.stream().mapToLong(MeteredEngine::schemaBytes).sum()));
    metrics.add(
        Metric.gauge("open", "The serializers or deserializers with these tags.", engines::size));
    metrics.add(
        Metric.counter(
            "failure-total",
            FailureCause.failures(tags.direction()) + ".",
            () -> total(TopicMeter::failures)));
    failures.forEach(
        (cause, count) ->
            metrics.add(
                Metric.counter(
                    cause.metricName(), cause.description(tags.direction()), count::sum)));
    metrics.add(
        Metric.counter(
            "fallback-schema-total",
            "Schemas, or pairs of schemas, that could not be compiled.",
            () -> fallbacks(CodecFallbacks::schemas, closedFallbackSchemas)));
    metrics.add(
        Metric.counter(
            "fallback-value-total",
            "Values that compiled code could not process, so that the format's library did.",
            () -> fallbacks(CodecFallbacks::values, closedFallbackValues)));
    if (tags.direction() == MeterTags.Direction.DESERIALIZER) {
      metrics.add(
          Metric.counter(
              "skipped-total", "Failed records that were skipped, as configured.", skipped::sum));
      metrics.add(
          Metric.counter(
              "dead-letter-total",
              "Failed records that the deserializer wrote as dead letters.",
              deadLetters::sum));
    }
    return metrics;
  }

  private double fallbacks(ToLongFunction<CodecFallbacks> count, LongAdder closed) {
    long total = closed.sum();
    for (MeteredEngine engine : engines) {
      total += count.applyAsLong(engine.fallbacks());
    }
    return total;
  }
}
