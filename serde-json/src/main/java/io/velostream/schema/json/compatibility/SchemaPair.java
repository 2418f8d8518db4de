// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Schemas under comparison, told apart by identity: equal texts may refer to different things.
 *
 * @param writer schemas that together describe what is written
 */
record SchemaPair(List<Identity> writer, Identity reader) {

  SchemaPair(List<JsonNode> writer, JsonNode reader) {
    this(writer.stream().map(Identity::new).toList(), new Identity(reader));
  }

  record Identity(JsonNode node) {

    @Override
    @SuppressWarnings("ReferenceEquality") // that is what it is for
    public boolean equals(Object other) {
      return other instanceof Identity same && same.node == node;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(node);
    }
  }
}
