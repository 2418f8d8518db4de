// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.value;

import io.velostream.schema.json.schema.JsonSchema;
import java.util.Objects;

/**
 * A value and the schema to write it in, for values that have none of their own, such as trees and
 * maps. Serializers take it in place of the value; only the value goes on the wire.
 *
 * @param schema the schema that is registered or looked up
 * @param value a tree, a map, or anything else that Jackson writes
 */
public record JsonWithSchema(JsonSchema schema, Object value) {

  public JsonWithSchema {
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(value, "value");
  }
}
