// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.model.InvalidSchemaException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A schema document: its tree, its embedded resources with identifiers, and its references.
 * Initialized by {@link #scan}, then read-only.
 */
public final class SchemaResource {

  /**
   * A reference from one schema to another.
   *
   * @param owner the schema that contains it
   * @param keyword {@code $ref}, {@code $dynamicRef} or {@code $recursiveRef}
   * @param base the base URI
   * @param text the reference as written
   * @param pointer the JSON Pointer of the keyword
   */
  public record Reference(
      ObjectNode owner, String keyword, String base, String text, String pointer) {

    /** The URI of the target, without the fragment. */
    String target() {
      return Uris.resolve(base, text);
    }
  }

  /**
   * An anchor that dynamic references resolve through the dynamic scope.
   *
   * @param name the name; {@link #RECURSIVE} for {@code $recursiveAnchor}, which has none
   * @param resource the URI of the resource that declares it
   */
  public record DynamicAnchor(String name, String resource, ObjectNode schema) {

    /** The name used for {@code $recursiveAnchor}. */
    public static final String RECURSIVE = "";
  }

  /**
   * A schema at a location that no keyword defines as a schema, found through a reference.
   *
   * @param pointer the JSON Pointer
   */
  public record ReferencedLocation(JsonNode schema, String pointer) {}

  private static final int MAX_POINTER = 500;
  private static final int MAX_IDENTIFIER = 2_000;

  private final String name;
  private final String uri;
  private final JsonNode root;
  private final Draft draft;
  private final Map<String, JsonNode> resources = new HashMap<>();
  private final Map<String, JsonNode> anchors = new HashMap<>();
  private final List<Reference> references = new ArrayList<>();
  private final List<DynamicAnchor> dynamicAnchors = new ArrayList<>();
  private final IdentityHashMap<JsonNode, String> bases = new IdentityHashMap<>();
  private final List<ReferencedLocation> referencedLocations = new ArrayList<>();
  private final List<String> ignoredKeywords = new ArrayList<>();

  private SchemaResource(String name, String retrieval, JsonNode root, Draft draft) {
    this.name = name;
    this.root = root;
    this.draft = draft;
    this.uri = identifier(root, draft, retrieval);
  }

  /**
   * Scans a document.
   *
   * @param name the name in messages
   * @param retrieval the URI that references use for the document
   */
  static SchemaResource scan(String name, String retrieval, JsonNode root) {
    return scan(name, retrieval, root, Draft.of(root));
  }

  /** Scans a document in a given draft. */
  static SchemaResource scan(String name, String retrieval, JsonNode root, Draft draft) {
    SchemaResource resource = new SchemaResource(name, retrieval, root, draft);
    resource.resources.put(resource.uri, root);
    resource.visit(root, resource.uri, resource.draft, "");
    return resource;
  }

  private void visit(JsonNode schema, String outer, Draft outerDraft, String pointer) {
    if (!(schema instanceof ObjectNode object)) {
      return;
    }
    Draft named = pointer.isEmpty() ? null : Draft.declaredBy(schema);
    Draft current = named == null ? outerDraft : named;
    boolean hidesSiblings = current.refHidesSiblings() && schema.path("$ref").isTextual();
    String base = pointer.isEmpty() || hidesSiblings ? outer : identifier(schema, current, outer);
    if (!base.equals(outer)) {
      resources.putIfAbsent(base, schema);
    }
    bases.put(schema, base);
    for (String keyword : InvalidKeywordRemover.removeFrom(object, current)) {
      ignoredKeywords.add("#" + pointer + "/" + keyword);
    }
    addAnchors(schema, base, current);
    String dynamic = dynamicAnchor(object, current, pointer.isEmpty() || !base.equals(outer));
    if (dynamic != null) {
      dynamicAnchors.add(new DynamicAnchor(dynamic, base, object));
    }
    for (String keyword : List.of("$ref", "$dynamicRef", "$recursiveRef")) {
      String text = schema.path(keyword).textValue();
      if (text != null && Keywords.isKnown(keyword, current)) {
        references.add(new Reference(object, keyword, base, text, pointer + "/" + keyword));
      }
    }
    for (Keywords.Child child : Keywords.children(schema)) {
      boolean isHidden = hidesSiblings && !Keywords.isDefinition(child);
      if (!isHidden && Keywords.isKnown(child.keyword(), current)) {
        visit(child.schema(), base, current, childPointer(pointer, child.pointer()));
      }
    }
  }

  /**
   * Scans the target of a reference if no keyword defines it as a schema.
   *
   * @return whether the target is a schema that was not scanned before
   */
  boolean scanReferencedLocation(String resource, String fragment) {
    JsonNode schema = find(resource, fragment);
    if (schema == null || !schema.isObject() || bases.containsKey(schema)) {
      return false;
    }
    String pointer = Uris.decoded(fragment).replaceFirst("^#", "");
    referencedLocations.add(new ReferencedLocation(schema, pointer));
    visit(schema, resource, draft, pointer);
    return true;
  }

  /** Extends a pointer, unless it is already longer than messages show. */
  private static String childPointer(String pointer, String child) {
    return pointer.length() > MAX_POINTER ? pointer : pointer + child;
  }

  private void addAnchors(JsonNode schema, String base, Draft current) {
    for (String keyword : List.of("$anchor", "$dynamicAnchor")) {
      String anchor = schema.path(keyword).textValue();
      if (anchor != null) {
        anchors.putIfAbsent(base + "#" + anchor, schema);
      }
    }
    String id = schema.path(current.idKeyword()).textValue();
    if (id != null && id.startsWith("#")) {
      anchors.putIfAbsent(base + id, schema);
    }
  }

  /** The dynamic anchor of a schema; null when it has none. */
  private static @Nullable String dynamicAnchor(ObjectNode schema, Draft draft, boolean isRoot) {
    return switch (draft) {
      case DRAFT_2020_12 -> schema.path("$dynamicAnchor").textValue();
      case DRAFT_2019_09 ->
          isRoot && schema.path("$recursiveAnchor").booleanValue() ? DynamicAnchor.RECURSIVE : null;
      case DRAFT_4, DRAFT_6, DRAFT_7 -> null;
    };
  }

  private static String identifier(JsonNode schema, Draft draft, String base) {
    String id = schema.path(draft.idKeyword()).textValue();
    if (id != null && id.length() > MAX_IDENTIFIER) {
      throw new InvalidSchemaException(
          "an identifier of the schema has more than " + MAX_IDENTIFIER + " characters");
    }
    return id == null ? base : Uris.resolve(base, id);
  }

  /** The name in messages: subject and version of a referenced schema. */
  public String name() {
    return name;
  }

  /** The URI of this document: its identifier, or else its retrieval URI. */
  public String uri() {
    return uri;
  }

  /** The tree of the document. References to other documents are absolute. */
  public JsonNode root() {
    return root;
  }

  /** The draft of the document. */
  public Draft draft() {
    return draft;
  }

  /** The schemas of this document with a URI, by URI, including the document itself. */
  public Map<String, JsonNode> resources() {
    return resources;
  }

  /** All references of the document. */
  public List<Reference> references() {
    return references;
  }

  /** All dynamic anchors. */
  public List<DynamicAnchor> dynamicAnchors() {
    return dynamicAnchors;
  }

  /** The schemas at locations that no keyword defines as schemas. */
  public List<ReferencedLocation> referencedLocations() {
    return referencedLocations;
  }

  /** The locations of ignored keywords, as URI fragments. */
  List<String> ignoredKeywords() {
    return ignoredKeywords;
  }

  /** The base URI of each schema of this document, by identity. */
  public IdentityHashMap<JsonNode, String> bases() {
    return bases;
  }

  /** The schema at a fragment of one of the resources; null when there is none. */
  @Nullable JsonNode find(String resource, String fragment) {
    JsonNode start = resources.get(resource);
    if (start == null || fragment.length() < 2) {
      return start;
    }
    JsonNode found = findByFragment(start, resource, Uris.decoded(fragment));
    return found == null ? findByFragment(start, resource, fragment) : found;
  }

  private @Nullable JsonNode findByFragment(JsonNode start, String resource, String fragment) {
    if (fragment.startsWith("#/")) {
      JsonNode found = start.at(fragment.substring(1));
      return found.isMissingNode() ? null : found;
    }
    return anchors.get(resource + fragment);
  }
}
