// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.difference;

/** How much a difference matters to those who read data; from harmless to worst. */
public enum Severity {
  /** Readers do not notice. */
  INFO,
  /** All records can be read, but some values are lost, replaced by a default or reinterpreted. */
  WARNING,
  /** Some records cannot be read, or values are read as other values. */
  ERROR,
  /** No record, or none that has the value, can be read. */
  CRITICAL;

  /** Whether reading fails, or gives other values. */
  public boolean isBreaking() {
    return compareTo(ERROR) >= 0;
  }

  /** The worse of two. */
  public Severity or(Severity other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** This, but no worse than {@code limit}. */
  public Severity atMost(Severity limit) {
    return compareTo(limit) <= 0 ? this : limit;
  }
}
