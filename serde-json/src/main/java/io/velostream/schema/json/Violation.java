// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import org.jspecify.annotations.Nullable;

/**
 * One way in which a value does not fit its schema.
 *
 * @param instance where in the value, as a JSON Pointer
 * @param keyword the keyword of the schema that refuses it
 * @param schema where in the schema
 * @param property the property that is missing or not wanted; null for other keywords
 * @param value the value refused; null unless values are to be shown
 */
record Violation(
    String instance,
    String keyword,
    String schema,
    @Nullable String property,
    @Nullable String value) {

  private static final int MAX_CHARACTERS = 200;

  @Override
  public String toString() {
    return (instance.isEmpty() ? "the value itself" : shortened(instance))
        + " fails "
        + keyword
        + (property == null ? "" : " of " + shortened(property))
        + " (schema "
        + shortened(schema)
        + ")"
        + (value == null ? "" : " with value " + shortened(value));
  }

  /** A text cut to what a log line bears. */
  static String shortened(String text) {
    return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…";
  }
}
