// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.event.BackgroundState;
import io.velostream.schema.event.BackgroundState.Status;
import io.velostream.schema.model.Subject;
import io.velostream.schema.settings.CacheSettings;
import io.velostream.schema.settings.RegistrySettings;
import io.velostream.schema.testing.EmbeddedSchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** "Survive any error, show it in health(), log it; no task stops the others." */
@Timeout(60)
class BackgroundThreadTest {

  private static final int ROUNDS = 40;
  private static final Duration PAUSE = Duration.ofMillis(250);

  @Test
  void survivesAnErrorAndRunsTheOtherTasks() throws Exception {
    CountDownLatch others = new CountDownLatch(3);
    CountDownLatch recovered = new CountDownLatch(2);
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch last = new CountDownLatch(1);
    BackgroundThread.Task failing =
        new BackgroundThread.Task(
            "refresh",
            now -> {
              if (runs.incrementAndGet() <= 2) {
                throw new OutOfMemoryError("no heap");
              }
              recovered.countDown();
              return 1;
            });
    BackgroundThread.Task other =
        new BackgroundThread.Task(
            "snapshot",
            now -> {
              others.countDown();
              return 0;
            });
    BackgroundThread thread =
        BackgroundThread.start(
            List.of(failing, other),
            now -> {
              last.countDown();
              return 1;
            },
            Duration.ofMillis(10),
            System::nanoTime);

    assertThat(others.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(recovered.await(30, TimeUnit.SECONDS)).isTrue();
    BackgroundState state = thread.state();
    thread.close();

    assertThat(state.status()).isEqualTo(Status.RUNNING);
    assertThat(state.failures()).isEqualTo(2);
    assertThat(state.lastFailure()).isNotNull();
    assertThat(state.lastFailure().task()).isEqualTo("refresh");
    assertThat(state.lastFailure().reason()).contains("OutOfMemoryError", "no heap");
    assertThat(last.getCount()).isZero();
    assertThat(thread.state().status()).isEqualTo(Status.ENDED);
  }

  private static boolean isInRefresh() {
    return StackWalker.getInstance()
        .walk(frames -> frames.anyMatch(frame -> frame.getClassName().endsWith(".Refresher")));
  }

  @Test
  void refreshesAgainAfterAnErrorInTheMiddleOfARefresh() throws Exception {
    AtomicInteger draws = new AtomicInteger();
    RandomGenerator random =
        new RandomGenerator() {
          private final SplittableRandom source = new SplittableRandom(7);

          @Override
          public long nextLong() {
            return source.nextLong();
          }

          @Override
          public double nextDouble() {
            if (isInRefresh() && draws.incrementAndGet() == 1) {
              throw new OutOfMemoryError("no heap");
            }
            return source.nextDouble();
          }
        };
    try (EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start();
        SchemaResolver resolver =
            SchemaResolver.builder()
                .registry(RegistrySettings.of(URI.create(registry.url())))
                .cache(CacheSettings.DEFAULT.withLatestTtl(Duration.ofMillis(500)))
                .random(random)
                .build()) {
      registry.register("orders-value", "\"string\"");
      resolver.latest(Subject.of("orders-value"));

      assertThat(registry.awaitRequests(3, Duration.ofSeconds(30))).isTrue();
      assertThat(resolver.health().background().failures()).isEqualTo(1);
      assertThat(resolver.health().background().lastFailure().task()).isEqualTo("refresh");
    }
  }

  @Test
  void beginsARoundWhenItIsWokenAndNotWhenItsPauseIsOver() throws Exception {
    Semaphore rounds = new Semaphore(0);
    long started;
    try (BackgroundThread thread =
        BackgroundThread.start(
            List.of(
                new BackgroundThread.Task(
                    "work",
                    now -> {
                      rounds.release();
                      return 0;
                    })),
            now -> 0,
            Duration.ofHours(1),
            System::nanoTime)) {
      started = System.nanoTime();
      for (int round = 0; round < ROUNDS; round++) {
        thread.wake();
        assertThat(rounds.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      }
    }

    assertThat(Duration.ofNanos(System.nanoTime() - started))
        .isLessThan(PAUSE.multipliedBy(ROUNDS / 2));
  }
}
