// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import io.velostream.schema.model.ResolvedSchema.Dependency;
import io.velostream.schema.model.ResolvedSchema.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One reference of a closure, with its path and target.
 *
 * @param name the name of the target in the referring text
 * @param target the target; a reference to the latest version is resolved to its number
 * @param id the target's id; null if unknown
 * @param depth 1 for a reference of the root itself, 2 for one of a schema that the root refers to,
 *     on the shortest path
 * @param path the names of the references from the root to the target, this one last
 */
public record ResolvedReference(
    String name, SubjectVersion target, @Nullable SchemaId id, int depth, List<String> path) {

  public ResolvedReference {
    path = List.copyOf(path);
  }

  static ResolvedReference ofRoot(Link link, Map<SubjectVersion, Dependency> byTarget) {
    return new ResolvedReference(
        link.name(), link.target(), id(link, byTarget), 1, List.of(link.name()));
  }

  /** A reference of this one's target. */
  ResolvedReference to(Link link, Map<SubjectVersion, Dependency> byTarget) {
    List<String> longer = new ArrayList<>(path);
    longer.add(link.name());
    return new ResolvedReference(link.name(), link.target(), id(link, byTarget), depth + 1, longer);
  }

  private static @Nullable SchemaId id(Link link, Map<SubjectVersion, Dependency> byTarget) {
    Dependency dependency = byTarget.get(link.target());
    return dependency == null ? null : dependency.id();
  }
}
