// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.metrics;

/**
 * Publishes metric groups to a monitoring system. Called by one thread at a time, when a group is
 * registered or removed, so it must be fast; exceptions are logged and ignored.
 */
public interface MetricExporter {

  /** Called for each group that is registered, also for those before the exporter was added. */
  void added(MetricGroup group);

  /** Called for each group that is no longer registered. */
  void removed(MetricGroup group);
}
