// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;

/** Validates values, for whoever needs the verdict on a schema that refers to nothing. */
public interface Validators {

  /** Whether values fit one schema. */
  interface Verdict {

    /**
     * Whether a value fits.
     *
     * @param budget what finding out is taken from
     */
    boolean admits(JsonNode value, StepBudget budget);
  }

  /**
   * The verdict on values.
   *
   * @param maxRegexSteps what one match of a pattern may cost
   */
  Verdict of(JsonNode schema, int maxRegexSteps);
}
