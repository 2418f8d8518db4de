// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.compatibility;

/**
 * Which data the next version of a subject must be able to read or be read by. The names are those
 * of the registry's REST API. In contrast to the level that a client reads from a registry, it is
 * always known.
 */
public enum CompatibilityLevel {
  /** Nothing is checked. */
  NONE(false, false, false),
  /** The new schema reads what the newest version wrote. */
  BACKWARD(true, false, false),
  /** The new schema reads what each earlier version wrote. */
  BACKWARD_TRANSITIVE(true, false, true),
  /** The newest version reads what the new schema writes. */
  FORWARD(false, true, false),
  /** Each earlier version reads what the new schema writes. */
  FORWARD_TRANSITIVE(false, true, true),
  /** Both {@link #BACKWARD} and {@link #FORWARD}. */
  FULL(true, true, false),
  /** Both {@link #BACKWARD_TRANSITIVE} and {@link #FORWARD_TRANSITIVE}. */
  FULL_TRANSITIVE(true, true, true);

  private final boolean backward;
  private final boolean forward;
  private final boolean transitive;

  CompatibilityLevel(boolean backward, boolean forward, boolean transitive) {
    this.backward = backward;
    this.forward = forward;
    this.transitive = transitive;
  }

  /**
   * The level that a registry has named.
   *
   * @throws IllegalArgumentException if this library does not know it
   */
  public static CompatibilityLevel of(
      io.velostream.schema.registry.protocol.CompatibilityLevel named) {
    for (CompatibilityLevel level : values()) {
      if (level.name().equals(named.name())) {
        return level;
      }
    }
    throw new IllegalArgumentException("the registry has a level that is not known here");
  }

  /** Whether the new schema must read data of earlier versions. */
  public boolean isBackward() {
    return backward;
  }

  /** Whether earlier versions must read data of the new schema. */
  public boolean isForward() {
    return forward;
  }

  /** Whether all earlier versions are compared, not only the newest. */
  public boolean isTransitive() {
    return transitive;
  }
}
