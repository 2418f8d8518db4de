// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.thread.DaemonThread;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the runs of clients as OpenLineage events: {@code START} when a client first uses a
 * schema, {@code RUNNING} at most once a minute when it has used others since, and {@code COMPLETE}
 * when the reporter is closed. Each is delivered at least once. Events are sent on a thread of the
 * reporter. What cannot be delivered is sent again a minute later; memory is bounded, as a newer
 * event of a run replaces an older one. Safe for use by many threads.
 */
public final class OpenLineageReporter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OpenLineageReporter.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final Duration STOP_TIMEOUT = Duration.ofMillis(500);

  /** Further clients are not reported. */
  private static final int MAX_RUNS = 1_000;

  /** Further uses of schemas are not reported. */
  private static final int MAX_USES = 10_000;

  private final Clock clock;
  private final Supplier<UUID> random;
  private final KnownSchemas known = new KnownSchemas();
  private final OpenLineageEvents events;
  private final List<Outbox> outboxes = new ArrayList<>();
  private final Map<String, LineageRun> runs = new LinkedHashMap<>();
  private int uses;
  private boolean isClosed;
  private volatile @Nullable ScheduledExecutorService thread;

  /** Guards runs, uses and whether this is closed; no event is sent under it. */
  private final ReentrantLock lock = new ReentrantLock();

  OpenLineageReporter(OpenLineageSettings settings, Clock clock, Supplier<UUID> random) {
    this.clock = clock;
    this.random = random;
    this.events = new OpenLineageEvents(settings, known);
    if (settings.path() != null) {
      outboxes.add(new Outbox(new FileSink(settings.path())));
    }
    if (settings.poster() != null) {
      outboxes.add(new Outbox(new HttpSink(settings.poster())));
    }
  }

  /** Creates a reporter, and starts its thread. */
  public static OpenLineageReporter start(OpenLineageSettings settings, Clock clock) {
    OpenLineageReporter reporter = new OpenLineageReporter(settings, clock, UUID::randomUUID);
    reporter.startThread();
    return reporter;
  }

  private void startThread() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            work -> DaemonThread.of(work, "velostream-openlineage"));
    thread = started;
    var unused =
        started.scheduleWithFixedDelay(
            () -> guard(this::runOnce),
            INTERVAL.toMillis(),
            INTERVAL.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** An exception would end the schedule. */
  private static void guard(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("OpenLineage events could not be sent", e);
    }
  }

  /** Takes in an event. Sends nothing on the calling thread. */
  public void onEvent(SchemaEvent event) {
    lock.lock();
    try {
      if (!isClosed) {
        take(event);
      }
    } finally {
      lock.unlock();
    }
  }

  private void take(SchemaEvent event) {
    if (event instanceof SchemaEvent.SchemaLoaded loaded) {
      known.add(loaded.schema());
    } else if (event instanceof SchemaEvent.SchemaRegistered registered) {
      known.add(registered.schema());
    } else if (event instanceof SchemaEvent.SchemaBound bound && bound.topic() != null) {
      known.add(bound.schema());
      bind(bound, bound.topic());
    }
  }

  private void bind(SchemaEvent.SchemaBound bound, String topic) {
    LineageRun run = runs.get(bound.clientId());
    boolean isFirst = run == null;
    if (uses >= MAX_USES || (isFirst && runs.size() >= MAX_RUNS)) {
      return;
    }
    if (run == null) {
      UUID id = OpenLineageEvents.runId(clock.instant(), random.get());
      run = new LineageRun(id, bound.clientId());
      runs.put(bound.clientId(), run);
    }
    if (run.add(bound, topic)) {
      uses++;
    }
    if (isFirst && run.takeChange()) {
      add(OpenLineageEvents.Type.START, run);
      wakeUp();
    }
  }

  private void add(OpenLineageEvents.Type type, LineageRun run) {
    String event = events.event(type, run, clock.instant());
    outboxes.forEach(each -> each.add(run.id(), type, event));
  }

  private void wakeUp() {
    ScheduledExecutorService running = thread;
    if (running != null) {
      try {
        running.execute(() -> guard(this::flush));
      } catch (RejectedExecutionException e) {
        LOG.debug("An OpenLineage event is sent when the reporter is closed", e);
      }
    }
  }

  /** Reports the runs that have changed, and sends what waits. For one thread at a time. */
  void runOnce() {
    addChanged();
    flush();
  }

  private void addChanged() {
    lock.lock();
    try {
      for (LineageRun run : runs.values()) {
        if (run.takeChange()) {
          add(OpenLineageEvents.Type.RUNNING, run);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void flush() {
    outboxes.forEach(Outbox::flush);
  }

  /** The number of events that could not be delivered. */
  public long dropped() {
    return outboxes.stream().mapToLong(Outbox::dropped).sum();
  }

  /**
   * Completes the runs, and sends what waits, without further attempts. Sends nothing if the thread
   * of the reporter does not end in 1 s.
   */
  @Override
  public void close() {
    ScheduledExecutorService running = end();
    boolean isStopped = running == null || awaitEnd(running);
    outboxes.forEach(isStopped ? Outbox::flushLast : Outbox::drop);
    if (dropped() > 0) {
      LOG.warn("{} OpenLineage events were not delivered", dropped());
    }
  }

  /** Adds the last events, and returns the thread that is to be ended. */
  private @Nullable ScheduledExecutorService end() {
    lock.lock();
    try {
      ScheduledExecutorService running = thread;
      thread = null;
      if (!isClosed) {
        isClosed = true;
        runs.values().forEach(run -> add(OpenLineageEvents.Type.COMPLETE, run));
      }
      return running;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a running request, whose event would be sent twice if it was interrupted. */
  private static boolean awaitEnd(ScheduledExecutorService running) {
    running.shutdown();
    try {
      if (running.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
      running.shutdownNow();
      return running.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      running.shutdownNow();
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
