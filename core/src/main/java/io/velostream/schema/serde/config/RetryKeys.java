// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.velostream.schema.settings.BreakerSettings;
import io.velostream.schema.settings.RetrySettings;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys that say how calls that fail are repeated, and when a URL is left alone. */
public final class RetryKeys {

  private RetryKeys() {}

  static void define(ConfigDef keys) {
    defineRetry(keys);
    defineBreaker(keys);
  }

  /**
   * How calls are repeated.
   *
   * @throws IllegalArgumentException naming both values when two contradict each other
   */
  public static RetrySettings retry(SerdeConfig config) {
    return new RetrySettings(
        config.number(SerdeKeys.MAX_RETRIES) + 1,
        millis(config, SerdeKeys.RETRY_WAIT),
        millis(config, SerdeKeys.RETRY_MAX_WAIT),
        config.number(SerdeKeys.RETRY_BUDGET),
        config.number(SerdeKeys.RETRY_FLOOR));
  }

  /**
   * When a URL is left alone.
   *
   * @throws IllegalArgumentException naming both values when two contradict each other
   */
  public static BreakerSettings breaker(SerdeConfig config) {
    return new BreakerSettings(
        config.number(SerdeKeys.BREAKER_FAILURES),
        millis(config, SerdeKeys.BREAKER_WAIT),
        millis(config, SerdeKeys.BREAKER_MAX_WAIT));
  }

  private static void defineRetry(ConfigDef keys) {
    keys.define(
            SerdeKeys.MAX_RETRIES,
            ConfigDef.Type.INT,
            2,
            between(0, 100),
            Importance.LOW,
            "How often a registry call is made again that no URL could answer.")
        .define(
            SerdeKeys.RETRY_WAIT,
            ConfigDef.Type.INT,
            100,
            atLeast(1),
            Importance.LOW,
            "The longest wait in milliseconds before the first retry; doubles with each further"
                + " one. The wait itself is random, from nothing up to that.")
        .define(
            SerdeKeys.RETRY_MAX_WAIT,
            ConfigDef.Type.INT,
            5_000,
            atLeast(1),
            Importance.LOW,
            "The longest wait in milliseconds before any retry, unless the registry asks for a"
                + " longer one.")
        .define(
            SerdeKeys.RETRY_BUDGET,
            ConfigDef.Type.INT,
            10,
            between(0, 100),
            Importance.LOW,
            "How many of a hundred registry calls may be retried, over time.")
        .define(
            SerdeKeys.RETRY_FLOOR,
            ConfigDef.Type.INT,
            3,
            atLeast(0),
            Importance.LOW,
            "How many retries a second are allowed however few the calls.");
  }

  private static void defineBreaker(ConfigDef keys) {
    keys.define(
            SerdeKeys.BREAKER_FAILURES,
            ConfigDef.Type.INT,
            5,
            between(1, 1_000),
            Importance.LOW,
            "How many failures in a row make calls to a registry URL fail at once for a while.")
        .define(
            SerdeKeys.BREAKER_WAIT,
            ConfigDef.Type.INT,
            5_000,
            atLeast(1),
            Importance.LOW,
            "How many milliseconds that while is; doubles each time that the URL still fails"
                + " after it.")
        .define(
            SerdeKeys.BREAKER_MAX_WAIT,
            ConfigDef.Type.INT,
            60_000,
            atLeast(1),
            Importance.LOW,
            "The longest time in milliseconds that a registry URL which fails is left alone.");
  }

  private static Duration millis(SerdeConfig config, String key) {
    return Duration.ofMillis(config.number(key));
  }
}
