// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.SchemaResource;
import java.util.IdentityHashMap;
import org.apache.kafka.connect.errors.DataException;

/** The targets of references within and between the documents of a schema. Immutable. */
final class JsonReferences {

  private static final String REFERENCE = "$ref";

  private final IdentityHashMap<JsonNode, JsonNode> targets = new IdentityHashMap<>();

  JsonReferences(SchemaClosure closure) {
    add(closure, closure.root());
    closure.dependencies().forEach(each -> add(closure, each));
  }

  private void add(SchemaClosure closure, SchemaResource document) {
    for (SchemaResource.Reference each : document.references()) {
      JsonNode target = each.keyword().equals(REFERENCE) ? closure.target(each) : null;
      if (target != null) {
        targets.put(each.owner(), target);
      }
    }
  }

  /** Whether a schema refers to another. */
  boolean isReference(JsonNode schema) {
    return schema.path(REFERENCE).isTextual();
  }

  /**
   * The schema that one refers to.
   *
   * @throws DataException if it is not known
   */
  JsonNode target(JsonNode schema) {
    JsonNode target = targets.get(schema);
    if (target == null) {
      throw new DataException(
          "the reference " + schema.path(REFERENCE).asText() + " leads to nothing");
    }
    return target;
  }
}
