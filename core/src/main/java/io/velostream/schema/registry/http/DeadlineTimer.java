// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.http;

import io.velostream.schema.thread.DaemonThread;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs short actions at deadlines on one daemon thread. No action runs after it is closed. */
public final class DeadlineTimer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DeadlineTimer.class);

  private final LongSupplier nanoTime;
  private final ScheduledExecutorService thread;

  public DeadlineTimer(LongSupplier nanoTime) {
    this(nanoTime, thread());
  }

  /** Creates a timer on the given scheduler, which is closed with it. */
  public DeadlineTimer(LongSupplier nanoTime, ScheduledExecutorService thread) {
    this.nanoTime = nanoTime;
    this.thread = thread;
  }

  private static ScheduledExecutorService thread() {
    ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(
            1,
            action -> DaemonThread.of(action, "velostream-registry-timer"),
            new ThreadPoolExecutor.DiscardPolicy());
    thread.setRemoveOnCancelPolicy(true);
    return thread;
  }

  /** Returns the deadline {@code time} from now. */
  public Deadline deadline(Duration time) {
    return Deadline.after(time, nanoTime);
  }

  /** Runs {@code action} at the deadline, unless the returned future is cancelled. */
  public Future<?> at(Deadline deadline, Runnable action) {
    return thread.schedule(
        () -> run(action), Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
  }

  /** Logs exceptions of an action, which would be lost otherwise. */
  private static void run(Runnable action) {
    try {
      action.run();
    } catch (Throwable e) {
      LOG.error("A scheduled action of the registry client failed", e);
    }
  }

  /** The scheduler, for other actions. Actions that are scheduled after closing never run. */
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
