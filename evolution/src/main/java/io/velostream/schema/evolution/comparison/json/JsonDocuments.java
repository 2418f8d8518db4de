// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.SchemaResource;
import io.velostream.schema.json.document.SchemaResource.Reference;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SubjectVersion;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents of one JSON Schema: what its references lead to, and which text a part is in. */
public final class JsonDocuments {

  private final SchemaClosure closure;
  private final IdentityHashMap<JsonNode, Reference> references = new IdentityHashMap<>();
  private final IdentityHashMap<JsonNode, SchemaResource> holders = new IdentityHashMap<>();
  private final Map<String, SubjectVersion> versions = new HashMap<>();

  /**
   * Indexes the documents of a schema.
   *
   * @param schema the parsed schema
   * @param resolved what it was parsed from
   */
  public JsonDocuments(JsonSchema schema, ResolvedSchema resolved) {
    this.closure = schema.closure();
    resolved
        .dependencies()
        .forEach(each -> versions.put(each.subjectVersion().toString(), each.subjectVersion()));
    add(closure.root());
    closure.dependencies().forEach(this::add);
  }

  private void add(SchemaResource document) {
    for (Reference reference : document.references()) {
      if (reference.keyword().equals(Keyword.REF)) {
        references.put(reference.owner(), reference);
      }
    }
    document.bases().keySet().forEach(schema -> holders.put(schema, document));
  }

  JsonNode root() {
    return closure.root().root();
  }

  /** The target of {@code $ref}; null if there is none, or if it is outside of the closure. */
  @Nullable JsonNode target(JsonNode schema) {
    Reference reference = references.get(schema);
    return reference == null ? null : closure.target(reference);
  }

  /** The referenced schema that a part belongs to; null for the root, and for derived parts. */
  @Nullable SubjectVersion text(JsonNode schema) {
    SchemaResource holder = holders.get(schema);
    return holder == null ? null : versions.get(holder.name());
  }

  /** Whether the draft of a part ignores what is beside {@code $ref}. */
  boolean hidesSiblings(JsonNode schema) {
    SchemaResource holder = holders.get(schema);
    Draft draft = (holder == null ? closure.root() : holder).draft();
    return draft.refHidesSiblings();
  }
}
