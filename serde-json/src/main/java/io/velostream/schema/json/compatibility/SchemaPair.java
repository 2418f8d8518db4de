// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A pair of schemas, compared by identity, because equal texts may refer to different schemas.
 *
 * @param writer the conjunction of the writer's schemas
 */
record SchemaPair(List<Identity> writer, Identity reader) {

  SchemaPair(List<JsonNode> writer, JsonNode reader) {
    this(writer.stream().map(Identity::new).toList(), new Identity(reader));
  }

  record Identity(JsonNode node) {

    @Override
    @SuppressWarnings("ReferenceEquality") // identity semantics
    public boolean equals(Object other) {
      return other instanceof Identity same && same.node == node;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(node);
    }
  }
}
