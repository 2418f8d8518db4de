// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

/** What to do when a registry gives another schema for an id than it gave before. */
public enum IdentityCheck {
  /** Refuse the answer. */
  FAIL,
  /** Log it, and believe the registry. */
  WARN
}
