// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread of a resolver that does what no caller waits for. */
final class BackgroundThread implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BackgroundThread.class);

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);
  private static final int PAUSES_PER_TTL = 50;
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final Duty duty;
  private final Runnable last;
  private final LongSupplier nanoTime;
  private final long pauseNanos;
  private final Thread thread;
  private volatile boolean isClosed;

  private BackgroundThread(Duty duty, Runnable last, Duration pause, LongSupplier nanoTime) {
    this.pauseNanos = pause.toNanos();
    this.duty = duty;
    this.last = last;
    this.nanoTime = nanoTime;
    this.thread = new Thread(this::run, "velostream-background");
    this.thread.setDaemon(true);
  }

  /** Work that is done when there is some. */
  @FunctionalInterface
  interface Duty {
    /** Does what is due, and says how much that was. */
    int runOnce(long nowNanos);
  }

  /**
   * Starts a thread.
   *
   * @param duty run again and again
   * @param last run once when the thread is closed
   * @param latestTtl the time of the pointers that it keeps fresh
   */
  static BackgroundThread start(
      Duty duty, Runnable last, Duration latestTtl, LongSupplier nanoTime) {
    BackgroundThread background =
        new BackgroundThread(duty, last, pauseWithin(latestTtl), nanoTime);
    background.thread.start();
    return background;
  }

  /** Waits for the last run, at most 5 s, also when interrupted, and leaves the flag as it was. */
  @Override
  public void close() {
    isClosed = true;
    LockSupport.unpark(thread);
    boolean wasInterrupted = Thread.interrupted();
    try {
      thread.join(LONGEST_END.toMillis());
    } catch (InterruptedException e) {
      wasInterrupted = true;
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!isClosed) {
      guarded(() -> duty.runOnce(nanoTime.getAsLong()));
      LockSupport.parkNanos(this, pauseNanos);
    }
    guarded(last);
  }

  private static Duration pauseWithin(Duration latestTtl) {
    Duration pause = latestTtl.dividedBy(PAUSES_PER_TTL);
    if (pause.compareTo(SHORTEST_PAUSE) < 0) {
      return SHORTEST_PAUSE;
    }
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error("Work in the background failed; it is tried again", e);
    }
  }
}
