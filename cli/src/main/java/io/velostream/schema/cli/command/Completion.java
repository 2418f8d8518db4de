// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import io.velostream.schema.cli.completion.ZshCompletion;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Json;
import io.velostream.schema.cli.text.Terminal;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the completion of commands and options for shells. */
@CommandLine.Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a script that completes commands and options:",
      "source <(velostream-schema completion bash), or with zsh in place of bash.",
      "That of zsh may be a file _velostream-schema in a folder of $fpath, too."
    })
final class Completion extends Command {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** A shell whose completion is known. */
  enum Shell {
    bash,
    zsh
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SHELL",
      description = "The shell: ${COMPLETION-CANDIDATES}. Default: bash.")
  private Shell shell = Shell.bash;

  Completion(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitStatus run() {
    CommandLine program = spec.root().commandLine();
    String script =
        switch (shell) {
          case bash -> AutoComplete.bash(Root.NAME, program).stripTrailing();
          case zsh -> ZshCompletion.of(program).stripTrailing();
        };
    if (isJson()) {
      print(Json.object().put("script", script));
    } else {
      print(script);
    }
    return ExitStatus.FINE;
  }
}
