// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Json;
import io.velostream.schema.cli.text.Terminal;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the completion of commands and options for shells. */
@CommandLine.Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a script that completes commands and options in bash and in zsh:",
      "source <(velostream-schema completion)"
    })
final class Completion extends Command {

  @Spec private CommandSpec spec = CommandSpec.create();

  Completion(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitStatus run() {
    String script = AutoComplete.bash(Root.NAME, spec.root().commandLine()).stripTrailing();
    if (isJson()) {
      print(Json.object().put("script", script));
    } else {
      print(script);
    }
    return ExitStatus.FINE;
  }
}
