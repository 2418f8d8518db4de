// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import java.util.Locale;

/** The operations that a subject, or a whole registry, permits. */
public enum Mode {
  /** Schemas can be read and registered. */
  READWRITE,
  /** Schemas can be read only. */
  READONLY,
  /** Schemas can be read only, regardless of the subject's mode. */
  READONLY_OVERRIDE,
  /** Schemas are registered with given ids and versions. */
  IMPORT,
  /** Requests are forwarded to another registry. */
  FORWARD,
  /** A mode that this library does not know. It cannot be sent. */
  UNKNOWN;

  /** Parses the registry's name of a mode; {@link #UNKNOWN} if it is not known. */
  public static Mode of(String name) {
    for (Mode mode : values()) {
      if (mode.name().equals(name.toUpperCase(Locale.ROOT))) {
        return mode;
      }
    }
    return UNKNOWN;
  }

  String sendable() {
    if (this == UNKNOWN) {
      throw new IllegalArgumentException("the mode UNKNOWN cannot be set");
    }
    return name();
  }
}
