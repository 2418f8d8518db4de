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
 * Notifies listeners from a bounded queue, on one daemon thread that lives while there are events.
 * Best effort: when the queue is full an event is dropped, so that no listener ever holds up a
 * record. What a listener throws is logged, and the others still hear of the event.
 */
public final class ListenerQueue implements SchemaListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);

  private static final int MOST_EVENTS = 10_000;
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final Duration LONGEST_END = Duration.ofSeconds(1);

  private final List<SchemaListener> listeners;
  private final ThreadPoolExecutor thread;
  private final AtomicBoolean isDropping = new AtomicBoolean();

  public ListenerQueue(List<SchemaListener> listeners) {
    this.listeners = List.copyOf(listeners);
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(MOST_EVENTS),
            work -> {
              Thread made = new Thread(work, "velostream-listeners");
              made.setDaemon(true);
              return made;
            },
            (work, full) -> dropped());
    thread.allowCoreThreadTimeOut(true);
  }

  @Override
  public void onEvent(SchemaEvent event) {
    if (!listeners.isEmpty()) {
      thread.execute(() -> tell(event));
    }
  }

  private void tell(SchemaEvent event) {
    isDropping.set(false);
    for (SchemaListener listener : listeners) {
      try {
        listener.onEvent(event);
      } catch (Throwable e) {
        LOG.error(
            "The schema listener {} failed on {}; the event is lost to it",
            listener.getClass().getName(),
            event.getClass().getSimpleName(),
            e);
      }
    }
  }

  private void dropped() {
    if (!thread.isShutdown() && isDropping.compareAndSet(false, true)) {
      LOG.warn(
          "The listeners of {} are too slow: {} events wait, and further ones are dropped",
          SerdeKeys.LISTENERS,
          MOST_EVENTS);
    }
  }

  /**
   * Lets the listeners hear of what waits, for at most 1 s, and closes those that can be closed.
   */
  @Override
  public void close() {
    thread.shutdown();
    boolean wasInterrupted = Thread.interrupted();
    try {
      if (!thread.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
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
