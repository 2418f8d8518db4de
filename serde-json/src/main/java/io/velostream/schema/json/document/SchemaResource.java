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
 * One schema document: its tree, the resources within it that have identifiers of their own, and
 * every reference that it makes. Filled once by {@link #scan}, then only read.
 */
public final class SchemaResource {

  /**
   * A reference from one schema to another.
   *
   * @param owner the schema that holds it
   * @param keyword {@code $ref} or one of its kin
   * @param base what it is relative to
   * @param text as it stands
   * @param pointer where it stands
   */
  public record Reference(
      ObjectNode owner, String keyword, String base, String text, String pointer) {

    /** The document that it leads to. */
    String target() {
      return Uris.resolve(base, text);
    }
  }

  /**
   * An anchor that a reference may find by the way that led to it.
   *
   * @param name of the anchor; {@link #RECURSIVE} for {@code $recursiveAnchor}, which has none
   * @param resource the URI of the resource that declares it
   */
  public record DynamicAnchor(String name, String resource, ObjectNode schema) {

    /** Stands for the name that {@code $recursiveAnchor} does not have. */
    public static final String RECURSIVE = "";
  }

  /**
   * A schema at a location that no keyword defines as a schema, found through a reference.
   *
   * @param pointer where it stands, as a URI fragment without its hash
   */
  public record Elsewhere(JsonNode schema, String pointer) {}

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
  private final List<Elsewhere> elsewhere = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();

  private SchemaResource(String name, String retrieval, JsonNode root, Draft draft) {
    this.name = name;
    this.root = root;
    this.draft = draft;
    this.uri = identifier(root, draft, retrieval);
  }

  /**
   * A document, looked through.
   *
   * @param name what to call it in messages
   * @param retrieval where it is referred to
   */
  static SchemaResource scan(String name, String retrieval, JsonNode root) {
    return scan(name, retrieval, root, Draft.of(root));
  }

  /** The same in a draft that the document need not name itself. */
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
    Draft named = pointer.isEmpty() ? null : Draft.namedBy(schema);
    Draft current = named == null ? outerDraft : named;
    boolean hidesSiblings = current.refHidesSiblings() && schema.path("$ref").isTextual();
    String base = pointer.isEmpty() || hidesSiblings ? outer : identifier(schema, current, outer);
    if (!base.equals(outer)) {
      resources.putIfAbsent(base, schema);
    }
    bases.put(schema, base);
    for (String keyword : IgnoredKeywords.takeOutOf(object, current)) {
      ignored.add("#" + pointer + "/" + keyword);
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
        visit(child.schema(), base, current, below(pointer, child.pointer()));
      }
    }
  }

  /**
   * Scans the target of a reference if no keyword defines it as a schema.
   *
   * @return whether the target is a schema that was not scanned before
   */
  boolean addElsewhere(String resource, String fragment) {
    JsonNode schema = find(resource, fragment);
    if (schema == null || !schema.isObject() || bases.containsKey(schema)) {
      return false;
    }
    String pointer = Uris.decoded(fragment).replaceFirst("^#", "");
    elsewhere.add(new Elsewhere(schema, pointer));
    visit(schema, resource, draft, pointer);
    return true;
  }

  /** A pointer for messages: one that is too long for them grows no further. */
  private static String below(String pointer, String child) {
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

  /** The anchor of a schema that depends on the way to it; null when it has none. */
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

  String name() {
    return name;
  }

  /** The URI that this document calls itself by, or that it is referred to by. */
  public String uri() {
    return uri;
  }

  /** The document as it stands; references that lead out of it are absolute. */
  public JsonNode root() {
    return root;
  }

  /** What it is written in. */
  public Draft draft() {
    return draft;
  }

  /** The schemas of this document that have URIs, by URI; the document itself is one. */
  public Map<String, JsonNode> resources() {
    return resources;
  }

  /** All references that it makes. */
  public List<Reference> references() {
    return references;
  }

  /** All anchors that depend on the way to them. */
  public List<DynamicAnchor> dynamicAnchors() {
    return dynamicAnchors;
  }

  /** The schemas at locations that no keyword defines as schemas. */
  public List<Elsewhere> elsewhere() {
    return elsewhere;
  }

  /** The locations of ignored keywords, as URI fragments. */
  List<String> ignored() {
    return ignored;
  }

  /** The URI of the resource that each schema of this document is part of, by identity. */
  public IdentityHashMap<JsonNode, String> bases() {
    return bases;
  }

  /** The schema at a fragment of one of the resources; null when there is none. */
  @Nullable JsonNode find(String resource, String fragment) {
    JsonNode start = resources.get(resource);
    if (start == null || fragment.length() < 2) {
      return start;
    }
    JsonNode found = findAsItStands(start, resource, Uris.decoded(fragment));
    return found == null ? findAsItStands(start, resource, fragment) : found;
  }

  private @Nullable JsonNode findAsItStands(JsonNode start, String resource, String fragment) {
    if (fragment.startsWith("#/")) {
      JsonNode found = start.at(fragment.substring(1));
      return found.isMissingNode() ? null : found;
    }
    return anchors.get(resource + fragment);
  }
}
