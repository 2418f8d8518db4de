// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.value;

import io.velostream.schema.json.schema.JsonSchema;
import java.util.Objects;

/**
 * A value with its schema, for values that have no schema of their own, such as trees and maps.
 * Serializers accept it in place of the value; only the value is written.
 *
 * @param schema the schema to register or look up
 * @param value a tree, a map, or anything else that Jackson writes
 */
public record JsonWithSchema(JsonSchema schema, Object value) {

  public JsonWithSchema {
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(value, "value");
  }
}
