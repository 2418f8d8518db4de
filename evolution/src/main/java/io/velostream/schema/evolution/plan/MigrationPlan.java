// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.plan;

import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import io.velostream.schema.evolution.transform.AvroTransformer;
import io.velostream.schema.evolution.transform.JsonTransformer;
import io.velostream.schema.evolution.transform.TransformOptions;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SubjectVersion;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ordered steps from one version of a subject to another. Immutable and safe for use by many
 * threads.
 *
 * @param from the version that is left
 * @param to the version that is the aim
 * @param level the level of the subject
 * @param order who moves first
 * @param steps the steps, in order
 * @param topics the topics that are touched; empty without lineage
 * @param clients the clients that are touched; empty without lineage
 * @param schemas the schemas of both versions
 */
public record MigrationPlan(
    SubjectVersion from,
    SubjectVersion to,
    CompatibilityLevel level,
    RolloutOrder order,
    List<MigrationStep> steps,
    List<String> topics,
    List<String> clients,
    Schemas schemas) {

  /**
   * The schemas of both versions, with their references.
   *
   * @param before that of the version that is left
   * @param after that of the version that is the aim
   */
  public record Schemas(ResolvedSchema before, ResolvedSchema after) {}

  public MigrationPlan {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(schemas, "schemas");
    steps = List.copyOf(steps);
    topics = List.copyOf(topics);
    clients = List.copyOf(clients);
  }

  /** The risk of the riskiest step. */
  public Risk risk() {
    return steps.stream().map(MigrationStep::risk).reduce(Risk.LOW, Risk::or);
  }

  /** The sum of all estimates; null if one of them is not known. */
  public @Nullable Duration duration() {
    Duration sum = Duration.ZERO;
    for (MigrationStep each : steps) {
      Duration estimate = each.duration();
      if (estimate == null) {
        return null;
      }
      sum = sum.plus(estimate);
    }
    return sum;
  }

  /**
   * A transformer of Avro records from the old version to the new one.
   *
   * @throws io.velostream.schema.evolution.transform.UnconvertibleSchemaException if some place
   *     needs a decision that the options do not have
   * @throws IllegalArgumentException if the schemas are no records, or an option is not needed
   */
  public AvroTransformer avroTransformer(TransformOptions options) {
    return AvroTransformer.of(schemas.before(), schemas.after(), options);
  }

  /**
   * A transformer of JSON values from the old version to the new one.
   *
   * @throws io.velostream.schema.evolution.transform.UnconvertibleSchemaException if some place
   *     needs a decision that the options do not have
   * @throws IllegalArgumentException if the schemas are no JSON Schemas, or an option is not needed
   */
  public JsonTransformer jsonTransformer(TransformOptions options) {
    return JsonTransformer.of(schemas.before(), schemas.after(), options);
  }

  /** The plan as text for people, in lines. */
  public String toText() {
    return PlanWriter.text(this);
  }

  /** The plan as JSON, with a line end. Durations are in seconds. */
  public String toJson() {
    return PlanWriter.json(this);
  }

  /** The plan as a Mermaid flow chart, with a line end. The colour of a step is its risk. */
  public String toMermaid() {
    return PlanWriter.mermaid(this);
  }
}
