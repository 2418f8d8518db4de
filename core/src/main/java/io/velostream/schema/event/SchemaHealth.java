// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one resolver stands with its registry at one moment, by what it has seen; no call is made to
 * find out. A resolver that is degraded still answers what it holds: that is no reason to restart
 * the process that it lives in.
 *
 * @param reachability whether any URL's last exchange brought an answer
 * @param degradedSince since when lookups are served without the registry; null when they are not
 * @param breakers the circuit breaker of each URL, in the order of the settings
 * @param oldestStale how long ago the oldest of the answers that are served beyond their time was
 *     read from the registry; null when there is none
 * @param background how the background thread works
 */
public record SchemaHealth(
    Reachability reachability,
    @Nullable Instant degradedSince,
    List<BreakerState> breakers,
    @Nullable Duration oldestStale,
    BackgroundState background) {

  public SchemaHealth {
    breakers = List.copyOf(breakers);
  }

  /** Whether lookups are served without the registry. */
  public boolean isDegraded() {
    return degradedSince != null;
  }

  /** Whether a registry answers. */
  public enum Reachability {
    /** No exchange has ended yet. */
    UNKNOWN,
    /** The last exchange with at least one URL brought an answer. */
    REACHABLE,
    /** The last exchange with every URL that was asked brought none, or an overload. */
    UNREACHABLE
  }
}
