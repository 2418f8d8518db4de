// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.ResolvedSchema.Link;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.text.Excerpt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A schema and the registered schemas that it refers to, with all references resolved.
 *
 * <p>A reference is resolved to the first of these that exists: a schema in its own document; a
 * schema that its document was registered with, by reference name, either as is or relative to the
 * base URI of the document or to the root of registered schemas; any schema of the closure, by
 * {@code $id}; a meta-schema of the specification. URIs are compared in normalized form. Nothing is
 * fetched from the network: an unresolved reference is an error. References to other documents are
 * rewritten to the absolute URI of their target, so that reference names and identifiers are
 * equivalent.
 */
public final class SchemaClosure {

  /** Parses schema texts. */
  public interface Reader {

    /**
     * Parses a schema text.
     *
     * @param name the name of the schema in messages
     * @throws InvalidSchemaException when it is not a JSON object or boolean
     */
    JsonNode parse(String text, String name);
  }

  private final SchemaResource root;
  private final Reader reader;
  private final Map<String, SchemaResource> byUri = new LinkedHashMap<>();

  /** The custom meta-schemas of documents. */
  private final Map<SchemaResource, JsonNode> customMetaSchemas = new HashMap<>();

  private SchemaClosure(SchemaResource root, Reader reader) {
    this.root = root;
    this.reader = reader;
  }

  /**
   * Creates the closure of a schema.
   *
   * @throws InvalidSchemaException when a text is not a schema, or a reference cannot be resolved
   */
  public static SchemaClosure of(ResolvedSchema resolved, Reader reader) {
    String name = resolved.links().isEmpty() ? "itself" : "that holds the references";
    CustomMetaSchemaDrafts drafts = new CustomMetaSchemaDrafts(resolved, reader);
    SchemaResource root =
        scan(name, Uris.ROOT, reader.parse(resolved.definition().text(), name), drafts);
    SchemaClosure closure = new SchemaClosure(root, reader);
    closure.collect(resolved, drafts);
    ReferenceCycleCheck.check(closure);
    return closure;
  }

  /**
   * Creates a closure of a single document, whose references are not resolved.
   *
   * @throws InvalidSchemaException when the text is not a schema
   */
  public static SchemaClosure unresolved(String text, Reader reader) {
    String name = "that holds the references";
    SchemaResource root = SchemaResource.scan(name, Uris.ROOT, reader.parse(text, name));
    SchemaClosure closure = new SchemaClosure(root, reader);
    closure.add(root);
    return closure;
  }

  private static SchemaResource scan(
      String name, String retrieval, JsonNode tree, CustomMetaSchemaDrafts drafts) {
    return SchemaResource.scan(name, retrieval, tree, drafts.of(tree));
  }

  /** The root document. */
  public SchemaResource root() {
    return root;
  }

  /** All documents except the root. */
  public Collection<SchemaResource> dependencies() {
    return byUri.values().stream().distinct().filter(each -> each != root).toList();
  }

  /** The schema with a URI; null when there is none. */
  public @Nullable JsonNode schema(String uri) {
    SchemaResource holder = resourceOf(uri);
    return holder == null ? null : holder.resources().get(uri);
  }

  /** The target of a reference; null when it is not in this closure. */
  public @Nullable JsonNode target(SchemaResource.Reference reference) {
    String uri =
        Uris.resolve(reference.base(), reference.owner().path(reference.keyword()).asText());
    SchemaResource holder = resourceOf(uri);
    String fragment = Uris.fragment(reference.owner().path(reference.keyword()).asText());
    return holder == null ? null : holder.find(uri, fragment);
  }

  /**
   * Dereferences a part of the root document with {@code $ref}; other parts are returned unchanged.
   */
  public JsonNode dereference(JsonNode part) {
    return dereference(part, root);
  }

  /**
   * Dereferences a part of any of the documents with {@code $ref}; other parts, and those whose
   * target is unknown, are returned unchanged.
   */
  @SuppressWarnings("ReferenceEquality") // an unresolved part is returned itself
  public JsonNode dereferenceInAll(JsonNode part) {
    JsonNode target = dereference(part, root);
    for (SchemaResource each : byUri.values()) {
      if (target != part) {
        break;
      }
      target = dereference(part, each);
    }
    return target;
  }

  @SuppressWarnings("ReferenceEquality") // equal parts may have different base URIs
  private JsonNode dereference(JsonNode part, SchemaResource document) {
    for (SchemaResource.Reference each : document.references()) {
      if (each.owner() == part && each.keyword().equals("$ref")) {
        JsonNode target = target(each);
        return target == null ? part : target;
      }
    }
    return part;
  }

  /** The meta-schemas of the specification that references reach, directly or transitively. */
  public MetaSchemas metaSchemas() {
    MetaSchemas found = new MetaSchemas(reader);
    Set<SchemaResource> documents = new LinkedHashSet<>(byUri.values());
    for (SchemaResource document : documents) {
      for (SchemaResource.Reference reference : document.references()) {
        if (!byUri.containsKey(reference.target())) {
          found.add(reference.target());
        }
      }
    }
    return found;
  }

  /** The locations of keywords that were removed because their values are invalid. */
  public List<String> ignoredKeywords() {
    List<String> ignored = new ArrayList<>(root.ignoredKeywords());
    dependencies().forEach(each -> ignored.addAll(each.ignoredKeywords()));
    return ignored;
  }

  /** The custom meta-schemas of this closure that its documents use. */
  public Set<JsonNode> customMetaSchemas() {
    return Set.copyOf(customMetaSchemas.values());
  }

  /** The custom meta-schema of a document; null when there is none. */
  public @Nullable JsonNode customMetaSchema(SchemaResource document) {
    return customMetaSchemas.get(document);
  }

  /** The document that contains the schema with a URI; null when there is none. */
  @Nullable SchemaResource resourceOf(String uri) {
    return byUri.get(uri);
  }

  private void collect(ResolvedSchema resolved, CustomMetaSchemaDrafts drafts) {
    Map<SubjectVersion, Dependency> byVersion = new HashMap<>();
    resolved.dependencies().forEach(each -> byVersion.put(each.subjectVersion(), each));
    Map<SubjectVersion, SchemaResource> placed = new LinkedHashMap<>();
    Map<SchemaResource, List<Link>> links = new LinkedHashMap<>();
    Deque<SchemaResource> todo = new ArrayDeque<>();
    links.put(root, resolved.links());
    todo.add(root);
    add(root);
    while (!todo.isEmpty()) {
      SchemaResource current = todo.remove();
      for (Link link : links.getOrDefault(current, List.of())) {
        Dependency dependency = byVersion.get(link.target());
        if (dependency != null && !placed.containsKey(link.target())) {
          SchemaResource next = addDependency(current, link, dependency, drafts);
          placed.put(link.target(), next);
          links.put(next, dependency.links());
          todo.add(next);
        }
      }
    }
    Map<SchemaResource, Map<String, SchemaResource>> names = new LinkedHashMap<>();
    links.forEach((document, own) -> names.put(document, byReferenceName(document, own, placed)));
    Map<SchemaResource, Integer> resolvedCounts = new HashMap<>();
    do {
      names.forEach(
          (document, named) ->
              resolveReference(
                  document, named, resolvedCounts.put(document, document.references().size())));
    } while (scanReferencedLocations());
    names.forEach(this::findCustomMetaSchema);
  }

  /**
   * Scans schemas at locations that only references identify as schemas. Returns false when there
   * are no new ones.
   */
  private boolean scanReferencedLocations() {
    boolean isNew = false;
    for (SchemaResource document : Set.copyOf(byUri.values())) {
      for (SchemaResource.Reference reference : List.copyOf(document.references())) {
        String text = reference.owner().path(reference.keyword()).asText();
        String uri = Uris.resolve(reference.base(), text);
        SchemaResource holder = Uris.fragment(text).startsWith("#/") ? resourceOf(uri) : null;
        isNew |= holder != null && holder.scanReferencedLocation(uri, Uris.fragment(text));
      }
    }
    return isNew;
  }

  private SchemaResource addDependency(
      SchemaResource from, Link link, Dependency dependency, CustomMetaSchemaDrafts drafts) {
    String name = dependency.subjectVersion().toString();
    JsonNode tree = reader.parse(dependency.definition().text(), name);
    String retrieval = Uris.resolve(from.uri(), link.name());
    if (byUri.containsKey(retrieval) || retrieval.isEmpty()) {
      retrieval = Uris.ROOT + "/" + byUri.size();
    }
    SchemaResource created = scan(name, retrieval, tree, drafts);
    add(created);
    return created;
  }

  private void add(SchemaResource document) {
    for (var entry : document.resources().entrySet()) {
      SchemaResource other = byUri.putIfAbsent(entry.getKey(), document);
      if (other != null && !entry.getValue().equals(other.resources().get(entry.getKey()))) {
        throw new InvalidSchemaException(
            "two different schemas have the identifier "
                + entry.getKey()
                + ": "
                + other.name()
                + " and "
                + document.name()
                + "; refer to one version of it");
      }
    }
  }

  /** Resolves the references of a document, starting at the first unresolved one. */
  private void resolveReference(
      SchemaResource document, Map<String, SchemaResource> named, @Nullable Integer first) {
    List<String> missing = new ArrayList<>();
    List<SchemaResource.Reference> all = document.references();
    for (SchemaResource.Reference reference : all.subList(first == null ? 0 : first, all.size())) {
      if (!resolveReference(document, reference, named)) {
        missing.add(reference.text() + " at " + reference.pointer());
      }
    }
    rejectMissing(document, missing);
  }

  private void findCustomMetaSchema(SchemaResource document, Map<String, SchemaResource> named) {
    String draft = document.root().path("$schema").textValue();
    if (draft != null && !draft.isEmpty() && Draft.declaredBy(document.root()) == null) {
      String uri = Uris.normalized(Uris.withoutFragment(draft));
      SchemaResource target = named.get(uri);
      JsonNode metaSchema = target == null ? schema(uri) : target.root();
      if (metaSchema != null) {
        customMetaSchemas.put(document, metaSchema);
      }
    }
  }

  /** Maps reference names to documents. If two names are equal, the better match wins. */
  private static Map<String, SchemaResource> byReferenceName(
      SchemaResource document, List<Link> links, Map<SubjectVersion, SchemaResource> placed) {
    List<UnaryOperator<String>> ways =
        List.of(
            name -> Uris.resolve(Uris.ROOT, name),
            name -> Uris.resolve(document.uri(), name),
            name -> Uris.normalized(Uris.withoutFragment(name)),
            Uris::withoutFragment);
    Map<String, SchemaResource> named = new HashMap<>();
    for (UnaryOperator<String> way : ways) {
      for (Link link : links) {
        SchemaResource target = placed.get(link.target());
        if (target != null) {
          named.put(way.apply(link.name()), target);
        }
      }
    }
    return named;
  }

  /** Resolves a reference. Returns false when there is no target. */
  private boolean resolveReference(
      SchemaResource document,
      SchemaResource.Reference reference,
      Map<String, SchemaResource> named) {
    String uri = reference.target();
    if (document.resources().containsKey(uri)) {
      return true;
    }
    String name = Uris.withoutFragment(reference.text());
    SchemaResource target = named.get(name);
    target = target == null ? named.get(Uris.normalized(name)) : target;
    target = target == null ? named.get(uri) : target;
    if (target != null) {
      String absolute = target.resources().containsKey(uri) ? uri : target.uri();
      reference.owner().put(reference.keyword(), absolute + Uris.fragment(reference.text()));
      return true;
    }
    if (byUri.containsKey(uri)) {
      reference.owner().put(reference.keyword(), uri + Uris.fragment(reference.text()));
      return true;
    }
    return Draft.isMetaSchema(uri);
  }

  private static void rejectMissing(SchemaResource document, List<String> missing) {
    if (!missing.isEmpty()) {
      throw new InvalidSchemaException(
          "the schema "
              + document.name()
              + " has unresolved references: "
              + Excerpt.of(String.join(", ", missing))
              + "; schemas are not fetched from the network: register the referenced schema under a subject, and"
              + " name it with subject and version in the references of the schema that refers to"
              + " it");
    }
  }
}
