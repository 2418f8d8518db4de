// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe;

import io.velostream.schema.event.SchemaEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator is told about an event.
 *
 * @param kind the kind in lower case: {@code registry-unavailable}
 * @param severity how urgent it is
 * @param source what it is about, such as a subject or a URL; alerts of one kind and source repeat
 *     each other
 * @param message one sentence, without record data and secrets
 * @param details further facts by name
 */
public record Alert(
    String kind, Severity severity, String source, String message, Map<String, Object> details) {

  public Alert {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** How urgent an alert is. */
  public enum Severity {
    /** A problem has ended. */
    RECOVERY,
    /** To be looked at in time. */
    WARNING,
    /** Records are lost to their readers, or data is at risk. */
    CRITICAL
  }

  /**
   * The alert of an event; null if the event is normal operation.
   *
   * @param event any event of a resolver
   */
  public static @Nullable Alert of(SchemaEvent event) {
    return Alerts.of(event);
  }
}
