// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import io.velostream.schema.evolution.source.DependencyGraph;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.verdict.SchemaVerdicts;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.observe.lineage.LineageReport;
import io.velostream.schema.settings.ReferenceSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a new version of a schema touches.
 *
 * <p>A dependent is compared with itself: once resolved with the old version, and once with the new
 * version in place of each reference that is pinned to the old one or follows the newest. So the
 * verdict says what happens when the dependent moves to the new version, whether that is at once or
 * by a registration of its own. Immutable and safe for use by many threads.
 */
public final class ImpactAnalysis {

  private final SchemaCatalog catalog;
  private final DependencyGraph graph;
  private final SchemaVerdicts comparison;
  private final ReferenceSettings limits;

  /**
   * Creates an analysis.
   *
   * @param catalog all schemas among which dependents are searched
   * @param comparison decides whether a dependent stays compatible
   * @param limits closures beyond these limits are not compared
   */
  public ImpactAnalysis(
      SchemaCatalog catalog, SchemaVerdicts comparison, ReferenceSettings limits) {
    this.catalog = catalog;
    this.graph = catalog.graph();
    this.comparison = comparison;
    this.limits = limits;
  }

  /**
   * The impact of a change from one known version to another.
   *
   * @param lineage who uses which schema; null if that is not known
   * @throws SchemaNotFoundException when one of the versions is not in the catalog
   */
  public Impact of(SubjectVersion from, int to, @Nullable LineageReport lineage) {
    return of(from, catalog.require(new SubjectVersion(from.subject(), to)), lineage);
  }

  /**
   * The impact of a new version that is not registered yet. It is taken as the one after the
   * newest.
   *
   * @param lineage who uses which schema; null if that is not known
   * @throws SchemaNotFoundException when {@code from} is not in the catalog
   */
  public Impact of(
      SubjectVersion from, SchemaDefinition proposed, @Nullable LineageReport lineage) {
    Subject subject = from.subject();
    SubjectVersion newest =
        Objects.requireNonNull(catalog.requireLatest(subject).subjectVersion(), "version");
    return of(
        from,
        new RegisteredSchema(
            subject.context(),
            null,
            null,
            new SubjectVersion(subject, newest.version() + 1),
            proposed),
        lineage);
  }

  private Impact of(SubjectVersion from, RegisteredSchema to, @Nullable LineageReport lineage) {
    RegisteredSchema old = catalog.require(from);
    SubjectVersion target = Objects.requireNonNull(to.subjectVersion(), "version");
    Dependents found = new Dependents(graph, followers(from), from);
    DependentVerdicts verdicts = new DependentVerdicts(catalog, comparison, limits, old, to);
    verdicts.compare(found.nearestFirst(), graph);
    List<Dependent> dependents = new ArrayList<>();
    for (SubjectVersion at : found.nearestFirst()) {
      RegisteredSchema schema = catalog.require(at);
      dependents.add(
          new Dependent(
              at,
              schema.id(),
              isNewest(at),
              found.distance(at),
              found.registrations(at),
              found.via(at),
              verdicts.of(at)));
    }
    return new Impact(
        from,
        target,
        verdicts.ofChange(),
        verdicts.differences(),
        dependents,
        elsewhere(from, target),
        lineage == null ? List.of() : LineageMatch.of(lineage, from, dependents));
  }

  /**
   * The references to the subject that follow its newest version. The graph has them at the newest
   * version; they are references to any version that is left.
   */
  private List<DependencyGraph.Edge> followers(SubjectVersion from) {
    SubjectVersion newest = catalog.requireLatest(from.subject()).subjectVersion();
    if (newest == null || newest.equals(from)) {
      return List.of();
    }
    return graph.referrers(newest).stream()
        .filter(DependencyGraph.Edge::followsLatest)
        .map(edge -> new DependencyGraph.Edge(edge.from(), edge.name(), from, true))
        .toList();
  }

  private List<DependencyGraph.Edge> elsewhere(SubjectVersion from, SubjectVersion to) {
    List<DependencyGraph.Edge> elsewhere = new ArrayList<>();
    for (RegisteredSchema version : catalog.versions(from.subject())) {
      SubjectVersion at = Objects.requireNonNull(version.subjectVersion(), "version");
      if (!at.equals(from) && !at.equals(to)) {
        for (DependencyGraph.Edge edge : graph.referrers(at)) {
          if (!edge.followsLatest() && isNewest(edge.from())) {
            elsewhere.add(edge);
          }
        }
      }
    }
    return elsewhere;
  }

  private boolean isNewest(SubjectVersion at) {
    RegisteredSchema newest = catalog.latest(at.subject());
    return newest != null && at.equals(newest.subjectVersion());
  }

  /** The references among the schemas of the catalog. */
  public DependencyGraph graph() {
    return graph;
  }

  /** The catalog among whose schemas dependents are searched. */
  public SchemaCatalog catalog() {
    return catalog;
  }
}
