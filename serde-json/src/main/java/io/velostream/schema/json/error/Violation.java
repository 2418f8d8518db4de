// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.error;

import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.text.Excerpt;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A violation of a schema by a value.
 *
 * @param instance the JSON Pointer of the value
 * @param keyword the violated keyword
 * @param schema the location of the keyword in the schema
 * @param property the missing or disallowed property; null for other keywords
 * @param value the invalid value; null unless values may be shown
 * @param reason what the keyword requires; empty when it is unknown
 */
public record Violation(
    String instance,
    String keyword,
    String schema,
    @Nullable String property,
    @Nullable String value,
    String reason) {

  /** Maximum number of violations in a message. */
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
   * The violations of a value.
   *
   * @param first the violations to show
   * @param count the number of violations found
   * @param isComplete whether all violations were found
   */
  public record Listed(List<Violation> first, int count, boolean isComplete) {}

  /** Creates the exception that lists violations. */
  public static InvalidValueException exception(Listed listed) {
    String text = listed.first.stream().map(Violation::toString).collect(Collectors.joining("; "));
    int more = listed.count - listed.first.size();
    String rest = more == 0 ? "" : "; and " + more + " more";
    String cut =
        listed.isComplete
            ? ""
            : (text.isEmpty() ? "" : "; ")
                + "the list is incomplete, because validation would take too long";
    return new InvalidValueException(
        "the value does not fit its schema: " + text + rest + cut, null);
  }
}
