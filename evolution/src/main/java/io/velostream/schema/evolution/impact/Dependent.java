// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import io.velostream.schema.evolution.source.DependencyGraph;
import io.velostream.schema.evolution.verdict.Verdict;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SubjectVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schema that depends on the changed one.
 *
 * @param at its subject and version
 * @param id its id; null if unknown
 * @param isNewest whether it is the newest version of its subject
 * @param distance the number of references on the shortest path to the changed schema, from 1
 * @param registrations how many schemas on a path must be registered again, with a reference to the
 *     new version, before the change reaches this one: the number of pinned references on the path
 *     that has the fewest
 * @param via its references that lead to the changed schema; all paths begin with one of them
 * @param verdict whether the schema with the new version reads data of itself with the old one, and
 *     the other way round
 */
public record Dependent(
    SubjectVersion at,
    @Nullable SchemaId id,
    boolean isNewest,
    int distance,
    int registrations,
    List<DependencyGraph.Edge> via,
    Verdict verdict) {

  public Dependent {
    via = List.copyOf(via);
  }

  /**
   * Whether the change reaches this schema as soon as the new version is registered, because each
   * reference on some path follows the newest version.
   */
  public boolean isTouchedAtOnce() {
    return registrations == 0;
  }
}
