// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.plan;

import io.velostream.schema.evolution.compatibility.CompatibilityReport;
import io.velostream.schema.evolution.impact.Dependent;
import io.velostream.schema.evolution.transform.Conversion;
import io.velostream.schema.evolution.transform.ConversionKind;
import io.velostream.schema.evolution.verdict.StepKind;
import io.velostream.schema.model.SubjectVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps that change what runs, in the order that the two versions allow. */
final class RolloutSteps {

  private static final int NAMED = 5;

  private final PlanFacts facts;
  private final List<MigrationStep> steps = new ArrayList<>();

  RolloutSteps(PlanFacts facts) {
    this.facts = facts;
  }

  /** The steps after the registration of the new version. */
  List<MigrationStep> all() {
    switch (facts.order()) {
      case CONSUMERS_FIRST -> {
        upgradeConsumers();
        upgradeProducers("all consumers read the new version");
      }
      case PRODUCERS_FIRST -> {
        upgradeProducers("consumers of the old version read what the new one writes");
        if (!facts.comparison().backward().isEmpty()) {
          transform();
          backFillInPlace();
        }
        upgradeConsumers();
      }
      case DUAL_WRITE -> {
        transform();
        dualWrite();
        backFill();
        upgradeConsumers();
        upgradeProducers("no consumer reads the old topic any more");
      }
    }
    dependents();
    cleanUp();
    return steps;
  }

  /** The registration of the new version itself. */
  MigrationStep register() {
    StepBuilder step =
        new StepBuilder(Operation.REGISTER, "register " + facts.to())
            .reversible("soft-delete " + facts.to() + ", as long as nobody has written with it")
            .takes(facts.rates().registrations(1))
            .check(
                "check that no producer takes the newest version by itself (use.latest.version)"
                    + " before its turn");
    assess(facts.report(), step);
    List<Dependent> atOnce =
        facts.impact().dependents().stream().filter(Dependent::isTouchedAtOnce).toList();
    for (Dependent each : atOnce) {
      if (each.verdict().kind() != StepKind.FULL) {
        step.risk(
            Risk.HIGH,
            each.at() + " follows the newest version and is " + each.verdict().kind().words());
      }
    }
    return step.build();
  }

  /** The risk that the registry refuses a version, with the reasons. */
  static void assess(CompatibilityReport report, StepBuilder step) {
    if (!report.isCompatible()) {
      step.risk(
          report.isUndecided() ? Risk.MEDIUM : Risk.HIGH,
          "the registry refuses it at level "
              + report.level()
              + ": use the subject of a new topic, or set level NONE for this registration");
      report.sentences().stream().limit(NAMED).forEach(step::detail);
    }
  }

  private void upgradeConsumers() {
    StepBuilder step = upgrade(Operation.UPGRADE_CONSUMERS, "read", facts.rates().consumers());
    if (facts.order() == RolloutOrder.DUAL_WRITE) {
      step.detail("consumers move to the new topic at the offsets that match their old ones");
    }
    step.check("check that each consumer has read records and has no failures or dead letters");
    steps.add(step.build());
  }

  private void upgradeProducers(String condition) {
    StepBuilder step = upgrade(Operation.UPGRADE_PRODUCERS, "write", facts.rates().producers());
    step.detail("only when " + condition);
    if (facts.order() == RolloutOrder.CONSUMERS_FIRST && !facts.comparison().forward().isEmpty()) {
      step.irreversible(
          "producers can go back to the old version, but consumers cannot: the old version does not"
              + " read what was written with the new one");
      step.risk(Risk.MEDIUM, "a consumer that was forgotten cannot read the new records");
    }
    step.check("check the ids of new records, and the failures and lag of all consumers");
    steps.add(step.build());
  }

  private StepBuilder upgrade(Operation operation, String action, @Nullable Integer deployments) {
    List<String> names = facts.clientNames(action);
    StepBuilder step =
        new StepBuilder(
                operation,
                operation.words()
                    + " to "
                    + facts.to()
                    + (names.isEmpty() ? "" : ": " + names.size()))
            .reversible("deploy the former release")
            .takes(facts.rates().deployments(deployments, facts.clients(action)));
    names.forEach(step::detail);
    if (!facts.hasLineage() && deployments == null) {
      step.risk(Risk.MEDIUM, "which clients " + action + " is not known without lineage");
    }
    return step;
  }

  private void transform() {
    StepBuilder step =
        new StepBuilder(
                Operation.TRANSFORM_DATA,
                "make and test the transformer of records from "
                    + facts.from()
                    + " to "
                    + facts.to())
            .reversible("nothing is written yet")
            .takes(Duration.ZERO)
            .check("check with samples of real records that each is transformed");
    for (Conversion each : facts.conversions()) {
      step.detail(each.toString());
      if (each.kind() == ConversionKind.IMPOSSIBLE) {
        step.risk(Risk.CRITICAL, each.toString());
      } else if (each.kind() == ConversionKind.MAY_FAIL) {
        step.risk(Risk.HIGH, each.toString());
      } else if (each.kind().compareTo(ConversionKind.LOSSY) >= 0) {
        step.risk(Risk.MEDIUM, each.toString());
      }
    }
    steps.add(step.build());
  }

  private void dualWrite() {
    steps.add(
        new StepBuilder(
                Operation.DUAL_WRITE, "write records of " + facts.to() + " to a second topic too")
            .detail("by TopicMigration.follow, which transforms each record exactly once")
            .detail("or by the producers themselves, in one transaction for both topics")
            .reversible("stop writing and delete the second topic")
            .takes(facts.rates().deployTime())
            .check("check that both topics get the same number of records")
            .risk(Risk.HIGH, "neither version reads data of the other")
            .build());
  }

  private void backFill() {
    steps.add(
        new StepBuilder(Operation.BACK_FILL, "transform the records that are there already")
            .detail("by TopicMigration.run, which keeps keys, headers, timestamps and order")
            .reversible("delete the second topic and begin again")
            .takes(facts.rates().backFill())
            .check("check that the second topic has each record, and what is in dead letters")
            .risk(Risk.MEDIUM, "it reads and writes the whole topic")
            .build());
  }

  private void backFillInPlace() {
    steps.add(
        new StepBuilder(
                Operation.BACK_FILL,
                "wait until old records have expired, or copy the topic with the transformer")
            .detail("the new version cannot read records of " + facts.from())
            .irreversible("records that have expired do not come back")
            .takes(facts.rates().backFill())
            .check("check that no record of the old version is left before consumers move")
            .risk(Risk.HIGH, "a consumer that moves too early cannot read old records")
            .build());
  }

  private void dependents() {
    Set<SubjectVersion> registered = Set.copyOf(facts.dependents());
    List<Dependent> again =
        facts.impact().dependents().stream()
            .filter(each -> registered.contains(each.at()))
            .toList();
    if (again.isEmpty()) {
      return;
    }
    StepBuilder step =
        new StepBuilder(
                Operation.UPDATE_REFERENCE,
                "register "
                    + again.size()
                    + (again.size() == 1 ? " dependent" : " dependents")
                    + " again, with references to the new version")
            .reversible("a dependent keeps its former version, which refers to " + facts.from())
            .takes(facts.rates().registrations(again.size()))
            .check("check each dependent at its own level, and plan its own rollout");
    facts.dependents().forEach(each -> step.detail(each.toString()));
    for (Dependent each : again) {
      StepKind kind = each.verdict().kind();
      if (kind != StepKind.FULL) {
        step.risk(kind == StepKind.NONE ? Risk.HIGH : Risk.MEDIUM, each.at() + ": " + kind.words());
      }
    }
    steps.add(step.build());
  }

  private void cleanUp() {
    boolean isSecondTopic = facts.order() == RolloutOrder.DUAL_WRITE;
    StepBuilder step =
        new StepBuilder(
                Operation.CLEAN_UP,
                isSecondTopic
                    ? "stop the second write and delete the old topic"
                    : "remove code and flags that only " + facts.from() + " needed")
            .check("check that no record and no client uses " + facts.from() + " any more");
    if (isSecondTopic) {
      step.irreversible("the records of the old topic are gone; keep a backup")
          .risk(Risk.HIGH, "the old topic cannot be restored");
    } else {
      step.reversible("deploy the former release; keep " + facts.from() + " in the registry");
    }
    steps.add(step.build());
  }
}
