// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.difference;

import java.util.Objects;

/**
 * How much a difference matters, by the direction in which data is read.
 *
 * @param backward when the new schema reads data of the old one
 * @param forward when the old schema reads data of the new one
 */
public record Effect(Severity backward, Severity forward) {

  /** Nobody notices. */
  public static final Effect NONE = new Effect(Severity.INFO, Severity.INFO);

  public Effect {
    Objects.requireNonNull(backward, "backward");
    Objects.requireNonNull(forward, "forward");
  }

  /** The severity in one direction. */
  public Severity in(Direction direction) {
    return switch (direction) {
      case BACKWARD -> backward;
      case FORWARD -> forward;
    };
  }
}
