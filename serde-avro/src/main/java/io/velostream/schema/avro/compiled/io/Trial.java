// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Compares the time of a class that was made for a record type with that of the shared code, on the
 * records that come: one call in {@value #ONE_IN} goes to the class, so that it is compiled by the
 * JVM while it costs little, and only then are calls timed. The class wins when the median of its
 * times is clearly below that of the shared code.
 */
public final class Trial {

  /** A power of two. */
  static final int ONE_IN = 16;

  /** Calls of the class after which HotSpot has it in the queue of its optimizing compiler. */
  static final int WARM_UP = 6_000;

  static final int SAMPLES = 62;

  /** Rounds of samples after which the class has lost. */
  static final int MOST_ROUNDS = 100;

  /**
   * Least time between two rounds. A busy JIT compiler may need seconds before it compiles the
   * class; a trial that counted calls only would end before that.
   */
  static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

  private static final double CLEARLY_BELOW = 0.95;

  /** Takes the time in nanoseconds. */
  @FunctionalInterface
  interface Clock {
    public long nanos();
  }

  /** Puts a trial between the caller and what was made. */
  @FunctionalInterface
  public interface Wrapper<T> {
    T wrap(T generated, Trial trial);
  }

  /** Is told once whether the class is quicker. */
  @FunctionalInterface
  interface End {
    void at(boolean isQuicker);
  }

  /** What to do with a call. */
  public enum Call {
    SHARED,
    TIMED_SHARED,
    GENERATED,
    TIMED_GENERATED;

    public boolean isGenerated() {
      return this == GENERATED || this == TIMED_GENERATED;
    }

    public boolean isTimed() {
      return this == TIMED_SHARED || this == TIMED_GENERATED;
    }
  }

  private final Clock clock;
  private final End end;
  private final ReentrantLock lock = new ReentrantLock();

  /** Racy by design: an approximate count is enough. */
  private int calls;

  /** Guarded by the lock, as all that follow. */
  private final long[] sharedTimes = new long[SAMPLES];

  private final long[] generatedTimes = new long[SAMPLES];
  private int sharedCount;
  private int generatedCount;
  private int rounds;
  private long nextRound;

  Trial(Clock clock, End end) {
    this.clock = clock;
    this.end = end;
    this.nextRound = clock.nanos();
  }

  public Call next() {
    int call = calls++;
    int phase = call & (ONE_IN - 1);
    boolean isWarm = call >= ONE_IN * WARM_UP;
    if (phase == 0) {
      return isWarm ? Call.TIMED_GENERATED : Call.GENERATED;
    }
    return isWarm && phase == ONE_IN / 2 ? Call.TIMED_SHARED : Call.SHARED;
  }

  public long nanos() {
    return clock.nanos();
  }

  /** Adds the time of a timed call; dropped while another thread adds one. */
  public void add(Call call, long nanos) {
    if (lock.tryLock()) {
      try {
        if (call == Call.TIMED_GENERATED && generatedCount < SAMPLES) {
          generatedTimes[generatedCount++] = nanos;
        } else if (call == Call.TIMED_SHARED && sharedCount < SAMPLES) {
          sharedTimes[sharedCount++] = nanos;
        }
        boolean isNew = generatedCount + sharedCount == 1;
        if (isNew && clock.nanos() - nextRound < 0) {
          forgetSamples();
        } else if (generatedCount == SAMPLES && sharedCount == SAMPLES) {
          endOfRound();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void endOfRound() {
    boolean isQuicker = median(generatedTimes) <= CLEARLY_BELOW * median(sharedTimes);
    forgetSamples();
    nextRound = clock.nanos() + PAUSE_NANOS;
    rounds++;
    if (isQuicker || rounds == MOST_ROUNDS) {
      end.at(isQuicker);
    }
  }

  private void forgetSamples() {
    generatedCount = 0;
    sharedCount = 0;
  }

  private static long median(long[] times) {
    long[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
