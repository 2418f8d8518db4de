// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static io.velostream.schema.AvroTexts.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import io.velostream.schema.testing.fault.Fault;
import io.velostream.schema.testing.fault.FaultRule;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How lookups wait for each other and for the registry, and how they end. */
class LookupWaitTest {

  private EmbeddedSchemaRegistry registry;
  private SchemaResolver resolver;

  @BeforeEach
  void start() {
    registry = EmbeddedSchemaRegistry.start();
    resolver = resolver(RegistrySettings.of(URI.create(registry.url())));
  }

  @AfterEach
  void stop() {
    resolver.close();
    registry.close();
  }

  @Test
  void makesOneCallForManyThreadsThatMissOneId() throws Exception {
    int id = registry.register("orders-value", record("Order"));
    CountDownLatch release = new CountDownLatch(1);
    registry.faults().next(1, Fault.holdUntil(release));
    ExecutorService threads = Executors.newFixedThreadPool(64);
    try {
      CountDownLatch entered = new CountDownLatch(64);
      List<Future<RegisteredSchema>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        answers.add(
            threads.submit(
                () -> {
                  entered.countDown();
                  return resolver.byId(SchemaId.of(id));
                }));
      }
      assertThat(entered.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(registry.awaitRequests(1, Duration.ofSeconds(5))).isTrue();
      release.countDown();
      for (Future<RegisteredSchema> answer : answers) {
        assertThat(answer.get(5, TimeUnit.SECONDS).idValue()).isEqualTo(id);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(registry.requestCount()).isEqualTo(1);
  }

  @Test
  void answersOneSubjectWhileAnotherHangs() throws Exception {
    registry.register("slow", record("Slow"));
    registry.register("quick", record("Quick"));
    CountDownLatch release = new CountDownLatch(1);
    registry
        .faults()
        .add(FaultRule.always(Fault.holdUntil(release)).on("GET", "/subjects/slow/**"));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<RegisteredSchema> slow = thread.submit(() -> resolver.latest(Subject.of("slow")));
      assertThat(registry.awaitRequests(1, Duration.ofSeconds(5))).isTrue();

      assertThat(resolver.latest(Subject.of("quick")).name()).isEqualTo("quick:1");
      assertThat(slow.isDone()).isFalse();

      release.countDown();
      assertThat(slow.get(5, TimeUnit.SECONDS).name()).isEqualTo("slow:1");
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void endsAWaitAtOnceWhenInterruptedAndLeavesTheFlagSet() throws Exception {
    int id = registry.register("a", record("A"));
    CountDownLatch release = new CountDownLatch(1);
    registry.faults().always(Fault.holdUntil(release));
    AtomicBoolean flag = new AtomicBoolean();
    AtomicBoolean unavailable = new AtomicBoolean();
    Thread caller =
        new Thread(
            () -> {
              try {
                resolver.byId(SchemaId.of(id));
              } catch (RegistryUnavailableException e) {
                unavailable.set(true);
              }
              flag.set(Thread.currentThread().isInterrupted());
            });
    caller.start();
    assertThat(registry.awaitRequests(1, Duration.ofSeconds(5))).isTrue();

    caller.interrupt();
    caller.join(1_000);

    assertThat(caller.isAlive()).isFalse();
    assertThat(unavailable).isTrue();
    assertThat(flag).isTrue();
    release.countDown();
  }

  @Test
  void endsALookupWithinItsLimitWhenTheRegistryHangs() {
    int id = registry.register("a", record("A"));
    CountDownLatch release = new CountDownLatch(1);
    registry.faults().always(Fault.holdUntil(release));
    Duration limit = Duration.ofMillis(300);
    try (SchemaResolver impatient =
        resolver(
            RegistrySettings.builder()
                .urls(List.of(URI.create(registry.url())))
                .lookupTimeout(limit)
                .build())) {
      long started = System.nanoTime();

      assertThatThrownBy(() -> impatient.byId(SchemaId.of(id)))
          .isInstanceOf(RegistryUnavailableException.class);

      assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(limit);
    } finally {
      release.countDown();
    }
  }

  private static SchemaResolver resolver(RegistrySettings settings) {
    return SchemaResolver.builder().registry(settings).build();
  }
}
