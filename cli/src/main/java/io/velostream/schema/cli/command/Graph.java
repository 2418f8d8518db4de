// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.cli.source.SchemaName;
import io.velostream.schema.cli.source.SchemaSource;
import io.velostream.schema.cli.source.SourceOptions;
import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Json;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.evolution.drawing.DrawingSelection;
import io.velostream.schema.evolution.drawing.GraphDrawing;
import io.velostream.schema.evolution.source.SubjectPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws who refers to whom. */
@CommandLine.Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    description = {
      "Draws the references of subjects: versions, depth, cycles in red, and the impact of a",
      "change in orange."
    })
final class Graph extends Command {

  /** The languages of drawings, as the option names them. */
  enum Language {
    mermaid,
    dot,
    svg
  }

  @Mixin private SourceOptions source = new SourceOptions();

  @Mixin private ChangeOptions change = new ChangeOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "The subjects, with * and ?. Default: all.")
  private String pattern = "*";

  @Option(
      names = "--format",
      paramLabel = "LANGUAGE",
      description = "${COMPLETION-CANDIDATES}. Default: mermaid.")
  private Language language = Language.mermaid;

  @Option(names = "--all-versions", description = "All versions, not the newest ones only.")
  private boolean hasAllVersions;

  @Option(names = "--dependents", description = "Also what depends on the subjects.")
  private boolean hasDependents;

  @Option(
      names = "--depth",
      paramLabel = "NUMBER",
      description = "The most references that are followed from a subject.")
  private int depth = Integer.MAX_VALUE;

  @Option(
      names = "--impact",
      paramLabel = "SUBJECT[:VERSION]",
      description = "Draw the impact of a change from this version; see --to and --schema.")
  private @Nullable String changed;

  @Option(names = "--file", paramLabel = "FILE", description = "Write to a file.")
  private @Nullable Path file;

  Graph(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitStatus run() throws IOException {
    try (SchemaSource schemas = source.open()) {
      SubjectPattern subjects = new SubjectPattern(pattern);
      SubjectPattern read = hasDependents || changed != null ? SubjectPattern.ALL : subjects;
      DrawingSelection selection = DrawingSelection.of(subjects).withMaxDepth(depth);
      if (hasAllVersions) {
        selection = selection.withAllVersions();
      }
      if (hasDependents) {
        selection = selection.withDependents();
      }
      if (changed != null) {
        selection = selection.withImpact(change.impact(schemas, SchemaName.parse(changed), read));
      }
      show(GraphDrawing.of(schemas.catalog(read), selection));
      return report(schemas.faults());
    }
  }

  private void show(GraphDrawing drawing) throws IOException {
    String text =
        switch (language) {
          case mermaid -> drawing.toMermaid();
          case dot -> drawing.toDot();
          case svg -> drawing.toSvg();
        };
    if (file != null) {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null && !Files.isDirectory(parent)) {
        throw new CommandException("there is no folder " + parent + " to write into");
      }
      Files.writeString(file, text, UTF_8);
    }
    if (isJson()) {
      ObjectNode result = Json.object();
      result.put("language", language.name()).put("schemas", drawing.size());
      if (file == null) {
        result.put("drawing", text);
      } else {
        result.put("file", file.toString());
      }
      print(result);
    } else {
      print(
          file == null
              ? text.stripTrailing()
              : Terminal.count(drawing.size(), "schema") + " drawn in " + file);
    }
  }
}
