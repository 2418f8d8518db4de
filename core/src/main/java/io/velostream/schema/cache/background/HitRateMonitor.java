// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.background;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.event.SchemaStats;
import io.velostream.schema.settings.AlertSettings;
import java.util.function.Supplier;

/**
 * Measures the hit rate in time windows, and publishes when it falls below its limit and when it is
 * above it again. A window with few lookups says nothing. Belongs to the background thread.
 */
final class HitRateMonitor {

  /** Fewer records and lookups than these are no measurement. */
  private static final long MIN_LOOKUPS = 100;

  private final AlertSettings settings;
  private final Supplier<SchemaStats> stats;
  private final SchemaListener listener;
  private boolean isStarted;
  private long windowStart;
  private long hitsBefore;
  private long missesBefore;
  private boolean isLow;

  HitRateMonitor(AlertSettings settings, Supplier<SchemaStats> stats, SchemaListener listener) {
    this.settings = settings;
    this.stats = stats;
    this.listener = listener;
  }

  /** Measures the window if it has ended; returns the number of published events. */
  int runOnce(long nowNanos) {
    if (!settings.measuresHitRate()
        || (isStarted && nowNanos - windowStart < settings.hitRateWindow().toNanos())) {
      return 0;
    }
    SchemaStats now = stats.get();
    long hits = now.hits() - hitsBefore;
    long lookups = hits + now.misses() - missesBefore;
    boolean isMeasured = isStarted && lookups >= MIN_LOOKUPS;
    isStarted = true;
    windowStart = nowNanos;
    hitsBefore = now.hits();
    missesBefore = now.misses();
    return isMeasured ? publish((double) hits / lookups, lookups) : 0;
  }

  private int publish(double hitRate, long lookups) {
    boolean isLowNow = hitRate < settings.minHitRate();
    if (isLowNow == isLow) {
      return 0;
    }
    isLow = isLowNow;
    listener.onEvent(
        new SchemaEvent.HitRateChanged(isLowNow, hitRate, settings.minHitRate(), lookups));
    return 1;
  }
}
