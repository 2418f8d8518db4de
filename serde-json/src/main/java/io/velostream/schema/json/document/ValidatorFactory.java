// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;

/** Creates validators of schemas without external references. */
public interface ValidatorFactory {

  /** Validates values against one schema. */
  interface Validator {

    /**
     * Whether a value is valid.
     *
     * @param budget the budget that the steps are taken from
     */
    boolean admits(JsonNode value, StepBudget budget);
  }

  /**
   * Creates a validator.
   *
   * @param maxRegexSteps maximum number of steps to match one pattern
   */
  Validator of(JsonNode schema, int maxRegexSteps);
}
