// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.protocol;

import java.util.Arrays;
import java.util.Locale;

/** Compatibility levels: which of new and old versions must read data of the other. */
public enum CompatibilityLevel {
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

  public static CompatibilityLevel parse(String text) {
    return Arrays.stream(values())
        .filter(each -> each.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> RestException.invalidCompatibility(text));
  }

  public boolean newReadsOld() {
    return newReadsOld;
  }

  public boolean oldReadsNew() {
    return oldReadsNew;
  }

  /** Whether all earlier versions count, not only the last. */
  public boolean isTransitive() {
    return name().endsWith("_TRANSITIVE");
  }
}
