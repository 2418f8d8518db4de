// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.outage;

import io.velostream.schema.examples.quickstart.Quickstart;
import java.io.PrintStream;
import java.util.Properties;

/**
 * Sends and reads while the registry goes down, replaces the consumer's process meanwhile, and
 * brings the registry back with a new version: no record may be lost, repeated or failed.
 *
 * <p>{@code mvn -q -Poutage-demo} in the project's folder runs it. Settings are system properties:
 * {@code -Drate}, {@code -Dhealthy.seconds}, {@code -Doutage.seconds}. One line a second says how
 * it stands; the last one starts with {@code OK} or {@code FAILED}, and the exit status is 0 or 1.
 */
public final class OutageDemo {

  private OutageDemo() {}

  /**
   * Runs the scenario and halts the JVM, as {@link Quickstart#main} does.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    int status = run(System.getProperties(), System.out);
    System.out.flush();
    Runtime.getRuntime().halt(status);
  }

  private static int run(Properties properties, PrintStream out) {
    try {
      String result = run(OutageSettings.of(properties), out);
      out.println(result);
      return result.startsWith("OK ") ? 0 : 1;
    } catch (RuntimeException | InterruptedException e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      out.println("FAILED " + String.valueOf(e).replaceAll("\\s*\\R\\s*", " "));
      return 1;
    }
  }

  /** Runs the scenario, and gives the last line. */
  static String run(OutageSettings settings, PrintStream out) throws InterruptedException {
    try (OutageScenario scenario = new OutageScenario(settings, out)) {
      return scenario.run();
    }
  }
}
