// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli;

import static io.velostream.schema.cli.Program.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.cli.command.Root;
import io.velostream.schema.cli.text.Terminal;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The completion of zsh. */
class ZshCompletionTest {

  private static final Path ZSH = Path.of("/bin/zsh");

  @TempDir private Path folder;

  private static CommandLine program() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    return Root.program(
        new Terminal(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, false));
  }

  @Test
  void theScriptHasEveryCommandAndOption() {
    String script = run("completion", "zsh").assertStatus(0).out();

    assertThat(script).startsWith("#compdef velostream-schema\n");
    assertCovered(script, "_velostream-schema", program());
    assertThat(script)
        .contains("'(-o --output)--output=[")
        .contains(":(text json)'")
        .contains("FULL_TRANSITIVE")
        .contains("commands=(")
        .contains("'1: :->command'")
        .contains("rollout) _velostream-schema_rollout ;;");
    assertThat(run("completion").assertStatus(0).out()).contains("complete -F");
    run("completion", "fish").assertFails("fish");
  }

  private static void assertCovered(String script, String function, CommandLine command) {
    int start = script.indexOf("\n" + function + "() {\n");
    assertThat(start).as(function).isPositive();
    String body = script.substring(start, script.indexOf("\n}\n", start));
    for (OptionSpec option : command.getCommandSpec().options()) {
      for (String name : option.names()) {
        if (!option.hidden()) {
          assertThat(body).as(function).containsPattern("[')*]" + name + "[\\[=+]");
        }
      }
    }
    for (CommandLine each : command.getSubcommands().values()) {
      String name = each.getCommandName();
      assertThat(body).contains("'" + name + ":").contains(name + ") " + function + "_" + name);
      assertCovered(script, function + "_" + name, each);
    }
  }

  @Test
  void quotesAndParenthesesAreBalancedAndZshAcceptsTheScript() throws Exception {
    String script = run("completion", "zsh").out();
    for (String line : script.lines().toList()) {
      assertThat(line.chars().filter(each -> each == '\'').count() % 2).as(line).isZero();
    }
    if (Files.isExecutable(ZSH)) {
      Path file = Files.writeString(folder.resolve("_velostream-schema"), script);
      for (String[] command :
          new String[][] {
            {ZSH.toString(), "-f", "-n", file.toString()},
            {
              ZSH.toString(),
              "-f",
              "-c",
              "autoload -U compinit && compinit -D && source "
                  + file
                  + " && whence -w _velostream-schema"
            }
          }) {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
      }
    }
  }
}
