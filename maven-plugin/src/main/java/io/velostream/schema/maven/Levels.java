// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import io.velostream.schema.evolution.compatibility.CompatibilityLevel;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads compatibility levels. */
final class Levels {

  private Levels() {}

  /**
   * The level of an element.
   *
   * @throws IllegalArgumentException if it is none; the message lists the levels
   */
  static CompatibilityLevel parse(String name, @Nullable String text) {
    String wanted = text == null ? "" : text.strip().toUpperCase(Locale.ROOT);
    for (CompatibilityLevel level : CompatibilityLevel.values()) {
      if (level.name().equals(wanted)) {
        return level;
      }
    }
    throw new IllegalArgumentException(
        "<compatibilityLevels> has '"
            + text
            + "' for "
            + name
            + "; the levels are "
            + Arrays.toString(CompatibilityLevel.values()));
  }
}
