// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.event.BreakerState;
import io.velostream.schema.registry.protocol.HttpRequestSpec;
import io.velostream.schema.registry.protocol.RegistryResponse;
import io.velostream.schema.settings.RegistrySettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One URL of a registry, for failover. After a fault it is suspended, and probed in the background.
 * A response ends the suspension; an ambiguous one, which may come from another server, does not
 * end a suspension that such a response began. Safe for use by many threads.
 */
public final class Endpoint {

  private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

  private static final HttpRequestSpec PROBE =
      new HttpRequestSpec("GET", "/schemas/types", null, "probe the registry", Map.of());

  /** The maximum delay of a probe that the circuit breaker refused. */
  private static final Duration MAX_PROBE_POSTPONEMENT = Duration.ofSeconds(1);

  private final Address address;
  private final BreakerTransport transport;
  private final RegistrySettings settings;
  private final DeadlineTimer timer;
  private final AtomicReference<@Nullable Suspension> newSuspension = new AtomicReference<>();
  private final AtomicBoolean isProbed = new AtomicBoolean();
  private volatile @Nullable Boolean lastAnswered;
  private volatile boolean isLastForeign;
  private volatile boolean hasAnsweredAsRegistry;

  public Endpoint(
      Address address, BreakerTransport transport, RegistrySettings settings, DeadlineTimer timer) {
    this.address = address;
    this.transport = transport;
    this.settings = settings;
    this.timer = timer;
  }

  /** Sends a request to this URL. The future never fails. */
  CompletableFuture<Outcome> send(HttpRequestSpec request, Deadline deadline) {
    return transport
        .send(request, deadline)
        .handle(Outcome::of)
        .thenApply(
            outcome -> {
              if (!outcome.mayBeUnservedPath(request)) {
                record(outcome);
              }
              return outcome;
            });
  }

  public boolean isSuspended() {
    return newSuspension.get() != null;
  }

  /** Whether the last exchange had a response; null if there was no exchange yet. */
  @Nullable
  public Boolean lastAnswered() {
    return lastAnswered;
  }

  /** Ends the suspension, and closes the circuit breaker. */
  public void reset() {
    newSuspension.set(null);
    transport.reset();
  }

  public BreakerState breaker() {
    return transport.state();
  }

  /** Sends a probe if one is due; returns the number of probes. */
  int runOnce(long nowNanos) {
    Suspension before = newSuspension.get();
    if (before == null || nowNanos - before.dueNanos() < 0) {
      return 0;
    }
    Suspension probing =
        newSuspension(
            before.times() + 1,
            settings.breaker().waitAfter(before.times() + 1),
            before.isForeign());
    if (!newSuspension.compareAndSet(before, probing)) {
      return 0;
    }
    try {
      var unused =
          send(PROBE, timer.deadline(settings.requestTimeout()))
              .thenAccept(outcome -> onProbeResult(probing, outcome));
    } catch (Throwable e) { // out of memory: the next probe must be scheduled nevertheless
      onProbeResult(probing, Outcome.of(null, e));
    }
    return 1;
  }

  /** Probes this URL immediately if it is suspended, even while its circuit breaker is open. */
  public void probe() {
    if (isSuspended() && isProbed.compareAndSet(false, true)) {
      var unused =
          transport
              .probe(PROBE, timer.deadline(settings.requestTimeout()))
              .handle(Outcome::of)
              .thenAccept(this::record)
              .whenComplete((done, failure) -> isProbed.set(false));
    }
  }

  /**
   * Whether the last response was a complete one of another server, and no registry has responded
   * so far.
   */
  boolean isForeign() {
    return isLastForeign && !hasAnsweredAsRegistry;
  }

  private void record(Outcome outcome) {
    RegistryResponse response = outcome.response();
    isLastForeign =
        response != null && response.isForeign() && response.isSuccess() && !response.isTruncated();
    if (response != null
        && !response.isForeign()
        && !response.isAmbiguous()
        && !response.isRetriable()) {
      hasAnsweredAsRegistry = true;
    }
    if (outcome.isFault() || (response != null && response.isForeign())) {
      lastAnswered = false;
      Suspension begun =
          newSuspension(
              1, settings.breaker().waitAfter(1), response != null && response.isForeign());
      if (newSuspension.compareAndSet(null, begun)) {
        LOG.warn(
            "{} is suspended: it gave no usable answer ({})", address.url(), outcome.description());
        schedule(begun);
      }
    } else if (response != null && !(response.isAmbiguous() && isSuspendedAsForeign())) {
      lastAnswered = !response.isRetriable();
      if (newSuspension.getAndSet(null) != null) {
        LOG.info("{} is available again", address.url());
      }
    }
  }

  private boolean isSuspendedAsForeign() {
    Suspension now = newSuspension.get();
    return now != null && now.isForeign();
  }

  /** Extends the suspension, unless the response has ended it. */
  private void onProbeResult(Suspension probing, Outcome outcome) {
    boolean isForeign = probing.isForeign();
    Suspension again =
        outcome.isRefusedByBreaker()
            ? newSuspension(
                probing.times() - 1,
                min(MAX_PROBE_POSTPONEMENT, settings.breaker().firstWait()),
                isForeign)
            : newSuspension(
                probing.times(), settings.breaker().waitAfter(probing.times()), isForeign);
    if (newSuspension.compareAndSet(probing, again)) {
      schedule(again);
    }
  }

  private Suspension newSuspension(int times, Duration wait, boolean isForeign) {
    return new Suspension(times, timer.nanoTime() + wait.toNanos(), isForeign);
  }

  private void schedule(Suspension suspension) {
    Duration wait = Duration.ofNanos(suspension.dueNanos() - timer.nanoTime());
    var unused = timer.at(timer.deadline(wait), () -> runOnce(timer.nanoTime()));
  }

  private static Duration min(Duration first, Duration second) {
    return first.compareTo(second) < 0 ? first : second;
  }

  /**
   * A URL and its clock.
   *
   * @param url the base URL without credentials
   * @param clock the time of day
   */
  public record Address(String url, Clock clock) {}

  /** A suspension; {@code isForeign} if a response of another server began it. */
  private record Suspension(int times, long dueNanos, boolean isForeign) {}
}
