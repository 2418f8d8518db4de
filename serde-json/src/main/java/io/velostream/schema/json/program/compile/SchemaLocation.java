// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.Draft;

/**
 * A schema as some way leads to it.
 *
 * @param draft what it is written in
 * @param scope what the way has come through
 */
record SchemaLocation(JsonNode schema, Draft draft, DynamicScope scope) {

  /** A schema that stands within this one. */
  SchemaLocation within(JsonNode child) {
    return new SchemaLocation(child, draft, scope);
  }
}
