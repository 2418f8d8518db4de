// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import io.velostream.schema.evolution.compatibility.BreakingDifference;
import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import io.velostream.schema.evolution.compatibility.CompatibilityReason;
import io.velostream.schema.evolution.compatibility.CompatibilityReport;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The result of a check of compatibility.
 *
 * @param schema what was checked
 * @param report the result
 */
record CheckResult(LocalSchema schema, CompatibilityReport report) {

  boolean isCompatible() {
    return report.isCompatible();
  }

  /** One sentence. */
  String summary() {
    String level = " (" + report.level() + ")";
    if (report.isUndecided()) {
      return "Cannot tell whether " + schema.file() + " is compatible with " + versions() + level;
    }
    if (!isCompatible()) {
      return schema.file() + " is not compatible with " + versions() + level;
    }
    if (report.level() == CompatibilityLevel.NONE) {
      return schema.file() + " is not compared with versions of " + schema.subject() + level;
    }
    return report.versions().isEmpty()
        ? schema.file() + " has nothing to be compatible with in " + schema.subject() + level
        : schema.file() + " is compatible with " + versions() + level;
  }

  /** Every reason in the words of the schema language, and then every change that breaks. */
  List<String> reasons() {
    Set<String> lines = new LinkedHashSet<>();
    for (CompatibilityReason reason : report.reasons()) {
      lines.add("  " + reason.sentence());
    }
    for (BreakingDifference breaking : report.differences()) {
      lines.add("  Since version " + breaking.version() + ": " + breaking.difference().sentence());
    }
    return List.copyOf(lines);
  }

  private String versions() {
    return (report.versions().size() == 1 ? "version " : "versions ")
        + report.versions().stream().map(String::valueOf).collect(Collectors.joining(", "))
        + " of "
        + schema.subject();
  }
}
