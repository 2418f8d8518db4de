// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import io.velostream.schema.cli.source.SchemaName;
import io.velostream.schema.cli.source.SchemaSource;
import io.velostream.schema.cli.source.SourceOptions;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import io.velostream.schema.evolution.impact.Dependent;
import io.velostream.schema.evolution.impact.Impact;
import io.velostream.schema.evolution.source.SubjectPattern;
import io.velostream.schema.evolution.verdict.Verdict;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what a new version of a schema touches. */
@CommandLine.Command(
    name = "impact",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the schemas that depend on a subject, by which path, and whether they stay",
      "compatible when it changes to another version or to the schema of a file."
    })
final class ImpactCommand extends Command {

  @Mixin private SourceOptions source = new SourceOptions();

  @Mixin private ChangeOptions change = new ChangeOptions();

  @Parameters(
      index = "0",
      paramLabel = "SUBJECT[:VERSION]",
      description = "The version that is left. Default: the newest.")
  private String from = "";

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = {
        "Which incompatibility makes the exit status 1: ${COMPLETION-CANDIDATES}.",
        "Default: that of each subject in the registry, and BACKWARD for a folder."
      })
  private @Nullable CompatibilityLevel level;

  ImpactCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitStatus run() {
    try (SchemaSource schemas = source.open()) {
      Impact impact = change.impact(schemas, SchemaName.parse(from), SubjectPattern.ALL);
      print((isJson() ? impact.toJson() : impact.toText()).stripTrailing());
      ExitStatus status =
          status(impact.change(), Levels.of(schemas, level, impact.from().subject()));
      for (Dependent each : impact.dependents()) {
        status = status.or(status(each.verdict(), Levels.of(schemas, level, each.at().subject())));
      }
      return status.or(report(schemas.faults()));
    }
  }

  private static ExitStatus status(Verdict verdict, CompatibilityLevel required) {
    if (required == CompatibilityLevel.NONE) {
      return ExitStatus.FINE;
    }
    if (verdict.obstacle() != null) {
      return ExitStatus.CANNOT_TELL;
    }
    boolean isBroken =
        (required.isBackward() && !verdict.backward().isEmpty())
            || (required.isForward() && !verdict.forward().isEmpty());
    return isBroken ? ExitStatus.INCOMPATIBLE : ExitStatus.FINE;
  }
}
