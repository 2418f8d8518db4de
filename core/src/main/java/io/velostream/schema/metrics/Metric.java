// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.metrics;

import java.util.function.DoubleSupplier;

/**
 * One metric: a name and a reader of the current value. Reading takes no lock and makes no request.
 *
 * @param name the name within its group, in Kafka's style: {@code record-total}
 * @param kind how the value changes
 * @param unit the unit; {@link Unit#NONE} for counts, ratios and states
 * @param description what is measured, in one sentence
 * @param value reads the current value; safe for use by many threads
 */
public record Metric(String name, Kind kind, Unit unit, String description, DoubleSupplier value) {

  /** How the value of a metric changes. */
  public enum Kind {
    /** It only grows while its group is registered. */
    COUNTER,
    /** It grows and shrinks. */
    GAUGE
  }

  /** The unit of a metric. */
  public enum Unit {
    /** A count, a ratio or a state. */
    NONE,
    /** Bytes. */
    BYTES,
    /** Milliseconds. */
    MILLISECONDS,
    /** Microseconds. */
    MICROSECONDS,
    /** Seconds. */
    SECONDS
  }

  /** A counter without a unit. */
  public static Metric counter(String name, String description, DoubleSupplier value) {
    return new Metric(name, Kind.COUNTER, Unit.NONE, description, value);
  }

  /** A counter with a unit. */
  public static Metric counter(String name, Unit unit, String description, DoubleSupplier value) {
    return new Metric(name, Kind.COUNTER, unit, description, value);
  }

  /** A gauge without a unit. */
  public static Metric gauge(String name, String description, DoubleSupplier value) {
    return new Metric(name, Kind.GAUGE, Unit.NONE, description, value);
  }

  /** A gauge with a unit. */
  public static Metric gauge(String name, Unit unit, String description, DoubleSupplier value) {
    return new Metric(name, Kind.GAUGE, unit, description, value);
  }

  /** The current value. */
  public double read() {
    return value.getAsDouble();
  }
}
