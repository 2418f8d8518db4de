// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import io.velostream.schema.json.document.StepBudget;

/** The step budget for comparing two schemas. */
final class ComparisonBudget implements StepBudget {

  private static final long MAX_STEPS = 3_000_000;

  private long remaining = MAX_STEPS;

  @Override
  public void spend(long steps) {
    remaining -= steps;
    if (remaining < 0) {
      throw new Spent();
    }
  }

  /** Aborts a comparison. Caught only at its entry point. */
  static final class Spent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Spent() {
      super("the schemas are too large to be compared", null, false, false);
    }
  }
}
