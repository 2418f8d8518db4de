// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.history;

import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.model.ResolvedSchema;
import java.util.List;

/**
 * Describes what differs between two versions. Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface StepDescriber {

  /** Describes nothing. */
  StepDescriber NONE = (before, after) -> List.of();

  /**
   * Describes the differences of two versions.
   *
   * @param before the older version with its references
   * @param after the newer version with its references
   * @return the differences
   */
  List<SchemaDifference> describe(ResolvedSchema before, ResolvedSchema after);
}
