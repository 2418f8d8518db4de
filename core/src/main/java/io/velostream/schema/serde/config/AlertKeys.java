// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import io.velostream.schema.settings.AlertSettings;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * The keys of the limits beyond which events are published, and of the built-in listeners, which
 * read them by themselves.
 */
public final class AlertKeys {

  static final String SLOW_RESOLUTION = "schema.alert.resolution.ms";
  static final String MIN_HIT_RATE = "schema.alert.hit.rate";
  static final String HIT_RATE_WINDOW = "schema.alert.hit.rate.window.sec";

  private static final String LOG = SerdeKeys.LISTENERS_PREFIX + "log.";
  private static final String WEBHOOK = SerdeKeys.LISTENERS_PREFIX + "webhook.";
  private static final int REPEAT_SECONDS = 60;
  private static final int TIMEOUT_MILLIS = 5_000;

  private AlertKeys() {}

  static void define(ConfigDef keys) {
    defineLimits(keys);
    defineListeners(keys);
  }

  private static void defineListeners(ConfigDef keys) {
    keys.define(
            LOG + "repeat.sec",
            ConfigDef.Type.INT,
            REPEAT_SECONDS,
            Range.atLeast(0),
            Importance.LOW,
            "For LogAlertListener: how many seconds equal alerts are left out after one was logged.")
        .define(
            WEBHOOK + "url",
            ConfigDef.Type.PASSWORD,
            null,
            Importance.MEDIUM,
            "For WebhookAlertListener, which needs it: the http or https URL that alerts are posted"
                + " to.")
        .define(
            WEBHOOK + "authorization",
            ConfigDef.Type.PASSWORD,
            null,
            Importance.MEDIUM,
            "For WebhookAlertListener: the value of the header Authorization; never logged. Keys"
                + " that start with schema.listeners.webhook.header. add further headers.")
        .define(
            WEBHOOK + "kinds",
            ConfigDef.Type.LIST,
            List.of(),
            Importance.LOW,
            "For WebhookAlertListener: the kinds of alerts to post, such as dead-letter; all"
                + " without it.")
        .define(
            WEBHOOK + "repeat.sec",
            ConfigDef.Type.INT,
            REPEAT_SECONDS,
            Range.atLeast(0),
            Importance.LOW,
            "For WebhookAlertListener: how many seconds equal alerts are left out after one was"
                + " posted.")
        .define(
            WEBHOOK + "timeout.ms",
            ConfigDef.Type.INT,
            TIMEOUT_MILLIS,
            Range.atLeast(1),
            Importance.LOW,
            "For WebhookAlertListener: the maximum time in milliseconds of one request.");
  }

  private static void defineLimits(ConfigDef keys) {
    keys.define(
            SLOW_RESOLUTION,
            ConfigDef.Type.LONG,
            AlertSettings.DEFAULT.slowResolution().toMillis(),
            Range.atLeast(0),
            Importance.LOW,
            "Publishes an event when resolving the references of a schema takes longer than this"
                + " time; 0 for no limit.")
        .define(
            MIN_HIT_RATE,
            ConfigDef.Type.DOUBLE,
            AlertSettings.DEFAULT.minHitRate(),
            Range.between(0, 1),
            Importance.LOW,
            "Publishes an event when the share of records and lookups that are answered from memory"
                + " falls below this limit, from 0 to 1; 0 for no limit.")
        .define(
            HIT_RATE_WINDOW,
            ConfigDef.Type.INT,
            Math.toIntExact(AlertSettings.DEFAULT.hitRateWindow().toSeconds()),
            Range.atLeast(1),
            Importance.LOW,
            "The time window in which that share is measured. A window with fewer than 100 records"
                + " and lookups is not.");
  }

  /** The limits of a configuration. */
  public static AlertSettings settings(SerdeConfig config) {
    return new AlertSettings(
        Duration.ofMillis(config.bytes(SLOW_RESOLUTION)),
        config.share(MIN_HIT_RATE),
        Duration.ofSeconds(config.number(HIT_RATE_WINDOW)));
  }
}
