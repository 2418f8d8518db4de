// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.cache.tier.CacheEntry.Immutable;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

public class HotTableTest {

  private final HotTable table = new HotTable(100);
  private final Map<Integer, Immutable> main = new HashMap<>();

  @Test
  void takesInASchemaThatIsUsedAgain() {
    assertThat(use(7)).isFalse();
    assertThat(use(7)).isFalse();

    assertThat(use(7)).isTrue();
    assertThat(table.get(7)).isSameAs(main.get(7));
  }

  @Test
  void holdsAtMostItsBound() {
    use(0, 5_000, 10);

    assertThat(table.size()).isEqualTo(100);
  }

  @Test
  void keepsMostHitsWhenMoreIdsArePolledInTurnThanFit() {
    int hits = 0;
    for (int round = 0; round < 1_000; round++) {
      for (int id = 0; id < 120; id++) {
        hits += use(id) ? 1 : 0;
      }
    }

    assertThat(hits).isGreaterThan(1_000 * 120 * 6 / 10);
  }

  @Test
  void givesThePlaceOfTheLeastUsedToOneThatIsUsedMore() {
    use(0, 99, 1_000);
    use(99, 100, 2);
    use(500, 501, 60);

    assertThat(table.get(500)).isNotNull();
    assertThat(table.get(99)).isNull();
  }

  @Test
  void givesBackTheEntryThatHadToLeave() {
    HotTable small = new HotTable(1);
    Immutable first = immutable(1);
    small.recordUse(1, first);
    small.recordUse(1, first);
    Immutable second = immutable(2);
    Immutable left = null;
    for (int n = 0; n < 100 && left == null; n++) {
      left = small.recordUse(2, second);
    }

    assertThat(left).isSameAs(first);
    assertThat(small.get(2)).isSameAs(second);
  }

  @Test
  void keepsWhatIsUsedAgainstAFloodOfIdsThatAreUsedOnce() {
    use(0, 100, 60);
    use(1_000, 11_000, 2);
    int kept = 0;
    for (int id = 0; id < 100; id++) {
      kept += table.get(id) != null ? 1 : 0;
    }

    assertThat(kept).isGreaterThan(90);
  }

  @Test
  void forgetsWhatWasUsedLongAgo() {
    use(0, 100, 200);
    Random random = new Random(5);
    for (int n = 0; n < 300_000; n++) {
      use(200 + random.nextInt(100));
    }
    int taken = 0;
    for (int id = 200; id < 300; id++) {
      taken += table.get(id) != null ? 1 : 0;
    }

    assertThat(taken).isGreaterThan(90);
  }

  @Test
  void behavesAsAMapDoesWhileThereIsRoom() {
    Random random = new Random(3);
    Map<Integer, Immutable> model = new HashMap<>();
    for (int round = 0; round < 5_000; round++) {
      int id = random.nextInt(90) * 0x10001;
      if (random.nextInt(3) == 0) {
        table.remove(id);
        model.remove(id);
      } else if (!model.containsKey(id)) {
        Immutable immutable = immutable(id);
        table.recordUse(id, immutable);
        table.recordUse(id, immutable);
        model.put(id, immutable);
      }
      assertThat(table.size()).isEqualTo(model.size());
      assertThat(table.get(id)).isSameAs(model.get(id));
    }
  }

  @Test
  void losesNothingAndNeverMixesIdsUpWhenManyThreadsReadAndWrite() throws Exception {
    int threads = 4;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CyclicBarrier start = new CyclicBarrier(threads);
    HotTable shared = new HotTable(50);
    List<Immutable> entries = new ArrayList<>();
    for (int id = 0; id < 200; id++) {
      entries.add(immutable(id));
    }
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        Random random = new Random(thread);
        runs.add(
            pool.submit(
                () -> {
                  start.await(10, TimeUnit.SECONDS);
                  for (int n = 0; n < 50_000; n++) {
                    int id = random.nextInt(200);
                    Immutable hit = shared.get(id);
                    if (hit == null) {
                      shared.recordUse(id, entries.get(id));
                    } else {
                      assertThat(hit).isSameAs(entries.get(id));
                    }
                    if (random.nextInt(100) == 0) {
                      shared.remove(id);
                    }
                    assertThat(shared.size()).isBetween(0, 50);
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

    shared.clear();
    assertThat(shared.size()).isZero();
  }

  /** One use, as the cache makes it; says whether it was a hit. */
  private boolean use(int id) {
    if (table.get(id) != null) {
      return true;
    }
    table.recordUse(id, main.computeIfAbsent(id, HotTableTest::immutable));
    return false;
  }

  private void use(int from, int to, int times) {
    for (int n = 0; n < times; n++) {
      for (int id = from; id < to; id++) {
        use(id);
      }
    }
  }

  public static Immutable immutable(int id) {
    SchemaId schemaId = SchemaId.of(id);
    return new Immutable(
        new RegisteredSchema(".", schemaId, null, null, SchemaDefinition.of("AVRO", "{}")));
  }
}
