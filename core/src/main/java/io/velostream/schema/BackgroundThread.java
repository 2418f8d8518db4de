// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import io.velostream.schema.event.BackgroundState;
import io.velostream.schema.event.BackgroundState.Failure;
import io.velostream.schema.event.BackgroundState.Status;
import io.velostream.schema.text.Excerpt;
import io.velostream.schema.thread.DaemonThread;
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
 * The background thread of a resolver. It survives exceptions of tasks, and a failing task does not
 * affect the others.
 */
final class BackgroundThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BackgroundThread.class);

  private static final Duration MIN_PAUSE = Duration.ofMillis(10);
  private static final Duration MAX_PAUSE = Duration.ofMillis(250);
  private static final int PAUSES_PER_TTL = 50;
  private static final int MAX_REASON_LENGTH = 500;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final List<Task> tasks;
  private final Task finalTask;
  private final LongSupplier nanoTime;
  private final long pauseNanos;
  private final Thread thread;
  private final AtomicBoolean isWoken = new AtomicBoolean();
  private volatile boolean isClosed;
  private volatile long failures;
  private volatile @Nullable Failure lastFailure;

  private BackgroundThread(List<Task> tasks, Action last, Duration pause, LongSupplier nanoTime) {
    this.pauseNanos = pause.toNanos();
    this.tasks = List.copyOf(tasks);
    this.finalTask = new Task("the last snapshot", last);
    this.nanoTime = nanoTime;
    this.thread = DaemonThread.of(this::run, "velostream-background");
  }

  /** The action of a task. */
  @FunctionalInterface
  interface Action {
    /** Runs the work that is due, and returns the number of actions. */
    int runOnce(long nowNanos);
  }

  /** A named action, with its number of consecutive failures. */
  static final class Task {

    private final String name;
    private final Action action;
    private volatile int failuresInARow;

    Task(String name, Action action) {
      this.name = name;
      this.action = action;
    }
  }

  /**
   * Creates and starts a thread.
   *
   * @param tasks run repeatedly, one after the other
   * @param last run once when the thread is closed
   * @param pause the time between two rounds without a wake-up
   */
  static BackgroundThread start(
      List<Task> tasks, Action last, Duration pause, LongSupplier nanoTime) {
    BackgroundThread background = new BackgroundThread(tasks, last, pause, nanoTime);
    background.thread.start();
    return background;
  }

  /** Wakes the thread before the pause is over. Never blocks. */
  void wake() {
    if (!isWoken.get() && !isWoken.getAndSet(true)) {
      LockSupport.unpark(thread);
    }
  }

  /** Waits for the final run, at most 5 s, even if interrupted; the interrupt flag is preserved. */
  @Override
  public void close() {
    isClosed = true;
    LockSupport.unpark(thread);
    boolean wasInterrupted = Thread.interrupted();
    try {
      thread.join(CLOSE_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      wasInterrupted = true;
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The current state. */
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
      isWoken.set(false); // before the tasks run: a later wake-up starts another round
      for (int i = 0; i < tasks.size(); i++) { // an iterator would allocate
        run(tasks.get(i));
      }
      LockSupport.parkNanos(this, pauseNanos);
    }
    run(finalTask);
  }

  private void run(Task task) {
    try {
      var unused = task.action.runOnce(nanoTime.getAsLong());
      succeeded(task);
    } catch (Throwable e) {
      failed(task, e);
    }
  }

  private static void succeeded(Task task) {
    int failures = task.failuresInARow;
    if (failures > 0) {
      task.failuresInARow = 0;
      LOG.info("Background task '{}' works again; it had failed {} times", task.name, failures);
    }
  }

  /** Counts first, since logging allocates and may fail when memory is exhausted. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // written by this thread alone
  private void failed(Task task, Throwable failure) {
    failures++;
    task.failuresInARow++;
    try {
      lastFailure = new Failure(Instant.now(), task.name, reason(failure));
      if (task.failuresInARow == 1) {
        LOG.error("Background task '{}' failed; it is run again", task.name, failure);
      }
    } catch (Throwable unlogged) {
      // Already counted; the thread must survive.
    }
  }

  private static String reason(Throwable failure) {
    String reason = failure.toString();
    return Excerpt.of(reason, MAX_REASON_LENGTH);
  }

  /** The pause that refreshes newest versions with this time to live in time. */
  static Duration pauseFor(Duration latestTtl) {
    Duration pause = latestTtl.dividedBy(PAUSES_PER_TTL);
    if (pause.compareTo(MIN_PAUSE) < 0) {
      return MIN_PAUSE;
    }
    return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
  }
}
