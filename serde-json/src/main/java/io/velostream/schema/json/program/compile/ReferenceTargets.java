// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.document.Keywords;
import io.velostream.schema.json.document.MetaSchemas;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.SchemaResource;
import io.velostream.schema.json.document.SchemaResource.DynamicAnchor;
import io.velostream.schema.json.document.SchemaResource.Reference;
import io.velostream.schema.text.Excerpt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Resolves references in a closure and the meta-schemas that it refers to.
 *
 * <p>A dynamic reference is first resolved like a static one. If the target is a dynamic anchor,
 * the outermost resource on the path that declares the same anchor is used. This is decided at
 * compile time: only the first resource on the path that declares an anchor matters. Anchors that
 * are declared once, or that no dynamic reference names, are ignored.
 */
final class ReferenceTargets {

  private final SchemaClosure closure;
  private final SchemaErrors errors;
  private final MetaSchemas metaSchemas;
  private final IdentityHashMap<JsonNode, Draft> drafts = new IdentityHashMap<>();

  /** The vocabularies of schemas with a custom meta-schema. Other schemas have all keywords. */
  private final IdentityHashMap<JsonNode, Vocabularies> vocabularies = new IdentityHashMap<>();

  private final IdentityHashMap<JsonNode, String> bases = new IdentityHashMap<>();
  private final IdentityHashMap<JsonNode, Map<String, Reference>> references =
      new IdentityHashMap<>();

  /** The relevant dynamic anchors, by resource. */
  private final Map<String, List<DynamicAnchor>> anchors = new HashMap<>();

  ReferenceTargets(SchemaClosure closure, SchemaErrors errors) {
    this.closure = closure;
    this.errors = errors;
    this.metaSchemas = closure.metaSchemas();
    List<SchemaResource> documents = new ArrayList<>();
    documents.add(closure.root());
    documents.addAll(closure.dependencies());
    documents.addAll(metaSchemas.documents());
    documents.forEach(this::index);
    findAnchors(documents);
  }

  private void index(SchemaResource document) {
    for (Reference reference : document.references()) {
      references
          .computeIfAbsent(reference.owner(), unused -> new HashMap<>())
          .put(reference.keyword(), reference);
    }
    bases.putAll(document.bases());
    JsonNode metaSchema = closure.customMetaSchema(document);
    if (metaSchema != null) {
      Vocabularies vocabulary = Vocabularies.of(metaSchema);
      document.bases().keySet().forEach(schema -> vocabularies.put(schema, vocabulary));
    }
    findDrafts(document.root(), document.draft());
    document.referencedLocations().forEach(each -> findDrafts(each.schema(), document.draft()));
  }

  /** Sets the draft of a schema and its subschemas: the declared draft, or that of the parent. */
  private void findDrafts(JsonNode schema, Draft around) {
    Draft named = Draft.declaredBy(schema);
    Draft ownDraft = named == null ? around : named;
    if (schema.isObject()) { // boolean nodes are shared
      drafts.put(schema, ownDraft);
    }
    boolean hidesSiblings = ownDraft.refHidesSiblings() && schema.path("$ref").isTextual();
    for (Keywords.Child child : Keywords.children(schema)) {
      if (!hidesSiblings || Keywords.isDefinition(child)) {
        findDrafts(child.schema(), ownDraft);
      }
    }
  }

  private void findAnchors(List<SchemaResource> documents) {
    Set<String> referencedNames = new HashSet<>();
    for (Map<String, Reference> each : references.values()) {
      for (Reference reference : each.values()) {
        if (!reference.keyword().equals("$ref")) {
          referencedNames.add(anchor(reference));
        }
      }
    }
    Map<String, List<DynamicAnchor>> byName = new HashMap<>();
    for (SchemaResource document : documents) {
      for (DynamicAnchor anchor : document.dynamicAnchors()) {
        byName.computeIfAbsent(anchor.name(), unused -> new ArrayList<>()).add(anchor);
      }
    }
    for (List<DynamicAnchor> sameName : byName.values()) {
      if (sameName.size() > 1 && referencedNames.contains(sameName.get(0).name())) {
        for (DynamicAnchor each : sameName) {
          anchors.computeIfAbsent(each.resource(), unused -> new ArrayList<>()).add(each);
        }
      }
    }
  }

  /** The anchor in a reference; {@link DynamicAnchor#RECURSIVE} when there is none. */
  private static String anchor(Reference reference) {
    int hash = reference.text().indexOf('#');
    return hash < 0 ? DynamicAnchor.RECURSIVE : reference.text().substring(hash + 1);
  }

  /** The root of the closure. */
  SchemaLocation root() {
    return new SchemaLocation(closure.root().root(), closure.root().draft(), DynamicScope.EMPTY);
  }

  /** Returns a schema with its draft and the dynamic scope of its resource. */
  SchemaLocation enter(SchemaLocation given) {
    Draft draft = drafts.getOrDefault(given.schema(), given.draft());
    SchemaLocation location = new SchemaLocation(given.schema(), draft, given.scope());
    List<DynamicAnchor> declared = anchors.get(bases.getOrDefault(location.schema(), ""));
    return declared == null
        ? location
        : new SchemaLocation(
            location.schema(), location.draft(), location.scope().entering(declared));
  }

  /** Returns a schema with only the keywords of its vocabularies. */
  JsonNode visibleKeywords(JsonNode schema) {
    Vocabularies vocabulary = vocabularies.get(schema);
    return vocabulary == null ? schema : vocabulary.visible(schema);
  }

  /** Whether the vocabularies of a schema assert formats. */
  boolean assertsFormats(JsonNode schema) {
    Vocabularies vocabulary = vocabularies.get(schema);
    return vocabulary != null && vocabulary.assertsFormats();
  }

  /** Returns the target of a reference keyword; null when the draft does not know the keyword. */
  @Nullable SchemaLocation target(SchemaLocation from, String keyword) {
    if (!from.schema().path(keyword).isTextual() || !Keywords.isKnown(keyword, from.draft())) {
      return null;
    }
    Map<String, Reference> ownReferences = references.get(from.schema());
    Reference reference = ownReferences == null ? null : ownReferences.get(keyword);
    JsonNode target = reference == null ? null : closure.target(reference);
    if (reference != null && target == null) {
      target = metaSchemas.target(reference);
    }
    Draft draft = target == null ? null : target.isBoolean() ? Draft.DEFAULT : drafts.get(target);
    if (reference == null || target == null || draft == null) {
      throw errors.of(
          from.schema(),
          keyword,
          null,
          from.schema().path(keyword),
          "which leads to "
              + (target == null
                  ? "nothing"
                  : Excerpt.of(target.toString()) + ", which is no schema")
              + (target == null || target.isObject() ? "" : ": neither an object nor a boolean"));
    }
    JsonNode outermost =
        isOverridable(target, reference) ? from.scope().find(anchor(reference)) : null;
    return new SchemaLocation(outermost == null ? target : outermost, draft, from.scope());
  }

  private static boolean isOverridable(JsonNode target, Reference reference) {
    return switch (reference.keyword()) {
      case "$dynamicRef" -> anchor(reference).equals(target.path("$dynamicAnchor").textValue());
      case "$recursiveRef" -> target.path("$recursiveAnchor").booleanValue();
      default -> false;
    };
  }
}
