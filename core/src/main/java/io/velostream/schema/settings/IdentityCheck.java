// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

/** What to do when a registry returns another schema for an id than before. */
public enum IdentityCheck {
  /** Refuse the answer. */
  FAIL,
  /** Log it, and accept the answer. */
  WARN
}
