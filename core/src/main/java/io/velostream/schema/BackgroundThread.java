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

  private static final long TICK_NANOS = Duration.ofMillis(500).toNanos();
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final Duty duty;
  private final Runnable last;
  private final LongSupplier nanoTime;
  private final Thread thread;
  private volatile boolean isClosed;

  private BackgroundThread(Duty duty, Runnable last, LongSupplier nanoTime) {
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
   */
  static BackgroundThread start(Duty duty, Runnable last, LongSupplier nanoTime) {
    BackgroundThread background = new BackgroundThread(duty, last, nanoTime);
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
      LockSupport.parkNanos(this, TICK_NANOS);
    }
    guarded(last);
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error("Work in the background failed; it is tried again", e);
    }
  }
}
