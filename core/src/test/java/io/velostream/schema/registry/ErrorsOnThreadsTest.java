// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.event.BreakerState.Phase;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.registry.auth.BearerTokens;
import io.velostream.schema.registry.http.BreakerTransport;
import io.velostream.schema.registry.http.Deadline;
import io.velostream.schema.registry.http.DeadlineTimer;
import io.velostream.schema.registry.http.Endpoint;
import io.velostream.schema.registry.http.HttpPool;
import io.velostream.schema.registry.http.MonotonicClock;
import io.velostream.schema.registry.http.RetryBudget;
import io.velostream.schema.registry.http.RetryTransport;
import io.velostream.schema.registry.http.TrafficLog;
import io.velostream.schema.registry.http.Transport;
import io.velostream.schema.registry.protocol.HttpRequestSpec;
import io.velostream.schema.registry.protocol.RegistryResponse;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.settings.BearerToken;
import io.velostream.schema.settings.BearerTokenSource;
import io.velostream.schema.settings.BreakerSettings;
import io.velostream.schema.settings.Credentials;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.RetrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An {@link Error} on each thread and in each callback of the registry client. */
@Timeout(60)
class ErrorsOnThreadsTest {

  private static final HttpRequestSpec GET =
      new HttpRequestSpec("GET", "/x", null, "do it", Map.of());

  private static CompletableFuture<RegistryResponse> answer() {
    return CompletableFuture.completedFuture(new RegistryResponse("http://r", 200, Map.of(), "{}"));
  }

  private static List<Thread> threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name))
        .toList();
  }

  @Test
  void goesOnWhenTheSelectorThreadOfTheJdksClientHasEnded() throws Exception {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      List<Thread> before = threads("velostream-registry-selector");
      try (RegistryClient client =
          RegistryClient.create(
              RegistrySettings.of(URI.create(registry.url())), SchemaListener.none())) {
        assertThat(client.call(SchemaRequests.types())).contains("AVRO");
        for (Thread selector : threads("velostream-registry-selector")) {
          if (!before.contains(selector)) {
            selector.interrupt(); // ends it, as an Error does
            selector.join(TimeUnit.SECONDS.toMillis(20));
          }
        }

        assertThat(client.call(SchemaRequests.types())).contains("AVRO");
      }
    }
  }

  @Test
  void letsTheNextCallThroughAfterAnErrorInTheOneThatFindsOutWhetherTheRegistryIsBack() {
    AtomicReference<CompletableFuture<RegistryResponse>> next = new AtomicReference<>();
    AtomicBoolean isOutOfMemory = new AtomicBoolean();
    long[] nanos = {0};
    BreakerTransport breaker =
        new BreakerTransport(
            new Endpoint.Address("http://r", new MonotonicClock(Instant.EPOCH, () -> nanos[0])),
            (request, deadline) -> {
              if (isOutOfMemory.get()) {
                throw new OutOfMemoryError("thrown by a test");
              }
              return next.get();
            },
            new TrafficLog(event -> {}),
            BreakerSettings.DEFAULT,
            new BreakerTransport.LookupTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10), 1));
    Deadline deadline = Deadline.after(Duration.ofSeconds(10), () -> nanos[0]);
    next.set(answer().thenApply(one -> new RegistryResponse("http://r", 503, Map.of(), "{}")));
    for (int i = 0; i < 5; i++) {
      breaker.send(GET, deadline).join();
    }
    nanos[0] = Duration.ofSeconds(6).toNanos();
    isOutOfMemory.set(true);
    assertThat(breaker.send(GET, deadline)).isCompletedExceptionally();
    isOutOfMemory.set(false);
    next.set(answer());

    assertThat(breaker.send(GET, deadline).join().status()).isEqualTo(200);
    assertThat(breaker.state().phase()).isEqualTo(Phase.CLOSED);
  }

  @Test
  void tellsTheCallerOfAnErrorInARepeatedAttempt() {
    ManualScheduler scheduler = new ManualScheduler();
    AtomicInteger attempts = new AtomicInteger();
    Transport failing =
        (request, deadline) -> {
          if (attempts.incrementAndGet() > 1) {
            throw new OutOfMemoryError("thrown by a test");
          }
          return answer().thenApply(one -> new RegistryResponse("http://r", 503, Map.of(), "{}"));
        };
    RetryTransport retry =
        new RetryTransport(
            failing,
            RetrySettings.DEFAULT,
            new RetryTransport.Timing(
                scheduler, new MonotonicClock(Instant.EPOCH, scheduler::nanoTime), () -> 1.0),
            new RetryBudget(RetrySettings.DEFAULT, scheduler::nanoTime));
    CompletableFuture<RegistryResponse> result =
        retry.send(GET, Deadline.after(Duration.ofSeconds(10), scheduler::nanoTime));

    scheduler.pass(1, TimeUnit.SECONDS);

    assertThat(attempts).hasValue(2);
    assertThatThrownBy(result::join).hasRootCauseInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void runsLaterActionsOfTheTimerAfterOneThatThrew() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    try (DeadlineTimer timer = new DeadlineTimer(System::nanoTime)) {
      var unused =
          timer.at(
              timer.deadline(Duration.ZERO),
              () -> {
                throw new OutOfMemoryError("thrown by a test");
              });
      var later = timer.at(timer.deadline(Duration.ofMillis(1)), ran::countDown);

      assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(later.get(20, TimeUnit.SECONDS)).isNull();
    }
  }

  @Test
  void asksForATokenAgainAfterAnErrorOfItsSource() {
    AtomicInteger asked = new AtomicInteger();
    long[] nanos = {0};
    BearerTokenSource source =
        () -> {
          if (asked.incrementAndGet() == 1) {
            throw sneaked(new Exception("a checked one, as other languages throw it"));
          }
          if (asked.get() == 2) {
            throw new StackOverflowError("thrown by a test");
          }
          return BearerToken.of("token");
        };
    try (DeadlineTimer timer = new DeadlineTimer(() -> nanos[0]);
        BearerTokens tokens = new BearerTokens(source, Duration.ofSeconds(30), timer, () -> 1.0)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(tokens.token()::join)
            .hasRootCauseMessage(
                i == 0 ? "a checked one, as other languages throw it" : "thrown by a test");
        nanos[0] += Duration.ofSeconds(2).toNanos();
      }

      assertThat(tokens.token().join().value()).isEqualTo("token");
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException sneaked(Throwable failure) throws T {
    throw (T) failure;
  }

  /** Tokens whose source fails to close. */
  private static final class Unclosable implements BearerTokenSource, AutoCloseable {

    @Override
    public BearerToken token() {
      return BearerToken.of("token");
    }

    @Override
    public void close() {
      throw new NoClassDefFoundError("thrown by a test");
    }
  }

  @Test
  void closesAllElseWhenATokenSourceFailsToClose() throws Exception {
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start()) {
      List<Thread> before = threads("velostream-registry");
      RegistryClient client =
          RegistryClient.create(
              RegistrySettings.builder()
                  .urls(List.of(URI.create(registry.url())))
                  .credentials(Credentials.tokens(Unclosable::new))
                  .build(),
              SchemaListener.none());
      assertThat(client.call(SchemaRequests.types())).contains("AVRO");
      List<Thread> own =
          threads("velostream-registry").stream()
              .filter(thread -> !before.contains(thread))
              .toList();
      assertThat(own).isNotEmpty();

      client.close();

      for (Thread thread : own) {
        thread.join(TimeUnit.SECONDS.toMillis(20));
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  @Test
  void doesNotWaitForeverForAClientThatTheJdkDoesNotMake() {
    CountDownLatch never = new CountDownLatch(1);
    HttpClient.Builder hanging =
        builder(
            (proxy, method, arguments) -> {
              never.await();
              return null;
            });
    HttpClient.Builder failing =
        builder(
            (proxy, method, arguments) -> {
              throw new OutOfMemoryError("thrown by a test");
            });
    ThreadGroup home = Thread.currentThread().getThreadGroup();

    assertThatThrownBy(() -> new HttpPool(hanging, null, home, Duration.ofMillis(100)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("within 100 ms");
    assertThatThrownBy(() -> new HttpPool(failing, null, home, Duration.ofSeconds(20)))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseInstanceOf(OutOfMemoryError.class);
  }

  private static HttpClient.Builder builder(InvocationHandler handler) {
    return (HttpClient.Builder)
        Proxy.newProxyInstance(
            ErrorsOnThreadsTest.class.getClassLoader(),
            new Class<?>[] {HttpClient.Builder.class},
            handler);
  }
}
