// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.ResolvedSchema.Link;
import io.velostream.schema.model.SubjectVersion;
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
 * A schema and the registered schemas that it refers to, with every reference led to its target.
 *
 * <p>A reference finds its target, first that applies: within its own document; a schema that its
 * document was registered with, by the reference's name as it stands, seen from the document's base
 * or from where all schemas are registered; any schema of the closure, by {@code $id}; a
 * meta-schema of the specification. All these are compared as normalized URIs. Nothing is ever
 * fetched: a reference that finds none is an error. References that lead out of a document are
 * rewritten to the absolute URI of their target, so that names given at registration and
 * identifiers come to the same.
 */
public final class SchemaClosure {

  /** Makes trees of texts. */
  public interface Reader {

    /**
     * The tree of a schema's text.
     *
     * @param name what to call it in a message
     * @throws InvalidSchemaException when it is no JSON object or boolean
     */
    JsonNode parse(String text, String name);
  }

  private final SchemaResource root;
  private final Reader reader;
  private final Map<String, SchemaResource> byUri = new LinkedHashMap<>();

  /** Documents whose {@code $schema} is a schema of this closure. */
  private final Map<SchemaResource, JsonNode> ofOwnDrafts = new HashMap<>();

  private SchemaClosure(SchemaResource root, Reader reader) {
    this.root = root;
    this.reader = reader;
  }

  /**
   * The closure of a schema.
   *
   * @throws InvalidSchemaException when a text is no schema, or a reference leads nowhere
   */
  public static SchemaClosure of(ResolvedSchema resolved, Reader reader) {
    String name = resolved.links().isEmpty() ? "itself" : "that holds the references";
    OwnDrafts drafts = new OwnDrafts(resolved, reader);
    SchemaResource root =
        scan(name, Uris.ROOT, reader.parse(resolved.definition().text(), name), drafts);
    SchemaClosure closure = new SchemaClosure(root, reader);
    closure.collect(resolved, drafts);
    ReferenceCycleCheck.refuse(closure);
    return closure;
  }

  /**
   * The document of a schema alone: what it refers to is not looked for.
   *
   * @throws InvalidSchemaException when the text is no schema
   */
  public static SchemaClosure unresolved(String text, Reader reader) {
    String name = "that holds the references";
    SchemaResource root = SchemaResource.scan(name, Uris.ROOT, reader.parse(text, name));
    SchemaClosure closure = new SchemaClosure(root, reader);
    closure.add(root);
    return closure;
  }

  private static SchemaResource scan(
      String name, String retrieval, JsonNode tree, OwnDrafts drafts) {
    return SchemaResource.scan(name, retrieval, tree, drafts.of(tree));
  }

  /** The document that holds the references. */
  public SchemaResource root() {
    return root;
  }

  /** Every document but the root. */
  public Collection<SchemaResource> dependencies() {
    return byUri.values().stream().distinct().filter(each -> each != root).toList();
  }

  /** The schema that has a URI; null when none has. */
  public @Nullable JsonNode schema(String uri) {
    SchemaResource holder = holder(uri);
    return holder == null ? null : holder.resources().get(uri);
  }

  /** The schema that a reference leads to; null when it is not in this closure. */
  public @Nullable JsonNode target(SchemaResource.Reference reference) {
    String uri =
        Uris.resolve(reference.base(), reference.owner().path(reference.keyword()).asText());
    SchemaResource holder = holder(uri);
    String fragment = Uris.fragment(reference.owner().path(reference.keyword()).asText());
    return holder == null ? null : holder.find(uri, fragment);
  }

  /** What a part of the root document refers to by {@code $ref}; the part itself if to nothing. */
  @SuppressWarnings("ReferenceEquality") // equal parts in other places may lead elsewhere
  public JsonNode followed(JsonNode part) {
    for (SchemaResource.Reference each : root.references()) {
      if (each.owner() == part && each.keyword().equals("$ref")) {
        JsonNode target = target(each);
        return target == null ? part : target;
      }
    }
    return part;
  }

  /** The specification's own documents that references lead to, directly or through each other. */
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

  /** Where keywords stood that say nothing of values, since no draft allows what they had. */
  public List<String> ignored() {
    List<String> ignored = new ArrayList<>(root.ignored());
    dependencies().forEach(each -> ignored.addAll(each.ignored()));
    return ignored;
  }

  /** The meta-schemas of this closure that documents of it are written in. */
  public Set<JsonNode> ownMetaSchemas() {
    return Set.copyOf(ofOwnDrafts.values());
  }

  /** The meta-schema of this closure that a document is written in; null when there is none. */
  public @Nullable JsonNode ownMetaSchema(SchemaResource document) {
    return ofOwnDrafts.get(document);
  }

  /** The document that holds the schema with a URI; null when none does. */
  @Nullable SchemaResource holder(String uri) {
    return byUri.get(uri);
  }

  private void collect(ResolvedSchema resolved, OwnDrafts drafts) {
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
          SchemaResource next = place(current, link, dependency, drafts);
          placed.put(link.target(), next);
          links.put(next, dependency.links());
          todo.add(next);
        }
      }
    }
    Map<SchemaResource, Map<String, SchemaResource>> names = new LinkedHashMap<>();
    links.forEach((document, own) -> names.put(document, named(document, own, placed)));
    Map<SchemaResource, Integer> led = new HashMap<>();
    do {
      names.forEach(
          (document, named) ->
              lead(document, named, led.put(document, document.references().size())));
    } while (findElsewhere());
    names.forEach(this::findOwnDraft);
  }

  /** Looks through schemas that only references say are some; false when there are none left. */
  private boolean findElsewhere() {
    boolean isNew = false;
    for (SchemaResource document : Set.copyOf(byUri.values())) {
      for (SchemaResource.Reference reference : List.copyOf(document.references())) {
        String text = reference.owner().path(reference.keyword()).asText();
        String uri = Uris.resolve(reference.base(), text);
        SchemaResource holder = Uris.fragment(text).startsWith("#/") ? holder(uri) : null;
        isNew |= holder != null && holder.addElsewhere(uri, Uris.fragment(text));
      }
    }
    return isNew;
  }

  private SchemaResource place(
      SchemaResource from, Link link, Dependency dependency, OwnDrafts drafts) {
    String name = dependency.subjectVersion().toString();
    JsonNode tree = reader.parse(dependency.definition().text(), name);
    String retrieval = Uris.resolve(from.uri(), link.name());
    if (byUri.containsKey(retrieval) || retrieval.isEmpty()) {
      retrieval = Uris.ROOT + "/" + byUri.size();
    }
    SchemaResource made = scan(name, retrieval, tree, drafts);
    add(made);
    return made;
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

  /** Leads the references of a document to their targets, from the first that is not led yet. */
  private void lead(
      SchemaResource document, Map<String, SchemaResource> named, @Nullable Integer first) {
    List<String> missing = new ArrayList<>();
    List<SchemaResource.Reference> all = document.references();
    for (SchemaResource.Reference reference : all.subList(first == null ? 0 : first, all.size())) {
      if (!lead(document, reference, named)) {
        missing.add(reference.text() + " at " + reference.pointer());
      }
    }
    refuse(document, missing);
  }

  private void findOwnDraft(SchemaResource document, Map<String, SchemaResource> named) {
    String draft = document.root().path("$schema").textValue();
    if (draft != null && !draft.isEmpty() && Draft.namedBy(document.root()) == null) {
      String uri = Uris.normalized(Uris.withoutFragment(draft));
      SchemaResource target = named.get(uri);
      JsonNode metaSchema = target == null ? schema(uri) : target.root();
      if (metaSchema != null) {
        ofOwnDrafts.put(document, metaSchema);
      }
    }
  }

  /** What a document's references are called; of two that are called alike, the better match. */
  private static Map<String, SchemaResource> named(
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

  /** Leads one reference to its target; false when there is none. */
  private boolean lead(
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

  private static void refuse(SchemaResource document, List<String> missing) {
    if (!missing.isEmpty()) {
      throw new InvalidSchemaException(
          "the schema "
              + document.name()
              + " refers to what is not registered with it: "
              + Excerpt.of(String.join(", ", missing))
              + "; nothing is fetched from networks: register the schema meant under a subject, and"
              + " name it with subject and version in the references of the schema that refers to"
              + " it");
    }
  }
}
