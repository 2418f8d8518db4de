// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.outage;

import io.velostream.schema.event.SchemaStats;

/**
 * Tells from the counters whether the newest version is served stale: calls have failed since it
 * was last read. Belongs to one thread.
 */
final class Freshness {

  private long refreshes;
  private long failuresThen;
  private boolean isStale;
  private long servedStale;

  /** Takes the counters as they are now, and the records handled since the last time. */
  void observe(SchemaStats stats, long records) {
    if (stats.refreshes() > refreshes) {
      refreshes = stats.refreshes();
      failuresThen = stats.registryFailures();
    }
    isStale = stats.registryFailures() > failuresThen;
    servedStale += isStale ? records : 0;
  }

  boolean isStale() {
    return isStale;
  }

  /** How many records were handled while the newest version was stale. */
  long servedStale() {
    return servedStale;
  }
}
