// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.velostream.schema.event.BreakerState;
import io.velostream.schema.event.BreakerState.Phase;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.registry.protocol.ErrorMessages;
import io.velostream.schema.registry.protocol.HttpRequestSpec;
import io.velostream.schema.registry.protocol.RegistryResponse;
import io.velostream.schema.settings.BreakerSettings;
import io.velostream.schema.settings.RegistrySettings;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker. After several consecutive failures it opens, and calls to the endpoint fail
 * immediately. After a delay it is half-open and permits one call. If that succeeds, the breaker
 * closes; else it stays open for twice the time.
 *
 * <p>A missing response is a failure, and so is a response that shows that the registry does not
 * work (408, 500, 502, 503, 504, a page of markup). Other error responses are not, nor is 429. A
 * call that was never sent does not count. A lookup that has used up its time without any response
 * opens the breaker by itself. If connections are refused, one call in 250 ms is permitted
 * nevertheless, so that uncached schemas are found as soon as the endpoint is available.
 *
 * <p>The states are resilience4j's. Its window has the size of the failure threshold and opens at
 * 100 %, so that consecutive failures are counted.
 */
public final class BreakerTransport implements Transport {

  private static final Logger LOG = LoggerFactory.getLogger(BreakerTransport.class);

  /** Disables slow-call detection, since the time of calls is bounded elsewhere. */
  private static final Duration NEVER_SLOW = Duration.ofDays(365);

  /** The share of its time after which a lookup may have no time for another attempt. */
  private static final double MIN_ELAPSED_SHARE = 0.75;

  /** The interval of probes by calls while connections are refused. */
  private static final long PROBE_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final double MIN_TIMEOUT_SHARE = 0.45;

  private final String endpoint;
  private final Transport next;
  private final TrafficLog traffic;
  private final BreakerSettings settings;
  private final LookupTimeouts timeouts;
  private final AtomicLong answers = new AtomicLong();

  /** When the next call may probe; 0 for immediately. */
  private final AtomicLong nextProbeNanos = new AtomicLong();

  private final Clock clock;
  private final CircuitBreaker breaker;
  private final AtomicInteger failures = new AtomicInteger();

  /** Since when there is no answer; null while there is one. */
  private final AtomicReference<@Nullable Instant> unreachableSince = new AtomicReference<>();

  private volatile StateChange lastStateChange;
  private volatile Instant openUntil = Instant.EPOCH;
  private volatile @Nullable Outcome lastFault;
  private volatile @Nullable Long lastAnswerNanos;

  public BreakerTransport(
      Endpoint.Address address,
      Transport next,
      TrafficLog traffic,
      BreakerSettings settings,
      LookupTimeouts timeouts) {
    this.timeouts = timeouts;
    this.endpoint = address.url();
    this.next = next;
    this.traffic = traffic;
    this.settings = settings;
    this.clock = address.clock();
    this.lastStateChange = new StateChange(Phase.CLOSED, clock.instant(), null);
    this.breaker = CircuitBreaker.of(endpoint, config());
    breaker
        .getEventPublisher()
        .onStateTransition(event -> onStateTransition(event.getStateTransition()));
  }

  @Override
  public CompletableFuture<RegistryResponse> send(HttpRequestSpec request, Deadline deadline) {
    long answersBefore = answers.get();
    double share = settings.failures() * shareOfLookup(deadline);
    return breaker
        .executeCompletionStage(
            () ->
                sendSafely(request, deadline)
                    .whenComplete(
                        (response, failure) -> {
                          record(response, failure, deadline);
                          if (failure != null && isResponseTimeout(Failures.unwrap(failure))) {
                            recordExtraFailures(
                                Failures.unwrap(failure),
                                hadNoResponse(deadline)
                                    ? settings.failures()
                                    : answers.get() == answersBefore ? share : 0);
                          }
                        }))
        .toCompletableFuture()
        .exceptionallyCompose(failure -> probeOrRefuse(request, deadline, failure));
  }

  private CompletableFuture<RegistryResponse> probeOrRefuse(
      HttpRequestSpec request, Deadline deadline, Throwable failure) {
    if (!(Failures.unwrap(failure) instanceof CallNotPermittedException open)) {
      return CompletableFuture.failedFuture(failure);
    }
    CompletableFuture<RegistryResponse> probed =
        mayProbe(deadline) ? probe(request, deadline) : CompletableFuture.failedFuture(open);
    return probed.exceptionallyCompose(
        still -> CompletableFuture.failedFuture(refusal(request, open)));
  }

  /**
   * Whether a call may probe the endpoint. A refused connection is cheap, and the caller has no
   * cached answer.
   */
  private boolean mayProbe(Deadline deadline) {
    Outcome last = lastFault;
    if (last == null || !last.isConnectionRefused()) {
      return false;
    }
    long now = deadline.nanoTime().getAsLong();
    long next = nextProbeNanos.get();
    return (next == 0 || now - next >= 0)
        && nextProbeNanos.compareAndSet(next, now + PROBE_INTERVAL_NANOS);
  }

  /**
   * Sends a probe even while the breaker is open. A response of the registry closes the breaker.
   */
  CompletableFuture<RegistryResponse> probe(HttpRequestSpec request, Deadline deadline) {
    return sendSafely(request, deadline)
        .whenComplete(
            (response, failure) -> {
              record(response, failure, deadline);
              if (response != null && !response.isFault() && !response.isForeign()) {
                reset();
              }
            });
  }

  /**
   * The share of this endpoint's part of the lookup time-out that one call may take, from 0 to 1.
   */
  private double shareOfLookup(Deadline deadline) {
    double granted = Math.min(deadline.remainingNanos(), timeouts.requestTimeout().toNanos());
    return Math.max(0, Math.min(1, granted * timeouts.urls() / timeouts.lookupTimeout().toNanos()));
  }

  /**
   * Returns a failed future if sending throws, since the breaker waits for the end of each
   * permitted call.
   */
  private CompletableFuture<RegistryResponse> sendSafely(
      HttpRequestSpec request, Deadline deadline) {
    try {
      return next.send(request, deadline);
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static boolean isResponseTimeout(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException);
  }

  /**
   * Whether a lookup has used up its time at this endpoint without any response since its start.
   * Lookups with much less time than others are ignored.
   */
  private boolean hadNoResponse(Deadline deadline) {
    Long answered = lastAnswerNanos;
    long elapsed = deadline.elapsedNanos();
    return (answered == null || answered - deadline.startNanos() < 0)
        && elapsed >= MIN_ELAPSED_SHARE * (deadline.atNanos() - deadline.startNanos())
        && elapsed * timeouts.urls() >= MIN_TIMEOUT_SHARE * timeouts.lookupTimeout().toNanos();
  }

  /**
   * Counts a call that timed out as several failures: as many as open the breaker if it ended a
   * lookup without any response; else, if there was no other response, in proportion to its share
   * of the lookup time-out.
   */
  private void recordExtraFailures(Throwable failure, double weight) {
    int extra = (int) Math.ceil(weight) - 1;
    for (int i = 0; i < extra && breaker.getState() == CircuitBreaker.State.CLOSED; i++) {
      breaker.onError(0, TimeUnit.NANOSECONDS, failure);
    }
  }

  /**
   * The time-outs that the duration of a call is compared with.
   *
   * @param requestTimeout the maximum time of one call
   * @param lookupTimeout the maximum time of one lookup
   * @param urls the number of URLs that share the lookup time-out
   */
  public record LookupTimeouts(Duration requestTimeout, Duration lookupTimeout, int urls) {

    public static LookupTimeouts of(RegistrySettings settings) {
      return new LookupTimeouts(
          settings.requestTimeout(), settings.lookupTimeout(), settings.urls().size());
    }
  }

  /** The current state. */
  public BreakerState state() {
    StateChange now = lastStateChange;
    return new BreakerState(endpoint, now.phase(), now.since(), now.until(), failures.get());
  }

  /** Closes the breaker, and resets the failure count. */
  void reset() {
    failures.set(0);
    breaker.reset();
  }

  private void record(
      @Nullable RegistryResponse response, @Nullable Throwable failure, Deadline deadline) {
    Outcome outcome = Outcome.of(response, failure);
    if (outcome.isFault()) {
      lastFault = outcome;
      failures.incrementAndGet();
      becomeUnreachable(outcome);
    } else if (outcome.response() != null) {
      answers.incrementAndGet();
      failures.set(0);
      becomeReachable();
    }
    if (outcome.response() != null) {
      lastAnswerNanos = deadline.nanoTime().getAsLong();
    }
  }

  private void becomeUnreachable(Outcome fault) {
    Instant now = clock.instant();
    if (unreachableSince.get() == null && unreachableSince.compareAndSet(null, now)) {
      traffic.publish(
          new SchemaEvent.ReachabilityChanged(endpoint, false, now, fault.description()));
    }
  }

  private void becomeReachable() {
    Instant since = unreachableSince.get();
    if (since != null && unreachableSince.compareAndSet(since, null)) {
      traffic.publish(new SchemaEvent.ReachabilityChanged(endpoint, true, since, null));
    }
  }

  private CircuitBreakerConfig config() {
    return CircuitBreakerConfig.custom()
        .slidingWindow(settings.failures(), settings.failures(), SlidingWindowType.COUNT_BASED)
        .failureRateThreshold(100)
        .slowCallDurationThreshold(NEVER_SLOW)
        .permittedNumberOfCallsInHalfOpenState(1)
        .waitIntervalFunctionInOpenState(this::openMillis)
        .recordResult(answer -> ((RegistryResponse) answer).isFault())
        .recordException(failure -> Outcome.isNoAnswer(Failures.unwrap(failure)))
        .ignoreException(failure -> !Outcome.isNoAnswer(Failures.unwrap(failure)))
        .clock(clock)
        .currentTimestampFunction(
            time -> ChronoUnit.NANOS.between(Instant.EPOCH, time.instant()), TimeUnit.NANOSECONDS)
        .writableStackTraceEnabled(false)
        .build();
  }

  /** Returns how long to stay open the {@code times}-th consecutive time. */
  private long openMillis(int times) {
    Duration wait = settings.waitAfter(times);
    openUntil = clock.instant().plus(wait);
    return wait.toMillis();
  }

  private void onStateTransition(StateTransition transition) {
    Phase from = phase(transition.getFromState());
    Phase to = phase(transition.getToState());
    Instant until = to == Phase.OPEN ? openUntil : null;
    lastStateChange = new StateChange(to, clock.instant(), until);
    if (to == Phase.OPEN) {
      LOG.warn("The circuit breaker of {} is open until {}: {}", endpoint, until, lastFault());
    } else if (to == Phase.CLOSED) {
      LOG.info("The circuit breaker of {} is closed", endpoint);
    }
    traffic.publish(new SchemaEvent.BreakerChanged(endpoint, from, to, until));
  }

  private static Phase phase(CircuitBreaker.State state) {
    return switch (state) {
      case OPEN -> Phase.OPEN;
      case HALF_OPEN -> Phase.HALF_OPEN;
      default -> Phase.CLOSED;
    };
  }

  private RegistryUnavailableException refusal(
      HttpRequestSpec request, CallNotPermittedException open) {
    StateChange now = lastStateChange;
    String times =
        now.until() == null
            ? "its circuit breaker is half-open since " + now.since() + ", and a probe is in flight"
            : "its circuit breaker is open since " + now.since() + " until " + now.until();
    Outcome last = lastFault;
    return new RegistryUnavailableException(
        ErrorMessages.cannot(
            request.action(),
            endpoint,
            "it failed " + failures.get() + " times in a row, at last with " + lastFault(),
            times),
        last == null || last.response() == null ? 0 : last.response().status(),
        open);
  }

  private String lastFault() {
    Outcome last = lastFault;
    if (last == null) {
      return "no answer";
    }
    return last.description();
  }

  private record StateChange(Phase phase, Instant since, @Nullable Instant until) {}
}
