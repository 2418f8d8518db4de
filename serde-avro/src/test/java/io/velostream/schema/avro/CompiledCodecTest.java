// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro;

import static io.velostream.schema.avro.Codecs.writing;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Compiled steps beside Avro's own writers and readers, on schemas and values drawn at random. */
class CompiledCodecTest {

  private static final int WORKERS = 2;
  private static final int CHUNK = 1_000;

  @Test
  void agreesWithAvroOnRandomPairsOfSchemas() {
    CodecTally tally = new CodecTally();
    agree(tally, 20_261_122, 10_000);

    assertThat(tally.compatible).isGreaterThan(tally.pairs / 4);
    assertThat(tally.values).isGreaterThan(tally.pairs);
    assertThat(tally.refused).isPositive();
    assertThat(tally.faults).isLessThan(tally.values / 50);
    assertThat(tally.mutatedAndRead).isBetween(1, tally.mutated - 1);
    assertThat(tally.mutatedAndRefused).isPositive();
    assertThat(tally.givenUp).isZero();
    assertThat(tally.refusedPairs).isPositive();
    assertThat(tally.unresolvedPairs).isPositive();
    assertThat(tally.unresolvedAndRead).isPositive();
  }

  /** Its last line says what was seen, or where to begin to see a difference again. */
  @Test
  @Tag("fuzz")
  void agreesWithAvroOnAsManyPairsAsAreAskedFor() {
    int pairs = Integer.getInteger("fuzz.pairs", 1_000_000);
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    CodecTally tally = new CodecTally();
    boolean isSame = false;
    try {
      agree(tally, seed, pairs);
      isSame = tally.givenUp == 0;
    } finally {
      System.out.printf(
          "%s fuzz seed=%d pairs=%d compatible=%d refused=%d unresolved by Avro=%d values=%d"
              + " mutated=%d given up=%d%n",
          isSame ? "OK" : "FAILED",
          isSame ? seed : tally.failedAt,
          tally.pairs,
          tally.compatible,
          tally.refusedPairs,
          tally.unresolvedPairs,
          tally.values,
          tally.mutated,
          tally.givenUp);
    }
    assertThat(tally.givenUp).isZero();
  }

  /**
   * In threads of short life, since Avro's reader keeps resolvers for as long as a thread lives.
   */
  private static void agree(CodecTally tally, long seed, int pairs) {
    AtomicInteger started = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      workers.add(
          new Thread(
              () -> {
                int from = started.getAndAdd(CHUNK);
                while (from < pairs && failure.get() == null) {
                  CodecTally own = new CodecTally();
                  Thread chunk = chunk(own, seed + from, Math.min(CHUNK, pairs - from), failure);
                  join(chunk);
                  tally.add(own);
                  from = started.getAndAdd(CHUNK);
                }
              }));
    }
    workers.forEach(Thread::start);
    workers.forEach(CompiledCodecTest::join);
    if (failure.get() != null) {
      throw new AssertionError(failure.get().getMessage(), failure.get());
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Thread chunk(
      CodecTally tally, long seed, int pairs, AtomicReference<Throwable> failure) {
    Thread thread =
        new Thread(
            () -> {
              try {
                chunk(tally, seed, pairs);
              } catch (Throwable e) {
                tally.failedAt = seed + tally.pairs - 1;
                failure.compareAndSet(null, e);
              }
            });
    thread.start();
    return thread;
  }

  private static void chunk(CodecTally tally, long seed, int pairs) throws IOException {
    AvroCodec[] writers = {writing(), writing(AvroKeys.LOGICAL_TYPES, true)};
    int windowSize = (int) Math.floorMod(seed / 1_000, 40L);
    WindowedReads[] readers = {
      new WindowedReads(windowSize), new WindowedReads(windowSize, AvroKeys.LOGICAL_TYPES, true)
    };
    for (int i = 0; i < pairs; i++) {
      int converts = (int) (seed + i) & 1;
      new RandomPair(random(seed + i), writers[converts], readers[converts], converts == 1, tally)
          .run();
    }
    tally.givenUp =
        Arrays.stream(writers).mapToLong(codec -> codec.fallbacks().values()).sum()
            + Arrays.stream(writers).mapToLong(codec -> codec.fallbacks().schemas()).sum()
            + Arrays.stream(readers).mapToLong(WindowedReads::schemasLeftToAvro).sum()
            - tally.refusedValues;
  }

  /** Seeds in a row would begin with nearly the same numbers. */
  private static Random random(long seed) {
    return new Random(new SplittableRandom(seed).nextLong());
  }
}
