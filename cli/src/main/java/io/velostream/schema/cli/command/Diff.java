// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.cli.source.LoadedSchema;
import io.velostream.schema.cli.source.SchemaSource;
import io.velostream.schema.cli.source.SourceOptions;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Json;
import io.velostream.schema.cli.text.Table;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.evolution.comparison.DifferenceJson;
import io.velostream.schema.evolution.comparison.SchemaComparison;
import io.velostream.schema.evolution.compatibility.CompatibilityChecker;
import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import io.velostream.schema.evolution.compatibility.CompatibilityReport;
import io.velostream.schema.evolution.compatibility.VersionedSchema;
import io.velostream.schema.evolution.difference.Direction;
import io.velostream.schema.evolution.difference.SchemaDifference;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what differs between two schemas. */
@CommandLine.Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Lists what differs between two schemas, what they refer to included.",
      "A schema is a file, or SUBJECT[:VERSION] of a registry or folder."
    })
final class Diff extends Command {

  @Mixin private SourceOptions source = new SourceOptions();

  @Parameters(index = "0", paramLabel = "OLD", description = "The old schema.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "The new schema.")
  private String after = "";

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = {
        "Which incompatibility makes the exit status 1: ${COMPLETION-CANDIDATES}.",
        "Default: BACKWARD."
      })
  private CompatibilityLevel level = CompatibilityLevel.BACKWARD;

  Diff(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitStatus run() {
    try (SchemaSource schemas = source.open()) {
      LoadedSchema older = schemas.loadValid(before);
      LoadedSchema newer = schemas.loadValid(after);
      SchemaComparison comparison = SchemaComparison.of(older.resolved(), newer.resolved());
      CompatibilityReport report =
          CompatibilityChecker.check(
              level, List.of(new VersionedSchema(1, older.resolved())), newer.resolved());
      if (isJson()) {
        print(json(older, newer, comparison, report));
      } else {
        printText(older, newer, comparison, report);
      }
      return Levels.status(report);
    }
  }

  private ObjectNode json(
      LoadedSchema older,
      LoadedSchema newer,
      SchemaComparison comparison,
      CompatibilityReport report) {
    ObjectNode result = Json.object();
    result.put("before", older.name()).put("after", newer.name());
    result.put("level", level.name()).put("compatible", report.isCompatible());
    result.put("undecided", report.isUndecided());
    for (Direction direction : Direction.values()) {
      ObjectNode object = result.putObject(direction.name().toLowerCase(Locale.ROOT));
      object.put("compatible", comparison.isCompatible(direction));
      Levels.write(object.putArray("reasons"), comparison.incompatibilities(direction));
    }
    ArrayNode differences = result.putArray("differences");
    comparison.differences().forEach(each -> DifferenceJson.write(differences.addObject(), each));
    return result;
  }

  private void printText(
      LoadedSchema older,
      LoadedSchema newer,
      SchemaComparison comparison,
      CompatibilityReport report) {
    List<SchemaDifference> differences = comparison.differences();
    print(older.name() + " to " + newer.name());
    if (differences.isEmpty()) {
      print("no difference");
      return;
    }
    Table table = new Table(terminal(), "BACKWARD", "FORWARD", "DIFFERENCE");
    differences.forEach(
        each ->
            table.row(
                List.of(
                    each.effect().backward().name(),
                    each.effect().forward().name(),
                    each.sentence()),
                word -> Levels.paint(terminal(), word)));
    table.print();
    print(Terminal.count(differences.size(), "difference") + ": " + Levels.counts(differences));
    for (Direction direction : Direction.values()) {
      String reads =
          direction == Direction.BACKWARD
              ? "the new schema reads data of the old one: "
              : "the old schema reads data of the new one: ";
      print(
          reads
              + (comparison.isCompatible(direction)
                  ? terminal().paint(ExitStatus.FINE, "yes")
                  : terminal().paint(ExitStatus.INCOMPATIBLE, "no")));
    }
    ExitStatus status = Levels.status(report);
    print(level + ": " + terminal().paint(status, status.words()));
  }
}
