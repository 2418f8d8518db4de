// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.outage;

import io.velostream.schema.examples.console.Demo;
import io.velostream.schema.examples.console.Screen;
import java.util.concurrent.ExecutionException;

/**
 * Sends and reads while the registry goes down, replaces the consumer's process meanwhile, and
 * brings the registry back, which then gets a new version: no record may be lost, repeated or
 * failed.
 *
 * <p>{@code mvn -q -Poutage-demo} in the project's folder runs it. Settings are system properties:
 * {@code -Drate}, {@code -Dhealthy.seconds}, {@code -Dslow.seconds}, {@code -Doutage.seconds}. Each
 * second is drawn; the last line starts with {@code OK} or {@code FAILED}, and the exit status is 0
 * or 1.
 */
public final class OutageDemo {

  private OutageDemo() {}

  /**
   * Runs the scenario and halts the JVM.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    Demo.main("outage-demo", screen -> run(OutageSettings.of(System.getProperties()), screen));
  }

  /** Runs the scenario, and gives the last line. */
  static String run(OutageSettings settings, Screen screen)
      throws InterruptedException, ExecutionException {
    Demo.introduce(
        screen,
        "Outage: the schema registry is down for "
            + settings.outage().toSeconds()
            + " s, and the consumer restarts meanwhile",
        String.format(
            "%,d records a second are sent and read from the beginning to the end. Schemas that",
            settings.rate()),
        "were fetched once stay in memory and in an encrypted snapshot on disk, so nothing stops. A",
        "consumer that keeps no schemas runs beside, to show what would happen without.");
    OutageServers servers =
        screen.busy(
            "Starting a Kafka broker in this JVM", () -> OutageServers.start(settings.ttl()));
    try (OutageScenario scenario = new OutageScenario(settings, servers, screen)) {
      return scenario.run();
    }
  }
}
