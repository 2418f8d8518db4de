// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import io.velostream.schema.evolution.comparison.SchemaComparison;
import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.source.DependencyGraph;
import io.velostream.schema.evolution.verdict.StepKind;
import io.velostream.schema.evolution.verdict.Verdict;
import io.velostream.schema.model.SubjectVersion;
import java.util.List;
import java.util.TreeSet;

/**
 * What is touched when a schema goes from one version to another. Immutable and safe for use by
 * many threads.
 *
 * @param from the version that is left
 * @param to the new version, which may not be registered yet
 * @param change whether the two versions themselves read each other's data
 * @param differences what differs between the two versions; empty if that is not known
 * @param dependents the schemas that depend on {@code from}, directly and transitively, nearest
 *     first
 * @param elsewhere references of the newest versions of other subjects that are pinned to another
 *     version than {@code from} and {@code to}, and so are not touched
 * @param uses the topics and clients of touched schemas; empty without lineage
 */
public record Impact(
    SubjectVersion from,
    SubjectVersion to,
    Verdict change,
    List<SchemaDifference> differences,
    List<Dependent> dependents,
    List<DependencyGraph.Edge> elsewhere,
    List<TouchedUse> uses) {

  public Impact {
    differences = List.copyOf(differences);
    dependents = List.copyOf(dependents);
    elsewhere = List.copyOf(elsewhere);
    uses = List.copyOf(uses);
  }

  /** The dependents that do not stay fully compatible, or of which it cannot be told. */
  public List<Dependent> broken() {
    return dependents.stream().filter(each -> each.verdict().kind() != StepKind.FULL).toList();
  }

  /** The differences because of which data cannot be read in one direction. */
  List<SchemaDifference> breaking(Direction direction) {
    return new SchemaComparison(differences, change.backward(), change.forward())
        .breaking(direction);
  }

  /** The names of touched topics, ordered. */
  public List<String> topics() {
    return List.copyOf(new TreeSet<>(uses.stream().map(each -> each.use().topic()).toList()));
  }

  /** The client ids of touched clients, ordered. */
  public List<String> clients() {
    return List.copyOf(new TreeSet<>(uses.stream().map(each -> each.use().clientId()).toList()));
  }

  /**
   * Paths of references from a dependent to the changed schema.
   *
   * @param dependent a schema of {@link #dependents}
   * @param limit the most paths returned; there may be very many
   * @return paths without repeated schemas, a shortest one first; empty if the schema is no
   *     dependent
   */
  public List<List<DependencyGraph.Edge>> paths(SubjectVersion dependent, int limit) {
    return new ImpactPaths(this).of(dependent, limit);
  }

  /**
   * The impact as JSON, with a line end. Up to {@value ImpactJson#PATHS} paths of each dependent
   * are listed; {@code via} is complete.
   */
  public String toJson() {
    return ImpactJson.of(this);
  }

  /** The impact as text for people, in lines. */
  public String toText() {
    return ImpactText.of(this);
  }
}
