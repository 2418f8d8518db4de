// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.cli.text.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;

/** The program without a command. */
@CommandLine.Command(
    name = Root.NAME,
    mixinStandardHelpOptions = true,
    versionProvider = Root.Version.class,
    description = "Compares, checks, draws, registers and copies the schemas of Kafka records.",
    footer = {
      "",
      "Exit status: 0 if all is well, 1 if something is incompatible, 2 if that cannot be told",
      "or the program was used wrongly."
    })
public final class Root implements Callable<Integer> {

  static final String NAME = "velostream-schema";

  private Root() {}

  /** The program with all commands. */
  public static CommandLine program(Terminal terminal) {
    CommandLine program = new CommandLine(new Root());
    for (Command command :
        List.of(
            new Diff(terminal),
            new Check(terminal),
            new ImpactCommand(terminal),
            new PlanCommand(terminal),
            new Graph(terminal),
            new Flatten(terminal),
            new History(terminal),
            new Register(terminal),
            new Download(terminal),
            new Migrate(terminal),
            new Cat(terminal),
            new Replay(terminal),
            new VerifyAuditCommand(terminal),
            new SqlCommand(terminal),
            new Completion(terminal))) {
      program.addSubcommand(command);
    }
    program.addSubcommand(RolloutCommand.program(terminal));
    program.getSubcommands().values().forEach(Root::addVersion);
    return program;
  }

  private static void addVersion(CommandLine command) {
    command.getCommandSpec().versionProvider(new Version());
    command.getSubcommands().values().forEach(Root::addVersion);
  }

  @Override
  public Integer call() {
    throw new CommandException("no command is given; " + NAME + " --help lists them");
  }

  /** The version of the jar. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      @Nullable String version = Root.class.getPackage().getImplementationVersion();
      return new String[] {NAME + " " + (version == null ? "development" : version)};
    }
  }
}
