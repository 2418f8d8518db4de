// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.metrics.MetricExporter;
import io.velostream.schema.metrics.MetricGroup;
import io.velostream.schema.metrics.MetricRegistry;
import io.velostream.schema.observe.openlineage.OpenLineageReporter;
import io.velostream.schema.observe.openlineage.OpenLineageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records lineage: which client writes or reads which topic with which schema, since when, and
 * until when. Named by {@code schema.listeners}; its options have the prefix {@code
 * schema.listeners.}. Once a minute and at the end, {@link LineageReport} is written to that path
 * as JSON, and beside it with the ending {@code .mmd} as a Mermaid drawing. Its options with the
 * prefix {@code lineage.openlineage.} send OpenLineage events to a URL or a file.
 *
 * <p>A client's records are counted by its metrics; nothing is recorded for each record.
 */
public final class LineageListener implements SchemaListener, Configurable, AutoCloseable {

  /** The path of the report. */
  public static final String PATH = "lineage.path";

  private static final Logger LOG = LoggerFactory.getLogger(LineageListener.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final ConfigDef KEYS =
      new ConfigDef()
          .define(
              PATH,
              ConfigDef.Type.STRING,
              null,
              Importance.HIGH,
              "The path that the report is written to; without it, it is kept in memory only.");

  static {
    OpenLineageSettings.define(KEYS);
  }

  private final Clock clock;
  private final LineageRecorder recorder;
  private final MetricRegistry metrics;
  private @Nullable Path path;
  private @Nullable ScheduledExecutorService timer;
  private MetricRegistry.@Nullable Registration lastCounts;
  private volatile @Nullable OpenLineageReporter openLineage;

  /** Creates a listener that keeps its report in memory until it is configured. */
  public LineageListener() {
    this(Clock.systemUTC(), MetricRegistry.global());
  }

  LineageListener(Clock clock, MetricRegistry metrics) {
    this.clock = clock;
    this.recorder = new LineageRecorder(clock);
    this.metrics = metrics;
  }

  /**
   * Configures the listener.
   *
   * @throws org.apache.kafka.common.config.ConfigException if a value is invalid
   */
  @Override
  public void configure(Map<String, ?> configs) {
    AbstractConfig values = new AbstractConfig(KEYS, configs, false);
    OpenLineageSettings settings = OpenLineageSettings.of(values);
    String configured = values.getString(PATH);
    if (configured != null) {
      writeReports(Path.of(configured));
    }
    if (settings != null) {
      openLineage = OpenLineageReporter.start(settings, clock);
    }
  }

  private void writeReports(Path target) {
    path = target;
    lastCounts =
        metrics.addExporter(
            new MetricExporter() {
              @Override
              public void added(MetricGroup group) {
                // Read once a minute.
              }

              @Override
              public void removed(MetricGroup group) {
                recordCount(group);
              }
            });
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "velostream-lineage");
              thread.setDaemon(true);
              return thread;
            });
    timer = started;
    var unused =
        started.scheduleWithFixedDelay(
            this::write, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The options of this listener, without their prefix. A new object on each call. */
  public static ConfigDef keys() {
    return new ConfigDef(KEYS);
  }

  @Override
  public void onEvent(SchemaEvent event) {
    recorder.record(event);
    OpenLineageReporter reporter = openLineage;
    if (reporter != null) {
      reporter.onEvent(event);
    }
  }

  /** What was recorded so far. Safe for use by many threads. */
  public LineageReport report() {
    metrics.groups().forEach(this::recordCount);
    return recorder.report();
  }

  private void recordCount(MetricGroup group) {
    boolean isWritten = group.type().equals("serializer-topic-metrics");
    if (isWritten || group.type().equals("deserializer-topic-metrics")) {
      recorder.recordCount(isWritten, group.tags(), (long) group.metric("record-total").read());
    }
  }

  private void write() {
    Path target = path;
    if (target == null) {
      return;
    }
    try {
      LineageReport report = report();
      replace(target, report.toJson());
      replace(target.resolveSibling(target.getFileName() + ".mmd"), report.toMermaid());
    } catch (IOException | RuntimeException e) {
      LOG.error("The lineage report could not be written to {}", target, e);
    }
  }

  /** A reader sees the old report or the new one. */
  private static void replace(Path target, String text) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path written = target.resolveSibling(target.getFileName() + ".tmp");
    Files.writeString(written, text, UTF_8);
    Files.move(
        written, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The number of OpenLineage events that could not be delivered. Any thread may ask. */
  @Override
  public long dropped() {
    OpenLineageReporter reporter = openLineage;
    return reporter == null ? 0 : reporter.dropped();
  }

  /** Writes the report for the last time, and completes the runs of OpenLineage. */
  @Override
  public void close() {
    if (lastCounts != null) {
      lastCounts.close();
    }
    ScheduledExecutorService running = timer;
    if (running != null) {
      running.shutdownNow();
    }
    write();
    OpenLineageReporter reporter = openLineage;
    if (reporter != null) {
      reporter.close();
    }
  }
}
