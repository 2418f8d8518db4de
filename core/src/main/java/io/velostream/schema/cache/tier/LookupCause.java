// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

/** Why a schema is requested. */
public enum LookupCause {
  /** A caller looks it up. */
  LOOKUP,
  /** Another schema refers to it. */
  DEPENDENCY,
  /** An expiring entry is refreshed before it is due. */
  REFRESH,
  /** A provisional answer is confirmed. */
  CONFIRM,
  /** It may be used soon. */
  PREFETCH;

  /** Whether the registry is requested even if the answer is cached. */
  public boolean bypassesCache() {
    return this == REFRESH || this == CONFIRM;
  }

  /** Whether a caller waits for the answer. */
  public boolean isAwaited() {
    return this == LOOKUP || this == DEPENDENCY;
  }
}
