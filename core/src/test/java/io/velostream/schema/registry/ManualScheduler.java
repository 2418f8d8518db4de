// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Time that passes when a test says so, and what is scheduled to happen in it. Any thread may
 * schedule; one lets time pass, and runs what falls due.
 */
public final class ManualScheduler extends AbstractExecutorService
    implements ScheduledExecutorService {

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
  private final List<Long> delays = new ArrayList<>();
  private long now;
  private long order;

  public synchronized long nanoTime() {
    return now;
  }

  /** The waits that were asked for, in milliseconds. */
  public List<Long> delays() {
    return delays;
  }

  /** Lets time pass, doing what falls due on the way. */
  public void pass(long time, TimeUnit unit) {
    long end = nanoTime() + unit.toNanos(time);
    Task task;
    while ((task = next(end)) != null) {
      if (!task.handle().isCancelled()) {
        task.action().run();
      }
    }
  }

  /** What falls due next until then, whose time it then is; null when nothing does. */
  private synchronized Task next(long end) {
    Task task = tasks.peek();
    if (task == null || task.at() > end) {
      now = end;
      return null;
    }
    now = task.at();
    return tasks.remove();
  }

  @Override
  public synchronized ScheduledFuture<?> schedule(Runnable action, long delay, TimeUnit unit) {
    Handle handle = new Handle();
    delays.add(unit.toMillis(delay));
    tasks.add(new Task(now + unit.toNanos(delay), order++, action, handle));
    return handle;
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> action, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable action, long first, long period, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable action, long first, long pause, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void execute(Runnable action) {
    action.run();
  }

  @Override
  public synchronized void shutdown() {
    tasks.clear();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long time, TimeUnit unit) {
    return true;
  }

  private record Task(long at, long order, Runnable action, Handle handle) {}

  private static final class Handle extends CompletableFuture<Object>
      implements ScheduledFuture<Object> {

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(Delayed other) {
      return 0;
    }
  }
}
