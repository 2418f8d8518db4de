// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PermitQueueTest {

  @Test
  void servesWaitersInOrderAndForgetsThoseThatLeft() {
    PermitQueue queue = new PermitQueue(1);
    CompletableFuture<Void> holder = queue.acquire();
    CompletableFuture<Void> leaver = queue.acquire();
    CompletableFuture<Void> next = queue.acquire();
    assertThat(holder).isCompleted();
    assertThat(leaver).isNotDone();

    leaver.completeExceptionally(new CancellationException());
    queue.release();

    assertThat(next).isCompleted();
    assertThat(queue.acquire()).isNotDone();
  }

  @Test
  void letsMoreInAtOnceWhenTheLimitRisesAndNobodyUntilEnoughHaveLeftWhenItFalls() {
    PermitQueue queue = new PermitQueue(1);
    CompletableFuture<Void> first = queue.acquire();
    CompletableFuture<Void> second = queue.acquire();
    CompletableFuture<Void> third = queue.acquire();

    queue.limit(3);
    assertThat(List.of(first, second, third)).allMatch(CompletableFuture::isDone);
    queue.limit(1);
    CompletableFuture<Void> fourth = queue.acquire();
    queue.release();
    queue.release();
    assertThat(fourth).isNotDone();

    queue.release();
    assertThat(fourth).isCompleted();
  }

  @Test
  void letsAHundredThousandWaitersThroughWithoutDeepeningTheStack() {
    PermitQueue queue = new PermitQueue(1);
    queue.acquire();
    AtomicInteger served = new AtomicInteger();
    for (int i = 0; i < 100_000; i++) {
      queue.acquire().thenRun(served::incrementAndGet).thenRun(queue::release);
    }

    queue.release();

    assertThat(served).hasValue(100_000);
  }

  @Test
  void neverLetsMoreInThanPermitsAndLosesNobody() throws InterruptedException {
    int permits = 3;
    PermitQueue queue = new PermitQueue(permits);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger peak = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      all.add(
          CompletableFuture.supplyAsync(queue::acquire, threads)
              .thenCompose(waiter -> waiter)
              .thenRunAsync(
                  () -> {
                    peak.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Thread.yield();
                    inside.decrementAndGet();
                    queue.release();
                  },
                  threads));
    }

    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    threads.shutdown();

    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(peak.get()).isBetween(1, permits);
  }
}
