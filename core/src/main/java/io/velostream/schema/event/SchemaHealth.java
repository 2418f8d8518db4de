// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the health of a resolver, by past exchanges with its registry. A degraded resolver
 * still serves cached schemas, so it is no reason to restart its process.
 *
 * @param reachability whether the last exchange with any URL had a response
 * @param degradedSince the time since when lookups are served without the registry; null if they
 *     are not
 * @param breakers the circuit breaker of each URL, in the order of the settings
 * @param oldestStale the age of the oldest answer that is served stale; null if there is none
 * @param background the state of the background thread
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

  /** Whether the registry is reachable. */
  public enum Reachability {
    /** No exchange has ended yet. */
    UNKNOWN,
    /** The last exchange with at least one URL had a response. */
    REACHABLE,
    /** The last exchange with every URL had no response, or an overload. */
    UNREACHABLE
  }
}
