// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.model.RegistryRejectedException;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.protocol.Json;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.settings.Normalization;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.RetrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.fault.FaultRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time, connections, threads and events of the client. */
@Timeout(30)
class RegistryClientTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Subject ORDERS = Subject.of("orders-value");
  private static final SchemaDefinition STRING = SchemaDefinition.of("AVRO", "\"string\"");

  private final EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private final ConcurrentLinkedQueue<SchemaEvent> events = new ConcurrentLinkedQueue<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private RegistryClient client = client(settings());

  private RegistrySettings.Builder settings() {
    return RegistrySettings.builder()
        .urls(List.of(URI.create(registry.url())))
        .retry(RetrySettings.DEFAULT.withMaxAttempts(1));
  }

  private RegistryClient client(RegistrySettings.Builder settings) {
    return RegistryClient.create(settings.build(), events::add);
  }

  private void configure(RegistrySettings.Builder settings) {
    client.close();
    client = client(settings);
  }

  @AfterEach
  void close() {
    release.countDown();
    client.close();
    registry.close();
  }

  private static SchemaException failureOf(CompletableFuture<?> future) {
    return (SchemaException) future.handle((value, failure) -> failure).join();
  }

  @Test
  void boundsABodyThatStalls() {
    configure(settings().requestTimeout(Duration.ofMillis(200)));
    registry.register("orders-value", "\"string\"");
    registry.faults().always(Fault.drip(Duration.ofSeconds(5), 1));

    assertThat(failureOf(client.send(SubjectRequests.latest(ORDERS), LONG)))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("no complete answer in time")
        .hasMessageContaining("200 ms in all");
  }

  @Test
  void boundsACallByTheTimeGiven() {
    registry.faults().always(Fault.holdUntil(release));

    assertThat(failureOf(client.send(SubjectRequests.latest(ORDERS), Duration.ofMillis(100))))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("get the latest version of subject orders-value");
    configure(settings().lookupTimeout(Duration.ofMillis(100)));
    assertThatExceptionOfType(RegistryUnavailableException.class)
        .isThrownBy(() -> client.call(SubjectRequests.latest(ORDERS)));
  }

  @Test
  void refusesAnAnswerWithoutBound() {
    registry.faults().always(Fault.body(200, "\"" + "x".repeat(Json.MAX_BYTES) + "\""));

    assertThat(failureOf(client.send(SubjectRequests.latest(ORDERS), LONG)))
        .isInstanceOf(RegistryRejectedException.class)
        .hasMessageContaining("larger than 33554432 bytes");
    assertThat(registry.requestCount()).isEqualTo(1);
  }

  @Test
  void unpacksGzipWithinTheSameBound() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean small = exchange.getRequestURI().getPath().startsWith("/registry/contexts");
          byte[] packed = gzip(small ? "[\".\"]" : " ".repeat(Json.MAX_BYTES + 1));
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, packed.length);
          exchange.getResponseBody().write(packed);
          exchange.close();
        });
    server.start();
    try {
      URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/registry/");
      configure(settings().urls(List.of(url)));

      assertThat(client.call(SchemaRequests.contexts())).containsExactly(".");
      assertThat(failureOf(client.send(SchemaRequests.types(), LONG)))
          .isInstanceOf(RegistryRejectedException.class)
          .hasMessageContaining("larger than");
    } finally {
      server.stop(0);
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  @Test
  void sendsARepeatableRequestOnceMoreWhenTheConnectionWasClosed() {
    client.call(SchemaRequests.types());
    registry.clearRequests();
    registry.faults().next(1, Fault.drop(Fault.Moment.BEFORE_HANDLING));

    client.call(SchemaRequests.register(ORDERS, STRING, Normalization.OFF));

    assertThat(registry.requestCount("POST", "**")).isEqualTo(2);
    registry.faults().next(1, Fault.drop(Fault.Moment.BEFORE_HEADERS));
    assertThat(failureOf(client.send(SubjectRequests.delete(ORDERS), LONG)))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThat(registry.requestCount("DELETE", "**")).isEqualTo(1);
  }

  @Test
  void failsWhenAnAnswerBreaksOff() {
    registry.register("orders-value", "\"string\"");
    registry.faults().always(Fault.drop(Fault.Moment.MID_BODY));

    assertThat(failureOf(client.send(SubjectRequests.latest(ORDERS), LONG)))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void neverHasMoreRequestsUnderWayThanConnectionsAllowed() throws InterruptedException {
    configure(settings().maxConnections(3));
    registry.faults().always(Fault.holdUntil(release));
    List<CompletableFuture<List<String>>> calls =
        IntStream.range(0, 60).mapToObj(i -> client.send(SchemaRequests.types(), LONG)).toList();

    assertThat(registry.awaitRequests(3, LONG)).isTrue();
    CompletableFuture<List<String>> late =
        client.send(SchemaRequests.types(), Duration.ofMillis(100));
    assertThat(failureOf(late)).isInstanceOf(RegistryUnavailableException.class);
    release.countDown();
    calls.forEach(call -> assertThat(call.join()).contains("AVRO"));

    assertThat(registry.requestCount()).isEqualTo(60);
    assertThat(registry.peakRequests()).isEqualTo(3);
    assertThat(registry.peakConnections()).isLessThanOrEqualTo(3);
  }

  @Test
  void endsTheWaitWhenInterruptedAndKeepsTheFlag() throws InterruptedException {
    registry.faults().always(Fault.holdUntil(release));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                client.call(SubjectRequests.latest(ORDERS));
              } catch (RegistryUnavailableException e) {
                thrown.set(e);
              }
              flag.set(Thread.currentThread().isInterrupted());
            });
    caller.start();
    assertThat(registry.awaitRequests(1, LONG)).isTrue();

    caller.interrupt();
    caller.join(LONG.toMillis());

    assertThat(thrown.get()).hasMessageContaining("interrupted");
    assertThat(flag.get()).isTrue();
  }

  @Test
  void freesEveryThreadAndSocketAndFailsWhatIsUnderWay() throws InterruptedException {
    client.close();
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    client = client(settings().maxConnections(1));
    client.call(SchemaRequests.types());
    registry.clearRequests();
    registry.faults().always(Fault.holdUntil(release));
    CompletableFuture<?> underWay = client.send(SchemaRequests.types(), LONG);
    CompletableFuture<?> waiting = client.send(SchemaRequests.types(), LONG);
    assertThat(registry.awaitRequests(1, LONG)).isTrue();
    List<Thread> made =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !before.contains(thread) && isOurs(thread))
            .toList();
    assertThat(made.stream().map(Thread::getName).collect(Collectors.joining()))
        .contains(
            "velostream-registry-http",
            "velostream-registry-timer",
            "velostream-registry-selector");

    client.close();
    client.close();

    assertThat(failureOf(underWay)).hasMessageContaining("closed");
    assertThat(failureOf(waiting)).hasMessageContaining("closed");
    for (Thread thread : made) {
      thread.join(LONG.toMillis());
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
    assertThatExceptionOfType(RegistryUnavailableException.class)
        .isThrownBy(() -> client.call(SchemaRequests.types()))
        .withMessageContaining("closed");
    assertThat(registry.requestCount()).isEqualTo(1);
  }

  @Test
  void mayBeClosedByItsOwnThread() {
    registry.faults().always(Fault.delay(Duration.ofMillis(50)));

    assertThat(client.send(SchemaRequests.types(), LONG).thenRun(client::close))
        .succeedsWithin(LONG);
    assertThat(failureOf(client.send(SchemaRequests.types(), LONG))).hasMessageContaining("closed");
  }

  private static boolean isOurs(Thread thread) {
    return thread.getName().startsWith("velostream-registry")
        || thread.getName().contains("SelectorManager");
  }

  @Test
  void announcesAndCountsEachExchange() {
    client.call(SchemaRequests.types());
    registry.faults().next(1, Fault.status(503));
    failureOf(client.send(SchemaRequests.types(), LONG));
    registry.stop();
    failureOf(client.send(SchemaRequests.types(), LONG));

    assertThat(client.calls()).isEqualTo(3);
    assertThat(client.failures()).isEqualTo(2);
    assertThat(events)
        .filteredOn(SchemaEvent.ReachabilityChanged.class::isInstance)
        .singleElement()
        .satisfies(
            event -> {
              SchemaEvent.ReachabilityChanged lost = (SchemaEvent.ReachabilityChanged) event;
              assertThat(lost.endpoint()).isEqualTo(registry.url());
              assertThat(lost.isReachable()).isFalse();
              assertThat(lost.reason()).isEqualTo("status 503");
            });
    assertThat(events)
        .filteredOn(event -> !(event instanceof SchemaEvent.ReachabilityChanged))
        .allSatisfy(
            event -> {
              SchemaEvent.RegistryCalled called = (SchemaEvent.RegistryCalled) event;
              assertThat(called.endpoint()).isEqualTo(registry.url());
              assertThat(called.call()).isEqualTo("list the schema types");
              assertThat(called.duration()).isPositive();
            })
        .extracting(event -> ((SchemaEvent.RegistryCalled) event).status())
        .containsExactly(200, 503, 0);
  }

  @Test
  void survivesAListenerThatThrows() {
    SchemaListener throwing =
        event -> {
          throw new IllegalStateException("listener");
        };
    client.close();
    client = RegistryClient.create(settings().build(), throwing);

    assertThat(client.call(SchemaRequests.types())).contains("AVRO");
  }

  @Test
  void goesOnToTheNextUrlAndStaysThere() {
    try (EmbeddedSchemaRegistry second = EmbeddedSchemaRegistry.start()) {
      second.register("orders-value", "\"string\"");
      configure(
          settings()
              .urls(List.of(URI.create(registry.url()), URI.create(second.url())))
              .requestTimeout(Duration.ofSeconds(1)));
      registry.faults().add(FaultRule.next(1, Fault.status(503)));

      client.call(SubjectRequests.latest(ORDERS));
      client.call(SubjectRequests.latest(ORDERS));

      assertThat(registry.requestCount()).isEqualTo(1);
      assertThat(second.requestCount()).isEqualTo(2);
      second.stop();
      assertThat(client.call(SchemaRequests.types())).contains("AVRO");
      assertThat(registry.requestCount()).isEqualTo(2);
    }
  }

  @Test
  void leavesTheNextUrlTimeWhenTheFirstNeverAnswers() {
    try (EmbeddedSchemaRegistry second = EmbeddedSchemaRegistry.start()) {
      configure(settings().urls(List.of(URI.create(registry.url()), URI.create(second.url()))));
      registry.faults().always(Fault.holdUntil(release));

      assertThat(client.send(SchemaRequests.types(), Duration.ofSeconds(1)).join())
          .contains("AVRO");
    }
  }

  @Test
  void sendsTheHeadersOfItsSettings() {
    configure(settings().header("X-Team", "orders"));

    client.call(SchemaRequests.types());

    assertThat(registry.requests().get(0).header("x-team")).contains("orders");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client(settings().header("Content-Length", "1")));
  }
}
