// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.model;

import java.util.List;
import java.util.Objects;

/**
 * A schema together with everything it refers to, directly and through others: its closure.
 *
 * @param definition the schema itself
 * @param links where each of its own references leads
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

  /** A schema that refers to nothing. */
  public static ResolvedSchema withoutReferences(SchemaDefinition definition) {
    return new ResolvedSchema(definition, List.of(), List.of(), false);
  }

  /**
   * One reference, resolved.
   *
   * @param name what the referring text calls it
   * @param target where it leads; a reference to the latest version has become a number
   */
  public record Link(String name, SubjectVersion target) {}

  /**
   * A schema that another one refers to.
   *
   * @param subjectVersion where it stands
   * @param definition text and references as registered
   * @param links where each of its references leads
   */
  public record Dependency(
      SubjectVersion subjectVersion, SchemaDefinition definition, List<Link> links) {

    public Dependency {
      links = List.copyOf(links);
    }
  }
}
