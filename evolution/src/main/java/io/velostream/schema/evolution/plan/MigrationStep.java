// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.plan;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of a migration plan. Immutable.
 *
 * @param operation what it does
 * @param title what it does, in one line
 * @param details the parts of the step, in order
 * @param isReversible whether it can be undone without loss
 * @param reversal how it is undone, or why it cannot be
 * @param checks what to check before the next step
 * @param risk how much can go wrong
 * @param reasons why the risk is not lower; empty for {@link Risk#LOW}
 * @param duration the estimate; null if the rates for it are not known
 */
public record MigrationStep(
    Operation operation,
    String title,
    List<String> details,
    boolean isReversible,
    String reversal,
    List<String> checks,
    Risk risk,
    List<String> reasons,
    @Nullable Duration duration) {

  public MigrationStep {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(reversal, "reversal");
    Objects.requireNonNull(risk, "risk");
    details = List.copyOf(details);
    checks = List.copyOf(checks);
    reasons = List.copyOf(reasons);
  }
}
