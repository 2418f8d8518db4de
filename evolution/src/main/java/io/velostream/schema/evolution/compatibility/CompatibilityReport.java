// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.compatibility;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Whether a new schema is compatible with earlier versions.
 *
 * @param level what was demanded
 * @param versions the versions that it was compared with, oldest first
 * @param reasons why it is not compatible, in the words of the format, by version; empty if it is
 * @param differences the same as differences of the schemas. Where the format says only that a
 *     branch of a union does not fit, these name each field inside. Empty if it is compatible
 */
public record CompatibilityReport(
    CompatibilityLevel level,
    List<Integer> versions,
    List<CompatibilityReason> reasons,
    List<BreakingDifference> differences) {

  public CompatibilityReport {
    Objects.requireNonNull(level, "level");
    versions = List.copyOf(versions);
    reasons = List.copyOf(reasons);
    differences = List.copyOf(differences);
  }

  /** Whether nothing stands against the new schema. */
  public boolean isCompatible() {
    return reasons.isEmpty();
  }

  /** Whether all that stands against it are constructs that were not compared. */
  public boolean isUndecided() {
    return !isCompatible() && reasons.stream().allMatch(CompatibilityReason::isUndecided);
  }

  /**
   * Why the new schema is not compatible, for people: each difference once, and what could not be
   * compared; in the words of the format only what no difference explains.
   */
  public List<String> sentences() {
    Set<String> sentences = new LinkedHashSet<>();
    differences.forEach(each -> sentences.add(each.sentence()));
    for (CompatibilityReason each : reasons) {
      if (each.isUndecided() || !isExplained(each)) {
        sentences.add(each.sentence());
      }
    }
    return List.copyOf(sentences);
  }

  private boolean isExplained(CompatibilityReason reason) {
    return differences.stream()
        .anyMatch(
            each -> each.version() == reason.version() && each.direction() == reason.direction());
  }
}
