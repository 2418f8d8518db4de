// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.config;

import io.velostream.schema.settings.AlertSettings;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/** The keys of the limits beyond which events are published. */
public final class AlertKeys {

  static final String SLOW_RESOLUTION = "schema.alert.resolution.ms";
  static final String MIN_HIT_RATE = "schema.alert.hit.rate";
  static final String HIT_RATE_WINDOW = "schema.alert.hit.rate.window.sec";

  private AlertKeys() {}

  static void define(ConfigDef keys) {
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
