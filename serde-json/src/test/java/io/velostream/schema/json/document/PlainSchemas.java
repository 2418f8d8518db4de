// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a closure's schemas as the validator library expects them: identifiers and references as
 * normalized URIs, {@code $schema} as drafts that are known, and no identifiers of other drafts.
 */
public final class PlainSchemas {

  private final SchemaClosure closure;

  private PlainSchemas(SchemaClosure closure) {
    this.closure = closure;
  }

  /** Changes the documents of a closure. */
  public static void rewrite(SchemaClosure closure) {
    new PlainSchemas(closure).rewrite();
  }

  private void rewrite() {
    List<SchemaResource> documents = new ArrayList<>(closure.dependencies());
    documents.add(closure.root());
    for (SchemaResource document : documents) {
      document.references().forEach(each -> rewrite(document, each));
      document
          .bases()
          .forEach(
              (schema, base) -> {
                if (schema instanceof ObjectNode object) {
                  rewrite(document, object, base);
                }
              });
      if (document.root() instanceof ObjectNode root
          && closure.customMetaSchema(document) == null) {
        root.put("$schema", document.draft().uri());
      }
    }
  }

  private static void rewrite(SchemaResource document, SchemaResource.Reference reference) {
    String text = reference.owner().path(reference.keyword()).asText();
    String fragment = Uris.fragment(text);
    String encoded = fragment.isEmpty() ? "" : "#" + Uris.encoded(fragment.substring(1));
    String uri = reference.target();
    if (Uris.withoutFragment(text).isEmpty()) {
      reference.owner().put(reference.keyword(), encoded);
    } else if (document.resources().containsKey(uri)) {
      reference.owner().put(reference.keyword(), uri + encoded);
    } else {
      reference.owner().put(reference.keyword(), Uris.withoutFragment(text) + encoded);
    }
  }

  private void rewrite(SchemaResource document, ObjectNode schema, String base) {
    Draft draft = document.draft();
    schema.remove(draft == Draft.DRAFT_4 ? "$id" : "id");
    Draft named = Draft.declaredBy(schema);
    if (named != null) {
      schema.put("$schema", named.uri());
    } else if (!hasDraft(schema)) {
      schema.remove("$schema");
    }
    String id = schema.path(draft.idKeyword()).textValue();
    boolean isHidden = draft.refHidesSiblings() && schema.path("$ref").isTextual();
    if (id != null && !isHidden && Uris.fragment(id).length() < 2 && !id.startsWith("#")) {
      schema.put(draft.idKeyword(), base);
    }
  }

  /** Whether what {@code $schema} of some schema names is itself part of the closure. */
  private boolean hasDraft(JsonNode schema) {
    String draft = schema.path("$schema").textValue();
    return draft != null && closure.schema(Uris.normalized(Uris.withoutFragment(draft))) != null;
  }
}
