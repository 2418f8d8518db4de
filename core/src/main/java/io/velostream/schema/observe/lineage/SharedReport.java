// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.metrics.MetricExporter;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.metrics.MetricRegistry;
import io.velostream.schema.thread.DaemonThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The report of one file, which the listeners of that path share in a JVM, whatever registry they
 * are of. It continues the report that the file holds, and is written once a minute and when the
 * last listener is closed. Safe for use by many threads; no file is read or written under a lock.
 */
final class SharedReport implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SharedReport.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final ConcurrentMap<Path, SharedReport> OPEN = new ConcurrentHashMap<>();

  private final Path path;
  private final MetricRegistry metrics;
  private final LineageRecorder recorder;

  /** The listeners that use this report. Once it is 0, this object is never used again. */
  private final AtomicInteger users = new AtomicInteger(1);

  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private @Nullable ScheduledExecutorService timer;
  private MetricRegistry.@Nullable Registration lastCounts;

  private SharedReport(Path path, Clock clock, MetricRegistry metrics) {
    this.path = path;
    this.metrics = metrics;
    this.recorder = new LineageRecorder(clock);
  }

  /**
   * The report of this path, which is closed once for each call. Waits while the last listener of
   * an earlier report writes it.
   *
   * @param clock the clock, if there is no report of this path yet
   * @param metrics the metrics that count records, if there is no report of this path yet
   */
  static SharedReport open(Path path, Clock clock, MetricRegistry metrics) {
    Path target = path.toAbsolutePath().normalize();
    while (true) {
      SharedReport made = new SharedReport(target, clock, metrics);
      SharedReport first = OPEN.putIfAbsent(target, made);
      if (first == null) {
        made.start();
        return made;
      }
      if (first.users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0) {
        return first;
      }
      first.closed.join();
    }
  }

  LineageRecorder recorder() {
    return recorder;
  }

  private void start() {
    try {
      restore();
      lastCounts = metrics.addExporter(new LastCounts());
      ScheduledExecutorService started =
          Executors.newSingleThreadScheduledExecutor(
              work -> DaemonThread.of(work, "velostream-lineage"));
      timer = started;
      var unused =
          started.scheduleWithFixedDelay(
              this::write, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RuntimeException | Error e) {
      users.set(0);
      release();
      throw e;
    }
  }

  /** Continues the report in the file. One that cannot be read is kept under another name. */
  private void restore() {
    if (!Files.exists(path)) {
      return;
    }
    try {
      recorder.restore(LineageReport.parse(Files.readString(path, UTF_8)));
    } catch (IOException | RuntimeException e) {
      Path kept = path.resolveSibling(path.getFileName() + ".unreadable");
      LOG.warn(
          "The lineage report {} cannot be continued and is kept as {}; a new one begins: {}",
          path,
          kept,
          String.valueOf(e.getMessage()));
      try {
        Files.move(path, kept, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException notKept) {
        LOG.warn("The file {} could not be kept as {}", path, kept, notKept);
      }
    }
  }

  /** Records the number of records of each client and topic so far. */
  void recordCounts() {
    metrics.groups().forEach(recorder::recordCount);
  }

  private void write() {
    try {
      recordCounts();
      LineageReport report = recorder.report();
      replace(path, report.toJson());
      replace(path.resolveSibling(path.getFileName() + ".mmd"), report.toMermaid());
    } catch (IOException | RuntimeException e) {
      LOG.error("The lineage report could not be written to {}", path, e);
    }
  }

  /** A reader sees the old report or the new one. */
  private static void replace(Path target, String text) throws IOException {
    Path folder = target.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path written = target.resolveSibling(target.getFileName() + ".tmp");
    Files.writeString(written, text, UTF_8);
    Files.move(
        written, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Writes the report for the last time if no other listener uses it. */
  @Override
  public void close() {
    if (users.decrementAndGet() > 0) {
      return;
    }
    try {
      if (lastCounts != null) {
        lastCounts.close();
      }
      stopTimer();
      write();
    } finally {
      release();
    }
  }

  /** Stops the timer, and waits for a report that it is just writing. */
  private void stopTimer() {
    ScheduledExecutorService running = timer;
    if (running == null) {
      return;
    }
    running.shutdown();
    try {
      if (!running.awaitTermination(1, TimeUnit.SECONDS)) {
        running.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void release() {
    OPEN.remove(path, this);
    closed.complete(null);
  }

  /** Records the last number of a client that is being closed. */
  private final class LastCounts implements MetricExporter {

    @Override
    public void added(MetricGroup group) {
      // Read once a minute.
    }

    @Override
    public void removed(MetricGroup group) {
      recorder.recordCount(group);
    }
  }
}
