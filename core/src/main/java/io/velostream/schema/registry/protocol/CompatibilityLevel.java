// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import java.util.Locale;

/**
 * The earlier versions that a new version of a subject must be compatible with, and the direction.
 */
public enum CompatibilityLevel {
  /** The new version reads data of the last one. */
  BACKWARD,
  /** The new version reads data of all earlier ones. */
  BACKWARD_TRANSITIVE,
  /** The last version reads data of the new one. */
  FORWARD,
  /** All earlier versions read data of the new one. */
  FORWARD_TRANSITIVE,
  /** Both directions, with the last version. */
  FULL,
  /** Both directions, with all earlier versions. */
  FULL_TRANSITIVE,
  /** No check. */
  NONE,
  /** A level that this library does not know. It cannot be sent. */
  UNKNOWN;

  /** Parses the registry's name of a level; {@link #UNKNOWN} if it is not known. */
  public static CompatibilityLevel of(String name) {
    for (CompatibilityLevel level : values()) {
      if (level.name().equals(name.toUpperCase(Locale.ROOT))) {
        return level;
      }
    }
    return UNKNOWN;
  }

  String sendable() {
    if (this == UNKNOWN) {
      throw new IllegalArgumentException("the compatibility level UNKNOWN cannot be set");
    }
    return name();
  }
}
