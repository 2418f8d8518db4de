// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.plan;

/** How much can go wrong in a step; from least to most. */
public enum Risk {
  /** Nobody notices. */
  LOW,
  /** Values may be lost or replaced, or the order of the steps matters. */
  MEDIUM,
  /** Some records cannot be read if the step goes wrong. */
  HIGH,
  /** No record can be read if the step goes wrong, or data is lost for good. */
  CRITICAL;

  /** The greater of two. */
  public Risk or(Risk other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
