// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.comparison.walk;

import io.velostream.schema.evolution.difference.Effect;
import io.velostream.schema.evolution.difference.Severity;

/**
 * Limits the effects of differences inside a part of the schemas.
 *
 * @param backward the worst severity when the new schema reads
 * @param forward the worst severity when the old schema reads
 */
public record Scope(Severity backward, Severity forward) {

  public static final Scope ANY = new Scope(Severity.CRITICAL, Severity.CRITICAL);

  /** The scope of parts that no data reaches. */
  public static final Scope UNUSED = new Scope(Severity.INFO, Severity.INFO);

  public Effect effect(Severity inBackward, Severity inForward) {
    return new Effect(inBackward.atMost(backward), inForward.atMost(forward));
  }

  public Effect both(Severity severity) {
    return effect(severity, severity);
  }

  /** The effect of a difference that is harmless for data, or harmful, by direction. */
  public Effect breaking(boolean inBackward, boolean inForward, Severity harm) {
    return effect(inBackward ? harm : Severity.INFO, inForward ? harm : Severity.INFO);
  }

  /** A scope in which nothing breaks in the given directions, whatever differs. */
  public Scope unbreakable(boolean inBackward, boolean inForward) {
    if (!inBackward && !inForward) {
      return this;
    }
    return new Scope(
        inBackward ? backward.atMost(Severity.WARNING) : backward,
        inForward ? forward.atMost(Severity.WARNING) : forward);
  }
}
