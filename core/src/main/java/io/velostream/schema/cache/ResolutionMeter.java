// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache;

import io.velostream.schema.metrics.LatencyHistogram;
import io.velostream.schema.metrics.Metric;
import io.velostream.schema.model.ResolvedReference;
import io.velostream.schema.model.ResolvedSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts the resolutions of references by their depth. Safe for use by many threads. */
public final class ResolutionMeter {

  /** The depth from which on closures are counted together. */
  private static final int DEEPEST = 4;

  private final List<DepthMeter> byDepth = new ArrayList<>();
  private final LongAdder failures = new LongAdder();

  ResolutionMeter() {
    for (int depth = 1; depth <= DEEPEST; depth++) {
      byDepth.add(new DepthMeter());
    }
  }

  /** Records a closure. One without references is not counted. */
  void record(ResolvedSchema closure, Duration duration) {
    int depth = closure.references().stream().mapToInt(ResolvedReference::depth).max().orElse(0);
    if (depth > 0) {
      byDepth
          .get(Math.min(depth, DEEPEST) - 1)
          .record(1L + closure.dependencies().size(), duration);
    }
  }

  void recordFailure() {
    failures.increment();
  }

  /** The failed resolutions. */
  public long failures() {
    return failures.sum();
  }

  /** The metrics of each depth; {@code 4+} is any depth from 4. */
  public Map<String, List<Metric>> metrics() {
    Map<String, List<Metric>> metrics = new LinkedHashMap<>();
    for (int depth = 1; depth <= DEEPEST; depth++) {
      metrics.put(depth + (depth == DEEPEST ? "+" : ""), byDepth.get(depth - 1).metrics());
    }
    return metrics;
  }

  /** The resolutions of one depth. */
  private static final class DepthMeter {

    private final LatencyHistogram times = new LatencyHistogram();
    private final LongAdder schemas = new LongAdder();
    private final LongAccumulator mostSchemas = new LongAccumulator(Math::max, 0);

    void record(long size, Duration duration) {
      schemas.add(size);
      mostSchemas.accumulate(size);
      times.record(duration);
    }

    private double averageSize() {
      long count = times.count();
      return count == 0 ? 0 : (double) schemas.sum() / count;
    }

    List<Metric> metrics() {
      List<Metric> metrics = new ArrayList<>();
      metrics.add(Metric.counter("resolution-total", "Closures that were resolved.", times::count));
      metrics.addAll(times.metrics("resolution-time", "resolutions"));
      metrics.add(
          Metric.gauge(
              "graph-size-avg", "The average number of schemas of a closure.", this::averageSize));
      metrics.add(
          Metric.gauge(
              "graph-size-max", "The largest number of schemas of a closure.", mostSchemas::get));
      return metrics;
    }
  }
}
