// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import io.velostream.schema.event.BreakerState;
import io.velostream.schema.event.SchemaHealth.Reachability;
import io.velostream.schema.metrics.Metric;
import io.velostream.schema.registry.auth.Authorization;
import io.velostream.schema.registry.auth.NoTokenException;
import io.velostream.schema.registry.http.BreakerTransport;
import io.velostream.schema.registry.http.Deadline;
import io.velostream.schema.registry.http.DeadlineTimer;
import io.velostream.schema.registry.http.Endpoint;
import io.velostream.schema.registry.http.FailoverTransport;
import io.velostream.schema.registry.http.HttpConnections;
import io.velostream.schema.registry.http.HttpTransport;
import io.velostream.schema.registry.http.MonotonicClock;
import io.velostream.schema.registry.http.RetryBudget;
import io.velostream.schema.registry.http.RetryTransport;
import io.velostream.schema.registry.http.TrafficLog;
import io.velostream.schema.registry.http.Transport;
import io.velostream.schema.registry.protocol.HttpRequestSpec;
import io.velostream.schema.registry.protocol.RegistryResponse;
import io.velostream.schema.settings.RegistrySettings;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** The chain of transports of one client. */
final class TransportChain implements Transport {

  private final List<Endpoint> endpoints;
  private final RetryTransport outermost;

  private TransportChain(List<Endpoint> endpoints, RetryTransport outermost) {
    this.endpoints = endpoints;
    this.outermost = outermost;
  }

  /**
   * Creates the chain, outermost first. Each transport has one responsibility, and knows only the
   * next one:
   *
   * <pre>
   * Retry      repeats retriable requests
   * Failover   selects the endpoint, tries the next one
   *   Breaker  one for each endpoint: circuit breaker
   *   Auth     one for each endpoint: adds credentials
   *   Http     one for each endpoint: connections, time-outs
   * </pre>
   *
   * @throws IllegalArgumentException when a header of the settings cannot be sent
   */
  static TransportChain create(
      RegistrySettings settings,
      HttpConnections connections,
      Authorization authorization,
      TrafficLog traffic) {
    DeadlineTimer timer = connections.timer();
    Clock clock = new MonotonicClock(Instant.now(), timer::nanoTime);
    List<Endpoint> endpoints =
        settings.urls().stream()
            .map(
                url -> {
                  Endpoint.Address address =
                      new Endpoint.Address(HttpTransport.endpoint(url), clock);
                  Transport http =
                      authorization.wrap(
                          url, new HttpTransport(url, settings, connections, traffic));
                  return new Endpoint(
                      address,
                      new BreakerTransport(
                          address,
                          http,
                          traffic,
                          settings.breaker(),
                          BreakerTransport.LookupTimeouts.of(settings)),
                      settings,
                      timer);
                })
            .toList();
    RetryTransport retry =
        new RetryTransport(
            new FailoverTransport(endpoints),
            settings.retry(),
            new RetryTransport.Timing(
                timer.scheduler(), clock, () -> ThreadLocalRandom.current().nextDouble()),
            new RetryBudget(settings.retry(), timer::nanoTime));
    return new TransportChain(endpoints, retry);
  }

  @Override
  public CompletableFuture<RegistryResponse> send(HttpRequestSpec request, Deadline deadline) {
    return outermost
        .send(request, deadline)
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(NoTokenException.unwrap(failure)));
  }

  /** The metrics of retries. */
  List<Metric> retryMetrics() {
    return outermost.metrics();
  }

  void reset() {
    endpoints.forEach(Endpoint::reset);
  }

  /** The number of suspended URLs. */
  int suspendedEndpoints() {
    int suspended = 0;
    for (int i = 0; i < endpoints.size(); i++) { // an iterator would allocate
      suspended += endpoints.get(i).isSuspended() ? 1 : 0;
    }
    return suspended;
  }

  /** Whether all URLs are suspended. */
  boolean areAllSuspended() {
    return suspendedEndpoints() == endpoints.size();
  }

  void probe() {
    endpoints.forEach(Endpoint::probe);
  }

  List<BreakerState> breakers() {
    return endpoints.stream().map(Endpoint::breaker).toList();
  }

  Reachability reachability() {
    List<Boolean> known =
        endpoints.stream().map(Endpoint::lastAnswered).filter(Objects::nonNull).toList();
    if (known.isEmpty()) {
      return Reachability.UNKNOWN;
    }
    return known.contains(true) ? Reachability.REACHABLE : Reachability.UNREACHABLE;
  }
}
