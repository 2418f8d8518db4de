// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;

/**
 * Validation of values in one schema.
 *
 * @param reader reads trees
 * @param validator the schema
 * @param showsValues whether messages may hold values
 */
record ValueCheck(ObjectReader reader, SchemaValidator validator, boolean showsValues) {

  /** Refuses a tree that does not fit. */
  void check(JsonNode tree) {
    validator.check(tree, showsValues);
  }
}
