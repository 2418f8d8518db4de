// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.outage;

import java.time.Duration;
import java.util.Properties;

/**
 * How long the phases of the outage last, and how much is sent meanwhile.
 *
 * @param rate records a second
 * @param healthy before the outage, and again after the new version
 * @param slow how long the registry answers late before it is down
 * @param outage how long the registry is down; longer only if the consumer needs it to start
 * @param ttl how long the newest version is believed, in whole seconds
 */
record OutageSettings(int rate, Duration healthy, Duration slow, Duration outage, Duration ttl) {

  /**
   * Reads {@code rate}, {@code healthy.seconds}, {@code slow.seconds}, {@code outage.seconds}; all
   * may be absent.
   */
  static OutageSettings of(Properties properties) {
    return new OutageSettings(
        number(properties, "rate", 5_000),
        Duration.ofSeconds(number(properties, "healthy.seconds", 5)),
        Duration.ofSeconds(number(properties, "slow.seconds", 5)),
        Duration.ofSeconds(number(properties, "outage.seconds", 30)),
        Duration.ofSeconds(2));
  }

  /**
   * The longest time from a version's registration to its use by both sides. Each reads the newest
   * version again within the time to live; as long again is for a call that fails, and one second
   * more for the way of a record and of its report.
   */
  Duration refreshLimit() {
    return ttl.multipliedBy(2).plusSeconds(1);
  }

  private static int number(Properties properties, String name, int usual) {
    String value = properties.getProperty(name, "").strip();
    if (value.isEmpty()) {
      return usual;
    }
    if (!value.matches("[1-9]\\d{0,5}")) {
      throw new IllegalArgumentException("-D" + name + "=" + value + " is no number from 1 up");
    }
    return Integer.parseInt(value);
  }
}
