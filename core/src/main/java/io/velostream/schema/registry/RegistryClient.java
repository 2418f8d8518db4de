// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import io.velostream.schema.event.BreakerState;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaHealth.Reachability;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.metrics.Metric;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.registry.auth.Authorization;
import io.velostream.schema.registry.http.Deadline;
import io.velostream.schema.registry.http.DeadlineTimer;
import io.velostream.schema.registry.http.Failures;
import io.velostream.schema.registry.http.HttpConnections;
import io.velostream.schema.registry.http.HttpTransport;
import io.velostream.schema.registry.http.TrafficLog;
import io.velostream.schema.registry.protocol.RegistryOperation;
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
import java.util.Map;
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
 * Sends requests to a schema registry.
 *
 * <p>Requests are created by {@link SchemaRequests}, {@link SubjectRequests} and {@link
 * io.velostream.schema.registry.protocol.ConfigRequests}. This class sends them, enforces
 * deadlines, and converts responses to values and errors to {@link
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
    this.chain = TransportChain.create(settings, connections, authorization, traffic);
  }

  /**
   * Creates a client. No connection is opened yet.
   *
   * @throws IllegalArgumentException when a header of the settings cannot be sent
   * @throws RuntimeException of another class when keys, certificates or a token source cannot be
   *     opened; resources opened before are closed
   */
  public static RegistryClient create(RegistrySettings settings, SchemaListener listener) {
    return create(settings, listener, System::nanoTime);
  }

  /**
   * Creates a client with a clock, in nanoseconds from any origin, for the deadlines of circuit
   * breakers, suspensions, tokens and files; the waits themselves take real time.
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
   * Sends a request and waits for the response, at most for the lookup time-out of the settings. An
   * interrupt ends the wait immediately and remains set.
   *
   * @throws io.velostream.schema.model.SchemaException when the request fails
   */
  public <T> T call(RegistryRequest<T> call) {
    return await(send(call, settings.lookupTimeout()), call.toString(), settings.lookupTimeout());
  }

  /**
   * Waits for a response. An interrupt ends the wait immediately and remains set; the request
   * itself continues for other waiters.
   *
   * @param action a phrase that follows "cannot" in messages: "look up subject orders"
   * @param limit the maximum wait
   * @throws io.velostream.schema.model.SchemaException the failure of the request, or {@link
   *     RegistryUnavailableException} if the wait has ended
   */
  public static <T> T await(CompletableFuture<T> answer, String action, Duration limit) {
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException(
          "cannot " + action + ": interrupted while waiting for the registry", 0, e);
    } catch (TimeoutException e) {
      throw new RegistryUnavailableException(
          "cannot " + action + ": no answer within " + limit.toMillis() + " ms", 0, e);
    } catch (ExecutionException e) {
      throw Failures.schemaException(action, e);
    }
  }

  /**
   * Sends a request without blocking. The future fails with an unwrapped {@link
   * io.velostream.schema.model.SchemaException}, and completes within {@code timeout}. Dependent
   * stages run on the client's threads and must not block.
   */
  public <T> CompletableFuture<T> send(RegistryRequest<T> call, Duration timeout) {
    Pending<T> pendingCall = new Pending<>(call, new CompletableFuture<>());
    pending.add(pendingCall);
    if (closed.get()) {
      pendingCall.fail("the registry client is closed");
      pending.remove(pendingCall);
      return pendingCall.result;
    }
    try {
      start(pendingCall, timeout);
    } catch (RuntimeException | Error e) { // out of memory or threads
      pendingCall.complete(null, e);
      pending.remove(pendingCall);
    }
    return pendingCall.result;
  }

  private <T> void start(Pending<T> pendingCall, Duration timeout) {
    Deadline deadline = connections.timer().deadline(timeout);
    Duration safetyMargin = Deadline.safetyMargin(timeout);
    Future<?> timeoutTask =
        connections.timer().at(deadline, () -> pendingCall.end(timeoutMessage(timeout)));
    pendingCall.whenDone(
        () -> {
          timeoutTask.cancel(false);
          pending.remove(pendingCall);
        });
    var unused =
        chain
            .send(pendingCall.call.request(), deadline.earlierBy(safetyMargin))
            .whenComplete(
                (response, failure) -> {
                  if (failure != null && isNear(deadline, safetyMargin)) {
                    pendingCall.lastFailure = failure;
                  } else {
                    pendingCall.complete(response, failure);
                  }
                });
  }

  /**
   * Whether a failure was caused by the deadline, which is near; the time-out task has not run yet.
   */
  private static boolean isNear(Deadline deadline, Duration safetyMargin) {
    long remaining = deadline.remainingNanos();
    return remaining > 0 && remaining <= safetyMargin.toNanos();
  }

  /** The URLs, without credentials. */
  public List<String> endpoints() {
    return settings.urls().stream().map(HttpTransport::displayEndpoint).toList();
  }

  /** The state of the circuit breaker of each URL, in the order of the settings. */
  public List<BreakerState> breakers() {
    return chain.breakers();
  }

  /** Resets suspensions and circuit breakers of all URLs, because the registry was rebuilt. */
  public void reset() {
    chain.reset();
  }

  /** Whether the registry is reachable, by the last exchange with each URL. No request is sent. */
  public Reachability reachability() {
    return chain.reachability();
  }

  /** The number of URLs that are suspended after a failure. No request is sent. */
  public int suspendedEndpoints() {
    return chain.suspendedEndpoints();
  }

  /** Whether all URLs are suspended. No request is sent. */
  public boolean areAllSuspended() {
    return chain.areAllSuspended();
  }

  /** Probes the suspended URLs. The suspension of a URL that responds ends. */
  public void probe() {
    if (!closed.get()) {
      chain.probe();
    }
  }

  /** Whether {@link #close} was called; failures since then are not failures of the registry. */
  public boolean isClosed() {
    return closed.get();
  }

  private String timeoutMessage(Duration timeout) {
    String endpoints =
        settings.urls().stream().map(URI::toString).collect(Collectors.joining(" or "));
    return "no answer from " + endpoints + " within " + timeout.toMillis() + " ms";
  }

  /** The number of HTTP requests sent. */
  public long calls() {
    return traffic.calls();
  }

  /** The number of HTTP requests without a response, or with a retriable one. */
  public long failures() {
    return traffic.failures();
  }

  /** Publishes an event to the listener; exceptions of it are logged. */
  public void publish(SchemaEvent event) {
    traffic.publish(event);
  }

  /** The number of events that the listeners of this client have lost. */
  public long droppedEvents() {
    return traffic.droppedEvents();
  }

  /** The metrics of each kind of request. */
  public Map<RegistryOperation, List<Metric>> requestMetrics() {
    return traffic.metrics();
  }

  /** The metrics of retries. */
  public List<Metric> retryMetrics() {
    return chain.retryMetrics();
  }

  /**
   * Cancels all requests in flight, which fail with a {@link RegistryUnavailableException}, and
   * releases all threads and sockets. Idempotent.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      pending.forEach(pendingCall -> pendingCall.fail("the registry client was closed meanwhile"));
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

  /** A request in flight. Compared by identity, so that equal requests are distinct. */
  private static final class Pending<T> {

    private final RegistryRequest<T> call;
    private final CompletableFuture<T> result;
    private volatile @Nullable Throwable lastFailure;

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

    /** Fails with the last failure, or else with this reason. */
    void end(String reason) {
      Throwable failure = lastFailure;
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
