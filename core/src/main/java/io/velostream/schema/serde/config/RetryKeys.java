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
            "The maximum number of retries of a registry call that no URL answered.")
        .define(
            SerdeKeys.RETRY_WAIT,
            ConfigDef.Type.INT,
            100,
            atLeast(1),
            Importance.LOW,
            "The maximum wait in milliseconds before the first retry; it doubles with each"
                + " further retry. The wait is random, between 0 and that maximum.")
        .define(
            SerdeKeys.RETRY_MAX_WAIT,
            ConfigDef.Type.INT,
            5_000,
            atLeast(1),
            Importance.LOW,
            "The maximum wait in milliseconds before any retry, unless the registry requests"
                + " a longer one.")
        .define(
            SerdeKeys.RETRY_BUDGET,
            ConfigDef.Type.INT,
            10,
            between(0, 100),
            Importance.LOW,
            "The part of registry calls, in percent, that may be retried over time.")
        .define(
            SerdeKeys.RETRY_FLOOR,
            ConfigDef.Type.INT,
            3,
            atLeast(0),
            Importance.LOW,
            "The number of retries a second that are allowed independent of the number of"
                + " calls.");
  }

  private static void defineBreaker(ConfigDef keys) {
    keys.define(
            SerdeKeys.BREAKER_FAILURES,
            ConfigDef.Type.INT,
            5,
            between(1, 1_000),
            Importance.LOW,
            "The number of consecutive failures after which the circuit breaker of a registry"
                + " URL opens, so that calls to it fail at once.")
        .define(
            SerdeKeys.BREAKER_WAIT,
            ConfigDef.Type.INT,
            5_000,
            atLeast(1),
            Importance.LOW,
            "How long the breaker stays open, in milliseconds; it doubles each time that the"
                + " URL still fails afterwards.")
        .define(
            SerdeKeys.BREAKER_MAX_WAIT,
            ConfigDef.Type.INT,
            60_000,
            atLeast(1),
            Importance.LOW,
            "The maximum time in milliseconds that the breaker of a failing registry URL"
                + " stays open.");
  }

  private static Duration millis(SerdeConfig config, String key) {
    return Duration.ofMillis(config.number(key));
  }
}
