// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.difference;

import io.velostream.schema.model.SubjectVersion;
import org.jspecify.annotations.Nullable;

/**
 * One reference on the way from a schema to a difference inside a schema that it refers to.
 *
 * @param name the name of the reference in the referring text
 * @param before its target in the old schema; null if the old schema does not have it
 * @param after its target in the new schema; null if the new schema does not have it
 */
public record ReferenceStep(
    String name, @Nullable SubjectVersion before, @Nullable SubjectVersion after) {

  @Override
  public String toString() {
    if (before == null || before.equals(after)) {
      return String.valueOf(after);
    }
    if (after == null) {
      return String.valueOf(before);
    }
    return before.subject().equals(after.subject())
        ? before + " to " + after.version()
        : before + " to " + after;
  }
}
