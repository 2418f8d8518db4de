// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import io.velostream.schema.event.BreakerState;
import io.velostream.schema.event.SchemaHealth.Reachability;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.registry.auth.Authorization;
import io.velostream.schema.registry.http.Deadline;
import io.velostream.schema.registry.http.DeadlineTimer;
import io.velostream.schema.registry.http.Failures;
import io.velostream.schema.registry.http.HttpConnections;
import io.velostream.schema.registry.http.HttpTransport;
import io.velostream.schema.registry.http.TrafficLog;
import io.velostream.schema.registry.protocol.RegistryRequest;
import io.velostream.schema.registry.protocol.RegistryResponse;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.settings.RegistrySettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls to a schema registry.
 *
 * <p>What can be asked stands in {@link SchemaRequests}, {@link SubjectRequests} and {@link
 * io.velostream.schema.registry.protocol.ConfigRequests}; this class only sends, bounds the time,
 * and turns answers into values and errors into {@link
 * io.velostream.schema.model.SchemaException}s. Safe for use by many threads.
 */
public final class RegistryClient implements AutoCloseable {

  private final RegistrySettings settings;
  private final TrafficLog traffic;
  private final HttpConnections connections;
  private final Authorization authorization;
  private final TransportChain chain;
  private final Set<Pending<?>> pending = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  private RegistryClient(
      RegistrySettings settings,
      TrafficLog traffic,
      HttpConnections connections,
      Authorization authorization) {
    this.settings = settings;
    this.traffic = traffic;
    this.connections = connections;
    this.authorization = authorization;
    this.chain = TransportChain.draw(settings, connections, authorization, traffic);
  }

  /**
   * A client for these settings. No connection is made yet.
   *
   * @throws IllegalArgumentException when a header of the settings cannot be sent
   * @throws RuntimeException of another class when keys, certificates or a token source cannot be
   *     opened; whatever was opened before is closed
   */
  public static RegistryClient create(RegistrySettings settings, SchemaListener listener) {
    return create(settings, listener, System::nanoTime);
  }

  /**
   * The same with a clock, in nanoseconds from any origin, that says when breakers, rests, tokens
   * and files are due; the waits themselves take real time.
   */
  public static RegistryClient create(
      RegistrySettings settings, SchemaListener listener, LongSupplier nanoTime) {
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      DeadlineTimer timer = new DeadlineTimer(nanoTime);
      opened.push(timer);
      HttpConnections connections = new HttpConnections(settings, timer);
      opened.push(connections);
      Authorization authorization = Authorization.open(settings, timer);
      opened.push(authorization);
      return new RegistryClient(settings, new TrafficLog(listener), connections, authorization);
    } catch (RuntimeException | Error e) {
      opened.forEach(part -> closeAfter(e, part));
      throw e;
    }
  }

  private static void closeAfter(Throwable failure, AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Sends a call and waits for its answer, at most for the lookup time-out of the settings. An
   * interrupt ends the wait at once and stays set.
   *
   * @throws io.velostream.schema.model.SchemaException as the registry's answer, or its absence,
   *     asks for
   */
  public <T> T call(RegistryRequest<T> call) {
    return await(send(call, settings.lookupTimeout()), call.toString(), settings.lookupTimeout());
  }

  /**
   * Waits for an answer. An interrupt ends the wait at once and stays set; the call itself goes on
   * for others that wait for it.
   *
   * @param words what is waited for, for messages: "look up subject orders"
   * @param limit the longest wait
   * @throws io.velostream.schema.model.SchemaException what the answer failed with, or {@link
   *     RegistryUnavailableException} when the wait ended without one
   */
  public static <T> T await(CompletableFuture<T> answer, String words, Duration limit) {
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException(
          "cannot " + words + ": interrupted while waiting for the registry", 0, e);
    } catch (TimeoutException e) {
      throw new RegistryUnavailableException(
          "cannot " + words + ": no answer within " + limit.toMillis() + " ms", 0, e);
    } catch (ExecutionException e) {
      throw Failures.schemaException(words, e);
    }
  }

  /**
   * Sends a call without waiting. The future fails with a {@link
   * io.velostream.schema.model.SchemaException}, never wrapped, and ends within {@code timeout}.
   * What is chained to it runs on one of the client's few threads and must not block.
   */
  public <T> CompletableFuture<T> send(RegistryRequest<T> call, Duration timeout) {
    Pending<T> one = new Pending<>(call, new CompletableFuture<>());
    pending.add(one);
    if (closed.get()) {
      one.fail("the registry client is closed");
      pending.remove(one);
      return one.result;
    }
    try {
      start(one, timeout);
    } catch (RuntimeException | Error e) { // no memory, or no thread to be had
      one.complete(null, e);
      pending.remove(one);
    }
    return one.result;
  }

  private <T> void start(Pending<T> one, Duration timeout) {
    Deadline deadline = connections.timer().deadline(timeout);
    Duration headStart = Deadline.headStart(timeout);
    Future<?> alarm = connections.timer().at(deadline, () -> one.end(tooLate(timeout)));
    one.whenDone(
        () -> {
          alarm.cancel(false);
          pending.remove(one);
        });
    var unused =
        chain
            .send(one.call.request(), deadline.sooner(headStart))
            .whenComplete(
                (response, failure) -> {
                  if (failure != null && isAbout(deadline, headStart)) {
                    one.failureAtTheEnd = failure;
                  } else {
                    one.complete(response, failure);
                  }
                });
  }

  /** Whether a deadline is so near that what failed now ran into it; the alarm is still to come. */
  private static boolean isAbout(Deadline deadline, Duration headStart) {
    long remaining = deadline.remainingNanos();
    return remaining > 0 && remaining <= headStart.toNanos();
  }

  /** The URLs, without credentials. */
  public List<String> endpoints() {
    return settings.urls().stream().map(HttpTransport::endpointShown).toList();
  }

  /** The circuit breaker of each URL as it stands now, in the order of the settings. */
  public List<BreakerState> breakers() {
    return chain.breakers();
  }

  /** Closes the circuit breaker of each URL, as if no call had failed: the registry began anew. */
  public void reset() {
    chain.reset();
  }

  /** Whether a registry answers, by the last exchange with each URL. No call is made. */
  public Reachability reachability() {
    return chain.reachability();
  }

  /** How many URLs are left alone now because they failed. No call is made. */
  public int resting() {
    return chain.resting();
  }

  /** Whether all URLs are left alone now. No call is made. */
  public boolean isOut() {
    return chain.isOut();
  }

  /** Asks the URLs that are left alone whether they are back; one that answers is used again. */
  public void probe() {
    if (!closed.get()) {
      chain.probe();
    }
  }

  /** Whether {@link #close} was called: what fails since then says nothing of the registry. */
  public boolean isClosed() {
    return closed.get();
  }

  private String tooLate(Duration timeout) {
    String endpoints =
        settings.urls().stream().map(URI::toString).collect(Collectors.joining(" or "));
    return "no answer from " + endpoints + " within " + timeout.toMillis() + " ms";
  }

  /** How many HTTP requests were sent. */
  public long calls() {
    return traffic.calls();
  }

  /** How many HTTP requests brought no answer, or one that may be better later. */
  public long failures() {
    return traffic.failures();
  }

  /**
   * Ends all calls under way, which fail with a {@link RegistryUnavailableException}, and frees
   * every thread and socket. Idempotent.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      pending.forEach(one -> one.fail("the registry client was closed meanwhile"));
      try {
        authorization.close();
      } finally {
        try {
          connections.close();
        } finally {
          connections.timer().close();
        }
      }
    }
  }

  /** A call under way. Each is itself only, so that equal calls do not count as one. */
  private static final class Pending<T> {

    private final RegistryRequest<T> call;
    private final CompletableFuture<T> result;
    private volatile @Nullable Throwable failureAtTheEnd;

    Pending(RegistryRequest<T> call, CompletableFuture<T> result) {
      this.call = call;
      this.result = result;
    }

    void complete(@Nullable RegistryResponse response, @Nullable Throwable failure) {
      try {
        if (response != null) {
          result.complete(call.read(response));
        } else {
          result.completeExceptionally(
              Failures.schemaException(call.toString(), Objects.requireNonNull(failure)));
        }
      } catch (RuntimeException | Error e) {
        result.completeExceptionally(Failures.schemaException(call.toString(), e));
      }
    }

    void whenDone(Runnable action) {
      var unused = result.whenComplete((value, failure) -> action.run());
    }

    /** Ends with what the last call failed with, or else for this reason. */
    void end(String reason) {
      Throwable failure = failureAtTheEnd;
      if (failure != null) {
        complete(null, failure);
      } else {
        fail(reason);
      }
    }

    void fail(String reason) {
      result.completeExceptionally(
          new RegistryUnavailableException("cannot " + call + ": " + reason, 0, null));
    }
  }
}
