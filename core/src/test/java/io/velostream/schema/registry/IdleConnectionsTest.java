// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.registry.http.Deadline;
import io.velostream.schema.registry.http.DeadlineTimer;
import io.velostream.schema.registry.http.HttpConnections;
import io.velostream.schema.registry.http.HttpTransport;
import io.velostream.schema.registry.http.TrafficLog;
import io.velostream.schema.registry.protocol.HttpRequestSpec;
import io.velostream.schema.registry.protocol.RegistryResponse;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.settings.Tls;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.fault.FaultRule;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections beyond two to one URL close when they have been idle for 10 s. */
@Timeout(60)
class IdleConnectionsTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int MANY = 10;

  private final Certificates authority = new Certificates();
  private final SSLContext context = authority.context(authority.forHost("localhost"));
  private final ManualScheduler time = new ManualScheduler();
  private final DeadlineTimer timer = new DeadlineTimer(time::nanoTime, time);
  private EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
  private HttpConnections connections;
  private HttpTransport transport;
  private int holds;

  private void open(Tls tls) {
    RegistrySettings settings =
        RegistrySettings.builder()
            .urls(List.of(URI.create(registry.url())))
            .tls(tls)
            .requestTimeout(Duration.ofMinutes(5))
            .build();
    connections = new HttpConnections(settings, timer);
    transport = transport(registry, settings);
  }

  private void open() {
    open(Tls.ofJvm());
  }

  private HttpTransport transport(EmbeddedSchemaRegistry to, RegistrySettings settings) {
    return new HttpTransport(
        URI.create(to.url()), settings, connections, new TrafficLog(SchemaListener.none()));
  }

  @AfterEach
  void close() {
    connections.close();
    registry.close();
  }

  private CompletableFuture<RegistryResponse> send(HttpTransport to) {
    return send(to, "/schemas/types");
  }

  private CompletableFuture<RegistryResponse> send(HttpTransport to, String target) {
    HttpRequestSpec request =
        new HttpRequestSpec("GET", target, null, "ask", Map.of(), response -> true, true);
    return to.send(request, Deadline.after(Duration.ofHours(1), time::nanoTime));
  }

  private static int status(CompletableFuture<RegistryResponse> sent) {
    return sent.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join().status();
  }

  /** Requests that are all under way at once, until the latch is released. */
  private List<CompletableFuture<RegistryResponse>> hold(int count, CountDownLatch release)
      throws InterruptedException {
    String subject = "held-" + ++holds;
    registry.register(subject, "\"string\"");
    registry
        .faults()
        .add(FaultRule.always(Fault.holdUntil(release)).on("GET", "/subjects/" + subject + "/**"));
    int before = registry.requestCount();
    List<CompletableFuture<RegistryResponse>> sent =
        IntStream.range(0, count)
            .mapToObj(n -> send(transport, "/subjects/" + subject + "/versions"))
            .toList();
    assertThat(registry.awaitRequests(before + count, LONG)).isTrue();
    return sent;
  }

  private void burst(int count) throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    List<CompletableFuture<RegistryResponse>> sent = hold(count, release);
    release.countDown();
    assertThat(sent).allMatch(each -> status(each) == 200);
  }

  @Test
  void closesAllButTwoConnectionsTenSecondsAfterABurst() throws Exception {
    open();
    burst(MANY);
    assertThat(registry.openConnections()).isEqualTo(MANY);

    time.pass(9_999, TimeUnit.MILLISECONDS);
    assertThat(registry.openConnections()).isEqualTo(MANY);
    time.pass(1, TimeUnit.MILLISECONDS);

    assertThat(registry.awaitConnections(2, LONG)).isTrue();
    assertThat(registry.openConnections()).isEqualTo(2);
  }

  @Test
  void usesTheTwoConnectionsThatAreLeftForLaterRequests() throws Exception {
    open();
    burst(MANY);
    time.pass(10, TimeUnit.SECONDS);
    assertThat(registry.awaitConnections(2, LONG)).isTrue();

    for (int i = 0; i < 5; i++) {
      burst(2);
    }

    assertThat(registry.connectionsOpened()).isEqualTo(MANY);
  }

  @Test
  void usesAllConnectionsAgainForABurstWithinTenSeconds() throws Exception {
    open();
    for (int i = 0; i < 5; i++) {
      burst(MANY);
      time.pass(9, TimeUnit.SECONDS);
    }

    assertThat(registry.connectionsOpened()).isEqualTo(MANY);
    assertThat(registry.openConnections()).isEqualTo(MANY);
    time.pass(1, TimeUnit.SECONDS);
    assertThat(registry.awaitConnections(2, LONG)).isTrue();
  }

  @Test
  void opensConnectionsAnewForALaterBurst() throws Exception {
    open();
    for (int i = 1; i <= 3; i++) {
      burst(MANY);
      assertThat(registry.openConnections()).isEqualTo(MANY);

      time.pass(10, TimeUnit.SECONDS);
      assertThat(registry.awaitConnections(2, LONG)).isTrue();
      assertThat(registry.connectionsOpened()).isEqualTo(2 + i * (MANY - 2));
    }
  }

  @Test
  void closesNoConnectionThatARequestIsUnderWayOn() throws Exception {
    open();
    CountDownLatch release = new CountDownLatch(1);
    List<CompletableFuture<RegistryResponse>> slow = hold(MANY, release);
    time.pass(60, TimeUnit.SECONDS);
    assertThat(slow).noneMatch(CompletableFuture::isDone);

    release.countDown();

    assertThat(slow).allMatch(each -> status(each) == 200);
    time.pass(10, TimeUnit.SECONDS);
    assertThat(registry.awaitConnections(2, LONG)).isTrue();
    assertThat(registry.requestCount()).isEqualTo(MANY);
  }

  @Test
  void neverHasMoreConnectionsThanRequestsAtOnce() throws Exception {
    open();
    for (int i = 0; i < 20; i++) {
      CountDownLatch first = new CountDownLatch(1);
      List<CompletableFuture<RegistryResponse>> kept = hold(2, first);
      CountDownLatch second = new CountDownLatch(1);
      List<CompletableFuture<RegistryResponse>> extra = hold(1, second);
      first.countDown();
      assertThat(kept).allMatch(each -> status(each) == 200);
      CountDownLatch third = new CountDownLatch(1);
      List<CompletableFuture<RegistryResponse>> again = hold(2, third);
      second.countDown();
      third.countDown();
      assertThat(extra).allMatch(each -> status(each) == 200);
      assertThat(again).allMatch(each -> status(each) == 200);
    }

    assertThat(registry.connectionsOpened()).isEqualTo(3);
  }

  @Test
  void countsTheConnectionsOfEachUrlByItself() throws Exception {
    open();
    try (EmbeddedSchemaRegistry other = EmbeddedSchemaRegistry.start()) {
      HttpTransport toOther = transport(other, RegistrySettings.of(URI.create(other.url())));
      CountDownLatch release = new CountDownLatch(1);
      List<CompletableFuture<RegistryResponse>> slow = hold(2, release);
      assertThat(status(send(toOther))).isEqualTo(200);
      release.countDown();
      assertThat(slow).allMatch(each -> status(each) == 200);

      time.pass(10, TimeUnit.SECONDS);

      assertThat(status(send(toOther))).isEqualTo(200);
      burst(2);
      assertThat(other.connectionsOpened()).isEqualTo(1);
      assertThat(registry.connectionsOpened()).isEqualTo(2);
    }
  }

  @Test
  void closesAllConnectionsAndThreadsOfABurstWithTheClient() throws Exception {
    List<Thread> before = selectors();
    open();
    burst(MANY);
    List<Thread> own = selectors().stream().filter(each -> !before.contains(each)).toList();
    assertThat(own).hasSize(2);

    connections.close();

    assertThat(registry.awaitNoConnection(LONG)).isTrue();
    for (Thread selector : own) {
      selector.join(LONG.toMillis());
      assertThat(selector.isAlive()).isFalse();
    }
  }

  @Test
  void endsTheThreadOfABurstWithItsConnections() throws Exception {
    List<Thread> before = selectors();
    open();
    burst(2);
    List<Thread> kept = selectors().stream().filter(each -> !before.contains(each)).toList();
    burst(MANY);
    List<Thread> extra =
        selectors().stream()
            .filter(each -> !before.contains(each) && !kept.contains(each))
            .toList();
    assertThat(kept).hasSize(1);
    assertThat(extra).hasSize(1);

    time.pass(10, TimeUnit.SECONDS);

    extra.get(0).join(LONG.toMillis());
    assertThat(extra.get(0).isAlive()).isFalse();
    assertThat(kept.get(0).isAlive()).isTrue();
  }

  @Test
  void finishesABurstOverTheOldKeysWhenTheKeysChange() throws Exception {
    registry.close();
    registry = EmbeddedSchemaRegistry.builder().tls(context, true).start();
    int[] version = {0};
    open(
        new Tls() {
          @Override
          public SSLContext context() {
            return context;
          }

          @Override
          public Object state() {
            return version[0];
          }
        });
    CountDownLatch release = new CountDownLatch(1);
    List<CompletableFuture<RegistryResponse>> slow = hold(MANY, release);
    version[0] = 1;
    time.pass(10, TimeUnit.SECONDS);
    assertThat(status(send(transport))).isEqualTo(200);

    release.countDown();

    assertThat(slow).allMatch(each -> status(each) == 200);
    assertThat(registry.awaitConnections(2, LONG)).isTrue();
    assertThat(status(send(transport))).isEqualTo(200);
  }

  private static List<Thread> selectors() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("velostream-registry-selector"))
        .toList();
  }
}
