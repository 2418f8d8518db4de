// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

/** A budget of steps for a computation. A step is about one comparison. */
public interface StepBudget {

  /** The number of characters that a pattern reads in one step. */
  int CHARACTERS_PER_STEP = 4;

  /**
   * Spends steps.
   *
   * @throws io.velostream.schema.model.SchemaException when the budget is exhausted, naming the
   *     limit and what to do
   */
  void spend(long steps);
}
