// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what belongs to a step. */
final class StepBuilder {

  private final Operation operation;
  private final String title;
  private final List<String> details = new ArrayList<>();
  private final List<String> checks = new ArrayList<>();
  private final Set<String> reasons = new LinkedHashSet<>();
  private boolean isReversible = true;
  private String reversal = "";
  private Risk risk = Risk.LOW;
  private @Nullable Duration duration = Duration.ZERO;

  StepBuilder(Operation operation, String title) {
    this.operation = operation;
    this.title = title;
  }

  StepBuilder detail(String detail) {
    details.add(detail);
    return this;
  }

  StepBuilder check(String check) {
    checks.add(check);
    return this;
  }

  StepBuilder risk(Risk level, String reason) {
    risk = risk.or(level);
    reasons.add(reason);
    return this;
  }

  StepBuilder reversible(String how) {
    isReversible = true;
    reversal = how;
    return this;
  }

  StepBuilder irreversible(String why) {
    isReversible = false;
    reversal = why;
    return this;
  }

  StepBuilder takes(@Nullable Duration estimate) {
    duration = estimate;
    return this;
  }

  MigrationStep build() {
    return new MigrationStep(
        operation,
        title,
        details,
        isReversible,
        reversal,
        checks,
        risk,
        List.copyOf(reasons),
        duration);
  }
}
