// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

import java.util.Set;

/**
 * Listens to events. Called on the thread that publishes the event, so it must be fast and must not
 * throw; exceptions are logged and ignored. A listener that a configuration names is called on a
 * thread of its own instead, one event at a time.
 */
@FunctionalInterface
public interface SchemaListener {

  /** Called for each event. */
  void onEvent(SchemaEvent event);

  /**
   * The number of events that were lost: from a queue that was full, by an exception, or on the way
   * to a receiver that did not take them. Any thread may ask.
   */
  default long dropped() {
    return 0;
  }

  /**
   * The names of the options that it takes, if it is configured by name, without their prefix. A
   * name that ends with a dot stands for all options that start with it. Options that no listener
   * of a configuration takes are logged as unknown.
   *
   * @return empty if it takes none, or does not say which
   */
  default Set<String> optionNames() {
    return Set.of();
  }

  /** Returns a listener that ignores all events. */
  static SchemaListener none() {
    return event -> {};
  }
}
