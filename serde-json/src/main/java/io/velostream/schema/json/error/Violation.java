// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.error;

import io.velostream.schema.json.document.Excerpt;
import io.velostream.schema.model.InvalidValueException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a value does not fit its schema.
 *
 * @param instance where in the value, as a JSON Pointer
 * @param keyword the keyword of the schema that refuses it
 * @param schema where in the schema
 * @param property the property that is missing or not wanted; null for other keywords
 * @param value the value refused; null unless values are to be shown
 * @param reason what the value would have to be; empty when that is not known
 */
public record Violation(
    String instance,
    String keyword,
    String schema,
    @Nullable String property,
    @Nullable String value,
    String reason) {

  /** Violations that a message lists. */
  public static final int MAX_LISTED = 10;

  @Override
  public String toString() {
    return (instance.isEmpty() ? "the value itself" : Excerpt.of(instance))
        + " fails "
        + keyword
        + (property == null ? "" : " of " + Excerpt.of(property))
        + " (schema "
        + Excerpt.of(schema)
        + ")"
        + (value == null ? "" : " with value " + Excerpt.of(value))
        + (reason.isEmpty() ? "" : ": " + reason);
  }

  /**
   * Violations of one value.
   *
   * @param first those to be shown
   * @param count how many were found
   * @param isComplete whether there are no more than that
   */
  public record Listed(List<Violation> first, int count, boolean isComplete) {}

  /** The exception that lists violations. */
  public static InvalidValueException exception(Listed listed) {
    String text = listed.first.stream().map(Violation::toString).collect(Collectors.joining("; "));
    int more = listed.count - listed.first.size();
    String rest = more == 0 ? "" : "; and " + more + " more";
    String cut =
        listed.isComplete
            ? ""
            : (text.isEmpty() ? "" : "; ")
                + "not all of it was looked at, which would take too long";
    return new InvalidValueException(
        "the value does not fit its schema: " + text + rest + cut, null);
  }
}
