// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program.compile;

import io.velostream.schema.json.document.StepBudget;
import io.velostream.schema.model.InvalidSchemaException;

/** The step budget for compiling one schema. It limits time and memory. */
final class CompileBudget implements StepBudget {

  private static final long MAX_STEPS = 10_000_000;

  private long remaining = MAX_STEPS;

  @Override
  public void spend(long steps) {
    remaining -= steps;
    if (remaining < 0) {
      throw new InvalidSchemaException(
          "the schema takes more than "
              + MAX_STEPS
              + " steps to be compiled, because its schemas apply to the same values many times;"
              + " simplify it");
    }
  }
}
