// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of one registry URL at one moment.
 *
 * @param endpoint the registry's URL without credentials
 * @param phase whether it lets calls through
 * @param since since when it is in that phase
 * @param until when an open breaker lets a probe through; null when it is not open
 * @param consecutiveFailures how many calls have failed since the last one that did not
 */
public record BreakerState(
    String endpoint, Phase phase, Instant since, @Nullable Instant until, int consecutiveFailures) {

  /** What a breaker does with calls. */
  public enum Phase {
    /** Lets calls through. */
    CLOSED,
    /** Fails calls at once. */
    OPEN,
    /** Has let one call through and waits for how it ends; fails the others. */
    HALF_OPEN
  }
}
