// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

/** What a piece of work may still cost; each step is about one comparison. */
public interface StepBudget {

  /** Characters that a pattern reads in the time of one step. */
  int CHARACTERS_EACH = 4;

  /**
   * Takes steps away.
   *
   * @throws io.velostream.schema.model.SchemaException when that many are not left, saying what is
   *     too much work and what to do
   */
  void spend(long steps);
}
