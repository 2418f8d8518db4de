// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

/** Where events go. For one thread at a time; an interrupt ends the attempts. */
interface EventSink {

  /** What became of an event. */
  enum Result {
    DELIVERED,
    /** It can never be delivered. */
    REFUSED,
    /** It may be delivered later. */
    FAILED
  }

  /**
   * Delivers an event.
   *
   * @param isLast whether the program ends: no time is spent on further attempts
   */
  Result send(String event, boolean isLast);
}
