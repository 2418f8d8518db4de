// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.evolution.comparison.SchemaComparison;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.source.DependencyGraph;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.verdict.SchemaVerdicts;
import io.velostream.schema.evolution.verdict.Verdict;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.settings.ReferenceSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts on the dependents of a changed schema: each is compared with itself, resolved with
 * the old version and with the new one. Belongs to one thread.
 */
final class DependentVerdicts {

  private static final Verdict NOT_COMPARED = Verdict.unknown("it was not compared");

  private final SchemaCatalog catalog;
  private final SchemaVerdicts comparison;
  private final ReferenceSettings limits;
  private final RegisteredSchema old;
  private final RegisteredSchema to;
  private final SubjectVersion from;
  private final Map<SubjectVersion, Verdict> verdicts = new HashMap<>();
  private List<SchemaDifference> differences = List.of();

  DependentVerdicts(
      SchemaCatalog catalog,
      SchemaVerdicts comparison,
      ReferenceSettings limits,
      RegisteredSchema old,
      RegisteredSchema to) {
    this.catalog = catalog;
    this.comparison = comparison;
    this.limits = limits;
    this.old = old;
    this.to = to;
    this.from = Objects.requireNonNull(old.subjectVersion(), "version");
  }

  /** The verdict on the change itself. */
  Verdict ofChange() {
    return verdicts.getOrDefault(from, NOT_COMPARED);
  }

  /** What differs between the two versions of the changed schema. */
  List<SchemaDifference> differences() {
    return differences;
  }

  /** The verdict on a dependent. */
  Verdict of(SubjectVersion dependent) {
    return verdicts.getOrDefault(dependent, NOT_COMPARED);
  }

  /** Compares the changed schema and its dependents. */
  void compare(Set<SubjectVersion> dependents, DependencyGraph graph) {
    @Nullable ComposedVerdicts composed = null;
    try {
      ResolvedSchema before = before(old);
      ResolvedSchema after = after(to);
      verdicts.put(from, comparison.compare(before, after));
      composed = composed(before, after);
      differences = SchemaComparison.of(before, after).differences();
    } catch (InvalidReferenceException e) {
      verdicts.put(from, Verdict.unknown(String.valueOf(e.getMessage())));
    } catch (InvalidSchemaException e) {
      differences = List.of(); // the verdict says why
    }
    Set<SubjectVersion> touched = new HashSet<>(dependents);
    touched.add(from);
    for (SubjectVersion at : dependenciesFirst(dependents, graph)) {
      verdicts.put(at, compared(at, composed, touched));
    }
  }

  private List<SubjectVersion> dependenciesFirst(
      Set<SubjectVersion> dependents, DependencyGraph graph) {
    Map<SubjectVersion, Integer> ranks = graph.ranks();
    List<SubjectVersion> order = new ArrayList<>(dependents);
    order.sort(Comparator.comparingInt(at -> ranks.getOrDefault(at, 0)));
    return order;
  }

  /** How verdicts are composed; null if each dependent must be compared. */
  private @Nullable ComposedVerdicts composed(ResolvedSchema before, ResolvedSchema after) {
    String type = before.definition().type();
    if (!type.equals(after.definition().type()) || !comparison.isFormatCompatibility(type)) {
      return null;
    }
    return switch (type) {
      case AvroFormat.TYPE -> AvroTypeVerdicts.of(old, to, before, after);
      case JsonFormat.TYPE ->
          JsonReferenceVerdicts.of(
              old, to, new JsonReferenceVerdicts.Closures(this::before, this::after));
      default -> null;
    };
  }

  private Verdict compared(
      SubjectVersion at, @Nullable ComposedVerdicts composed, Set<SubjectVersion> touched) {
    RegisteredSchema schema = catalog.require(at);
    try {
      ResolvedSchema before = before(schema);
      Verdict verdict = composed == null ? null : composed.of(at, before, touched);
      return verdict == null ? comparison.compare(before, after(schema)) : verdict;
    } catch (InvalidReferenceException e) {
      return Verdict.unknown(String.valueOf(e.getMessage()));
    }
  }

  private ResolvedSchema before(SubjectVersion at) {
    return before(at.equals(from) ? old : catalog.require(at));
  }

  private ResolvedSchema after(SubjectVersion at) {
    return after(at.equals(from) ? to : catalog.require(at));
  }

  private ResolvedSchema before(RegisteredSchema schema) {
    return SchemaCatalog.resolve(schema, limits, with(old));
  }

  private ResolvedSchema after(RegisteredSchema schema) {
    return SchemaCatalog.resolve(schema, limits, with(to));
  }

  /** Finds {@code schema} for the old version, and for the newest one of its subject. */
  private SchemaCatalog.Lookup with(RegisteredSchema schema) {
    return (subject, version) ->
        subject.equals(from.subject())
                && (version == from.version() || version == SchemaReference.LATEST)
            ? schema
            : catalog.find(subject, version);
  }
}
