// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;

/** The validator library, for whoever needs its verdict on a schema that refers to nothing. */
public interface Validators {

  /**
   * Whether values fit a schema.
   *
   * @param maxRegexSteps what one match of a pattern may cost
   */
  Predicate<JsonNode> of(JsonNode schema, int maxRegexSteps);
}
