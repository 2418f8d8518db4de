// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.velostream.schema.model.RegistryUnavailableException;
import io.velostream.schema.registry.http.DeadlineTimer;
import io.velostream.schema.settings.BearerToken;
import io.velostream.schema.settings.BearerTokenSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BearerTokensTest {

  private static final Duration LIFE = Duration.ofSeconds(100);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  private final DeadlineTimer timer = new DeadlineTimer(clock::get);
  private final AtomicInteger asked = new AtomicInteger();
  private volatile BearerTokenSource source = () -> BearerToken.of("token-" + asked.get(), LIFE);
  private BearerTokens tokens = tokens(LIMIT);

  private BearerTokens tokens(Duration limit) {
    return new BearerTokens(
        () -> {
          asked.incrementAndGet();
          return source.token();
        },
        limit,
        timer,
        () -> 1.0);
  }

  @AfterEach
  void close() {
    tokens.close();
    timer.close();
  }

  private void pass(long seconds) {
    clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private String token() {
    return tokens.token().join().value();
  }

  @Test
  void asksOnceHoweverManyNeedAToken() throws Exception {
    int threads = 64;
    CountDownLatch all = new CountDownLatch(threads);
    source =
        () -> {
          awaitQuietly(all);
          return BearerToken.of("token", LIFE);
        };
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    CyclicBarrier start = new CyclicBarrier(threads);
    try {
      List<CompletableFuture<String>> values =
          IntStream.range(0, threads)
              .mapToObj(
                  caller ->
                      CompletableFuture.supplyAsync(
                          () -> {
                            awaitQuietly(start);
                            CompletableFuture<BearerToken> token = tokens.token();
                            all.countDown();
                            return token.join().value();
                          },
                          callers))
              .toList();

      assertThat(values).allSatisfy(value -> assertThat(value.join()).isEqualTo("token"));
      assertThat(asked).hasValue(1);
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void asksAgainAheadOfTheEndWhileTheOldTokenServes() throws Exception {
    assertThat(token()).isEqualTo("token-1");
    pass(74);
    assertThat(tokens.runOnce(clock.get())).isZero();
    assertThat(token()).isEqualTo("token-1");

    CountDownLatch release = new CountDownLatch(1);
    BearerTokenSource quick = source;
    source =
        () -> {
          awaitQuietly(release);
          return quick.token();
        };
    pass(1);
    assertThat(tokens.runOnce(clock.get())).isEqualTo(1);
    assertThat(tokens.runOnce(clock.get())).isZero();
    assertThat(token()).isEqualTo("token-1");

    release.countDown();
    assertThat(tokens.replacementFor(BearerToken.of("token-1")).join().value())
        .isEqualTo("token-2");
    assertThat(token()).isEqualTo("token-2");
    assertThat(asked).hasValue(2);
  }

  @Test
  void waitsForANewTokenWhenTheOldOneIsOver() {
    assertThat(token()).isEqualTo("token-1");
    pass(100);

    assertThat(token()).isEqualTo("token-2");
  }

  @Test
  void keepsATokenOfUnknownLifeUntilAnotherOneIsThere() {
    source = () -> BearerToken.of("token-" + asked.get());
    assertThat(token()).isEqualTo("token-1");
    pass(200);
    assertThat(tokens.runOnce(clock.get())).isZero();
    pass(100_000);

    assertThat(token()).isEqualTo("token-1");
    assertThat(tokens.replacementFor(BearerToken.of("token-1")).join().value())
        .isEqualTo("token-2");
  }

  @Test
  void exchangesARefusedTokenOnceForAllWhoHadIt() {
    BearerToken refused = tokens.token().join();

    assertThat(tokens.replacementFor(refused).join().value()).isEqualTo("token-2");
    assertThat(tokens.replacementFor(refused).join().value()).isEqualTo("token-2");
    assertThat(asked).hasValue(2);
  }

  @Test
  void sparesTheSourceWhileTheRegistryTakesNoToken() {
    BearerToken first = tokens.token().join();
    BearerToken second = tokens.replacementFor(first).join();
    tokens.recordRefusal();

    assertThat(tokens.replacementFor(second).join()).isEqualTo(second);
    assertThat(asked).hasValue(2);
    pass(10);
    assertThat(tokens.replacementFor(second).join().value()).isEqualTo("token-3");
  }

  @Test
  void restsAfterAFailure() {
    source =
        () -> {
          throw new IllegalStateException("no luck");
        };
    assertUnavailable("IllegalStateException: no luck");
    assertUnavailable("no luck");
    assertThat(asked).hasValue(1);

    source = () -> BearerToken.of("good", LIFE);
    pass(1);
    assertThat(token()).isEqualTo("good");
  }

  @Test
  void servesTheOldTokenWhileTheSourceFails() {
    assertThat(token()).isEqualTo("token-1");
    CountDownLatch failed = new CountDownLatch(1);
    source =
        () -> {
          failed.countDown();
          throw new IllegalStateException("no luck");
        };
    pass(80);
    tokens.runOnce(clock.get());
    awaitQuietly(failed);

    assertThat(token()).isEqualTo("token-1");
    pass(20);
    assertUnavailable("no luck");
  }

  @Test
  void givesUpOnASourceThatHangs() {
    tokens.close();
    tokens = tokens(Duration.ofMillis(50));
    CountDownLatch interrupted = new CountDownLatch(1);
    source =
        () -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          throw new IllegalStateException("too late");
        };

    assertUnavailable("no token within 50 ms");
    awaitQuietly(interrupted);
  }

  @Test
  void failsThoseWhoWaitWhenClosed() {
    CountDownLatch started = new CountDownLatch(1);
    source =
        () -> {
          started.countDown();
          awaitQuietly(new CountDownLatch(1));
          return BearerToken.of("late");
        };
    CompletableFuture<BearerToken> waiting = tokens.token();
    awaitQuietly(started);
    tokens.close();

    assertThatThrownBy(waiting::join).hasRootCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> tokens.token().join()).isInstanceOf(CompletionException.class);
  }

  private void assertUnavailable(String why) {
    assertThatThrownBy(() -> tokens.token().join())
        .cause()
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("cannot get a bearer token")
        .hasMessageContaining(why);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitQuietly(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | java.util.concurrent.BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
