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
 * What the resources on the way to a schema make of dynamic references: the outermost that declares
 * an anchor has a say, for each anchor of which there are several. Two ways to a schema that agree
 * in this are the same to it. Immutable.
 */
record DynamicScope(Map<String, Declared> outermost) {

  static final DynamicScope EMPTY = new DynamicScope(Map.of());

  /** Where an anchor is declared, told apart by identity. */
  private record Declared(ObjectNode schema) {

    @Override
    @SuppressWarnings("ReferenceEquality") // equal texts may stand in different places
    public boolean equals(Object other) {
      return other instanceof Declared declared && declared.schema == schema;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(schema);
    }
  }

  /** The scope within a resource that declares anchors. */
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

  /** The schema that an anchor stands for; null when nothing on the way has declared it. */
  @Nullable JsonNode find(String anchor) {
    Declared declared = outermost.get(anchor);
    return declared == null ? null : declared.schema;
  }
}
