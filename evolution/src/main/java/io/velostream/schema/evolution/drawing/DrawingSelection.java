// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

import io.velostream.schema.evolution.impact.Impact;
import io.velostream.schema.evolution.source.SubjectPattern;
import org.jspecify.annotations.Nullable;

/**
 * What a drawing shows. Immutable.
 *
 * @param pattern the subjects from which references are followed
 * @param hasAllVersions whether all versions of these subjects are drawn, or the newest one only
 * @param hasDependents whether the schemas that depend on these are drawn too
 * @param maxDepth the most references that are followed from a selected schema, in each direction;
 *     0 for the selected schemas only
 * @param impact the change whose impact is drawn in orange; null for none. Its dependents are drawn
 *     even if they are not selected
 */
public record DrawingSelection(
    SubjectPattern pattern,
    boolean hasAllVersions,
    boolean hasDependents,
    int maxDepth,
    @Nullable Impact impact) {

  public DrawingSelection {
    if (maxDepth < 0) {
      throw new IllegalArgumentException(
          "the depth of a drawing counts from 0, but this is " + maxDepth);
    }
  }

  /** The newest versions of matching subjects, and all that they refer to. */
  public static DrawingSelection of(SubjectPattern pattern) {
    return new DrawingSelection(pattern, false, false, Integer.MAX_VALUE, null);
  }

  /** A changed schema with the dependents that the change touches, in orange. */
  public static DrawingSelection of(Impact impact) {
    return new DrawingSelection(
        new SubjectPattern(impact.from().subject().qualified()), false, false, 0, impact);
  }

  /** A copy that draws all versions of the selected subjects. */
  public DrawingSelection withAllVersions() {
    return new DrawingSelection(pattern, true, hasDependents, maxDepth, impact);
  }

  /** A copy that draws dependents too. */
  public DrawingSelection withDependents() {
    return new DrawingSelection(pattern, hasAllVersions, true, maxDepth, impact);
  }

  /** A copy that follows at most this many references from a selected schema. */
  public DrawingSelection withMaxDepth(int depth) {
    return new DrawingSelection(pattern, hasAllVersions, hasDependents, depth, impact);
  }

  /** A copy that draws the impact of a change. */
  public DrawingSelection withImpact(Impact change) {
    return new DrawingSelection(pattern, hasAllVersions, hasDependents, maxDepth, change);
  }
}
