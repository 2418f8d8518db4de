// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies listeners, each from a bounded queue on a daemon thread of its own that exits when idle.
 * Best effort: when a queue is full, events are dropped and counted, so that a slow listener delays
 * neither a record nor the other listeners. The first of several exceptions in a row of a listener
 * is logged.
 */
public final class ListenerQueue implements SchemaListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);

  static final int MAX_EVENTS = 10_000;
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final List<Lane> lanes;

  public ListenerQueue(List<SchemaListener> listeners) {
    this.lanes = listeners.stream().map(Lane::new).toList();
  }

  @Override
  public void onEvent(SchemaEvent event) {
    for (int i = 0; i < lanes.size(); i++) {
      lanes.get(i).add(event);
    }
  }

  /** The events that did not fit in a queue, or that a listener failed on or dropped itself. */
  @Override
  public long dropped() {
    return lanes.stream().mapToLong(Lane::dropped).sum();
  }

  /**
   * Delivers queued events for at most 1 s, and closes listeners that are closeable, for at most 2
   * s. A listener that blocks for longer is left to its daemon thread.
   */
  @Override
  public void close() {
    lanes.forEach(lane -> lane.thread.shutdown());
    boolean wasInterrupted = Thread.interrupted();
    long now = System.nanoTime();
    wasInterrupted |= await(now + DRAIN_TIMEOUT.toNanos());
    lanes.forEach(Lane::stop);
    lanes.forEach(Lane::startClosing);
    wasInterrupted |= awaitClosing(System.nanoTime() + CLOSE_TIMEOUT.toNanos());
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until all queues are empty. Returns whether the wait was interrupted. */
  private boolean await(long deadline) {
    try {
      for (Lane lane : lanes) {
        boolean ended =
            lane.thread.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (!ended) {
          return false;
        }
      }
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  private boolean awaitClosing(long deadline) {
    try {
      for (Lane lane : lanes) {
        Thread closing = lane.closing;
        if (closing != null) {
          closing.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        }
      }
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Closes a listener that can be closed. */
  static void closeQuietly(SchemaListener listener) {
    if (listener instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Throwable e) {
        LOG.error("The schema listener {} could not be closed", listener.getClass().getName(), e);
      }
    }
  }

  private static Thread daemon(Runnable work, String name) {
    Thread newThread = new Thread(work, name);
    newThread.setDaemon(true);
    return newThread;
  }

  /** One listener with its queue and thread. */
  private static final class Lane {

    private final SchemaListener listener;
    private final ThreadPoolExecutor thread;
    private final AtomicBoolean isDropping = new AtomicBoolean();
    private final LongAdder dropped = new LongAdder();
    private volatile @Nullable Thread closing;

    /** Whether the last event was lost; used by the queue's thread alone. */
    private boolean isFailing;

    Lane(SchemaListener listener) {
      this.listener = listener;
      this.thread =
          new ThreadPoolExecutor(
              1,
              1,
              IDLE_TIMEOUT.toMillis(),
              TimeUnit.MILLISECONDS,
              new ArrayBlockingQueue<>(MAX_EVENTS),
              work -> daemon(work, "velostream-listeners"),
              (work, full) -> onDropped());
      thread.allowCoreThreadTimeOut(true);
    }

    void add(SchemaEvent event) {
      try {
        thread.execute(() -> deliver(event));
      } catch (OutOfMemoryError e) { // no thread could be started
        onDropped();
      }
    }

    private void deliver(SchemaEvent event) {
      isDropping.set(false);
      try {
        listener.onEvent(event);
        isFailing = false;
      } catch (Throwable e) {
        dropped.increment();
        if (!isFailing) {
          isFailing = true;
          LOG.error(
              "The schema listener {} failed on {}; this event, and further ones that it fails on,"
                  + " are lost and counted",
              listener.getClass().getName(),
              event.getClass().getSimpleName(),
              e);
        }
      }
    }

    private void onDropped() {
      dropped.increment();
      if (!thread.isShutdown() && isDropping.compareAndSet(false, true)) {
        LOG.warn(
            "The schema listener {} is too slow: {} events wait, and further ones are dropped",
            listener.getClass().getName(),
            MAX_EVENTS);
      }
    }

    long dropped() {
      long ownDropped = dropped.sum();
      try {
        return ownDropped + listener.dropped();
      } catch (RuntimeException | Error e) {
        return ownDropped;
      }
    }

    /** Interrupts the listener, and drops what is still queued. */
    void stop() {
      dropped.add(thread.shutdownNow().size());
    }

    void startClosing() {
      if (listener instanceof AutoCloseable) {
        Thread started = daemon(() -> closeQuietly(listener), "velostream-listeners-close");
        closing = started;
        started.start();
      }
    }
  }
}
