// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import io.velostream.schema.cli.source.SchemaName;
import io.velostream.schema.cli.source.SchemaSource;
import io.velostream.schema.cli.source.SourceOptions;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import io.velostream.schema.evolution.impact.Impact;
import io.velostream.schema.evolution.source.SubjectPattern;
import io.velostream.schema.evolution.verdict.Verdict;
import java.util.stream.Stream;
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
        "Default: BACKWARD."
      })
  private CompatibilityLevel level = CompatibilityLevel.BACKWARD;

  ImpactCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitStatus run() {
    try (SchemaSource schemas = source.open()) {
      Impact impact = change.impact(schemas, SchemaName.parse(from), SubjectPattern.ALL);
      print((isJson() ? impact.toJson() : impact.toText()).stripTrailing());
      return Stream.concat(
              Stream.of(impact.change()), impact.dependents().stream().map(each -> each.verdict()))
          .map(this::status)
          .reduce(report(schemas.faults()), ExitStatus::or);
    }
  }

  private ExitStatus status(Verdict verdict) {
    if (level == CompatibilityLevel.NONE) {
      return ExitStatus.FINE;
    }
    if (verdict.obstacle() != null) {
      return ExitStatus.CANNOT_TELL;
    }
    boolean isBroken =
        (level.isBackward() && !verdict.backward().isEmpty())
            || (level.isForward() && !verdict.forward().isEmpty());
    return isBroken ? ExitStatus.INCOMPATIBLE : ExitStatus.FINE;
  }
}
