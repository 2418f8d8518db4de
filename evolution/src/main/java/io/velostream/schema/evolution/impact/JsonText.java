// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.document.Keywords;
import io.velostream.schema.json.document.MisplacedSchemaCheck;
import io.velostream.schema.json.document.SchemaClosure;
import io.velostream.schema.json.document.SchemaResource;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.ResolvedSchema.Link;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One text of JSON Schema, parsed without those that it refers to. Only plain texts can be parsed
 * so: their references are {@code $ref}s within the text or exactly by the names that they were
 * registered with, and no part but the root has an identifier. Immutable.
 */
final class JsonText {

  /** Names that no URI rule changes, whose last segment has a letter. */
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9._:/-]*?[A-Za-z0-9._-]*[A-Za-z][A-Za-z0-9._-]*");

  private static final String REF = "$ref";

  /**
   * A part of a registered schema.
   *
   * @param fragment empty for the root, else {@code #} and a JSON Pointer
   */
  record Target(SubjectVersion at, String fragment) {}

  /**
   * A reference within the text.
   *
   * @param location where incompatibilities of the target are reported; null for the place of the
   *     reference
   */
  record LocalReference(JsonNode target, @Nullable String location) {}

  private final SchemaResource document;
  private final IdentityHashMap<JsonNode, Target> external = new IdentityHashMap<>();
  private final IdentityHashMap<JsonNode, LocalReference> local = new IdentityHashMap<>();
  private final Map<String, SubjectVersion> names = new HashMap<>();

  private JsonText(SchemaResource document) {
    this.document = document;
  }

  /**
   * Parses a text.
   *
   * @param links the targets of its references
   * @return null if it is invalid or not plain
   */
  static @Nullable JsonText of(SchemaDefinition definition, List<Link> links) {
    if (!definition.type().equals(JsonFormat.TYPE)) {
      return null;
    }
    Set<SubjectVersion> targets = links.stream().map(Link::target).collect(Collectors.toSet());
    List<Dependency> stubs = new ArrayList<>();
    for (SubjectVersion target : targets) {
      stubs.add(new Dependency(target, JsonFormat.INSTANCE.schemaOfAnything(), List.of()));
    }
    try {
      SchemaClosure closure =
          JsonFormat.INSTANCE.parse(new ResolvedSchema(definition, links, stubs, false)).closure();
      JsonText text = new JsonText(closure.root());
      return MisplacedSchemaCheck.find(closure) == null && text.isPlain(closure, links)
          ? text
          : null;
    } catch (InvalidSchemaException e) {
      return null;
    }
  }

  private boolean isPlain(SchemaClosure closure, List<Link> links) {
    JsonNode root = document.root();
    if (!document.dynamicAnchors().isEmpty()
        || document.resources().size() > 1
        || (root.has("$schema") && Draft.declaredBy(root) == null)) {
      return false;
    }
    Map<String, SubjectVersion> targets = new HashMap<>();
    for (Link link : links) {
      targets.put(link.name(), link.target());
      if (!addName(link.name(), link.target())) {
        return false;
      }
    }
    for (SchemaResource.Reference reference : document.references()) {
      boolean isKnown =
          reference.keyword().equals(REF)
              && (reference.text().startsWith("#")
                  ? addLocal(reference, closure.target(reference))
                  : addExternal(reference, targets));
      if (!isKnown) {
        return false;
      }
    }
    return true;
  }

  private boolean addName(String name, SubjectVersion target) {
    String segment = lastSegment(name);
    SubjectVersion other = segment == null ? null : names.putIfAbsent(segment, target);
    return segment != null && (other == null || other.equals(target));
  }

  private boolean addLocal(SchemaResource.Reference reference, @Nullable JsonNode target) {
    String text = reference.text();
    boolean isPointer = text.startsWith("#/");
    if (target == null
        || !isPart(target)
        || text.startsWith("#/" + REF)
        || !(isPointer || draft().refHidesSiblings())) {
      return false;
    }
    local.put(reference.owner(), new LocalReference(target, isPointer ? text.substring(1) : null));
    return true;
  }

  private boolean addExternal(
      SchemaResource.Reference reference, Map<String, SubjectVersion> targets) {
    String text = reference.text();
    int hash = text.indexOf('#');
    String fragment = hash < 0 || hash == text.length() - 1 ? "" : text.substring(hash);
    SubjectVersion target = targets.get(hash < 0 ? text : text.substring(0, hash));
    if (target == null
        || fragment.indexOf('%') >= 0
        || !(fragment.isEmpty() || fragment.startsWith("#/"))) {
      return false;
    }
    external.put(reference.owner(), new Target(target, fragment));
    return true;
  }

  /**
   * The last segment of a name or identifier, in lower case; null where it has unusual characters.
   * Two URIs are different if their last segments are.
   */
  private static @Nullable String lastSegment(String name) {
    int start = Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1;
    return NAME.matcher(name).matches() ? name.substring(start).toLowerCase(Locale.ROOT) : null;
  }

  /**
   * Adds what the names of this text mean to those of a closure. No text refers to itself by
   * mistake, and no two have one identifier, if each last segment of a URI has one meaning.
   *
   * @return whether each name has one meaning
   */
  boolean addNames(SubjectVersion at, Map<String, SubjectVersion> meanings) {
    for (Map.Entry<String, SubjectVersion> name : names.entrySet()) {
      SubjectVersion other = meanings.putIfAbsent(name.getKey(), name.getValue());
      if (other != null && !other.equals(name.getValue())) {
        return false;
      }
    }
    String id = id();
    if (id.isEmpty()) {
      return true;
    }
    String segment = lastSegment(id.endsWith("#") ? id.substring(0, id.length() - 1) : id);
    SubjectVersion other = segment == null ? null : meanings.putIfAbsent(segment, at);
    return segment != null && (other == null || other.equals(at));
  }

  /** The identifier; empty if there is none. */
  String id() {
    return document.root().path(draft().idKeyword()).asText("");
  }

  Draft draft() {
    return document.draft();
  }

  JsonNode root() {
    return document.root();
  }

  /** The part at a fragment; null if there is none, or it is no object that is a schema. */
  @Nullable JsonNode part(String fragment) {
    JsonNode part = fragment.isEmpty() ? root() : root().at(fragment.substring(1));
    return isPart(part) ? part : null;
  }

  private boolean isPart(JsonNode schema) {
    return document.bases().containsKey(schema);
  }

  /** What a part refers to in another text; null for nothing. */
  @Nullable Target external(JsonNode part) {
    return external.get(part);
  }

  /** What a part refers to in this text; null for nothing. */
  @Nullable LocalReference local(JsonNode part) {
    return local.get(part);
  }

  /** All that this text refers to in others. */
  Iterable<Target> externals() {
    return external.values();
  }

  /** The parts that lead to some of these schemas, themselves or by what they apply. */
  Set<JsonNode> leadingTo(Set<SubjectVersion> schemas) {
    IdentityHashMap<JsonNode, List<JsonNode>> users = new IdentityHashMap<>();
    for (JsonNode part : document.bases().keySet()) {
      for (Keywords.Child child : children(part)) {
        users.computeIfAbsent(child.schema(), unused -> new ArrayList<>()).add(part);
      }
    }
    local.forEach(
        (part, to) -> users.computeIfAbsent(to.target(), unused -> new ArrayList<>()).add(part));
    Set<JsonNode> found = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<JsonNode> queue = new ArrayDeque<>();
    external.forEach(
        (part, to) -> {
          if (schemas.contains(to.at())) {
            queue.add(part);
          }
        });
    while (!queue.isEmpty()) {
      JsonNode part = queue.remove();
      if (found.add(part)) {
        queue.addAll(users.getOrDefault(part, List.of()));
      }
    }
    return found;
  }

  /** The schemas that a part applies, without definitions. */
  private List<Keywords.Child> children(JsonNode part) {
    if (hidesSiblings(part)) {
      return List.of();
    }
    List<Keywords.Child> children = new ArrayList<>(Keywords.children(part));
    children.removeIf(
        child -> Keywords.isDefinition(child) || !Keywords.isKnown(child.keyword(), draft()));
    return children;
  }

  /** Whether a part is a reference, and all else in it is ignored. */
  boolean hidesSiblings(JsonNode part) {
    return draft().refHidesSiblings() && part.path(REF).isTextual();
  }
}
