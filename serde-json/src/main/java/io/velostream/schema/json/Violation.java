// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import io.velostream.schema.json.document.Excerpt;
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

  @Override
  public String toString() {
    return (instance.isEmpty() ? "the value itself" : Excerpt.of(instance))
        + " fails "
        + keyword
        + (property == null ? "" : " of " + Excerpt.of(property))
        + " (schema "
        + Excerpt.of(schema)
        + ")"
        + (value == null ? "" : " with value " + Excerpt.of(value));
  }
}
