// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.compatibility;

import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.evolution.difference.SchemaDifference;
import java.util.Objects;

/**
 * A difference that makes a new schema incompatible with an earlier version.
 *
 * @param version the earlier version
 * @param direction which of the two cannot read the other's data
 * @param difference what differs, from the earlier version to the new schema
 */
public record BreakingDifference(int version, Direction direction, SchemaDifference difference) {

  public BreakingDifference {
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(difference, "difference");
  }

  /** The difference in plain English, with who cannot read what, without a full stop. */
  public String sentence() {
    return CompatibilityReason.start(direction, version) + difference.sentence();
  }
}
