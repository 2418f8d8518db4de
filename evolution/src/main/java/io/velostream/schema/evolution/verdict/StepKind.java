// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.verdict;

/** In which directions two schemas read each other's data. */
public enum StepKind {
  /** Each reads the data of the other. */
  FULL("fully compatible"),
  /** The newer schema reads the data of the older one, but not the other way round. */
  BACKWARD("backward compatible only"),
  /** The older schema reads the data of the newer one, but not the other way round. */
  FORWARD("forward compatible only"),
  /** Neither reads the data of the other. */
  NONE("incompatible"),
  /** They cannot be compared. */
  UNKNOWN("cannot tell");

  private final String words;

  StepKind(String words) {
    this.words = words;
  }

  /** The kind in words. */
  public String words() {
    return words;
  }
}
