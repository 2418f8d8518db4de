// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import io.velostream.schema.event.BackgroundState;
import io.velostream.schema.event.BackgroundState.Failure;
import io.velostream.schema.event.BackgroundState.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a resolver that does what no caller waits for. It survives whatever a task
 * throws, and runs each task whatever becomes of the others.
 */
final class BackgroundThread implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BackgroundThread.class);

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);
  private static final int PAUSES_PER_TTL = 50;
  private static final int LONGEST_REASON = 500;
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final List<Task> tasks;
  private final Task last;
  private final LongSupplier nanoTime;
  private final long pauseNanos;
  private final Thread thread;
  private final AtomicBoolean isWoken = new AtomicBoolean();
  private volatile boolean isClosed;
  private volatile long failures;
  private volatile @Nullable Failure lastFailure;

  private BackgroundThread(List<Task> tasks, Duty last, Duration pause, LongSupplier nanoTime) {
    this.pauseNanos = pause.toNanos();
    this.tasks = List.copyOf(tasks);
    this.last = new Task("the last snapshot", last);
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

  /** Work with a name, and how often in a row it has failed by now. */
  static final class Task {

    private final String name;
    private final Duty duty;
    private volatile int failuresInARow;

    Task(String name, Duty duty) {
      this.name = name;
      this.duty = duty;
    }
  }

  /**
   * Starts a thread.
   *
   * @param tasks run again and again, one after the other
   * @param last run once when the thread is closed
   * @param pause how long it waits for a wake-up before it looks again
   */
  static BackgroundThread start(
      List<Task> tasks, Duty last, Duration pause, LongSupplier nanoTime) {
    BackgroundThread background = new BackgroundThread(tasks, last, pause, nanoTime);
    background.thread.start();
    return background;
  }

  /** Says that there is work, so that it is not left until the pause is over. Never waits. */
  void wake() {
    if (!isWoken.get() && !isWoken.getAndSet(true)) {
      LockSupport.unpark(thread);
    }
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

  /** How the thread works now. */
  BackgroundState state() {
    Status status = Status.RUNNING;
    if (!thread.isAlive()) {
      status = Status.ENDED;
    } else if (tasks.stream().anyMatch(task -> task.failuresInARow > 0)) {
      status = Status.FAILING;
    }
    return new BackgroundState(status, failures, lastFailure);
  }

  private void run() {
    while (!isClosed) {
      isWoken.set(false); // before the work is looked at: what comes later wakes again
      for (int i = 0; i < tasks.size(); i++) { // an iterator would need memory
        run(tasks.get(i));
      }
      LockSupport.parkNanos(this, pauseNanos);
    }
    run(last);
  }

  private void run(Task task) {
    try {
      var unused = task.duty.runOnce(nanoTime.getAsLong());
      succeeded(task);
    } catch (Throwable e) {
      failed(task, e);
    }
  }

  private static void succeeded(Task task) {
    int failures = task.failuresInARow;
    if (failures > 0) {
      task.failuresInARow = 0;
      log.info("Background task '{}' works again; it had failed {} times", task.name, failures);
    }
  }

  /** Counts first: to log, or to note when, takes memory that there may not be. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // written by this thread alone
  private void failed(Task task, Throwable failure) {
    failures++;
    task.failuresInARow++;
    try {
      lastFailure = new Failure(Instant.now(), task.name, reason(failure));
      if (task.failuresInARow == 1) {
        log.error("Background task '{}' failed; it is run again", task.name, failure);
      }
    } catch (Throwable unlogged) {
      // Counted already; the thread is worth more than the message.
    }
  }

  private static String reason(Throwable failure) {
    String reason = failure.toString();
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
  }

  /** The pause that keeps pointers fresh that live for so long. */
  static Duration pauseWithin(Duration latestTtl) {
    Duration pause = latestTtl.dividedBy(PAUSES_PER_TTL);
    if (pause.compareTo(SHORTEST_PAUSE) < 0) {
      return SHORTEST_PAUSE;
    }
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
