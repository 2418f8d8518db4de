// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import java.util.Arrays;
import java.util.Locale;

/** Which of new and old must be able to read what the other wrote. */
enum CompatibilityLevel {
  NONE(false, false),
  BACKWARD(true, false),
  BACKWARD_TRANSITIVE(true, false),
  FORWARD(false, true),
  FORWARD_TRANSITIVE(false, true),
  FULL(true, true),
  FULL_TRANSITIVE(true, true);

  private final boolean newReadsOld;
  private final boolean oldReadsNew;

  CompatibilityLevel(boolean newReadsOld, boolean oldReadsNew) {
    this.newReadsOld = newReadsOld;
    this.oldReadsNew = oldReadsNew;
  }

  static CompatibilityLevel parse(String text) {
    return Arrays.stream(values())
        .filter(each -> each.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> RestException.invalidCompatibility(text));
  }

  boolean newReadsOld() {
    return newReadsOld;
  }

  boolean oldReadsNew() {
    return oldReadsNew;
  }

  /** Whether all earlier versions count, not only the last. */
  boolean isTransitive() {
    return name().endsWith("_TRANSITIVE");
  }
}
