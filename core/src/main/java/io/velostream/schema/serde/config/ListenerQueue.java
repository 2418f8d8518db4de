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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies listeners from a bounded queue, on one daemon thread that exits when idle. Best effort:
 * when the queue is full, events are dropped, so that a slow listener never delays a record.
 * Exceptions of a listener are logged, and the other listeners are still notified.
 */
public final class ListenerQueue implements SchemaListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);

  private static final int MAX_EVENTS = 10_000;
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final List<SchemaListener> listeners;
  private final ThreadPoolExecutor thread;
  private final AtomicBoolean isDropping = new AtomicBoolean();

  public ListenerQueue(List<SchemaListener> listeners) {
    this.listeners = List.copyOf(listeners);
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_TIMEOUT.toMillis(),
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(MAX_EVENTS),
            work -> {
              Thread made = new Thread(work, "velostream-listeners");
              made.setDaemon(true);
              return made;
            },
            (work, full) -> onDropped());
    thread.allowCoreThreadTimeOut(true);
  }

  @Override
  public void onEvent(SchemaEvent event) {
    if (!listeners.isEmpty()) {
      thread.execute(() -> notifyListeners(event));
    }
  }

  private void notifyListeners(SchemaEvent event) {
    isDropping.set(false);
    for (SchemaListener listener : listeners) {
      try {
        listener.onEvent(event);
      } catch (Throwable e) {
        LOG.error(
            "The schema listener {} failed on {}; it has lost the event",
            listener.getClass().getName(),
            event.getClass().getSimpleName(),
            e);
      }
    }
  }

  private void onDropped() {
    if (!thread.isShutdown() && isDropping.compareAndSet(false, true)) {
      LOG.warn(
          "The listeners of {} are too slow: {} events wait, and further ones are dropped",
          SerdeKeys.LISTENERS,
          MAX_EVENTS);
    }
  }

  /** Delivers queued events for at most 1 s, and closes listeners that are closeable. */
  @Override
  public void close() {
    thread.shutdown();
    boolean wasInterrupted = Thread.interrupted();
    try {
      if (!thread.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      wasInterrupted = true;
      thread.shutdownNow();
    }
    listeners.forEach(ListenerQueue::closeQuietly);
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
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
}
