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
 * One URL of a registry, as the choice between URLs sees it. After a fault it rests, and is asked
 * in the background whether it is back. Any answer wakes it; one that may be another server's only
 * if no such answer began the rest. Safe for use by many threads.
 */
public final class Endpoint {

  private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

  private static final HttpRequestSpec PROBE =
      new HttpRequestSpec("GET", "/schemas/types", null, "probe the registry", Map.of());

  /** How long a probe that the breaker did not let through is put off, at most. */
  private static final Duration PUT_OFF = Duration.ofSeconds(1);

  private final Place place;
  private final BreakerTransport transport;
  private final RegistrySettings settings;
  private final DeadlineTimer timer;
  private final AtomicReference<@Nullable Rest> rest = new AtomicReference<>();
  private final AtomicBoolean isProbed = new AtomicBoolean();
  private volatile @Nullable Boolean lastAnswered;
  private volatile boolean lastWasForeign;
  private volatile boolean wasRegistry;

  public Endpoint(
      Place place, BreakerTransport transport, RegistrySettings settings, DeadlineTimer timer) {
    this.place = place;
    this.transport = transport;
    this.settings = settings;
    this.timer = timer;
  }

  /** Sends a request to this URL; the future never fails. */
  CompletableFuture<Outcome> ask(HttpRequestSpec request, Deadline deadline) {
    return transport
        .send(request, deadline)
        .handle(Outcome::of)
        .thenApply(
            outcome -> {
              if (!outcome.mayBeOfUnservedPath(request)) {
                note(outcome);
              }
              return outcome;
            });
  }

  public boolean isResting() {
    return rest.get() != null;
  }

  /** Whether the last exchange brought an answer; null when there was none yet. */
  @Nullable
  public Boolean lastAnswered() {
    return lastAnswered;
  }

  /** Forgets that this URL has failed. */
  public void reset() {
    rest.set(null);
    transport.reset();
  }

  public BreakerState breaker() {
    return transport.state();
  }

  /** Sends a probe if one is due; says how many. */
  int runOnce(long nowNanos) {
    Rest before = rest.get();
    if (before == null || nowNanos - before.dueNanos() < 0) {
      return 0;
    }
    Rest probing =
        rest(
            before.times() + 1,
            settings.breaker().waitAfter(before.times() + 1),
            before.isForeign());
    if (!rest.compareAndSet(before, probing)) {
      return 0;
    }
    try {
      var unused =
          ask(PROBE, timer.deadline(settings.requestTimeout()))
              .thenAccept(outcome -> probed(probing, outcome));
    } catch (Throwable e) { // no memory for a call: the next probe must come all the same
      probed(probing, Outcome.of(null, e));
    }
    return 1;
  }

  /** Asks at once whether this URL is back, if it rests, also while its breaker is open. */
  public void probe() {
    if (isResting() && isProbed.compareAndSet(false, true)) {
      var unused =
          transport
              .probe(PROBE, timer.deadline(settings.requestTimeout()))
              .handle(Outcome::of)
              .thenAccept(this::note)
              .whenComplete((done, failure) -> isProbed.set(false));
    }
  }

  /** Whether the last answer was another server's, whole, and no registry has answered so far. */
  boolean isForeign() {
    return lastWasForeign && !wasRegistry;
  }

  private void note(Outcome outcome) {
    RegistryResponse response = outcome.response();
    lastWasForeign =
        response != null && response.isForeign() && response.isSuccess() && !response.isCutShort();
    if (response != null
        && !response.isForeign()
        && !response.isDoubtful()
        && !response.isRetriable()) {
      wasRegistry = true;
    }
    if (outcome.isFault() || (response != null && response.isForeign())) {
      lastAnswered = false;
      Rest begun =
          rest(1, settings.breaker().waitAfter(1), response != null && response.isForeign());
      if (rest.compareAndSet(null, begun)) {
        LOG.warn("{} rests: it gave no usable answer ({})", place.url(), outcome.wording());
        schedule(begun);
      }
    } else if (response != null && !(response.isDoubtful() && isRestingAsForeign())) {
      lastAnswered = !response.isRetriable();
      if (rest.getAndSet(null) != null) {
        LOG.info("{} is back", place.url());
      }
    }
  }

  private boolean isRestingAsForeign() {
    Rest now = rest.get();
    return now != null && now.isForeign();
  }

  /** Lets it rest again, unless the answer has woken it. */
  private void probed(Rest probing, Outcome outcome) {
    boolean isForeign = probing.isForeign();
    Rest again =
        outcome.isRefused()
            ? rest(probing.times() - 1, least(PUT_OFF, settings.breaker().firstWait()), isForeign)
            : rest(probing.times(), settings.breaker().waitAfter(probing.times()), isForeign);
    if (rest.compareAndSet(probing, again)) {
      schedule(again);
    }
  }

  private Rest rest(int times, Duration wait, boolean isForeign) {
    return new Rest(times, timer.nanoTime() + wait.toNanos(), isForeign);
  }

  private void schedule(Rest one) {
    Duration wait = Duration.ofNanos(one.dueNanos() - timer.nanoTime());
    var unused = timer.at(timer.deadline(wait), () -> runOnce(timer.nanoTime()));
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * A URL and the time there.
   *
   * @param url the base URL without credentials
   * @param clock the time of day
   */
  public record Place(String url, Clock clock) {}

  /** {@code isForeign}: it began with another server's answer. */
  private record Rest(int times, long dueNanos, boolean isForeign) {}
}
