// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

/**
 * Listens to events. Called on the thread that publishes the event, so it must be fast and must not
 * throw; exceptions are logged and ignored.
 */
@FunctionalInterface
public interface SchemaListener {

  /** Called for each event. */
  void onEvent(SchemaEvent event);

  /** Returns a listener that ignores all events. */
  static SchemaListener none() {
    return event -> {};
  }
}
