// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.cli.command.SchemaChecks.Result;
import io.velostream.schema.cli.source.LoadedSchema;
import io.velostream.schema.cli.source.SchemaSource;
import io.velostream.schema.cli.source.SourceOptions;
import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Json;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.evolution.compatibility.CompatibilityReport;
import io.velostream.schema.evolution.source.FolderCatalog;
import io.velostream.schema.model.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks schemas against earlier versions. */
@CommandLine.Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks schemas against earlier versions, with every reason.",
      "A folder alone is checked by itself: all files parse, all references are found, and",
      "each version of a subject may follow those before it. With --registry, the newest",
      "version of each of its subjects is checked against the registry; with --against,",
      "against another folder.",
      "A file is checked against a subject, or against files, oldest first."
    })
final class Check extends Command {

  @Mixin private SourceOptions source = new SourceOptions();

  @Parameters(
      index = "0",
      paramLabel = "SCHEMA",
      description = "A folder of schema files, a file, or SUBJECT[:VERSION].")
  private String candidate = "";

  @Option(
      names = "--against",
      paramLabel = "OLD",
      arity = "1..*",
      description = "Earlier schemas, oldest first, or one folder.")
  private List<String> against = new ArrayList<>();

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      description = "The subject whose versions a file is checked against.")
  private @Nullable String subject;

  @Mixin private LevelOption level = new LevelOption();

  Check(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitStatus run() {
    try (SchemaSource schemas = source.open()) {
      List<Result> results = results(schemas);
      ExitStatus status =
          results.stream().map(Result::status).reduce(ExitStatus.FINE, ExitStatus::or);
      if (isJson()) {
        print(json(status, results));
      } else {
        results.forEach(this::printText);
        print(results.size() + " checked: " + terminal().paint(status, status.words()));
      }
      results.stream()
          .map(Result::fault)
          .filter(Objects::nonNull)
          .forEach(fault -> terminal().warn(String.valueOf(fault)));
      return status;
    }
  }

  private List<Result> results(SchemaSource schemas) {
    SchemaChecks checks = new SchemaChecks(schemas, level);
    Path path = Path.of(candidate);
    if (Files.isDirectory(path)) {
      requireNone(subject != null, "--subject is for a file, not for a folder");
      if (!against.isEmpty()) {
        String other = against.get(0);
        requireNone(!Files.exists(Path.of(other)), "there is no folder " + other);
        requireNone(
            against.size() > 1 || !Files.isDirectory(Path.of(other)),
            "a folder is checked against one folder, or against a registry");
        return checks.folder(FolderCatalog.readAll(path), FolderCatalog.readAll(Path.of(other)));
      }
      return schemas.connection() == null
          ? checks.histories(FolderCatalog.readAll(path))
          : checks.registry(FolderCatalog.readAll(path));
    }
    LoadedSchema schema = schemas.loadValid(candidate);
    if (!against.isEmpty()) {
      requireNone(subject != null, "give either --against or --subject");
      return List.of(checks.schemas(schema, against));
    }
    if (subject != null) {
      return List.of(checks.subject(schema, Subject.parse(subject)));
    }
    if (Files.isRegularFile(path)) {
      throw new CommandException(
          "it is not said what "
              + candidate
              + " is checked against; add --subject SUBJECT or --against FILE");
    }
    return List.of(checks.earlier(schema));
  }

  private static void requireNone(boolean isWrong, String message) {
    if (isWrong) {
      throw new CommandException(message);
    }
  }

  private static ObjectNode json(ExitStatus status, List<Result> results) {
    ObjectNode root = Json.object();
    root.put("compatible", status == ExitStatus.FINE);
    root.put("status", status.words());
    ArrayNode checks = root.putArray("checks");
    for (Result result : results) {
      ObjectNode check = checks.addObject();
      check.put("schema", result.name());
      check.put("against", result.against());
      CompatibilityReport report = result.report();
      if (report != null) {
        Levels.write(check, report);
      } else {
        check.put("compatible", false).put("undecided", true).put("fault", result.fault());
      }
    }
    return root;
  }

  private void printText(Result result) {
    ExitStatus status = result.status();
    String name =
        terminal().paint(status, status.words()) + "  " + Terminal.name(result.name()) + "  ";
    CompatibilityReport report = result.report();
    if (report == null) {
      print(name + "could not be checked");
      return;
    }
    String versions =
        !report.versions().isEmpty()
            ? Terminal.name(result.against())
            : result.hasEarlier() ? "earlier versions are not compared" : "no earlier version";
    print(name + report.level() + ", " + versions);
    report
        .differences()
        .forEach(
            each ->
                print(
                    "  version "
                        + each.version()
                        + ", "
                        + each.direction()
                        + ": "
                        + each.difference().sentence()));
    if (report.differences().isEmpty()) {
      report.reasons().forEach(each -> print("  " + each.sentence()));
    }
  }
}
