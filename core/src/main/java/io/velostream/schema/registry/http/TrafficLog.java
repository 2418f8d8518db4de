// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.registry.protocol.RegistryResponse;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts HTTP exchanges, and announces each one that has ended and whatever else happens. */
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

  void answered(String words, RegistryResponse response, Duration duration) {
    if (response.isRetriable()) {
      failures.increment();
    }
    announce(
        new SchemaEvent.RegistryCalled(response.endpoint(), words, response.status(), duration));
  }

  void failed(String words, String endpoint, Duration duration) {
    failures.increment();
    announce(new SchemaEvent.RegistryCalled(endpoint, words, 0, duration));
  }

  public long calls() {
    return calls.sum();
  }

  public long failures() {
    return failures.sum();
  }

  void announce(SchemaEvent event) {
    try {
      listener.onEvent(event);
    } catch (RuntimeException | Error e) {
      LOG.warn("A listener failed on {}; the event is lost to it", event, e);
    }
  }
}
