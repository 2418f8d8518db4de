// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.transform;

/** What a transformer does at one place; from harmless to impossible. */
public enum ConversionKind {
  /** The place has a new name. */
  RENAMED,
  /** The value has another form and the same meaning. */
  CONVERTED,
  /** The value is a default, or one that the user gave. */
  SUPPLIED,
  /** A value may lose precision, or a meaning that the new schema does not have. */
  LOSSY,
  /** A value is left out. */
  DROPPED,
  /** Some values cannot be converted. For these the transformer throws an exception. */
  MAY_FAIL,
  /** No value can be converted, unless the user gives a function for the path. */
  IMPOSSIBLE
}
