// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.compatibility;

import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.model.Incompatibility;
import java.util.Objects;

/**
 * One reason why a new schema is not compatible with an earlier version.
 *
 * @param version the earlier version
 * @param direction which of the two cannot read the other's data
 * @param incompatibility where in the reader's schema, and why
 */
public record CompatibilityReason(
    int version, Direction direction, Incompatibility incompatibility) {

  private static final String CANNOT_TELL = "cannot tell: ";

  public CompatibilityReason {
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(incompatibility, "incompatibility");
  }

  /** Where in the reader's schema, as a JSON Pointer; empty for the root. */
  public String path() {
    return incompatibility.path();
  }

  /** Whether the schemas may be compatible all the same, because a construct was not compared. */
  public boolean isUndecided() {
    return incompatibility.reason().startsWith(CANNOT_TELL);
  }

  /** The reason in plain English, without a full stop. */
  public String sentence() {
    return start(direction, version) + incompatibility;
  }

  /** Who cannot read what, with a colon. */
  static String start(Direction direction, int version) {
    return (direction == Direction.BACKWARD
            ? "The new schema cannot read data of version " + version
            : "Version " + version + " cannot read data of the new schema")
        + ": ";
  }
}
