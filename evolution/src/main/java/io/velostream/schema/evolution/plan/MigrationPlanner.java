// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.plan;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.evolution.comparison.SchemaComparison;
import io.velostream.schema.evolution.compatibility.CompatibilityChecker;
import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import io.velostream.schema.evolution.compatibility.VersionedSchema;
import io.velostream.schema.evolution.impact.Dependent;
import io.velostream.schema.evolution.impact.Impact;
import io.velostream.schema.evolution.impact.ImpactAnalysis;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.transform.AvroTransformer;
import io.velostream.schema.evolution.transform.Conversion;
import io.velostream.schema.evolution.transform.ConversionKind;
import io.velostream.schema.evolution.transform.JsonTransformer;
import io.velostream.schema.evolution.transform.TransformOptions;
import io.velostream.schema.evolution.verdict.FormatVerdicts;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.observe.lineage.LineageReport;
import io.velostream.schema.settings.ReferenceSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Plans how a subject gets from one version to another. Equal inputs give equal plans. Immutable
 * and safe for use by many threads.
 */
public final class MigrationPlanner {

  private final SchemaCatalog catalog;
  private final ImpactAnalysis impact;
  private final Map<SubjectVersion, Integer> ranks;
  private final ReferenceSettings limits;

  /**
   * Creates a planner.
   *
   * @param catalog all schemas, with both versions; those without an id are not registered yet
   * @param limits the limits of references
   */
  public MigrationPlanner(SchemaCatalog catalog, ReferenceSettings limits) {
    this.catalog = Objects.requireNonNull(catalog, "catalog");
    this.limits = Objects.requireNonNull(limits, "limits");
    this.impact = new ImpactAnalysis(catalog, FormatVerdicts.DEFAULT, limits);
    this.ranks = impact.graph().ranks();
  }

  /**
   * A plan.
   *
   * @param from the version that is left
   * @param to the version that is the aim
   * @param level the level of the subject, and of the subjects that it refers to
   * @param rates from what durations are estimated
   * @param options what the user decided about the transformation of records
   * @param lineage who uses which schema; null if that is not known
   * @throws SchemaNotFoundException when one of the versions is not in the catalog
   * @throws IllegalArgumentException when both versions are the same
   * @throws io.velostream.schema.model.InvalidReferenceException when references do not resolve
   * @throws io.velostream.schema.model.InvalidSchemaException when a schema does not parse
   */
  public MigrationPlan plan(
      SubjectVersion from,
      int to,
      CompatibilityLevel level,
      MigrationRates rates,
      TransformOptions options,
      @Nullable LineageReport lineage) {
    return plan(from, to, subject -> level, rates, options, lineage);
  }

  /**
   * A plan for subjects with levels of their own.
   *
   * @param from the version that is left
   * @param to the version that is the aim
   * @param levels the level of each subject: of that of the plan, and of those that it refers to
   * @param rates from what durations are estimated
   * @param options what the user decided about the transformation of records
   * @param lineage who uses which schema; null if that is not known
   * @throws SchemaNotFoundException when one of the versions is not in the catalog
   * @throws IllegalArgumentException when both versions are the same
   * @throws io.velostream.schema.model.InvalidReferenceException when references do not resolve
   * @throws io.velostream.schema.model.InvalidSchemaException when a schema does not parse
   */
  public MigrationPlan plan(
      SubjectVersion from,
      int to,
      Function<Subject, CompatibilityLevel> levels,
      MigrationRates rates,
      TransformOptions options,
      @Nullable LineageReport lineage) {
    CompatibilityLevel level = levels.apply(from.subject());
    if (from.version() == to) {
      throw new IllegalArgumentException("a plan leads to another version than " + from);
    }
    SubjectVersion target = new SubjectVersion(from.subject(), to);
    ResolvedSchema before = resolve(from);
    ResolvedSchema after = resolve(target);
    SchemaComparison comparison = SchemaComparison.of(before, after);
    Impact touched = impact.of(from, to, lineage);
    PlanFacts facts =
        new PlanFacts(
            from,
            target,
            comparison,
            CompatibilityChecker.check(level, history(target), after),
            touched,
            registrations(before, after),
            dependents(touched),
            conversions(before, after, options),
            RolloutOrder.of(level, comparison.backward().isEmpty(), comparison.forward().isEmpty()),
            rates,
            lineage != null);
    return new MigrationPlan(
        from,
        target,
        level,
        facts.order(),
        steps(facts, levels),
        touched.topics(),
        touched.clients(),
        new MigrationPlan.Schemas(before, after));
  }

  private ResolvedSchema resolve(SubjectVersion at) {
    return catalog.resolve(catalog.require(at), limits);
  }

  /** The versions before the target. */
  private List<VersionedSchema> history(SubjectVersion target) {
    List<VersionedSchema> history = new ArrayList<>();
    for (RegisteredSchema each : catalog.versions(target.subject())) {
      SubjectVersion at = Objects.requireNonNull(each.subjectVersion(), "version");
      if (at.version() < target.version()) {
        history.add(new VersionedSchema(at.version(), catalog.resolve(each, limits)));
      }
    }
    return history;
  }

  /** What the new version needs, is new, and has no id yet; each after those it refers to. */
  private List<SubjectVersion> registrations(ResolvedSchema before, ResolvedSchema after) {
    Set<SubjectVersion> known = new HashSet<>();
    before.dependencies().forEach(each -> known.add(each.subjectVersion()));
    return after.dependencies().stream()
        .map(ResolvedSchema.Dependency::subjectVersion)
        .filter(each -> !known.contains(each) && catalog.require(each).id() == null)
        .sorted(byRank())
        .toList();
  }

  private List<SubjectVersion> dependents(Impact touched) {
    return touched.dependents().stream()
        .filter(each -> each.isNewest() && !each.isTouchedAtOnce())
        .map(Dependent::at)
        .sorted(byRank())
        .toList();
  }

  private Comparator<SubjectVersion> byRank() {
    return Comparator.<SubjectVersion>comparingInt(each -> ranks.getOrDefault(each, 0))
        .thenComparing(SubjectVersion::toString);
  }

  private static List<Conversion> conversions(
      ResolvedSchema before, ResolvedSchema after, TransformOptions options) {
    String type = after.definition().type();
    if (type.equals(before.definition().type())) {
      if (type.equals(AvroFormat.TYPE)) {
        Schema old = AvroFormat.INSTANCE.parse(before);
        Schema fresh = AvroFormat.INSTANCE.parse(after);
        if (old.getType() == Schema.Type.RECORD && fresh.getType() == Schema.Type.RECORD) {
          return AvroTransformer.conversions(old, fresh, options);
        }
      } else if (type.equals(JsonFormat.TYPE)) {
        return JsonTransformer.conversions(before, after, options);
      }
    }
    return List.of(
        new Conversion(
            "",
            ConversionKind.IMPOSSIBLE,
            "there is no transformer for these schemas; write one by hand"));
  }

  private List<MigrationStep> steps(PlanFacts facts, Function<Subject, CompatibilityLevel> levels) {
    Set<SubjectVersion> registered = new HashSet<>(facts.registrations());
    ChangeSteps changes =
        new ChangeSteps(levels, facts.comparison().differences(), facts.to(), registered);
    RolloutSteps rollout = new RolloutSteps(facts);
    List<MigrationStep> steps = new ArrayList<>();
    for (SubjectVersion each : facts.registrations()) {
      steps.addAll(changes.of(each));
      steps.add(dependency(each, facts, levels.apply(each.subject())));
    }
    steps.addAll(changes.of(facts.to()));
    steps.add(rollout.register());
    steps.addAll(rollout.all());
    return steps;
  }

  private MigrationStep dependency(
      SubjectVersion schema, PlanFacts facts, CompatibilityLevel level) {
    StepBuilder step =
        new StepBuilder(Operation.REGISTER, "register " + schema)
            .detail("before " + facts.to() + ", which refers to it, directly or not")
            .reversible("soft-delete " + schema + ", as long as no schema refers to it")
            .takes(facts.rates().registrations(1))
            .check("check that the registry gives the same version, " + schema.version());
    RolloutSteps.assess(CompatibilityChecker.check(level, history(schema), resolve(schema)), step);
    return step.build();
  }
}
