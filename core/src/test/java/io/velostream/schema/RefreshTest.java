// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.PrefetchSettings;
import io.velostream.schema.settings.RefreshSettings;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Newest versions are read again before anybody has to wait for that. */
class RefreshTest {

  private static final Subject ORDERS = Subject.of("orders");
  private static final Duration TTL = CacheSettings.DEFAULT.latestTtl();

  private final BackgroundWork work =
      new BackgroundWork(new RefreshSettings(true, 0.9, 0.3, 1), PrefetchSettings.DEFAULT);
  private final EmbeddedSchemaRegistry registry = work.registry;
  private final SchemaResolver resolver = work.resolver;

  @AfterEach
  void close() {
    work.close();
  }

  @Test
  void readsANewestVersionAgainBeforeItIsDue() {
    register("orders");
    resolver.latest(ORDERS);
    work.step();
    registry.register("orders", TiersTest.record("orders", "more"));
    work.pass(share(0.9));

    work.stepUntil(() -> resolver.stats().refreshes() == 1);

    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders:2");
    assertThat(registry.requestCount()).isEqualTo(2);
    work.pass(share(0.5));
    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders:2");
    assertThat(registry.requestCount()).isEqualTo(2);
  }

  @Test
  void makesNoCallBeforeTheStretchInWhichItRefreshes() {
    register("orders");
    resolver.latest(ORDERS);
    work.step();
    work.pass(share(0.59));

    assertThat(work.step()).isZero();
  }

  @Test
  void readsANewestVersionAgainBeforeItIsOlderThanTheInterval() {
    Duration interval = Duration.ofSeconds(60);
    try (BackgroundWork often =
        new BackgroundWork(
            RefreshSettings.DEFAULT.withInterval(interval), PrefetchSettings.DEFAULT)) {
      often.registry.register("orders", TiersTest.record("orders"));
      often.resolver.latest(ORDERS);
      often.step();
      often.pass(interval.dividedBy(2));
      assertThat(often.step()).isZero();
      often.pass(interval.dividedBy(2));

      often.stepUntil(() -> often.resolver.stats().refreshes() == 1);
    }
  }

  @Test
  void readsCriticalSubjectsFromTheStartAndAlsoWhenNobodyUsesThem() {
    RefreshSettings critical =
        new RefreshSettings(true, 0.9, 0.3, 1).withCriticalSubjects(Set.of(ORDERS));
    try (BackgroundWork named = new BackgroundWork(critical, PrefetchSettings.DEFAULT)) {
      named.step();
      named.stepUntil(() -> named.registry.requestCount() == 1);
      named.stepUntil(() -> named.step() == 0);
      named.registry.register("orders", TiersTest.record("orders"));

      for (int n = 1; n <= 8; n++) {
        int reads = n;
        named.stepUntil(
            () -> {
              named.pass(Duration.ofSeconds(10));
              return named.resolver.stats().refreshes() >= reads;
            });
      }

      named.registry.stop();
      assertThat(named.resolver.latest(ORDERS).name()).isEqualTo("orders:1");
    }
  }

  @Test
  void sharesOneCallWithThoseWhoAskMeanwhile() throws Exception {
    register("orders");
    resolver.latest(ORDERS);
    work.step();
    CountDownLatch release = new CountDownLatch(1);
    registry.faults().next(1, Fault.holdUntil(release));
    work.pass(share(1.1));
    assertThat(work.step()).isEqualTo(1);
    assertThat(registry.awaitRequests(2, Duration.ofSeconds(5))).isTrue();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<RegisteredSchema> asking = thread.submit(() -> resolver.latest(ORDERS));
      while (resolver.stats().misses() < 2) {
        Thread.onSpinWait();
      }
      release.countDown();
      assertThat(asking.get(5, TimeUnit.SECONDS).name()).isEqualTo("orders:1");
    } finally {
      thread.shutdownNow();
    }

    work.stepUntil(() -> resolver.stats().refreshes() == 1);
    assertThat(registry.requestCount()).isEqualTo(2);
  }

  @Test
  void readsTheMostUrgentFirst() {
    List.of("due", "seldom", "often").forEach(this::register);
    resolver.latest(Subject.of("due"));
    work.step();
    work.pass(Duration.ofSeconds(60));
    resolver.latest(Subject.of("seldom"));
    for (int n = 0; n < 20; n++) {
      resolver.latest(Subject.of("often"));
    }
    work.step();
    work.pass(share(0.9));
    registry.clearRequests();

    work.stepUntil(() -> resolver.stats().refreshes() == 3);

    assertThat(registry.requests().stream().map(request -> request.path().split("/")[2]))
        .containsExactly("due", "often", "seldom");
  }

  @Test
  void letsANewestVersionGoThatNobodyUses() {
    register("orders");
    resolver.latest(ORDERS);
    for (int n = 0; n < 10; n++) {
      work.step();
      work.pass(TTL);
      long before = resolver.stats().refreshes();
      if (work.step() > 0 && registry.requestCount() <= 4) {
        work.stepUntil(() -> resolver.stats().refreshes() > before || before >= 4);
      }
    }

    assertThat(resolver.stats().refreshes()).isBetween(2L, 5L);
  }

  @Test
  void servesStaleWithoutWaitingDuringAnOutageAndRecoversInTheBackground() {
    register("orders");
    resolver.latest(ORDERS);
    work.step();
    registry.stop();
    work.pass(share(0.9));
    work.stepUntil(() -> resolver.health().degradedSince() != null);
    work.pass(share(0.2));
    long misses = resolver.stats().misses();

    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders:1");
    assertThat(resolver.stats().misses()).isEqualTo(misses);

    registry.restart();
    registry.register("orders", TiersTest.record("orders", "more"));
    work.stepUntil(
        () -> {
          work.pass(Duration.ofMillis(100));
          return resolver.stats().refreshes() == 1;
        });
    assertThat(resolver.latest(ORDERS).name()).isEqualTo("orders:2");
  }

  @Test
  void worksOnADaemonThreadOfItsOwnThatEndsWithTheResolver() throws Exception {
    SchemaResolver own =
        SchemaResolver.builder()
            .registry(RegistrySettings.of(URI.create(registry.url())))
            .cache(CacheSettings.DEFAULT.withLatestTtl(Duration.ofMillis(100)))
            .build();
    Thread thread;
    try (own) {
      register("orders");
      own.latest(ORDERS);
      assertThat(registry.awaitRequests(2, Duration.ofSeconds(10))).isTrue();
      thread =
          Thread.getAllStackTraces().keySet().stream()
              .filter(one -> one.getName().equals("velostream-background"))
              .findAny()
              .orElseThrow();
      assertThat(thread.isDaemon()).isTrue();
    }
    thread.join(5_000);

    assertThat(thread.isAlive()).isFalse();
  }

  private void register(String subject) {
    registry.register(subject, TiersTest.record(subject));
  }

  private static Duration share(double share) {
    return Duration.ofNanos((long) (TTL.toNanos() * share));
  }
}
