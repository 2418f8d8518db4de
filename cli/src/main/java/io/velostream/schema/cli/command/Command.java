// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Json;
import io.velostream.schema.cli.text.OutputFormat;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.evolution.source.FolderContent.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands have: a terminal, a format of results, and a status. */
abstract class Command implements Callable<Integer> {

  private final Terminal terminal;

  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How results are printed: ${COMPLETION-CANDIDATES}. Default: text.")
  private OutputFormat format = OutputFormat.text;

  Command(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Has effect before options are parsed, when the log begins. */
  @Option(
      names = {"-v", "--verbose"},
      description = "Print the log, and where failures come from.")
  final void verbose(boolean isVerbose) {}

  @Override
  public final Integer call() throws IOException {
    requireFiles();
    return run().code();
  }

  /** Rejects folders in place of files, which are read in many ways. */
  private void requireFiles() {
    for (ArgSpec each : command.args()) {
      if (each.paramLabel().contains("FILE")
          && each.getValue() instanceof Path path
          && !path.toString().isEmpty()
          && Files.isDirectory(path)) {
        throw new CommandException(path + " is a folder; name a file");
      }
    }
  }

  /**
   * Runs the command.
   *
   * @throws IOException if a file cannot be read or written
   */
  abstract ExitStatus run() throws IOException;

  final Terminal terminal() {
    return terminal;
  }

  /** Whether results are for machines. */
  final boolean isJson() {
    return format == OutputFormat.json;
  }

  final void print(String text) {
    terminal.out().println(text);
  }

  final void print(ObjectNode result) {
    terminal.out().println(Json.pretty(result));
  }

  /** Prints the faults of files that were left out; returns the status that they lead to. */
  final ExitStatus report(List<Fault> faults) {
    faults.forEach(each -> terminal.warn(each.sentence()));
    return faults.isEmpty() ? ExitStatus.FINE : ExitStatus.CANNOT_TELL;
  }
}
