// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schema with all its direct and transitive dependencies: its closure.
 *
 * @param definition the schema itself
 * @param links the targets of its references
 * @param dependencies every schema in the closure but the root, each once, dependencies before the
 *     schemas that refer to them
 * @param followsLatest whether any reference in the closure follows the newest version, so that the
 *     closure may change
 */
public record ResolvedSchema(
    SchemaDefinition definition,
    List<Link> links,
    List<Dependency> dependencies,
    boolean followsLatest) {

  public ResolvedSchema {
    Objects.requireNonNull(definition, "definition");
    links = List.copyOf(links);
    dependencies = List.copyOf(dependencies);
  }

  /** The number of characters of all texts of the closure. */
  public long characters() {
    long characters = definition.text().length();
    for (Dependency dependency : dependencies) {
      characters += dependency.definition().text().length();
    }
    return characters;
  }

  /** Creates a closure of a schema without references. */
  public static ResolvedSchema withoutReferences(SchemaDefinition definition) {
    return new ResolvedSchema(definition, List.of(), List.of(), false);
  }

  /** Whether every reference was resolved; false if resolution is turned off. */
  public boolean isComplete() {
    return !links.isEmpty() || definition.references().isEmpty();
  }

  /**
   * Returns this if every reference was resolved.
   *
   * @throws InvalidReferenceException naming the references, if they were not
   */
  public ResolvedSchema requireComplete() {
    if (!isComplete()) {
      List<String> targets =
          definition.references().stream()
              .map(each -> each.subject() + ":" + each.version())
              .toList();
      throw new InvalidReferenceException(
          InvalidReferenceException.Reason.NOT_RESOLVED,
          List.of(targets.get(0)),
          "a schema cannot be parsed without those that it refers to ("
              + String.join(", ", targets)
              + "), and references are not resolved here; set schema.references.resolve=true",
          null);
    }
    return this;
  }

  /**
   * Every reference in the closure, nearest to the root first. A schema with several referrers is
   * listed once for each.
   */
  public List<ResolvedReference> references() {
    Map<SubjectVersion, Dependency> byTarget = new HashMap<>();
    dependencies.forEach(each -> byTarget.put(each.subjectVersion(), each));
    List<ResolvedReference> found = new ArrayList<>();
    links.forEach(link -> found.add(ResolvedReference.ofRoot(link, byTarget)));
    Set<SubjectVersion> followed = new HashSet<>();
    for (int next = 0; next < found.size(); next++) {
      ResolvedReference from = found.get(next);
      Dependency target = byTarget.get(from.target());
      if (target != null && followed.add(from.target())) {
        target.links().forEach(link -> found.add(from.to(link, byTarget)));
      }
    }
    return List.copyOf(found);
  }

  /**
   * One reference, resolved.
   *
   * @param name the name in the referring text
   * @param target the target; a reference to the latest version is resolved to its number
   */
  public record Link(String name, SubjectVersion target) {}

  /**
   * A schema that another one refers to.
   *
   * @param subjectVersion its subject and version
   * @param definition text and references as registered
   * @param links the targets of its references
   * @param id its id; null if unknown
   */
  public record Dependency(
      SubjectVersion subjectVersion,
      SchemaDefinition definition,
      List<Link> links,
      @Nullable SchemaId id) {

    /** A schema whose id is not known. */
    public Dependency(
        SubjectVersion subjectVersion, SchemaDefinition definition, List<Link> links) {
      this(subjectVersion, definition, links, null);
    }

    public Dependency {
      links = List.copyOf(links);
    }
  }
}
