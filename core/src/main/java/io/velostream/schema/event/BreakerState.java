// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the circuit breaker of one registry URL.
 *
 * @param endpoint the registry's URL without credentials
 * @param phase its phase
 * @param since the start of the phase
 * @param until when an open breaker permits a probe; null if it is not open
 * @param consecutiveFailures the number of consecutive failures
 */
public record BreakerState(
    String endpoint, Phase phase, Instant since, @Nullable Instant until, int consecutiveFailures) {

  /** The phase of a circuit breaker. */
  public enum Phase {
    /** Permits calls. */
    CLOSED,
    /** Fails calls immediately. */
    OPEN,
    /** Has permitted one call, and fails the others until it ends. */
    HALF_OPEN
  }
}
