// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A pair of schemas, compared by identity, because equal texts may refer to different schemas.
 *
 * @param writer the conjunction of the writer's schemas
 */
record SchemaPair(List<Identity> writer, Identity reader) {

  SchemaPair(List<JsonNode> writer, JsonNode reader) {
    this(identities(writer), new Identity(reader));
  }

  private static List<Identity> identities(List<JsonNode> schemas) {
    if (schemas.size() == 1) {
      return List.of(new Identity(schemas.get(0)));
    }
    List<Identity> identities = new ArrayList<>(schemas.size());
    for (JsonNode each : schemas) {
      identities.add(new Identity(each));
    }
    return identities;
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
