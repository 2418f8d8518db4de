// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing.protocol;

import java.util.Arrays;
import java.util.Locale;

/** The operations that a subject permits. */
public enum Mode {
  READWRITE,
  READONLY,
  READONLY_OVERRIDE,
  IMPORT;

  public static Mode parse(String text) {
    return Arrays.stream(values())
        .filter(each -> each.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> RestException.invalidMode(text));
  }

  public boolean isReadOnly() {
    return this == READONLY || this == READONLY_OVERRIDE;
  }
}
