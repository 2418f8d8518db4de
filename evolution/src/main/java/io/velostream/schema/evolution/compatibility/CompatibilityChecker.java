// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.compatibility;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.evolution.comparison.SchemaComparison;
import io.velostream.schema.evolution.comparison.walk.Verdicts;
import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.evolution.difference.TypeDifference.LogicalTypeChanged;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaFormat;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Decides whether a new schema may follow earlier versions, as a registry does: by the comparison
 * of the schema's format, Avro or JSON Schema. No registry is needed. No state; safe for many
 * threads.
 */
public final class CompatibilityChecker {

  private CompatibilityChecker() {}

  /**
   * Checks a schema against the versions that a level demands: none, the newest, or all.
   *
   * @param level the level of the subject
   * @param history the earlier versions, oldest first; may be empty
   * @param candidate the new schema with all that it refers to
   * @return every reason against it
   * @throws InvalidSchemaException if a schema that is compared does not parse, naming its version,
   *     or is neither Avro nor JSON Schema
   * @throws io.velostream.schema.model.InvalidReferenceException if the references of a schema that
   *     is compared are not resolved
   */
  public static CompatibilityReport check(
      CompatibilityLevel level, List<VersionedSchema> history, ResolvedSchema candidate) {
    Objects.requireNonNull(level, "level");
    if (level == CompatibilityLevel.NONE) {
      return new CompatibilityReport(level, List.of(), List.of(), List.of());
    }
    int from = level.isTransitive() ? 0 : Math.max(0, history.size() - 1);
    List<VersionedSchema> compared = history.subList(from, history.size());
    List<Integer> versions = compared.stream().map(VersionedSchema::version).toList();
    List<CompatibilityReason> reasons = reasons(level, compared, candidate);
    return new CompatibilityReport(
        level, versions, reasons, differences(compared, candidate, reasons));
  }

  /**
   * Checks each version of a subject against those before it.
   *
   * @param level the level of the subject
   * @param history all versions, oldest first
   * @return a report for each version, in the same order; the first has nothing to be compared with
   * @throws InvalidSchemaException as {@link #check}
   */
  public static List<CompatibilityReport> checkHistory(
      CompatibilityLevel level, List<VersionedSchema> history) {
    return IntStream.range(0, history.size())
        .mapToObj(i -> check(level, history.subList(0, i), history.get(i).schema()))
        .toList();
  }

  /** The breaking differences of the versions and directions that there are reasons for. */
  private static List<BreakingDifference> differences(
      List<VersionedSchema> compared, ResolvedSchema candidate, List<CompatibilityReason> reasons) {
    List<BreakingDifference> breaking = new ArrayList<>();
    for (VersionedSchema version : compared) {
      Set<Direction> directions = EnumSet.noneOf(Direction.class);
      reasons.stream()
          .filter(each -> each.version() == version.version())
          .forEach(each -> directions.add(each.direction()));
      if (!directions.isEmpty()) {
        SchemaComparison comparison = SchemaComparison.of(version.schema(), candidate);
        for (Direction direction : directions) {
          comparison.differences().stream()
              .filter(each -> each.severity(direction).isBreaking())
              .filter(each -> !(each instanceof LogicalTypeChanged)) // of these no format knows
              .forEach(
                  each -> breaking.add(new BreakingDifference(version.version(), direction, each)));
        }
      }
    }
    return breaking;
  }

  private static List<CompatibilityReason> reasons(
      CompatibilityLevel level, List<VersionedSchema> compared, ResolvedSchema candidate) {
    return switch (candidate.definition().type()) {
      case AvroFormat.TYPE -> reasons(AvroFormat.INSTANCE, level, compared, candidate);
      case JsonFormat.TYPE -> reasons(JsonFormat.INSTANCE, level, compared, candidate);
      default ->
          throw new InvalidSchemaException(
              "schemas of type "
                  + candidate.definition().type()
                  + " cannot be compared, only AVRO and JSON");
    };
  }

  private static <S> List<CompatibilityReason> reasons(
      SchemaFormat<S> format,
      CompatibilityLevel level,
      List<VersionedSchema> compared,
      ResolvedSchema candidate) {
    List<CompatibilityReason> reasons = new ArrayList<>();
    S fresh = format.parse(candidate.requireComplete());
    for (VersionedSchema version : compared) {
      String type = version.schema().definition().type();
      if (!type.equals(format.type())) {
        Incompatibility other =
            new Incompatibility("", "one is of type " + format.type() + ", the other of " + type);
        add(version, Direction.BACKWARD, level.isBackward() ? List.of(other) : List.of(), reasons);
        add(version, Direction.FORWARD, level.isForward() ? List.of(other) : List.of(), reasons);
        continue;
      }
      S old = parsed(format, version);
      if (level.isBackward()) {
        add(version, Direction.BACKWARD, Verdicts.of(format, fresh, old), reasons);
      }
      if (level.isForward()) {
        add(version, Direction.FORWARD, Verdicts.of(format, old, fresh), reasons);
      }
    }
    return reasons;
  }

  private static <S> S parsed(SchemaFormat<S> format, VersionedSchema version) {
    try {
      return format.parse(version.schema().requireComplete());
    } catch (InvalidSchemaException e) {
      throw new InvalidSchemaException(
          "version " + version.version() + " does not parse: " + e.getMessage(), e);
    }
  }

  private static void add(
      VersionedSchema version,
      Direction direction,
      List<Incompatibility> found,
      List<CompatibilityReason> reasons) {
    for (Incompatibility each : found) {
      reasons.add(new CompatibilityReason(version.version(), direction, each));
    }
  }
}
