// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.registry.protocol.RegistryResponse;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts HTTP exchanges, and publishes events. */
public final class TrafficLog {

  private static final Logger LOG = LoggerFactory.getLogger(TrafficLog.class);

  private final SchemaListener listener;
  private final LongAdder calls = new LongAdder();
  private final LongAdder failures = new LongAdder();

  public TrafficLog(SchemaListener listener) {
    this.listener = listener;
  }

  void started() {
    calls.increment();
  }

  void answered(String action, RegistryResponse response, Duration duration) {
    if (response.isRetriable()) {
      failures.increment();
    }
    publish(
        new SchemaEvent.RegistryCalled(response.endpoint(), action, response.status(), duration));
  }

  void failed(String action, String endpoint, Duration duration) {
    failures.increment();
    publish(new SchemaEvent.RegistryCalled(endpoint, action, 0, duration));
  }

  public long calls() {
    return calls.sum();
  }

  public long failures() {
    return failures.sum();
  }

  void publish(SchemaEvent event) {
    try {
      listener.onEvent(event);
    } catch (RuntimeException | Error e) {
      LOG.warn("A listener failed on {}; it has lost the event", event, e);
    }
  }
}
