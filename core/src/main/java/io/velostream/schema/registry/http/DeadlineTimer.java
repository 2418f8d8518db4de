// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what takes too long: one daemon thread that runs short actions at deadlines. After it is
 * closed no action runs.
 */
public final class DeadlineTimer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DeadlineTimer.class);

  private final LongSupplier nanoTime;
  private final ScheduledExecutorService thread;

  public DeadlineTimer(LongSupplier nanoTime) {
    this(nanoTime, thread());
  }

  /** The same on a thread that is given, and closed with it. */
  public DeadlineTimer(LongSupplier nanoTime, ScheduledExecutorService thread) {
    this.nanoTime = nanoTime;
    this.thread = thread;
  }

  private static ScheduledExecutorService thread() {
    ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(
            1,
            action -> {
              Thread daemon = new Thread(action, "velostream-registry-timer");
              daemon.setDaemon(true);
              return daemon;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    thread.setRemoveOnCancelPolicy(true);
    return thread;
  }

  /** The moment {@code time} from now. */
  public Deadline deadline(Duration time) {
    return Deadline.after(time, nanoTime);
  }

  /** Runs {@code action} at the deadline, unless the future that comes back is cancelled before. */
  public Future<?> at(Deadline deadline, Runnable action) {
    return thread.schedule(
        () -> run(action), Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
  }

  /** The thread outlives what an action throws, which would be lost without a word. */
  private static void run(Runnable action) {
    try {
      action.run();
    } catch (Throwable e) {
      LOG.error("An action of the registry client failed at its time", e);
    }
  }

  /** The thread, for those who bring their own actions. What comes after closing never runs. */
  public ScheduledExecutorService scheduler() {
    return thread;
  }

  public long nanoTime() {
    return nanoTime.getAsLong();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
