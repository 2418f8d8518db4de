// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

  private final SingleFlight<String, String> flights = new SingleFlight<>();

  @Test
  void letsEveryoneWhoAsksMeanwhileShareOnePieceOfWork() {
    CompletableFuture<String> work = new CompletableFuture<>();
    AtomicInteger starts = new AtomicInteger();

    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      answers.add(
          flights.joinOrStart(
              "k",
              () -> null,
              () -> {
                starts.incrementAndGet();
                return work;
              }));
    }
    work.complete("v");

    assertThat(starts).hasValue(1);
    assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompletedWithValue("v"));
  }

  @Test
  void startsAnewAfterAFailure() {
    CompletableFuture<String> failed =
        flights.joinOrStart(
            "k", () -> null, () -> CompletableFuture.failedFuture(new RuntimeException("x")));
    CompletableFuture<String> next =
        flights.joinOrStart("k", () -> null, () -> CompletableFuture.completedFuture("v"));

    assertThatThrownBy(failed::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .hasMessage("x")
        .hasNoCause();
    assertThat(next).isCompletedWithValue("v");
  }

  @Test
  void failsTheFlightWhenTheWorkCannotEvenStart() {
    CompletableFuture<String> failed =
        flights.joinOrStart(
            "k",
            () -> null,
            () -> {
              throw new IllegalStateException("closed");
            });

    assertThatThrownBy(failed::join).cause().isInstanceOf(IllegalStateException.class);
    assertThat(flights.joinOrStart("k", () -> "v", CompletableFuture::new))
        .isCompletedWithValue("v");
  }

  @Test
  void endsTheFlightWhateverTheStoredAnswerThrows() {
    for (Throwable thrown :
        List.of(new IllegalStateException("not found"), new StackOverflowError("deep"))) {
      CompletableFuture<String> failed =
          flights.joinOrStart("k", () -> thrower(thrown), CompletableFuture::new);

      assertThat(failed.handle((value, failure) -> failure).join()).isSameAs(thrown);
      assertThat(flights.joinOrStart("k", () -> "v", CompletableFuture::new))
          .isCompletedWithValue("v");
    }
  }

  @Test
  void endsTheFlightOnAnError() {
    OutOfMemoryError error = new OutOfMemoryError("no heap");
    CompletableFuture<String> notStarted =
        flights.joinOrStart(
            "k",
            () -> null,
            () -> {
              throw error;
            });
    CompletableFuture<String> broken =
        flights.joinOrStart(
            "k",
            () -> null,
            () -> CompletableFuture.completedFuture("v").thenApply(value -> thrower(error)));

    assertThat(notStarted.handle((value, failure) -> failure).join()).isSameAs(error);
    assertThat(broken.handle((value, failure) -> failure).join()).isSameAs(error);
    assertThat(flights.joinOrStart("k", () -> "v", CompletableFuture::new))
        .isCompletedWithValue("v");
  }

  private static String thrower(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }

  @Test
  void neverFetchesTwiceWhatWasStoredWhenManyThreadsRace() throws Exception {
    int threads = 4;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CyclicBarrier barrier = new CyclicBarrier(threads);
    ConcurrentHashMap<String, String> store = new ConcurrentHashMap<>();
    ConcurrentHashMap<String, AtomicInteger> fetches = new ConcurrentHashMap<>();
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        runs.add(
            pool.submit(
                () -> {
                  for (int key = 0; key < 2_000; key++) {
                    String name = "k" + key;
                    barrier.await(10, TimeUnit.SECONDS);
                    flights
                        .joinOrStart(
                            name,
                            () -> store.get(name),
                            () -> {
                              fetches
                                  .computeIfAbsent(name, n -> new AtomicInteger())
                                  .incrementAndGet();
                              store.put(name, "v");
                              return CompletableFuture.completedFuture("v");
                            })
                        .get(10, TimeUnit.SECONDS);
                  }
                  return null;
                }));
      }
      for (Future<?> run : runs) {
        run.get(60, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(fetches).hasSize(2_000);
    assertThat(fetches.values()).allSatisfy(count -> assertThat(count).hasValue(1));
  }
}
