// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

/**
 * Hears of events. Called on the thread on which they happen, so it must be quick and must not
 * throw; what it throws is logged and dropped.
 */
@FunctionalInterface
public interface SchemaListener {

  /** Takes note of {@code event}. */
  void onEvent(SchemaEvent event);

  /** A listener that takes no note. */
  static SchemaListener none() {
    return event -> {};
  }
}
