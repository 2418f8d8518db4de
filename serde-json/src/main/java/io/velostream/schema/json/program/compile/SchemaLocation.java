// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.Draft;

/**
 * A schema with its draft and dynamic scope.
 *
 * @param draft the draft of the schema
 * @param scope the dynamic scope of the path to the schema
 */
record SchemaLocation(JsonNode schema, Draft draft, DynamicScope scope) {

  /** Returns the location of a subschema. */
  SchemaLocation within(JsonNode child) {
    return new SchemaLocation(child, draft, scope);
  }
}
