// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Measures a generated class against the shared code on live records. One call in {@value
 * #SAMPLE_INTERVAL} goes to the class until the JIT compiler has compiled it; then calls of both
 * are timed. The class wins when the median of its times is clearly below the median of the shared
 * code.
 */
public final class GeneratedCodeTrial {

  /** A power of two. */
  static final int SAMPLE_INTERVAL = 16;

  /** Number of calls of the class after which HotSpot has queued it for the optimizing compiler. */
  static final int WARM_UP_CALLS = 6_000;

  static final int SAMPLES = 62;

  /** Number of sampling rounds after which the class has lost. */
  static final int MAX_ROUNDS = 100;

  /**
   * Minimum time between two rounds. A busy JIT compiler may need seconds to compile the class;
   * without this pause the trial would end before that.
   */
  static final long MIN_ROUND_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

  private static final double MAX_WINNING_RATIO = 0.95;

  /** A source of time in nanoseconds. */
  @FunctionalInterface
  interface Clock {
    public long nanos();
  }

  /** Wraps a generated reader or writer in a trial. */
  @FunctionalInterface
  public interface Wrapper<T> {
    T wrap(T generated, GeneratedCodeTrial trial);
  }

  /** Receives the result of the trial once. */
  @FunctionalInterface
  interface Listener {
    void trialEnded(boolean isQuicker);
  }

  /** Which code handles a call, and whether the call is timed. */
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
  private final Listener listener;
  private final ReentrantLock lock = new ReentrantLock();

  /** Racy by design: an approximate count is enough. */
  private int calls;

  /** Guarded by the lock, as all that follow. */
  private final long[] sharedTimes = new long[SAMPLES];

  private final long[] generatedTimes = new long[SAMPLES];
  private int sharedCount;
  private int generatedCount;
  private int rounds;
  private long nextRoundStart;

  GeneratedCodeTrial(Clock clock, Listener listener) {
    this.clock = clock;
    this.listener = listener;
    this.nextRoundStart = clock.nanos();
  }

  public Call next() {
    int call = calls++;
    int phase = call & (SAMPLE_INTERVAL - 1);
    boolean isWarm = call >= SAMPLE_INTERVAL * WARM_UP_CALLS;
    if (phase == 0) {
      return isWarm ? Call.TIMED_GENERATED : Call.GENERATED;
    }
    return isWarm && phase == SAMPLE_INTERVAL / 2 ? Call.TIMED_SHARED : Call.SHARED;
  }

  public long nanos() {
    return clock.nanos();
  }

  /** Adds the time of a timed call. Best effort: dropped while another thread adds one. */
  public void add(Call call, long nanos) {
    if (lock.tryLock()) {
      try {
        if (call == Call.TIMED_GENERATED && generatedCount < SAMPLES) {
          generatedTimes[generatedCount++] = nanos;
        } else if (call == Call.TIMED_SHARED && sharedCount < SAMPLES) {
          sharedTimes[sharedCount++] = nanos;
        }
        boolean isNew = generatedCount + sharedCount == 1;
        if (isNew && clock.nanos() - nextRoundStart < 0) {
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
    boolean isQuicker = median(generatedTimes) <= MAX_WINNING_RATIO * median(sharedTimes);
    forgetSamples();
    nextRoundStart = clock.nanos() + MIN_ROUND_INTERVAL_NANOS;
    rounds++;
    if (isQuicker || rounds == MAX_ROUNDS) {
      listener.trialEnded(isQuicker);
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
