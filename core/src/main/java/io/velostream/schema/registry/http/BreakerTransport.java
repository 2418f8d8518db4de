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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves an endpoint alone for a while that has failed several times in a row: its calls then fail
 * at once. After that while one call is let through; as it ends, all are, or none for twice the
 * time.
 *
 * <p>No answer counts as a failure, and so does an answer that says that the registry does not work
 * (408, 500, 502, 503, 504, a page of markup). What the registry refuses for good reason does not,
 * nor does 429: it lives. A call that was never sent counts neither way. A lookup that has used up
 * its time without any answer is enough by itself. Where nothing listens, one call in 250 ms is let
 * through all the same, so that what nobody has in memory is found as soon as the endpoint is back.
 *
 * <p>The states are resilience4j's. Its window holds as many calls as must fail, and opens at 100
 * %: that is "so many in a row".
 */
public final class BreakerTransport implements Transport {

  private static final Logger LOG = LoggerFactory.getLogger(BreakerTransport.class);

  /** No call is slow: its time is bounded elsewhere. */
  private static final Duration NEVER_SLOW = Duration.ofDays(365);

  /** How much of its time a lookup has used up that may have none for the next wait and call. */
  private static final double NEARLY_ALL = 0.75;

  /** While nothing listens, a call finds out this often whether something does. */
  private static final long PROBE_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final double NEARLY_HALF = 0.45;

  private final String endpoint;
  private final Transport next;
  private final TrafficLog traffic;
  private final BreakerSettings settings;
  private final Weighing weighing;
  private final AtomicLong answers = new AtomicLong();

  /** When the next call may probe on its own; 0 for at once. */
  private final AtomicLong nextProbeNanos = new AtomicLong();

  private final Clock clock;
  private final CircuitBreaker breaker;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile Turn turn;
  private volatile Instant openUntil = Instant.EPOCH;
  private volatile @Nullable Outcome lastFault;
  private volatile @Nullable Long lastAnswerNanos;

  public BreakerTransport(
      Endpoint.Place place,
      Transport next,
      TrafficLog traffic,
      BreakerSettings settings,
      Weighing weighing) {
    this.weighing = weighing;
    this.endpoint = place.url();
    this.next = next;
    this.traffic = traffic;
    this.settings = settings;
    this.clock = place.clock();
    this.turn = new Turn(Phase.CLOSED, clock.instant(), null);
    this.breaker = CircuitBreaker.of(endpoint, config());
    breaker.getEventPublisher().onStateTransition(event -> turned(event.getStateTransition()));
  }

  @Override
  public CompletableFuture<RegistryResponse> send(HttpRequestSpec request, Deadline deadline) {
    long answersBefore = answers.get();
    double share = settings.failures() * shareOfLookup(deadline);
    return breaker
        .executeCompletionStage(
            () ->
                sent(request, deadline)
                    .whenComplete(
                        (response, failure) -> {
                          count(response, failure, deadline);
                          if (failure != null && isMute(Failures.unwrap(failure))) {
                            weigh(
                                Failures.unwrap(failure),
                                hadNoAnswerAtAll(deadline)
                                    ? settings.failures()
                                    : answers.get() == answersBefore ? share : 0);
                          }
                        }))
        .toCompletableFuture()
        .exceptionallyCompose(failure -> refusedOrProbed(request, deadline, failure));
  }

  private CompletableFuture<RegistryResponse> refusedOrProbed(
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
   * Whether a call may find out if the endpoint is back. A refused connection costs little, and the
   * caller has no cached answer.
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
   * Sends a request also while calls are not let through: to find out whether they may be again.
   * After an answer of the registry all are.
   */
  CompletableFuture<RegistryResponse> probe(HttpRequestSpec request, Deadline deadline) {
    return sent(request, deadline)
        .whenComplete(
            (response, failure) -> {
              count(response, failure, deadline);
              if (response != null && !response.isFault() && !response.isForeign()) {
                reset();
              }
            });
  }

  /** How much of its part of a lookup's time one call may take here, from 0 to 1. */
  private double shareOfLookup(Deadline deadline) {
    double granted = Math.min(deadline.remainingNanos(), weighing.requestTimeout().toNanos());
    return Math.max(0, Math.min(1, granted * weighing.urls() / weighing.lookupTimeout().toNanos()));
  }

  /** Also where sending throws: the breaker waits for the end of each call that it let through. */
  private CompletableFuture<RegistryResponse> sent(HttpRequestSpec request, Deadline deadline) {
    try {
      return next.send(request, deadline);
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static boolean isMute(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException);
  }

  /**
   * Whether a lookup has used up its time here and nothing was answered since it began. A lookup
   * that has much less time than others says little.
   */
  private boolean hadNoAnswerAtAll(Deadline deadline) {
    Long answered = lastAnswerNanos;
    long elapsed = deadline.elapsedNanos();
    return (answered == null || answered - deadline.startNanos() < 0)
        && elapsed >= NEARLY_ALL * (deadline.atNanos() - deadline.startNanos())
        && elapsed * weighing.urls() >= NEARLY_HALF * weighing.lookupTimeout().toNanos();
  }

  /**
   * Counts a call that ran into its time-out for several failures: for as many as open the breaker
   * when it was the end of a lookup without any answer; else, while nothing else was answered
   * either, for as many as it took of a lookup's time.
   */
  private void weigh(Throwable failure, double weight) {
    int more = (int) Math.ceil(weight) - 1;
    for (int i = 0; i < more && breaker.getState() == CircuitBreaker.State.CLOSED; i++) {
      breaker.onError(0, TimeUnit.NANOSECONDS, failure);
    }
  }

  /**
   * What the time that a call took is compared with.
   *
   * @param requestTimeout the longest that one call may take
   * @param lookupTimeout the longest that one lookup may take
   * @param urls how many URLs share that time
   */
  public record Weighing(Duration requestTimeout, Duration lookupTimeout, int urls) {

    public static Weighing of(RegistrySettings settings) {
      return new Weighing(
          settings.requestTimeout(), settings.lookupTimeout(), settings.urls().size());
    }
  }

  /** The state as it stands now. */
  public BreakerState state() {
    Turn now = turn;
    return new BreakerState(endpoint, now.phase(), now.since(), now.until(), failures.get());
  }

  /** Lets all calls through, as if none had failed. */
  void reset() {
    failures.set(0);
    breaker.reset();
  }

  private void count(
      @Nullable RegistryResponse response, @Nullable Throwable failure, Deadline deadline) {
    Outcome outcome = Outcome.of(response, failure);
    if (outcome.isFault()) {
      lastFault = outcome;
      failures.incrementAndGet();
    } else if (outcome.response() != null) {
      answers.incrementAndGet();
      failures.set(0);
    }
    if (outcome.response() != null) {
      lastAnswerNanos = deadline.nanoTime().getAsLong();
    }
  }

  private CircuitBreakerConfig config() {
    return CircuitBreakerConfig.custom()
        .slidingWindow(settings.failures(), settings.failures(), SlidingWindowType.COUNT_BASED)
        .failureRateThreshold(100)
        .slowCallDurationThreshold(NEVER_SLOW)
        .permittedNumberOfCallsInHalfOpenState(1)
        .waitIntervalFunctionInOpenState(this::open)
        .recordResult(answer -> ((RegistryResponse) answer).isFault())
        .recordException(failure -> Outcome.isNoAnswer(Failures.unwrap(failure)))
        .ignoreException(failure -> !Outcome.isNoAnswer(Failures.unwrap(failure)))
        .clock(clock)
        .currentTimestampFunction(
            time -> ChronoUnit.NANOS.between(Instant.EPOCH, time.instant()), TimeUnit.NANOSECONDS)
        .writableStackTraceEnabled(false)
        .build();
  }

  /** How many milliseconds to stay open the {@code times}-th time in a row. */
  private long open(int times) {
    Duration wait = settings.waitAfter(times);
    openUntil = clock.instant().plus(wait);
    return wait.toMillis();
  }

  private void turned(StateTransition transition) {
    Phase from = phase(transition.getFromState());
    Phase to = phase(transition.getToState());
    Instant until = to == Phase.OPEN ? openUntil : null;
    turn = new Turn(to, clock.instant(), until);
    if (to == Phase.OPEN) {
      LOG.warn("{} is left alone until {}: {}", endpoint, until, lastFault());
    } else if (to == Phase.CLOSED) {
      LOG.info("{} answers again", endpoint);
    }
    traffic.announce(new SchemaEvent.BreakerChanged(endpoint, from, to, until));
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
    Turn now = turn;
    String times =
        now.until() == null
            ? "one call finds out whether it is back, since " + now.since()
            : "it is left alone since " + now.since() + " until " + now.until();
    Outcome last = lastFault;
    return new RegistryUnavailableException(
        ErrorMessages.cannot(
            request.words(),
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
    return last.wording();
  }

  private record Turn(Phase phase, Instant since, @Nullable Instant until) {}
}
