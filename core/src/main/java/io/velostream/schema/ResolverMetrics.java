// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import io.velostream.schema.cache.ResolutionMeter;
import io.velostream.schema.event.BackgroundState;
import io.velostream.schema.event.BreakerState;
import io.velostream.schema.event.SchemaHealth;
import io.velostream.schema.event.SchemaHealth.Reachability;
import io.velostream.schema.event.SchemaStats;
import io.velostream.schema.metrics.Metric;
import io.velostream.schema.metrics.Metric.Unit;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.metrics.MetricRegistry;
import io.velostream.schema.metrics.MetricRegistry.Registration;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.snapshot.SnapshotStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The metric groups of a resolver: lookups and cache, requests by kind, breakers, resolutions. */
final class ResolverMetrics {

  private static final AtomicLong LAST_ID = new AtomicLong();

  private final SchemaResolver resolver;
  private final Map<String, String> tags = new LinkedHashMap<>();

  private ResolverMetrics(SchemaResolver resolver) {
    this.resolver = resolver;
    tags.put("resolver-id", Long.toString(LAST_ID.incrementAndGet()));
    tags.put("registry", String.join(" ", resolver.registry().endpoints()));
  }

  /**
   * Registers the groups of an open resolver.
   *
   * @param snapshot null if there is none
   */
  static Registration register(
      SchemaResolver resolver,
      @Nullable SnapshotStore snapshot,
      ResolutionMeter resolutions,
      List<Metric> outages) {
    List<Metric> others = new ArrayList<>(outages);
    others.add(
        Metric.counter(
            "snapshot-rolled-back-total",
            "How often the snapshot was older than one that this host has seen.",
            () -> snapshot == null ? 0 : snapshot.rollBacks()));
    return MetricRegistry.global().register(groups(resolver, resolutions, others));
  }

  private static List<MetricGroup> groups(
      SchemaResolver resolver, ResolutionMeter resolutions, List<Metric> others) {
    ResolverMetrics metrics = new ResolverMetrics(resolver);
    RegistryClient registry = resolver.registry();
    List<MetricGroup> groups = new ArrayList<>();
    List<Metric> main = new ArrayList<>();
    main.addAll(metrics.lookups());
    main.addAll(metrics.cache());
    main.addAll(metrics.registry(resolutions));
    main.addAll(registry.retryMetrics());
    main.addAll(others);
    groups.add(metrics.group("resolver-metrics", "", "", main));
    registry
        .requestMetrics()
        .forEach(
            (operation, each) ->
                groups.add(
                    metrics.group(
                        "registry-request-metrics", "operation", operation.label(), each)));
    List<String> endpoints = registry.endpoints();
    for (int i = 0; i < endpoints.size(); i++) {
      groups.add(
          metrics.group(
              "registry-endpoint-metrics", "endpoint", endpoints.get(i), metrics.endpoint(i)));
    }
    resolutions
        .metrics()
        .forEach(
            (depth, each) -> groups.add(metrics.group("resolution-metrics", "depth", depth, each)));
    return groups;
  }

  private MetricGroup group(String type, String tag, String value, List<Metric> metrics) {
    Map<String, String> all = new LinkedHashMap<>(tags);
    if (!tag.isEmpty()) {
      all.put(tag, value);
    }
    return new MetricGroup(type, all, metrics);
  }

  private List<Metric> lookups() {
    return List.of(
        counter(
            "hit-total",
            "Records and lookups answered from memory: by a binding, L1, L2 or L3.",
            SchemaStats::hits),
        counter(
            "miss-total",
            "Lookups that made a request to the registry, or joined one in flight.",
            SchemaStats::misses),
        gauge(
            "hit-rate",
            "hit-total / (hit-total + miss-total), from 0 to 1; 0 before the first.",
            SchemaStats::hitRate),
        counter(
            "binding-hit-total",
            "Records that serializers and deserializers processed without a lookup.",
            SchemaStats::bindingHits),
        counter(
            "l1-hit-total",
            "Lookups answered by tier L1, the schemas used most.",
            SchemaStats::hotHits),
        counter(
            "l2-hit-total",
            "Lookups answered by tier L2: schemas, newest versions and \"not found\".",
            SchemaStats::mainHits),
        counter(
            "l3-hit-total",
            "Lookups answered by tier L3: closures, parsed and flattened forms.",
            SchemaStats::resolvedHits),
        Metric.gauge(
            "lookup-time-avg",
            Unit.MICROSECONDS,
            "The average time of a record's lookup, where an answer from memory counts as none.",
            () -> resolver.stats().averageLookupTime().toNanos() / 1e3),
        Metric.gauge(
            "miss-time-avg",
            Unit.MICROSECONDS,
            "The average time of a miss, from the first request to the last response.",
            () -> resolver.stats().averageMissTime().toNanos() / 1e3));
  }

  private List<Metric> cache() {
    return List.of(
        gauge("l1-size", "Schemas in tier L1.", SchemaStats::hotSchemas),
        gauge("l2-size", "Answers in tier L2.", SchemaStats::schemas),
        gauge("l3-size", "Closures in tier L3.", SchemaStats::resolvedSchemas),
        Metric.gauge(
            "l2-bytes",
            Unit.BYTES,
            "The estimated bytes of tier L2.",
            () -> resolver.stats().estimatedBytes()),
        Metric.gauge(
            "l3-bytes",
            Unit.BYTES,
            "The estimated bytes of tier L3.",
            () -> resolver.stats().resolvedBytes()),
        counter("eviction-total", "Answers and closures evicted for size.", SchemaStats::evictions),
        counter(
            "refresh-total",
            "Newest versions refreshed in the background.",
            SchemaStats::refreshes),
        counter(
            "prefetch-total",
            "Schemas and newest versions that were prefetched.",
            SchemaStats::prefetched),
        counter(
            "prefetch-used-total",
            "Those of them that were used later.",
            SchemaStats::prefetchedUsed),
        gauge(
            "prefetch-success-rate",
            "prefetch-used-total / prefetch-total, from 0 to 1; 0 before the first.",
            SchemaStats::prefetchSuccessRate));
  }

  private List<Metric> registry(ResolutionMeter resolutions) {
    return List.of(
        counter("registry-request-total", "HTTP requests sent.", SchemaStats::registryCalls),
        counter(
            "registry-failure-total",
            "HTTP requests without a usable response.",
            SchemaStats::registryFailures),
        Metric.gauge(
            "registry-reachable",
            "1 if the last exchange with any URL had a response, 0 if not, -1 before the first.",
            () -> reachable(resolver.health().reachability())),
        Metric.counter(
            "resolution-failure-total",
            "Resolutions that failed: a cycle, a missing reference, a limit, or the registry.",
            resolutions::failures),
        Metric.gauge(
            "degraded",
            "1 while lookups are served without the registry, else 0.",
            () -> resolver.health().isDegraded() ? 1 : 0),
        Metric.gauge(
            "stale-age",
            Unit.SECONDS,
            "The age of the oldest answer that is served stale; 0 if there is none.",
            () -> seconds(resolver.health().oldestStale())),
        Metric.counter(
            "background-failure-total",
            "Failed runs of background work.",
            () -> resolver.health().background().failures()),
        Metric.gauge(
            "background-running",
            "1 if all background work ran at its last time, or there is none; else 0.",
            () -> isRunning(resolver.health()) ? 1 : 0));
  }

  private List<Metric> endpoint(int index) {
    return List.of(
        Metric.gauge(
            "breaker-state",
            "The circuit breaker: 0 closed, 1 half open, 2 open.",
            () -> state(breaker(index).phase())),
        Metric.gauge(
            "consecutive-failures",
            "The number of consecutive failures.",
            () -> breaker(index).consecutiveFailures()));
  }

  private BreakerState breaker(int index) {
    return resolver.health().breakers().get(index);
  }

  private static double state(BreakerState.Phase phase) {
    return switch (phase) {
      case CLOSED -> 0;
      case HALF_OPEN -> 1;
      case OPEN -> 2;
    };
  }

  private static double reachable(Reachability reachability) {
    return switch (reachability) {
      case UNKNOWN -> -1;
      case UNREACHABLE -> 0;
      case REACHABLE -> 1;
    };
  }

  private static boolean isRunning(SchemaHealth health) {
    BackgroundState.Status status = health.background().status();
    return status == BackgroundState.Status.RUNNING || status == BackgroundState.Status.NONE;
  }

  private static double seconds(@Nullable Duration duration) {
    return duration == null ? 0 : duration.toMillis() / 1e3;
  }

  private Metric counter(String name, String description, ToDoubleFunction<SchemaStats> value) {
    return Metric.counter(name, description, () -> value.applyAsDouble(resolver.stats()));
  }

  private Metric gauge(String name, String description, ToDoubleFunction<SchemaStats> value) {
    return Metric.gauge(name, description, () -> value.applyAsDouble(resolver.stats()));
  }
}
