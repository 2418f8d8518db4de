// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import io.velostream.schema.event.BreakerState;
import io.velostream.schema.event.SchemaHealth.Reachability;
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

/** The chain that carries every request of one client. */
final class TransportChain implements Transport {

  private final List<Endpoint> endpoints;
  private final Transport first;

  private TransportChain(List<Endpoint> endpoints, Transport first) {
    this.endpoints = endpoints;
    this.first = first;
  }

  /**
   * The chain, outermost first. Each link has one duty and knows only the next one:
   *
   * <pre>
   * Retry      repeats what may succeed later
   * Failover   chooses the endpoint, goes on to the next one
   *   Breaker  one for each endpoint: gives up on it for a while
   *   Auth     one for each endpoint: adds credentials
   *   Http     one for each endpoint: connections, time-outs
   * </pre>
   *
   * @throws IllegalArgumentException when a header of the settings cannot be sent
   */
  static TransportChain draw(
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
                  Endpoint.Place place = new Endpoint.Place(HttpTransport.endpoint(url), clock);
                  Transport carrier =
                      authorization.around(
                          url, new HttpTransport(url, settings, connections, traffic));
                  return new Endpoint(
                      place,
                      new BreakerTransport(
                          place,
                          carrier,
                          traffic,
                          settings.breaker(),
                          BreakerTransport.Weighing.of(settings)),
                      settings,
                      timer);
                })
            .toList();
    Transport retry =
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
    return first
        .send(request, deadline)
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(NoTokenException.unwrap(failure)));
  }

  void reset() {
    endpoints.forEach(Endpoint::reset);
  }

  /** How many URLs rest now. */
  int resting() {
    int resting = 0;
    for (int i = 0; i < endpoints.size(); i++) { // an iterator would need memory
      resting += endpoints.get(i).isResting() ? 1 : 0;
    }
    return resting;
  }

  /** Whether no URL is left that does not rest. */
  boolean isOut() {
    return resting() == endpoints.size();
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
