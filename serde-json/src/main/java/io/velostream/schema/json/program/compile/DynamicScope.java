// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.document.SchemaResource.DynamicAnchor;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dynamic scope of a schema: for each ambiguous dynamic anchor, the outermost resource on the
 * path that declares it. Two paths with the same scope are equivalent. Immutable.
 */
record DynamicScope(Map<String, Declared> outermost) {

  static final DynamicScope EMPTY = new DynamicScope(Map.of());

  /** The declaration of an anchor, compared by identity. */
  private record Declared(ObjectNode schema) {

    @Override
    @SuppressWarnings("ReferenceEquality") // equal texts may be in different resources
    public boolean equals(Object other) {
      return other instanceof Declared declared && declared.schema == schema;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(schema);
    }
  }

  /** Returns the scope inside a resource that declares anchors. */
  DynamicScope entering(Collection<DynamicAnchor> anchors) {
    Map<String, Declared> more = null;
    for (DynamicAnchor anchor : anchors) {
      if (!outermost.containsKey(anchor.name())) {
        more = more == null ? new HashMap<>(outermost) : more;
        more.put(anchor.name(), new Declared(anchor.schema()));
      }
    }
    return more == null ? this : new DynamicScope(Map.copyOf(more));
  }

  /** Returns the schema of an anchor; null when no resource on the path declares it. */
  @Nullable JsonNode find(String anchor) {
    Declared declared = outermost.get(anchor);
    return declared == null ? null : declared.schema;
  }
}
