// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import io.velostream.schema.cli.source.SchemaName;
import io.velostream.schema.cli.source.SchemaSource;
import io.velostream.schema.cli.source.SourceOptions;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import io.velostream.schema.evolution.impact.LineageFile;
import io.velostream.schema.evolution.plan.MigrationPlan;
import io.velostream.schema.evolution.plan.MigrationPlanner;
import io.velostream.schema.evolution.plan.MigrationRates;
import io.velostream.schema.evolution.plan.Risk;
import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.evolution.source.SubjectPattern;
import io.velostream.schema.evolution.transform.TransformOptions;
import io.velostream.schema.settings.ReferenceSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plans the way from one version of a schema to another. */
@CommandLine.Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Plans the way from one version of a subject to another: the steps in order, how each is",
      "undone, what to check, its risk and, with the rates that are given, its duration.",
      "The exit status is 1 if a step has a critical risk."
    })
final class PlanCommand extends Command {

  @Mixin private SourceOptions source = new SourceOptions();

  @Parameters(
      index = "0",
      paramLabel = "SUBJECT[:VERSION]",
      description = "The version that is left. Default: the newest.")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "VERSION",
      description = "The version that is the aim.")
  private int to;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = {
        "The compatibility level of all subjects: ${COMPLETION-CANDIDATES}.",
        "Default: that of each subject in the registry, and BACKWARD for a folder."
      })
  private @Nullable CompatibilityLevel level;

  @Option(
      names = "--lineage",
      paramLabel = "FILE",
      description = "A lineage report, which says what topics and clients are touched.")
  private @Nullable Path lineage;

  @Option(
      names = "--records",
      paramLabel = "COUNT",
      description = "The records of the topic, which a back-fill would read.")
  private @Nullable Long records;

  @Option(
      names = "--back-fill-rate",
      paramLabel = "RECORDS",
      description = "How many records a second a back-fill processes.")
  private double backFillRate = 1_000;

  @Option(
      names = "--deploy-minutes",
      paramLabel = "MINUTES",
      description = "How long the deployment of one client takes.")
  private @Nullable Integer deployMinutes;

  @Option(
      names = "--consumers",
      paramLabel = "COUNT",
      description = "How many clients read. Default: those of the lineage report.")
  private @Nullable Integer consumers;

  @Option(
      names = "--producers",
      paramLabel = "COUNT",
      description = "How many clients write. Default: those of the lineage report.")
  private @Nullable Integer producers;

  @Option(
      names = "--register-minutes",
      paramLabel = "MINUTES",
      description = "How long the registration of one schema takes. Default: 1.")
  private int registerMinutes = 1;

  PlanCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitStatus run() {
    try (SchemaSource schemas = source.open()) {
      SchemaCatalog catalog = schemas.catalog(SubjectPattern.ALL);
      MigrationPlan plan =
          new MigrationPlanner(catalog, ReferenceSettings.DEFAULT)
              .plan(
                  SchemaName.parse(from).in(catalog),
                  to,
                  subject -> Levels.of(schemas, level, subject),
                  rates(),
                  TransformOptions.NONE,
                  lineage == null ? null : LineageFile.read(lineage));
      print((isJson() ? plan.toJson() : plan.toText()).stripTrailing());
      ExitStatus status = plan.risk() == Risk.CRITICAL ? ExitStatus.INCOMPATIBLE : ExitStatus.FINE;
      return status.or(report(schemas.faults()));
    }
  }

  private MigrationRates rates() {
    requireNotNegative("--records", records);
    requireNotNegative("--consumers", consumers);
    requireNotNegative("--producers", producers);
    requireNotNegative("--deploy-minutes", deployMinutes);
    requireNotNegative("--register-minutes", registerMinutes);
    if (!(backFillRate > 0)) {
      throw new IllegalArgumentException("--back-fill-rate has to be positive: " + backFillRate);
    }
    return new MigrationRates(
        records,
        backFillRate,
        deployMinutes == null ? null : Duration.ofMinutes(deployMinutes),
        Duration.ofMinutes(registerMinutes),
        consumers,
        producers);
  }

  private static void requireNotNegative(String option, @Nullable Number value) {
    if (value != null && value.longValue() < 0) {
      throw new IllegalArgumentException(option + " cannot be negative: " + value);
    }
  }
}
