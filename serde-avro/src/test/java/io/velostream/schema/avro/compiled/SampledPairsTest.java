// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A few of the random pairs of {@link CompiledCodecTest}, in short tests of their own. */
class SampledPairsTest {

  private static final int PAIRS = 60;

  @ParameterizedTest
  @CsvSource({
    "1, 0, false",
    "2, 3, true",
    "3, 7, false",
    "4, 12, true",
    "5, 1, false",
    "6, 20, true",
    "7, 39, false",
    "8, 5, true"
  })
  void agreeWithAvro(long seed, int windowSize, boolean isConverting) throws IOException {
    CodecTally tally = new CodecTally();
    CodecPair codec = isConverting ? CodecPair.converting(windowSize) : CodecPair.plain(windowSize);
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int i = 0; i < PAIRS; i++) {
      new RandomPair(new Random(seeds.nextLong()), codec, tally).run();
    }

    assertThat(tally.compatible).isPositive();
    assertThat(tally.values).isGreaterThan(PAIRS / 2);
    assertThat(codec.leftToAvro()).isEqualTo(tally.refusedValues);
  }
}
