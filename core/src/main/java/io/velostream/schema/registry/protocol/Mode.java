// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import java.util.Locale;

/** What may be done with a subject, or with a whole registry. */
public enum Mode {
  /** Schemas can be read and registered. */
  READWRITE,
  /** Schemas can be read only. */
  READONLY,
  /** Schemas can be read only, whatever a subject's own mode. */
  READONLY_OVERRIDE,
  /** Schemas are registered with given ids and versions. */
  IMPORT,
  /** Requests are handed on to another registry. */
  FORWARD,
  /** A mode that the registry knows and this library does not. It cannot be sent. */
  UNKNOWN;

  /** The mode that the registry names so; {@link #UNKNOWN} when it is none of these. */
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
