// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.compatibility;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.evolution.comparison.SchemaComparison;
import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    requireParsable(candidate);
    List<CompatibilityReason> reasons = new ArrayList<>();
    List<BreakingDifference> differences = new ArrayList<>();
    for (VersionedSchema version : compared) {
      SchemaComparison comparison = comparison(version, candidate);
      for (Direction direction : directions(level)) {
        if (!comparison.isCompatible(direction)) {
          addReasons(version, direction, comparison, reasons);
          addDifferences(version, direction, comparison, differences);
        }
      }
    }
    return new CompatibilityReport(level, versions, reasons, differences);
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

  /** So that a candidate that does not parse is not mistaken for an earlier version. */
  private static void requireParsable(ResolvedSchema candidate) {
    String type = candidate.definition().type();
    Object unused =
        switch (type) {
          case AvroFormat.TYPE -> AvroFormat.INSTANCE.parse(candidate.requireComplete());
          case JsonFormat.TYPE -> JsonFormat.INSTANCE.parse(candidate.requireComplete());
          default ->
              throw new InvalidSchemaException(
                  "schemas of type " + type + " cannot be compared, only AVRO and JSON");
        };
  }

  private static SchemaComparison comparison(VersionedSchema version, ResolvedSchema candidate) {
    try {
      return SchemaComparison.of(version.schema(), candidate);
    } catch (InvalidSchemaException e) {
      throw new InvalidSchemaException(
          "version " + version.version() + " does not parse: " + e.getMessage(), e);
    }
  }

  private static List<Direction> directions(CompatibilityLevel level) {
    List<Direction> directions = new ArrayList<>();
    if (level.isBackward()) {
      directions.add(Direction.BACKWARD);
    }
    if (level.isForward()) {
      directions.add(Direction.FORWARD);
    }
    return directions;
  }

  private static void addReasons(
      VersionedSchema version,
      Direction direction,
      SchemaComparison comparison,
      List<CompatibilityReason> reasons) {
    comparison
        .incompatibilities(direction)
        .forEach(each -> reasons.add(new CompatibilityReason(version.version(), direction, each)));
  }

  private static void addDifferences(
      VersionedSchema version,
      Direction direction,
      SchemaComparison comparison,
      List<BreakingDifference> differences) {
    comparison
        .breaking(direction)
        .forEach(
            each -> differences.add(new BreakingDifference(version.version(), direction, each)));
  }
}
