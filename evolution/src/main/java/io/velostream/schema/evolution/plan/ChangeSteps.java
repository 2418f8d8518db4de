// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.plan;

import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import io.velostream.schema.evolution.difference.AnnotationDifference;
import io.velostream.schema.evolution.difference.ConstraintDifference;
import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.evolution.difference.FieldDifference;
import io.velostream.schema.evolution.difference.ReferenceDifference;
import io.velostream.schema.evolution.difference.ReferenceStep;
import io.velostream.schema.evolution.difference.SchemaDifference;
import io.velostream.schema.evolution.difference.Severity;
import io.velostream.schema.evolution.difference.TypeDifference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The steps that change the texts of schemas: one for each operation in each schema. */
final class ChangeSteps {

  private final Function<Subject, CompatibilityLevel> levels;
  private final Map<SubjectVersion, Map<Operation, List<SchemaDifference>>> bySchema =
      new HashMap<>();

  /**
   * Groups differences.
   *
   * @param levels the level of each subject
   * @param root the new version, which gets the differences that are in no schema of its own
   * @param registered the schemas that have steps of their own
   */
  ChangeSteps(
      Function<Subject, CompatibilityLevel> levels,
      List<SchemaDifference> differences,
      SubjectVersion root,
      Set<SubjectVersion> registered) {
    this.levels = levels;
    for (SchemaDifference each : differences) {
      Operation operation = operation(each);
      if (operation != null) {
        SubjectVersion holder = holder(each);
        bySchema
            .computeIfAbsent(
                holder != null && registered.contains(holder) ? holder : root,
                at -> new EnumMap<>(Operation.class))
            .computeIfAbsent(operation, key -> new ArrayList<>())
            .add(each);
      }
    }
  }

  private static @Nullable SubjectVersion holder(SchemaDifference difference) {
    List<ReferenceStep> steps = difference.references();
    return steps.isEmpty() ? null : steps.get(steps.size() - 1).after();
  }

  /** Null for what needs no step: texts for people, and suggestions. */
  private static @Nullable Operation operation(SchemaDifference difference) {
    if (difference instanceof AnnotationDifference
        || difference instanceof FieldDifference.LikelyRename) {
      return null;
    }
    if (difference instanceof FieldDifference.FieldAdded
        || difference instanceof TypeDifference.EnumSymbolsAdded
        || difference instanceof TypeDifference.BranchAdded) {
      return Operation.ADD;
    }
    if (difference instanceof FieldDifference.FieldRemoved
        || difference instanceof TypeDifference.EnumSymbolsRemoved
        || difference instanceof TypeDifference.BranchRemoved) {
      return Operation.REMOVE;
    }
    if (difference instanceof FieldDifference.FieldRenamed
        || difference instanceof FieldDifference.AmbiguousAlias
        || difference instanceof TypeDifference.TypeRenamed) {
      return Operation.RENAME;
    }
    if (difference instanceof ReferenceDifference reference) {
      return reference instanceof ReferenceDifference.ReferenceAdded
          ? Operation.ADD_REFERENCE
          : reference instanceof ReferenceDifference.ReferenceRemoved
              ? Operation.REMOVE_REFERENCE
              : Operation.UPDATE_REFERENCE;
    }
    return Operation.CHANGE_TYPE;
  }

  /** The steps for one schema, in the order of operations. */
  List<MigrationStep> of(SubjectVersion schema) {
    List<MigrationStep> steps = new ArrayList<>();
    bySchema
        .getOrDefault(schema, Map.of())
        .forEach((operation, differences) -> steps.add(step(schema, operation, differences)));
    return steps;
  }

  private MigrationStep step(
      SubjectVersion schema, Operation operation, List<SchemaDifference> differences) {
    StepBuilder step =
        new StepBuilder(
            operation,
            operation.words()
                + " in "
                + schema
                + ": "
                + differences.size()
                + (differences.size() == 1 ? " change" : " changes"));
    for (SchemaDifference each : differences) {
      step.detail(each.sentence());
      assess(each, levels.apply(schema.subject()), step);
    }
    if (differences.stream().anyMatch(each -> each instanceof ConstraintDifference)) {
      step.check("check by samples of old records which of them the new constraints refuse");
    }
    return step.reversible("take back the change of the text, as long as it is not registered")
        .build();
  }

  private static void assess(
      SchemaDifference difference, CompatibilityLevel level, StepBuilder step) {
    Severity backward = difference.severity(Direction.BACKWARD);
    Severity forward = difference.severity(Direction.FORWARD);
    boolean isDemanded =
        (backward.isBreaking() && level.isBackward())
            || (forward.isBreaking() && level.isForward());
    String path = difference.path().isEmpty() ? "the root" : "'" + difference.path() + "'";
    if (backward.isBreaking() && forward.isBreaking()) {
      step.risk(risk(difference.severity()), path + ": neither version reads data of the other");
    } else if (isDemanded) {
      step.risk(risk(difference.severity()), path + ": breaks what level " + level + " demands");
    } else if (backward.isBreaking()) {
      step.risk(Risk.MEDIUM, path + ": the new version cannot read old data");
    } else if (forward.isBreaking()) {
      step.risk(Risk.MEDIUM, path + ": the old version cannot read new data");
    } else if (difference.severity() == Severity.WARNING) {
      step.risk(Risk.MEDIUM, path + ": values are lost or replaced by a default");
    }
  }

  private static Risk risk(Severity severity) {
    return severity == Severity.CRITICAL ? Risk.CRITICAL : Risk.HIGH;
  }
}
