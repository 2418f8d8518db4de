// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

/**
 * Whether a registry normalizes a schema before it compares or stores it: the order of properties
 * and the short or full form of names then make no difference. Sent as the parameter {@code
 * normalize} of the REST API.
 */
public enum Normalization {
  /** The text is compared and stored unchanged. */
  OFF,
  /** The normalized text is compared and stored. */
  ON;

  /** {@link #ON} for true. */
  public static Normalization of(boolean normalize) {
    return normalize ? ON : OFF;
  }
}
