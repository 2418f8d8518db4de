// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class IdTableTest {

  @Test
  void behavesAsAMapDoes() {
    Random random = new Random(3);
    Map<Long, String> model = new HashMap<>();
    IdTable<String> table = new IdTable<>(10_000);
    for (int round = 0; round < 2_000; round++) {
      long key = random.nextInt(500) - 250L;
      if (random.nextInt(4) == 0) {
        String held = model.remove(key);
        table.remove(key >> 3, key, held == null ? "absent" : held);
      } else {
        String value = "value " + round;
        model.put(key, value);
        table.put(key >> 3, key, value);
      }
    }

    assertThat(table.size()).isEqualTo(model.size());
    for (long key = -250; key < 250; key++) {
      assertThat(table.get(key >> 3, key)).isEqualTo(model.get(key));
    }
  }

  @Test
  void tellsKeysApartThatDifferInOneHalfOnly() {
    IdTable<String> table = new IdTable<>(100);
    table.put(1, 2, "a");
    table.put(2, 1, "b");
    table.put(0, 2, "c");

    assertThat(table.get(1, 2)).isEqualTo("a");
    assertThat(table.get(2, 1)).isEqualTo("b");
    assertThat(table.get(0, 2)).isEqualTo("c");
    assertThat(table.get(0, 1)).isNull();
  }

  @Test
  void keepsWhatAnotherOneHasReplacedAlready() {
    IdTable<String> table = new IdTable<>(100);
    table.put(0, 1, "new");

    table.remove(0, 1, "old");

    assertThat(table.get(0, 1)).isEqualTo("new");
  }

  @Test
  void putsAnotherEntryOutWhenFull() {
    IdTable<Integer> table = new IdTable<>(10);
    for (int id = 0; id < 1_000; id++) {
      table.put(0, id, id);
      assertThat(table.get(0, id)).isEqualTo(id);
    }

    assertThat(table.size()).isEqualTo(10);
  }

  @Test
  void keepsAShareOfHitsWhenMoreIdsArePolledInTurnThanFit() {
    IdTable<Integer> table = new IdTable<>(100);
    int hits = 0;
    for (int round = 0; round < 50; round++) {
      for (int id = 0; id < 120; id++) {
        if (table.get(0, id) != null) {
          hits++;
        } else {
          table.put(0, id, id);
        }
      }
    }

    assertThat(hits).isGreaterThan(50 * 120 / 4);
  }

  /** At a cost that grows with the number of entries, this takes minutes. */
  @Test
  @Timeout(30)
  void costsTheSameForEachEntryOfMany() {
    int entries = 200_000;
    IdTable<Integer> table = new IdTable<>(entries);
    for (int id = 0; id < 2 * entries; id++) {
      table.put(0, id, id);
    }
    assertThat(table.size()).isEqualTo(entries);
    assertThat(table.sum(id -> 1)).isEqualTo(entries);

    for (int id = 0; id < 2 * entries; id++) {
      Integer held = table.get(0, id);
      if (held != null) {
        table.remove(0, id, held);
      }
    }
    assertThat(table.size()).isZero();
  }

  @Test
  void losesNothingWhenManyThreadsPutAtOnce() throws Exception {
    IdTable<Integer> table = new IdTable<>(10_000);
    int threads = 4;
    int perThread = 200;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch start = new CountDownLatch(1);
      var done =
          IntStream.range(0, threads)
              .<Future<?>>mapToObj(
                  thread ->
                      pool.submit(
                          () -> {
                            start.await();
                            for (int n = 0; n < perThread; n++) {
                              int id = thread * perThread + n;
                              table.put(0, id, id);
                              assertThat(table.get(0, id)).isEqualTo(id);
                            }
                            return null;
                          }))
              .toList();
      start.countDown();
      for (Future<?> future : done) {
        future.get();
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(table.size()).isEqualTo(threads * perThread);
    for (int id = 0; id < threads * perThread; id++) {
      assertThat(table.get(0, id)).isEqualTo(id);
    }
  }
}
