// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.verdict;

import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaFormat;

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
   * Whether schemas of a type are compared as their own format does it: {@link
   * SchemaFormat#incompatibilities} of Avro or JSON Schema. Then the verdicts on many schemas that
   * refer to the same ones can be found together. The default is that nothing is known.
   *
   * @param type the schema type
   */
  default boolean isFormatCompatibility(String type) {
    return false;
  }
}
