// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program.compile;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.document.Excerpt;
import io.velostream.schema.json.document.Keywords;
import io.velostream.schema.json.document.MetaSchemas;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.SchemaResource;
import io.velostream.schema.json.document.SchemaResource.DynamicAnchor;
import io.velostream.schema.json.document.SchemaResource.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where references lead to within a closure and the meta-schemas that it refers to.
 *
 * <p>A dynamic reference leads first where an ordinary one would. If that is an anchor that may be
 * overridden, the outermost resource on the way there that declares the same anchor is meant. That
 * is known when a schema is compiled, since all resources are: of the way to a schema only the
 * first resource to declare each anchor matters, and anchors that are declared once, or that no
 * dynamic reference names, do not matter at all.
 */
final class ReferenceTargets {

  private final SchemaClosure closure;
  private final SchemaFaults faults;
  private final MetaSchemas metaSchemas;
  private final IdentityHashMap<JsonNode, Draft> drafts = new IdentityHashMap<>();

  /** Those of schemas with a meta-schema of users; others know all keywords. */
  private final IdentityHashMap<JsonNode, Vocabularies> vocabularies = new IdentityHashMap<>();

  private final IdentityHashMap<JsonNode, String> bases = new IdentityHashMap<>();
  private final IdentityHashMap<JsonNode, Map<String, Reference>> references =
      new IdentityHashMap<>();

  /** The anchors that a way may come upon, by the resource that declares them. */
  private final Map<String, List<DynamicAnchor>> anchors = new HashMap<>();

  ReferenceTargets(SchemaClosure closure, SchemaFaults faults) {
    this.closure = closure;
    this.faults = faults;
    this.metaSchemas = closure.metaSchemas();
    List<SchemaResource> documents = new ArrayList<>();
    documents.add(closure.root());
    documents.addAll(closure.dependencies());
    documents.addAll(metaSchemas.documents());
    documents.forEach(this::look);
    findAnchors(documents);
  }

  private void look(SchemaResource document) {
    for (Reference reference : document.references()) {
      references
          .computeIfAbsent(reference.owner(), unused -> new HashMap<>())
          .put(reference.keyword(), reference);
    }
    bases.putAll(document.bases());
    JsonNode metaSchema = closure.ownMetaSchema(document);
    if (metaSchema != null) {
      Vocabularies listed = Vocabularies.of(metaSchema);
      document.bases().keySet().forEach(schema -> vocabularies.put(schema, listed));
    }
    findDrafts(document.root(), document.draft());
    document.elsewhere().forEach(each -> findDrafts(each.schema(), document.draft()));
  }

  /** A schema that names a draft is of that one, and so are the schemas within it. */
  private void findDrafts(JsonNode schema, Draft around) {
    Draft named = Draft.namedBy(schema);
    Draft own = named == null ? around : named;
    if (schema.isObject()) { // trees share their booleans
      drafts.put(schema, own);
    }
    boolean hidesSiblings = own.refHidesSiblings() && schema.path("$ref").isTextual();
    for (Keywords.Child child : Keywords.children(schema)) {
      if (!hidesSiblings || Keywords.isDefinition(child)) {
        findDrafts(child.schema(), own);
      }
    }
  }

  private void findAnchors(List<SchemaResource> documents) {
    Set<String> asked = new HashSet<>();
    for (Map<String, Reference> each : references.values()) {
      for (Reference reference : each.values()) {
        if (!reference.keyword().equals("$ref")) {
          asked.add(anchor(reference));
        }
      }
    }
    Map<String, List<DynamicAnchor>> byName = new HashMap<>();
    for (SchemaResource document : documents) {
      for (DynamicAnchor anchor : document.dynamicAnchors()) {
        byName.computeIfAbsent(anchor.name(), unused -> new ArrayList<>()).add(anchor);
      }
    }
    for (List<DynamicAnchor> alike : byName.values()) {
      if (alike.size() > 1 && asked.contains(alike.get(0).name())) {
        for (DynamicAnchor each : alike) {
          anchors.computeIfAbsent(each.resource(), unused -> new ArrayList<>()).add(each);
        }
      }
    }
  }

  /** The anchor that a reference names; {@link DynamicAnchor#RECURSIVE} when it names none. */
  private static String anchor(Reference reference) {
    int hash = reference.text().indexOf('#');
    return hash < 0 ? DynamicAnchor.RECURSIVE : reference.text().substring(hash + 1);
  }

  /** Where the closure begins. */
  SchemaLocation root() {
    return new SchemaLocation(closure.root().root(), closure.root().draft(), DynamicScope.EMPTY);
  }

  /** A schema, with the draft that it is of and the scope of the resource that it is part of. */
  SchemaLocation entered(SchemaLocation given) {
    Draft draft = drafts.getOrDefault(given.schema(), given.draft());
    SchemaLocation place = new SchemaLocation(given.schema(), draft, given.scope());
    List<DynamicAnchor> declared = anchors.get(bases.getOrDefault(place.schema(), ""));
    return declared == null
        ? place
        : new SchemaLocation(place.schema(), place.draft(), place.scope().entering(declared));
  }

  /** A schema with the keywords that its vocabularies have. */
  JsonNode visible(JsonNode schema) {
    Vocabularies listed = vocabularies.get(schema);
    return listed == null ? schema : listed.visible(schema);
  }

  /** Whether the vocabularies of a schema have strings checked for formats. */
  boolean assertsFormats(JsonNode schema) {
    Vocabularies listed = vocabularies.get(schema);
    return listed != null && listed.assertsFormats();
  }

  /** Where a keyword of a schema leads to; null when its draft knows no such keyword. */
  @Nullable SchemaLocation target(SchemaLocation from, String keyword) {
    if (!from.schema().path(keyword).isTextual() || !Keywords.isKnown(keyword, from.draft())) {
      return null;
    }
    Map<String, Reference> own = references.get(from.schema());
    Reference reference = own == null ? null : own.get(keyword);
    JsonNode target = reference == null ? null : closure.target(reference);
    if (reference != null && target == null) {
      target = metaSchemas.target(reference);
    }
    Draft draft = target == null ? null : target.isBoolean() ? Draft.DEFAULT : drafts.get(target);
    if (reference == null || target == null || draft == null) {
      throw faults.of(
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
