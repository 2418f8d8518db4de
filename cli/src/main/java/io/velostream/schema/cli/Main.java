// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.cli.command.Root;
import io.velostream.schema.cli.text.Terminal;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The program {@code velostream-schema}. Its exit status is 0 if all is well, 1 if something is
 * incompatible, and 2 if it cannot tell or was used wrongly.
 */
public final class Main {

  private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  private Main() {}

  /** Runs a command and ends the process. */
  public static void main(String[] arguments) {
    if (isVerbose(arguments) && System.getProperty(LOG_LEVEL) == null) {
      System.setProperty(LOG_LEVEL, "info");
    }
    PrintStream out = new PrintStream(System.out, false, UTF_8);
    PrintStream err = new PrintStream(System.err, true, UTF_8);
    boolean hasColour = Terminal.isColourful(System.console(), System.getenv());
    int status = run(arguments, new Terminal(System.in, out, err, hasColour));
    out.flush();
    err.flush();
    System.exit(status);
  }

  /**
   * Runs a command without colours and without an input.
   *
   * @param arguments command, options and parameters
   * @param out gets the results
   * @param err gets messages
   * @return the exit status
   */
  public static int run(String[] arguments, PrintStream out, PrintStream err) {
    return run(arguments, new Terminal(InputStream.nullInputStream(), out, err, false));
  }

  /**
   * Runs a command.
   *
   * @param arguments command, options and parameters
   * @return the exit status
   */
  public static int run(String[] arguments, Terminal terminal) {
    Failures failures = new Failures(terminal, arguments, isVerbose(arguments));
    CommandLine program =
        Root.program(terminal)
            .setOut(new PrintWriter(terminal.out(), true, UTF_8))
            .setErr(new PrintWriter(terminal.err(), true, UTF_8))
            .setColorScheme(
                CommandLine.Help.defaultColorScheme(terminal.hasColour() ? Ansi.ON : Ansi.OFF))
            .setExpandAtFiles(false)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(failures::wrongUse)
            .setExecutionExceptionHandler(failures::failed);
    int status = program.execute(arguments);
    terminal.out().flush();
    return status;
  }

  private static boolean isVerbose(String[] arguments) {
    return Arrays.stream(arguments).anyMatch(List.of("-v", "--verbose")::contains);
  }
}
