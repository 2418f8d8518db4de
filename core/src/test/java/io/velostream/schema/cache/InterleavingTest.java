// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.cache.tier.CacheEntry.Immutable;
import io.velostream.schema.cache.tier.HotTable;
import io.velostream.schema.cache.tier.HotTableTest;
import io.velostream.schema.cache.tier.SingleFlight;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Param;
import org.jetbrains.kotlinx.lincheck.paramgen.IntGen;
import org.jetbrains.kotlinx.lincheck.strategy.managed.modelchecking.ModelCheckingOptions;
import org.jetbrains.kotlinx.lincheck.strategy.stress.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tries the ways in which threads can interleave, and compares each with some order of calls. */
class InterleavingTest {

  @Test
  void theHotTableBehavesAsIfItsCallsCameOneAfterTheOther() {
    LinChecker.check(
        HotCalls.class,
        new ModelCheckingOptions()
            .iterations(3)
            .invocationsPerIteration(100)
            .threads(2)
            .actorsPerThread(2)
            .minimizeFailedScenario(false));
  }

  @Test
  void aFlightIsTakenOnceHoweverItsCallersInterleave() {
    LinChecker.check(
        FlightCalls.class,
        new StressOptions()
            .iterations(5)
            .invocationsPerIteration(200)
            .threads(3)
            .actorsPerThread(2)
            .minimizeFailedScenario(false));
  }

  @Test
  void aFlightEndsAlsoWhenWhatWasStoredMeanwhileIsThatThereIsNothing() {
    LinChecker.check(
        MissingCalls.class,
        new StressOptions()
            .iterations(5)
            .invocationsPerIteration(500)
            .threads(3)
            .actorsPerThread(2)
            .minimizeFailedScenario(false));
  }

  /** While there is room, the table is a map whose entries come in by being used. */
  @Param(name = "id", gen = IntGen.class, conf = "1:3")
  public static final class HotCalls {

    private final HotTable table = new HotTable(3);

    @Operation
    public void put(@Param(name = "id") int id) {
      Immutable immutable = HotTableTest.immutable(id);
      immutable.usage().add(1, 0);
      table.recordUse(id, immutable);
    }

    @Operation
    public int get(@Param(name = "id") int id) {
      Immutable immutable = table.get(id);
      return immutable == null ? -1 : immutable.schema().idValue();
    }

    @Operation
    public void remove(@Param(name = "id") int id) {
      table.remove(id);
    }

    @Operation
    public int size() {
      return table.size();
    }
  }

  /** "Not found" is stored by the first fetch, and thrown to those who come after it. */
  @Param(name = "key", gen = IntGen.class, conf = "1:2")
  public static final class MissingCalls {

    private final SingleFlight<Integer, Integer> flights = new SingleFlight<>();
    private final Set<Integer> notFound = ConcurrentHashMap.newKeySet();

    @Operation
    public String outcome(@Param(name = "key") int key) throws Exception {
      CompletableFuture<Integer> flight =
          flights.joinOrStart(
              key, () -> stored(key), () -> CompletableFuture.supplyAsync(() -> fetch(key)));
      return flight.handle((value, failure) -> failure.getMessage()).get(10, TimeUnit.SECONDS);
    }

    private @Nullable Integer stored(int key) {
      if (notFound.contains(key)) {
        throw new IllegalStateException("not found");
      }
      return null;
    }

    private Integer fetch(int key) {
      notFound.add(key);
      throw new IllegalStateException("not found");
    }
  }

  /** Each caller sees the first and only fetch of its key. */
  @Param(name = "key", gen = IntGen.class, conf = "1:2")
  public static final class FlightCalls {

    private final SingleFlight<Integer, Integer> flights = new SingleFlight<>();
    private final ConcurrentHashMap<Integer, Integer> stored = new ConcurrentHashMap<>();
    private final AtomicInteger[] fetches = {
      new AtomicInteger(), new AtomicInteger(), new AtomicInteger()
    };

    @Operation
    public int fetchNumber(@Param(name = "key") int key) {
      return flights.joinOrStart(key, () -> stored.get(key), () -> fetch(key)).join();
    }

    private CompletableFuture<Integer> fetch(int key) {
      int number = fetches[key].incrementAndGet();
      stored.put(key, number);
      return CompletableFuture.completedFuture(number);
    }
  }
}
