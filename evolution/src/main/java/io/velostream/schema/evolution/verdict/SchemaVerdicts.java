// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.verdict;

import io.velostream.schema.model.ResolvedSchema;

/**
 * Decides whether two schemas read each other's data. Implementations are safe for use by many
 * threads.
 */
@FunctionalInterface
public interface SchemaVerdicts {

  /**
   * Compares two schemas in both directions.
   *
   * @param before the older schema with its references
   * @param after the newer schema with its references
   * @return the verdict; {@link Verdict#unknown} where they cannot be compared
   */
  Verdict compare(ResolvedSchema before, ResolvedSchema after);

  /**
   * Whether Avro schemas are compared as Avro's own compatibility check does it. Then the verdicts
   * on many schemas that use the same types can be found together. The default is that nothing is
   * known.
   */
  default boolean isAvroCompatibility() {
    return false;
  }
}
