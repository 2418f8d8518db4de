// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cache.tier;

/** Why a schema is asked for. */
public enum LookupCause {
  /** Somebody looks it up. */
  USE,
  /** The closure of another schema needs it. */
  NEED,
  /** A pointer is read again before it is due. */
  REFRESH,
  /** An answer is doubted. */
  CONFIRM,
  /** Somebody may want it soon. */
  PREFETCH;

  /** Whether the registry is asked also for what memory has. */
  public boolean isAskedAnyway() {
    return this == REFRESH || this == CONFIRM;
  }

  /** Whether somebody waits for the answer. */
  public boolean isAwaited() {
    return this == USE || this == NEED;
  }
}
