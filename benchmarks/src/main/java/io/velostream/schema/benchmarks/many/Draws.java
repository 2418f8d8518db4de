// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.many;

import java.util.Random;

/** Which of many schemas each record has. */
public final class Draws {

  /** A power of two, so that a draw is found by a mask. */
  private static final int DRAWS = 1 << 16;

  private final int[] drawn;

  private Draws(int[] drawn) {
    this.drawn = drawn;
  }

  /**
   * Draws of {@code count} schemas.
   *
   * @param name even, or zipf
   */
  public static Draws of(String name, int count) {
    return new Draws(name.equals("zipf") ? zipf(count) : even(count));
  }

  /** The schema of a record. */
  public int at(int record) {
    return drawn[record & (DRAWS - 1)];
  }

  private static int[] even(int count) {
    int[] draws = new int[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      draws[i] = i % count;
    }
    return draws;
  }

  /** The schema of rank r has a share of records that goes with 1 / r. */
  private static int[] zipf(int count) {
    double[] upTo = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += 1.0 / (i + 1);
      upTo[i] = sum;
    }
    Random random = new Random(count);
    int[] draws = new int[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      double drawn = random.nextDouble() * sum;
      int rank = 0;
      while (upTo[rank] < drawn) {
        rank++;
      }
      draws[i] = rank;
    }
    return draws;
  }
}
