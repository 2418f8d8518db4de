// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Terminal;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a file of statements by the program of the Flink module, if that is on the class path. */
@CommandLine.Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    description = "Runs a file of Flink SQL statements; needs Flink on the class path.")
final class SqlCommand extends Command {

  private static final String RUNNER = "io.velostream.schema.flink.runner.SqlRunner";

  @Parameters(index = "0", paramLabel = "FILE", description = "The file of statements.")
  private String file = "";

  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT",
      description = "A cluster to submit to. Default: one in this JVM.")
  private @Nullable String cluster;

  @Option(names = "--jar", paramLabel = "FILE", description = "A jar that is sent to the cluster.")
  private List<String> jars = new ArrayList<>();

  @Option(
      names = "--rows",
      paramLabel = "NUMBER",
      description = "After how many rows each query is cancelled.")
  private @Nullable Long rows;

  SqlCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitStatus run() {
    try {
      Method run = Class.forName(RUNNER).getMethod("run", List.class, PrintStream.class);
      int code = (int) run.invoke(null, arguments(), terminal().out());
      return Arrays.stream(ExitStatus.values())
          .filter(each -> each.code() == code)
          .findFirst()
          .orElse(ExitStatus.CANNOT_TELL);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof NoClassDefFoundError missing) {
        throw notThere(String.valueOf(missing.getMessage()).replace('/', '.'));
      }
      throw new CommandException("the statements were not run: " + e.getCause());
    } catch (ClassNotFoundException e) {
      throw notThere(RUNNER);
    } catch (ReflectiveOperationException e) {
      throw new CommandException("velostream-sql-flink is of another version: " + e);
    }
  }

  private static CommandException notThere(String missing) {
    return new CommandException(
        "sql needs velostream-sql-flink, Flink's table jars, flink-clients and"
            + " flink-connector-kafka on the class path: java -cp 'velostream-schema.jar:lib/*'"
            + " io.velostream.schema.cli.Main sql FILE (there is no "
            + missing
            + ")");
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of(file));
    if (cluster != null) {
      arguments.addAll(List.of("--cluster", cluster));
    }
    jars.forEach(each -> arguments.addAll(List.of("--jar", each)));
    if (rows != null) {
      arguments.addAll(List.of("--rows", rows.toString()));
    }
    return arguments;
  }
}
