// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe;

import io.velostream.schema.event.SchemaEvent;
import io.velostream.schema.event.SchemaListener;
import io.velostream.schema.observe.Alert.Severity;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs alerts: critical ones as errors, warnings as warnings, recoveries as information. Of alerts
 * of one kind and source, at most one is logged in a period. Named by {@code schema.listeners}; its
 * options have the prefix {@code schema.listeners.}.
 */
public final class LogAlertListener implements SchemaListener, Configurable {

  /** How long equal alerts are left out after one was logged. */
  public static final String REPEAT = "log.repeat.sec";

  private static final Logger LOG = LoggerFactory.getLogger(LogAlertListener.class);
  private static final int DEFAULT_REPEAT_SECONDS = 60;

  private static final ConfigDef KEYS =
      new ConfigDef()
          .define(
              REPEAT,
              ConfigDef.Type.INT,
              DEFAULT_REPEAT_SECONDS,
              Range.atLeast(0),
              Importance.LOW,
              "How long equal alerts are left out after one was logged.");

  private final LongSupplier nanoTime;
  private RepeatLimit limit;

  /** Creates a listener with the defaults. */
  public LogAlertListener() {
    this(System::nanoTime);
  }

  LogAlertListener(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.limit = new RepeatLimit(Duration.ofSeconds(DEFAULT_REPEAT_SECONDS), nanoTime);
  }

  @Override
  public void configure(Map<String, ?> configs) {
    int seconds = new AbstractConfig(KEYS, configs, false).getInt(REPEAT);
    limit = new RepeatLimit(Duration.ofSeconds(seconds), nanoTime);
  }

  /** The options of this listener, without their prefix. A new object on each call. */
  public static ConfigDef keys() {
    return new ConfigDef(KEYS);
  }

  @Override
  public Set<String> optionNames() {
    return Set.copyOf(KEYS.names());
  }

  @Override
  public void onEvent(SchemaEvent event) {
    Alert alert = Alert.of(event);
    if (alert == null) {
      return;
    }
    long leftOut = limit.admit(alert);
    if (leftOut < 0) {
      return;
    }
    String repeats = leftOut == 0 ? "" : " (and " + leftOut + " such alerts before)";
    if (alert.severity() == Severity.CRITICAL) {
      LOG.error("{}: {}{}", alert.kind(), alert.message(), repeats);
    } else if (alert.severity() == Severity.WARNING) {
      LOG.warn("{}: {}{}", alert.kind(), alert.message(), repeats);
    } else {
      LOG.info("{}: {}{}", alert.kind(), alert.message(), repeats);
    }
  }
}
