// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.lineage;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.metrics.MetricRegistry;
import io.velostream.schema.observe.openlineage.OpenLineageReporter;
import io.velostream.schema.observe.openlineage.OpenLineageSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.jspecify.annotations.Nullable;

/**
 * Records lineage: which client writes or reads which topic with which schema, since when, and
 * until when. Named by {@code schema.listeners}; its options have the prefix {@code
 * schema.listeners.}. Once a minute and at the end, {@link LineageReport} is written to that path
 * as JSON, and beside it with the ending {@code .mmd} as a Mermaid drawing. A report that is there
 * already is continued, and listeners of one path share it in a JVM. Its options with the prefix
 * {@code lineage.openlineage.} send OpenLineage events to a URL or a file.
 *
 * <p>A client's records are counted by its metrics; nothing is recorded for each record.
 */
public final class LineageListener implements SchemaListener, Configurable, AutoCloseable {

  /** The path of the report. */
  public static final String PATH = "lineage.path";

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
  private final MetricRegistry metrics;
  private volatile LineageRecorder recorder;
  private volatile @Nullable SharedReport shared;
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
      SharedReport report = SharedReport.open(Path.of(configured), clock, metrics);
      shared = report;
      recorder = report.recorder();
    }
    if (settings != null) {
      openLineage = OpenLineageReporter.start(settings, clock);
    }
  }

  /** The options of this listener, without their prefix. A new object on each call. */
  public static ConfigDef keys() {
    return new ConfigDef(KEYS);
  }

  @Override
  public Set<String> optionNames() {
    return Set.copyOf(KEYS.names());
  }

  @Override
  public void onEvent(SchemaEvent event) {
    recorder.record(event);
    OpenLineageReporter reporter = openLineage;
    if (reporter != null) {
      reporter.onEvent(event);
    }
  }

  /**
   * What was recorded so far; with a path, by all listeners of that path, and by the processes that
   * wrote the report before. Safe for use by many threads.
   */
  public LineageReport report() {
    SharedReport report = shared;
    if (report == null) {
      metrics.groups().forEach(recorder::recordCount);
    } else {
      report.recordCounts();
    }
    return recorder.report();
  }

  /** The number of OpenLineage events that could not be delivered. Any thread may ask. */
  @Override
  public long dropped() {
    OpenLineageReporter reporter = openLineage;
    return reporter == null ? 0 : reporter.dropped();
  }

  /**
   * Writes the report for the last time if no other listener uses it, and completes the runs of
   * OpenLineage. Idempotent.
   */
  @Override
  public void close() {
    SharedReport report = shared;
    shared = null;
    if (report != null) {
      report.close();
    }
    OpenLineageReporter reporter = openLineage;
    if (reporter != null) {
      reporter.close();
    }
  }
}
