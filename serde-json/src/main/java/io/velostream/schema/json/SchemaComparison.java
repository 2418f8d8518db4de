// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import io.velostream.schema.model.Incompatibility;
import java.util.List;
final class SchemaComparison {
  static List<Incompatibility> compare(JsonSchema reader, JsonSchema writer) {
    return List.of();
  }
}
