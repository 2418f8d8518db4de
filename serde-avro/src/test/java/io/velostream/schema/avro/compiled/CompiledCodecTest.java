// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Compiled steps beside Avro's own writers and readers, on schemas and values drawn at random. */
class CompiledCodecTest {

  private static final int WORKERS = 2;
  private static final int CHUNK = 1_000;

  @Test
  void agreesWithAvroOnRandomPairsOfSchemas() throws InterruptedException {
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
  void agreesWithAvroOnAsManyPairsAsAreAskedFor() throws InterruptedException {
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
  private static void agree(CodecTally tally, long seed, int pairs) throws InterruptedException {
    int from = 0;
    while (from < pairs && tally.failure == null) {
      Map<Thread, CodecTally> chunks = new HashMap<>();
      for (; from < pairs && chunks.size() < WORKERS; from += CHUNK) {
        CodecTally own = new CodecTally();
        Thread thread = chunk(own, seed + from, Math.min(CHUNK, pairs - from));
        chunks.put(thread, own);
        thread.start();
      }
      for (Map.Entry<Thread, CodecTally> chunk : chunks.entrySet()) {
        chunk.getKey().join();
        tally.add(chunk.getValue());
      }
    }
    if (tally.failure != null) {
      throw new AssertionError(tally.failure.getMessage(), tally.failure);
    }
  }

  private static Thread chunk(CodecTally tally, long seed, int pairs) {
    return new Thread(
        () -> {
          try {
            compare(tally, seed, pairs);
          } catch (Throwable e) {
            tally.failedAt = seed + tally.pairs - 1;
            tally.failure = e;
          }
        });
  }

  private static void compare(CodecTally tally, long seed, int pairs) throws IOException {
    int windowSize = (int) Math.floorMod(seed / 1_000, 40L);
    CodecPair[] codecs = {CodecPair.plain(windowSize), CodecPair.converting(windowSize)};
    for (int i = 0; i < pairs; i++) {
      CodecPair codec = codecs[(int) (seed + i) & 1];
      new RandomPair(random(seed + i), codec, tally).run();
    }
    tally.givenUp =
        Arrays.stream(codecs).mapToLong(CodecPair::leftToAvro).sum() - tally.refusedValues;
  }

  /** Seeds in a row would begin with nearly the same numbers. */
  private static Random random(long seed) {
    return new Random(new SplittableRandom(seed).nextLong());
  }
}
