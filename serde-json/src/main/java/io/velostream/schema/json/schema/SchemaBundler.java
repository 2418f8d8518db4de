// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.SchemaResource;

/**
 * Bundles a closure into a compound document (section 9.3 of JSON Schema 2020-12). Each referenced
 * schema is embedded in {@code $defs}, or {@code definitions} in older drafts, with its absolute
 * URI as {@code $id}. References, which are absolute in the closure, resolve to it.
 */
final class SchemaBundler {

  private final SchemaClosure closure;

  private SchemaBundler(SchemaClosure closure) {
    this.closure = closure;
  }

  static String of(SchemaClosure closure) {
    return SchemaTexts.print(new SchemaBundler(closure).document());
  }

  private JsonNode document() {
    SchemaResource root = closure.root();
    if (closure.dependencies().isEmpty() || !(root.root() instanceof ObjectNode)) {
      return root.root();
    }
    ObjectNode document = withoutHiddenSiblings(root);
    String keyword = root.draft().definitionsKeyword();
    ObjectNode definitions =
        document.path(keyword) instanceof ObjectNode there ? there : document.putObject(keyword);
    for (SchemaResource dependency : closure.dependencies()) {
      definitions.set(freeName(definitions, dependency), embedded(dependency, root.draft()));
    }
    return document;
  }

  private static String freeName(ObjectNode definitions, SchemaResource dependency) {
    String name = dependency.uri();
    while (definitions.has(name)) {
      name += "_";
    }
    return name;
  }

  private static ObjectNode embedded(SchemaResource dependency, Draft around) {
    ObjectNode schema = SchemaTexts.MAPPER.createObjectNode();
    JsonNode original = dependency.root();
    if (dependency.draft() != around && !original.has("$schema")) {
      schema.put("$schema", dependency.draft().uri());
    }
    schema.put(dependency.draft().idKeyword(), dependency.uri());
    if (original.isBoolean()) {
      if (!original.booleanValue()) {
        schema.putObject("not");
      }
      return schema;
    }
    ObjectNode rest = withoutHiddenSiblings(dependency);
    rest.remove(dependency.draft().idKeyword());
    schema.setAll(rest);
    return schema;
  }

  /**
   * Returns a copy to which keywords may be added. If {@code $ref} hides its siblings, it is moved
   * into {@code allOf}, and only definitions are kept as siblings.
   */
  private static ObjectNode withoutHiddenSiblings(SchemaResource resource) {
    ObjectNode schema = resource.root().deepCopy();
    if (!resource.draft().refHidesSiblings() || !schema.path("$ref").isTextual()) {
      return schema;
    }
    JsonNode reference = schema.get("$ref");
    ObjectNode plain = SchemaTexts.MAPPER.createObjectNode();
    for (String retained : new String[] {"$schema", "definitions"}) {
      if (schema.has(retained)) {
        plain.set(retained, schema.get(retained));
      }
    }
    plain.putArray("allOf").addObject().set("$ref", reference);
    return plain;
  }
}
