// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.console;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/** Runs a demo: whatever happens, its last line is its result, and so is the exit status. */
public final class Demo {

  private static final int MOST_CAUSES = 5;

  private Demo() {}

  /** What a demo does. */
  @FunctionalInterface
  public interface Program {

    /** Runs, and gives the last line, which starts with {@code OK} if all went well. */
    String run(Screen screen) throws Exception;
  }

  /**
   * Runs a demo on the standard output, with logs in a file, and halts the JVM.
   *
   * <p>It is halted because Maven would add a report of its own to a failure, and the terminal
   * codes of its shutdown to any result.
   *
   * @param name the name of the demo, and of its log
   */
  public static void main(String name, Program program) {
    LogFile.open(name, System.getProperties());
    int status = run(program, Screen.standard());
    System.err.flush();
    System.out.flush();
    Runtime.getRuntime().halt(status);
  }

  /** Runs a demo. Gives the exit status, 0 or 1. */
  @SuppressWarnings("CatchingUnchecked") // The reader of the last line wants every failure there.
  public static int run(Program program, Screen screen) {
    try {
      String result = program.run(screen);
      boolean isGood = result.startsWith("OK ");
      screen.say(screen.styled(isGood ? Style.GOOD : Style.BAD, result));
      return isGood ? 0 : 1;
    } catch (Throwable e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      System.err.flush();
      screen.say(screen.styled(Style.BAD, "FAILED " + oneLine(e)));
      return 1;
    }
  }

  /** Prints what the demo is, why it matters, and where the logs are. */
  public static void introduce(Screen screen, String title, String... sentences) {
    screen.say(screen.styled(Style.HEADING, title));
    for (String sentence : sentences) {
      screen.say(sentence);
    }
    Path log = LogFile.current();
    if (log != null) {
      screen.say(screen.styled(Style.FAINT, "Logs of Kafka and the libraries: " + log));
    }
  }

  /** An exception and what caused it, without line ends. */
  private static String oneLine(Throwable thrown) {
    Throwable first =
        thrown instanceof ExecutionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    StringBuilder line = new StringBuilder(sentence(first));
    Throwable cause = first.getCause();
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++, cause = cause.getCause()) {
      line.append(" <- ").append(sentence(cause));
    }
    return line.toString().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String sentence(Throwable thrown) {
    String message = Objects.requireNonNullElse(thrown.getMessage(), "no message");
    return thrown.getClass().getSimpleName() + ": " + message;
  }
}
