// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.metrics.Metric;
import io.velostream.schema.registry.protocol.HttpRequestSpec;
import io.velostream.schema.registry.protocol.RegistryOperation;
import io.velostream.schema.registry.protocol.RegistryResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts HTTP exchanges, and publishes events. */
public final class TrafficLog {

  private static final Logger LOG = LoggerFactory.getLogger(TrafficLog.class);

  private final SchemaListener listener;
  private final LongAdder calls = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final Map<RegistryOperation, OperationMeter> operations =
      new EnumMap<>(RegistryOperation.class);

  public TrafficLog(SchemaListener listener) {
    this.listener = listener;
    for (RegistryOperation operation : RegistryOperation.values()) {
      operations.put(operation, new OperationMeter());
    }
  }

  void started() {
    calls.increment();
  }

  void answered(HttpRequestSpec request, RegistryResponse response, Duration duration) {
    meter(request).answered(response, duration);
    if (response.isRetriable()) {
      failures.increment();
    }
    publish(
        new SchemaEvent.RegistryCalled(
            response.endpoint(), request.action(), response.status(), duration));
  }

  void failed(HttpRequestSpec request, String endpoint, Duration duration) {
    meter(request).failed(duration);
    failures.increment();
    publish(new SchemaEvent.RegistryCalled(endpoint, request.action(), 0, duration));
  }

  private OperationMeter meter(HttpRequestSpec request) {
    return Objects.requireNonNull(operations.get(request.operation()));
  }

  /** The metrics of each kind of request. */
  public Map<RegistryOperation, List<Metric>> metrics() {
    Map<RegistryOperation, List<Metric>> metrics = new EnumMap<>(RegistryOperation.class);
    operations.forEach((operation, meter) -> metrics.put(operation, meter.metrics()));
    return metrics;
  }

  /** The number of HTTP requests sent. */
  public long calls() {
    return calls.sum();
  }

  /** The number of HTTP requests without a response, or with a retriable one. */
  public long failures() {
    return failures.sum();
  }

  /** The number of events that the listener has lost. */
  public long droppedEvents() {
    return listener.dropped();
  }

  /** Publishes an event; exceptions of the listener are logged. */
  public void publish(SchemaEvent event) {
    try {
      listener.onEvent(event);
    } catch (RuntimeException | Error e) {
      LOG.warn("A listener failed on {}; it has lost the event", event, e);
    }
  }
}
